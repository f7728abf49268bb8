"""Families' plans, as other systems read them."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Output
from api.serializers.fields import Id
from api.serializers.query import PageQuery
from casework.models import PlanAction


class PlansQuery(PageQuery):
    """One page of plans, of one family when it is named."""

    family = Id(required=False, help_text="Only those of this family.")


class TakenOnOutput(Output):
    """Who takes something on: exactly one of a person, a practitioner or an agency."""

    who_person = serializers.UUIDField(allow_null=True)
    who_practitioner = serializers.UUIDField(allow_null=True)
    who_agency = serializers.CharField(allow_null=True, help_text="The agency’s name.")


class PlanActionOutput(TakenOnOutput):
    """A step of the plan: who does what by when."""

    id = serializers.UUIDField()
    what = serializers.CharField()
    by_when = serializers.DateField()
    how_we_will_know = serializers.CharField()
    is_offered_by_child = serializers.BooleanField()
    state = serializers.ChoiceField(choices=PlanAction.State.choices)
    done_on = serializers.DateField(allow_null=True)
    replaced_by = serializers.UUIDField(allow_null=True, help_text="The step to which this one was changed.")


class ContingencyOutput(TakenOnOutput):
    """Plan B: if this happens, then that."""

    id = serializers.UUIDField()
    if_what = serializers.CharField()
    then_what = serializers.CharField()


class MonitoringOutput(Output):
    """Who keeps an eye on the plan, and how often."""

    family_monitor = serializers.UUIDField(allow_null=True)
    worker_link = serializers.UUIDField()
    every_days = serializers.IntegerField()


class FamilyPlanOutput(Output):
    """One version of a plan as the family wrote and agreed it."""

    id = serializers.UUIDField()
    family = serializers.UUIDField()
    conference = serializers.UUIDField()
    version = serializers.IntegerField()
    agreed_on = serializers.DateField()
    in_our_words = serializers.CharField(help_text="In the family’s own words.")
    actions = PlanActionOutput(many=True)
    contingencies = ContingencyOutput(many=True)
    monitoring = MonitoringOutput(allow_null=True)
