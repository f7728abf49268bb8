"""Link-ups, as other systems write and read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.families import NamedOutput
from api.serializers.fields import Choice, Day, Id, Text, Visible, Whole
from api.serializers.query import PageQuery
from families.models import Family, Person, Practitioner
from linkups.models import MOST_WEEKS, LinkUp, Meetup

LENGTHS = (
    "10, 20 or 30; or what families of the place agreed on: another length is refused when both families are asked."
)


OF_A_LIST = "One of the usual words, or one that families of a place added, which begins with own_."


class Weeks(Whole):
    """How long a link-up is meant to last."""

    default_error_messages = {"weeks": _("A link-up lasts 1 to 52 whole weeks.")}

    def to_internal_value(self, data: Any) -> int:
        weeks = super().to_internal_value(data)
        if not 1 <= weeks <= MOST_WEEKS:
            self.fail("weeks")
        return weeks


class LinkUpsQuery(PageQuery):
    """One page of link-ups, of one family or in one state when these are named."""

    family = Id(required=False, help_text="Only those of this family, on either side.")
    state = Choice(choices=LinkUp.State.choices, required=False, help_text="Only those in this state.")


class AvailableCardsQuery(Input):
    """For whom, and what they asked for: it takes cards away, and ranks none of those that stay."""

    family = Id(help_text="The seeking family.")
    theme = Text(required=False, max_length=40, help_text=f"What they have been through. {OF_A_LIST}")
    language = Text(required=False, max_length=60, help_text="As it stands on the card.")
    day = Text(required=False, max_length=40, help_text="As families write it on the card, such as: sunday.")


class CardOutput(Output):
    """What a sharing family says of itself, in words that it approved: no name, address, school or distance."""

    id = serializers.UUIDField()
    headline = serializers.CharField()
    our_story = serializers.CharField(allow_blank=True)
    good_at = serializers.ListField(child=serializers.CharField())
    tough_times = serializers.ListField(child=serializers.CharField(help_text=OF_A_LIST))
    fun_facts = serializers.CharField(allow_blank=True)
    availability = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    area_label = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    approved_at = serializers.DateTimeField()


class MeetupOutput(Output):
    """That the two families met, or plan to."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Meetup.Kind.choices)
    state = serializers.ChoiceField(choices=Meetup.State.choices)
    planned_for = serializers.DateField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    place_kind = serializers.CharField(allow_blank=True, help_text=OF_A_LIST)


class LinkUpOutput(Output):
    """A seeking family and a sharing family, for a limited time."""

    id = serializers.UUIDField()
    seeking_family = serializers.UUIDField()
    sharing_family = serializers.UUIDField()
    coach = NamedOutput(allow_null=True)
    state = serializers.ChoiceField(choices=LinkUp.State.choices)
    planned_weeks = serializers.IntegerField()
    seeking_chose_at = serializers.DateTimeField(allow_null=True)
    seeking_agreed_at = serializers.DateTimeField(allow_null=True)
    sharing_agreed_at = serializers.DateTimeField(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    end_kind = serializers.ChoiceField(choices=LinkUp.EndKind.choices, allow_blank=True)
    meetups = MeetupOutput(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class LinkUpInput(Input):
    """Two families to think of together; neither hears of it until the card is offered."""

    seeking_family = Visible(Family)
    sharing_family = Visible(Family)
    coach = Visible(Practitioner)
    planned_weeks = Weeks(required=False, help_text=LENGTHS)


class NothingInput(Input):
    """A step that needs no facts: an empty object."""


class ChooseInput(Input):
    """Who of the seeking family says that they would like to meet the other."""

    person = Visible(Person, help_text="A grown-up who is in the family now.")


class AskInput(Input):
    """What both families are asked: for how long."""

    planned_weeks = Weeks(help_text=LENGTHS)


class AgreeInput(Input):
    """Which family said yes, and who of it."""

    side = Choice(choices=LinkUp.Side.choices)
    person = Visible(Person, help_text="A grown-up who is in the family now.")
    knows = Choice(
        choices=LinkUp.Knows.choices,
        required=False,
        help_text="Whether they know the other family, from its card. Where they may, it is no yes yet: the coach talks it over first.",
    )


class StartInput(Input):
    """From which day."""

    start_date = Day()


class EndInput(Input):
    """From which day on it is over, and why."""

    kind = Choice(choices=LinkUp.EndKind.choices)
    end_date = Day()
