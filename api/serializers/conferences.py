"""Family group conferences, as other systems write and read them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.conversations import SubjectOutput
from api.serializers.families import NamedOutput
from api.serializers.fields import Choice, Day, Flag, Id, Several, Visible
from api.serializers.members import require_members
from api.serializers.query import PageQuery
from casework.models import Conference, ConferenceOffer
from families.models import Family, Person


class ConferencesQuery(PageQuery):
    """One page of conferences, of one family or in one state when these are named."""

    family = Id(required=False, help_text="Only those of this family.")
    state = Choice(choices=Conference.State.choices, required=False, help_text="Only those in this state.")


class OfferOutput(Output):
    """That a conference was offered to someone, and what they said."""

    id = serializers.UUIDField()
    offered_to = serializers.UUIDField(allow_null=True)
    offered_on = serializers.DateField()
    channel = serializers.ChoiceField(choices=ConferenceOffer.Channel.choices)
    is_in_letter_before_proceedings = serializers.BooleanField()
    letter_on = serializers.DateField(
        allow_null=True, help_text="The day on the letter before proceedings, where it stands in one."
    )
    response = serializers.ChoiceField(choices=ConferenceOffer.Response.choices)
    responded_on = serializers.DateField(allow_null=True)


class ConferenceOutput(Output):
    """A family group conference, from the offer to looking back. Of the family's private time nothing is told."""

    id = serializers.UUIDField()
    family = serializers.UUIDField()
    setting = serializers.ChoiceField(choices=Conference.Setting.choices)
    state = serializers.ChoiceField(choices=Conference.State.choices)
    is_urgent = serializers.BooleanField()
    review_of = serializers.UUIDField(allow_null=True, help_text="The conference that this one looks back at.")
    coordinator = NamedOutput(allow_null=True)
    about = SubjectOutput(many=True)
    offers = OfferOutput(many=True)
    meets_at = serializers.DateTimeField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    plan_agreed_on = serializers.DateField(allow_null=True)
    agency_response = serializers.ChoiceField(choices=Conference.Answer.choices, allow_blank=True)
    review_due_on = serializers.DateField(allow_null=True)
    reviewed_on = serializers.DateField(allow_null=True)
    not_going_ahead_reason = serializers.ChoiceField(choices=Conference.WhyNot.choices, allow_blank=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class OfferInput(Input):
    """An offer to one person more."""

    person = Visible(Person)
    offered_on = Day()
    channel = Choice(choices=ConferenceOffer.Channel.choices)
    is_in_letter_before_proceedings = Flag(required=False)
    letter_on = Day(required=False, allow_null=True, default=None, help_text="The day on that letter.")


class ConferenceInput(Input):
    """A conference to offer: to whom, about whom, when and how."""

    family = Visible(Family)
    about = Several(child=Visible(Person), min_length=1, max_length=20)
    offered_to = Several(child=Visible(Person), min_length=1, max_length=20)
    offered_on = Day()
    channel = Choice(choices=ConferenceOffer.Channel.choices)
    is_in_letter_before_proceedings = Flag(required=False)
    letter_on = Day(required=False, allow_null=True, default=None, help_text="The day on that letter.")
    setting = Choice(choices=Conference.Setting.choices, required=False)
    is_urgent = Flag(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """It is about the family's people, and offered to them."""
        named = (
            (name, position, person) for name in ("about", "offered_to") for position, person in enumerate(attrs[name])
        )
        require_members(attrs["family"], [((name, position), person) for name, position, person in named])
        return attrs


class AnswerInput(Input):
    """What someone said to the offer: no is an answer like any other."""

    offer = Visible(ConferenceOffer, help_text="One of this conference's offers.")
    response = Choice(choices=ConferenceOffer.Response.choices)
    responded_on = Day(required=False, allow_null=True, default=None)

    def validate_offer(self, offer: ConferenceOffer) -> ConferenceOffer:
        """One of another conference is as unknown as none."""
        if offer.conference_id != self.context["conference"].pk:
            self.fields["offer"].fail("not_found")
        return offer
