"""What statutory data sets are told (domain.md §9.7)."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Output
from api.serializers.query import PAGE, PageQuery, PageSize

MOST_CHILDREN = 100


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": MOST_CHILDREN})
class ChildrenAtOnce(PageSize):
    """As many as the DfE takes at once."""

    largest = MOST_CHILDREN


class DfeChildrenQuery(PageQuery):
    """Children, as many as go to the DfE at once."""

    page_size = ChildrenAtOnce(
        required=False, default=PAGE, help_text=f"How many children: 1 to {MOST_CHILDREN}, by default {PAGE}."
    )


class DfeChildDetailsOutput(Output):
    """Personal details of a child, those that are held."""

    unique_pupil_number = serializers.CharField(required=False)
    former_unique_pupil_number = serializers.CharField(required=False)
    first_name = serializers.CharField(required=False)
    surname = serializers.CharField(required=False)
    date_of_birth = serializers.DateField(required=False)
    expected_date_of_birth = serializers.DateField(required=False)
    sex = serializers.CharField(required=False, help_text="F, M, or U where it is not known.")
    purge = serializers.BooleanField(help_text="Always false.")


class DfeChildOutput(Output):
    """A child, as the DfE’s data API takes it."""

    la_child_id = serializers.CharField(help_text="What the council’s system calls the child.")
    mis_child_id = serializers.UUIDField(help_text="The id of the person here.")
    purge = serializers.BooleanField(help_text="Always false: who is no longer told is told by /api/v1/changes/.")
    child_details = DfeChildDetailsOutput()
