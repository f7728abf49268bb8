"""Query strings: each list says what may stand in its own (security.md §7 A and B)."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Input
from api.serializers.fields import Id, Text

PAGE = 50
LARGEST_PAGE = 200


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE})
class PageSize(Text):
    """How many rows a page holds."""

    largest = LARGEST_PAGE
    default_error_messages = {"size": _("Ask for 1 to {largest}.")}

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        said = super().to_internal_value(data)
        if not (said.isascii() and said.isdecimal() and len(said) <= 3 and 1 <= int(said) <= self.largest):
            self.fail("size", largest=self.largest)
        return int(said)


class NoQuery(Input):
    """No parameter at all."""


class PageQuery(Input):
    """One page of a list, in the order in which its rows were written down."""

    cursor = Id(required=False, help_text="The `next_cursor` of the page before.")
    page_size = PageSize(
        required=False, default=PAGE, help_text=f"How many rows: 1 to {LARGEST_PAGE}, by default {PAGE}."
    )


def read_query(said: QueryDict, shape: type[Input]) -> dict[str, Any]:
    """The parameters of a query string, or 400: each is known, stands once and has a value that can be."""
    if not said and shape is NoQuery:
        return {}
    twice = [name for name, values in said.lists() if len(values) > 1]
    if twice:
        raise serializers.ValidationError({name: [_("Give this once.")] for name in twice})
    query = shape(data=said.dict())
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)
