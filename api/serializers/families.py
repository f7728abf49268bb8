"""Families and those alongside them, as other systems write and read them."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Changes, Input, Output
from api.serializers.fields import Choice, Day, Name, Text, Visible
from casework.models import Conversation, CorrectionRequest
from families.models import FamilyMembership, Involvement, Person, Practitioner


class PractitionerOutput(Output):
    """Someone whose work is with families."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    role_title = serializers.CharField()
    is_independent = serializers.BooleanField()


class NamedOutput(Output):
    """Someone, by id and name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class MemberOutput(Output):
    """Someone who is in the family now."""

    id = serializers.UUIDField(help_text="The person's id.")
    known_as = serializers.CharField()
    role = serializers.ChoiceField(choices=FamilyMembership.Role.choices)
    since = serializers.DateField(allow_null=True)


class BelongingOutput(Output):
    """That someone is or was in a family."""

    id = serializers.UUIDField()
    family = serializers.UUIDField()
    person = serializers.UUIDField()
    role = serializers.ChoiceField(choices=FamilyMembership.Role.choices)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="The first day on which they no longer were.")


class AlongsideOutput(Output):
    """A practitioner who works with the family now."""

    id = serializers.UUIDField(help_text="The practitioner's id.")
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Involvement.Role.choices)
    since = serializers.DateField(allow_null=True)


class StatementOutput(Output):
    """What someone of the family says was not so, and what was answered: it stands beside what it is about."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(help_text="Who says it.")
    kind = serializers.ChoiceField(choices=CorrectionRequest.Kind.choices, allow_blank=True)
    statement = serializers.CharField(help_text="In their own words.")
    should_say = serializers.CharField()
    state = serializers.ChoiceField(choices=CorrectionRequest.State.choices)
    asked_on = serializers.DateField()
    due_on = serializers.DateField()
    answer = serializers.CharField()
    new_words = serializers.CharField(help_text="The version that supersedes what was written, once it is put right.")
    answered_by = serializers.CharField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)


class ConversationSummaryOutput(Output):
    """That a conversation was: when, what for, whether the child was seen, and the headline."""

    id = serializers.UUIDField()
    happened_at = serializers.DateTimeField()
    purpose = serializers.ChoiceField(choices=Conversation.Purpose.choices, allow_blank=True)
    is_child_seen = serializers.BooleanField(allow_null=True)
    is_child_seen_alone = serializers.BooleanField(allow_null=True)
    headline = serializers.CharField()
    statements = StatementOutput(many=True, help_text="What the family says of the headline.")


class FamilyOutput(Output):
    """A family in a list."""

    id = serializers.UUIDField()
    name = serializers.CharField(help_text="What the family calls itself.")
    locality = serializers.CharField(allow_null=True)
    members = MemberOutput(many=True)
    lead_worker = NamedOutput(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class WholeFamilyOutput(FamilyOutput):
    """A family, with those alongside it and its latest conversations."""

    good_to_know = serializers.CharField()
    story = serializers.CharField(help_text="As the family tells it.")
    languages = serializers.ListField(child=serializers.CharField())
    pets = serializers.ListField(child=serializers.CharField(), help_text="Such as “Bramble, dog”.")
    alongside = AlongsideOutput(many=True)
    conversations = ConversationSummaryOutput(
        many=True, allow_null=True, help_text="The latest 20; null when no scope of the token allows conversations."
    )


class FamilyInput(Input):
    """A family to begin."""

    name = Name(max_length=200, help_text="What the family calls itself.")
    good_to_know = Text(max_length=4_000, required=False, allow_blank=True)
    lead_worker = Visible(
        Practitioner,
        required=False,
        help_text="The practitioner who leads the work. Without one, it is whom the client writes in the name of.",
    )


class FamilyChangeInput(Changes):
    """What another system may change of a family. What it calls itself, and its own words, are the family's."""

    good_to_know = Text(max_length=4_000, required=False, allow_blank=True)


class MemberInput(Input):
    """Someone to add to a family."""

    person = Visible(Person)
    role = Choice(choices=FamilyMembership.Role.choices)
    since = Day(required=False, allow_null=True, default=None, help_text="From which day; null when it is not known.")
