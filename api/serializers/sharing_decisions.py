"""Whom we told, and why, as other systems read it."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Output
from api.serializers.fields import Id
from api.serializers.query import PageQuery
from casework.models import SharingDecision


class SharingDecisionsQuery(PageQuery):
    """One page of decisions about sharing, of one family when it is named."""

    family = Id(required=False, help_text="Only those of this family.")


class SharingDecisionOutput(Output):
    """One decision to tell someone, or not to."""

    id = serializers.UUIDField()
    family = serializers.UUIDField(allow_null=True)
    about = serializers.ListField(child=serializers.UUIDField())
    outcome = serializers.ChoiceField(choices=SharingDecision.Outcome.choices)
    with_whom = serializers.CharField()
    what = serializers.CharField()
    why = serializers.CharField()
    basis = serializers.ChoiceField(choices=SharingDecision.Basis.choices)
    told_subject = serializers.ChoiceField(choices=SharingDecision.ToldSubject.choices)
    more_detrimental_reason = serializers.CharField(allow_blank=True)
    decided_on = serializers.DateField()
