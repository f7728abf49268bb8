"""Safety maps, as other systems read them. There is no score on one, and no number."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Output
from api.serializers.conversations import SignOffOutput
from api.serializers.fields import Id
from api.serializers.query import PageQuery
from casework.models import SafetyMap, SafetyMapItem


class SafetyMapsQuery(PageQuery):
    """One page of safety maps, of one family when it is named."""

    family = Id(required=False, help_text="Only those of this family.")


class SafetyMapItemOutput(Output):
    """One thing in one part of a map."""

    id = serializers.UUIDField()
    part = serializers.ChoiceField(choices=SafetyMapItem.Part.choices)
    text = serializers.CharField()
    said_by = serializers.UUIDField(allow_null=True, help_text="Whose own words they are.")
    taken_off_on = serializers.DateField(allow_null=True)


class SeenDifferentlyOutput(Output):
    """How someone of the family sees a danger, in their own words. Show it wherever you show the danger."""

    id = serializers.UUIDField()
    person = serializers.UUIDField()
    words = serializers.CharField()
    said_on = serializers.DateField()


class SafetyGoalOutput(Output):
    """How it will be when no one is worried about one danger."""

    id = serializers.UUIDField()
    words = serializers.CharField()
    parents_will_be_seen = serializers.CharField()
    child_will_experience = serializers.CharField()
    scale = serializers.UUIDField(allow_null=True)


class DangerOutput(Output):
    """What people are worried could happen, with what the family sees differently, and its one safety goal."""

    id = serializers.UUIDField()
    who_is_worried = serializers.CharField()
    worry = serializers.CharField()
    effect_on_child = serializers.CharField()
    if_nothing_changes = serializers.CharField()
    taken_off_on = serializers.DateField(allow_null=True)
    seen_differently = SeenDifferentlyOutput(many=True)
    goal = SafetyGoalOutput(allow_null=True)


class SafetyMapOutput(Output):
    """One safety map, with what stands on it and what was taken off."""

    id = serializers.UUIDField()
    family = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=SafetyMap.State.choices)
    begun_on = serializers.DateField()
    completed_on = serializers.DateField(allow_null=True)
    about = serializers.ListField(child=serializers.UUIDField())
    made_with = serializers.ListField(child=serializers.UUIDField())
    items = SafetyMapItemOutput(many=True)
    dangers = DangerOutput(many=True)
    sign_offs = SignOffOutput(many=True, help_text="How those whom it is about see it as a whole: show them with it.")
