"""Conversations, as other systems write and read them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.families import ConversationSummaryOutput, StatementOutput
from api.serializers.fields import Bytes, Choice, Day, Flag, Id, Moment, Name, Several, Text, Visible
from api.serializers.members import Place, require_around
from api.serializers.query import PageQuery
from api.serializers.scaling import AskedAgainInput, NewScaleInput, ScalingAnswerOutput, who_answers
from casework.models import Conversation, ConversationPresence, SignOff
from families.made_anew import made_anew
from families.models import Attachment, Entry, Family, Person, PlaceKind, Practitioner

MOST_ATTACHED = 5


class ConversationsQuery(PageQuery):
    """One page of conversations, of one family or about one person when these are named."""

    family = Id(required=False, help_text="Only those with this family.")
    person = Id(required=False, help_text="Only those about this person.")


class WordsInput(Input):
    """What to look for. It is sent in a body, since what someone said may not stand in an address."""

    words = Text(
        max_length=200,
        help_text="All of them, in any order, whatever their ends; “quotation marks” hold words together, - leaves one out.",
    )


class ConversationOfFamilyOutput(ConversationSummaryOutput):
    """That a conversation was, and with which family."""

    family = serializers.UUIDField(allow_null=True)


class SubjectOutput(Output):
    """Whom a conversation is about."""

    id = serializers.UUIDField()
    known_as = serializers.CharField()


class PresenceOutput(Output):
    """That someone was there: a person, a practitioner, or someone by name."""

    person = serializers.UUIDField(allow_null=True)
    practitioner = serializers.UUIDField(allow_null=True)
    other_name = serializers.CharField()
    how = serializers.ChoiceField(choices=ConversationPresence.How.choices)


class AttachedOutput(Output):
    """That a photo, a drawing or a voice note stands with an entry: what it is, and what can be seen or heard in it."""

    id = serializers.UUIDField(help_text="It is read at /api/v1/attachments/{id}/.")
    kind = serializers.ChoiceField(choices=Attachment.Kind.choices)
    mime = serializers.ChoiceField(choices=Attachment.Mime.choices)
    alt_text = serializers.CharField(help_text="What can be seen, or what is said: show it with the picture.")


class AttachmentOutput(AttachedOutput):
    """A photo, a drawing or a voice note itself."""

    entry = serializers.UUIDField()
    sha256 = serializers.CharField()
    content = serializers.CharField(help_text="Its bytes, in base64.")


class EntryOutput(Output):
    """One thing that was said, seen, told, thought, hoped or decided."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Entry.Kind.choices)
    body = serializers.CharField()
    speaker = serializers.UUIDField(allow_null=True)
    observer = serializers.UUIDField(allow_null=True)
    whose = serializers.ListField(child=serializers.UUIDField())
    because = serializers.CharField()
    source_name = serializers.CharField(help_text="Empty to a system that did not write it.")
    source_relationship = serializers.CharField(help_text="Empty to a system that did not write it.")
    received_on = serializers.DateField(allow_null=True)
    how_told = serializers.ChoiceField(choices=Entry.HowTold.choices, allow_blank=True)
    what_they_did = serializers.CharField()
    by_when = serializers.DateField(allow_null=True)
    supersedes = serializers.UUIDField(
        allow_null=True, help_text="The entry that this one puts right; it stays readable, with what was said of it."
    )
    statements = StatementOutput(many=True)
    attachments = AttachedOutput(many=True, help_text="One at most.")


class SignOffOutput(Output):
    """How someone whom it is about sees it. Nothing is signed by silence."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(help_text="Who says it, in their own name.")
    stance = serializers.ChoiceField(choices=SignOff.Stance.choices)
    comment = serializers.CharField(help_text="In their own words: shown wherever the stance is.")
    said_at = serializers.DateTimeField()
    is_last = serializers.BooleanField(help_text="What they said before it no longer counts.")
    is_of_earlier_words = serializers.BooleanField(
        help_text="Something was put right since: it counts as said of the earlier words only."
    )


class ConversationOutput(ConversationOfFamilyOutput):
    """A conversation, with all that was written down of it."""

    place_kind = serializers.ChoiceField(choices=PlaceKind.choices, allow_blank=True)
    language_used = serializers.CharField()
    has_interpreter = serializers.BooleanField()
    written_by = serializers.CharField(allow_null=True)
    people = SubjectOutput(many=True)
    presences = PresenceOutput(many=True)
    entries = EntryOutput(many=True)
    scaling_answers = ScalingAnswerOutput(many=True)
    sign_offs = SignOffOutput(many=True, help_text="How those whom it is about see it: show them with the words.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class AttachedInput(Input):
    """A photo (JPEG, PNG, WebP) or a voice note (M4A, MP3, WebM). It is made anew: where and when it was taken is left out."""

    kind = Choice(choices=Attachment.Kind.choices)
    alt_text = Text(max_length=500, help_text="In a sentence, for who can’t see or hear it.")
    content = Bytes(help_text="In base64. With all that is sent beside it, eight million characters at most.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What it is is decided by what is in it."""
        is_sound = attrs["kind"] == Attachment.Kind.AUDIO
        try:
            attrs["mime"], attrs["content"] = made_anew(BytesIO(attrs["content"]), is_meant_as_sound=is_sound)
        except DjangoValidationError as error:
            raise serializers.ValidationError({"content": error.messages}) from error
        if is_sound != attrs["mime"].startswith("audio/"):
            refusal = _("That is a picture, and no recording.") if is_sound else _("That is a recording.")
            raise serializers.ValidationError({"kind": [refusal]})
        return attrs


class EntryInput(Input):
    """One entry. What each kind needs: said and child_view a speaker, child_view how_told, professional_view because, reported
    source_name (domain.md §3.3)."""

    kind = Choice(choices=Entry.Kind.choices)
    body = Text(max_length=40_000)
    whose = Several(child=Visible(Person), required=False, max_length=50)
    speaker = Visible(Person, required=False, allow_null=True)
    observer = Visible(Practitioner, required=False, allow_null=True)
    because = Text(max_length=4_000, required=False, allow_blank=True)
    source_name = Name(max_length=200, required=False, allow_blank=True)
    source_relationship = Name(max_length=200, required=False, allow_blank=True)
    received_on = Day(required=False, allow_null=True)
    how_told = Choice(choices=Entry.HowTold.choices, required=False)
    what_they_did = Text(max_length=4_000, required=False, allow_blank=True)
    by_when = Day(required=False, allow_null=True)
    attached = AttachedInput(required=False)


class ConversationInput(Input):
    """A conversation to log: only with whom and the headline are needed."""

    family = Visible(Family)
    people = Several(child=Visible(Person), min_length=1, max_length=50)
    headline = Text(max_length=140)
    happened_at = Moment(required=False, help_text="Now, when it is not given.")
    place_kind = Choice(choices=PlaceKind.choices, required=False)
    purpose = Choice(choices=Conversation.Purpose.choices, required=False)
    language_used = Name(max_length=60, required=False, allow_blank=True)
    has_interpreter = Flag(required=False)
    is_child_seen = Flag(required=False, allow_null=True)
    is_child_seen_alone = Flag(required=False, allow_null=True)
    others = Several(
        child=Name(max_length=200), required=False, max_length=20, help_text="Others who were there, by name."
    )
    entries = EntryInput(many=True, required=False, max_length=100)  # type: ignore[call-arg]
    scales = AskedAgainInput(many=True, required=False, max_length=10)  # type: ignore[call-arg]
    new_scales = NewScaleInput(many=True, required=False, max_length=10)  # type: ignore[call-arg]

    def to_internal_value(self, data: Any) -> Any:
        """Each picture takes its time to be made anew: too many are refused before the first is."""
        entries = data.get("entries") if isinstance(data, dict) else None
        found = (
            [one for one in entries if isinstance(one, dict) and "attached" in one] if isinstance(entries, list) else []
        )
        if len(found) > MOST_ATTACHED:
            raise serializers.ValidationError(
                {"entries": [_("Send five photos, drawings or voice notes at most at once.")]}
            )
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A conversation is shared with those whom it is about: so they are in the family, or answer for its children."""
        require_around(attrs["family"], _people(attrs), self.context["user"])
        return attrs


def _people(said: dict[str, Any]) -> Iterator[tuple[Place, Person]]:
    """Everyone whom a body names, with the place where it does."""
    for position, person in enumerate(said["people"]):
        yield ("people", position), person
    for number, entry in enumerate(said.get("entries", ())):
        if speaker := entry.get("speaker"):
            yield ("entries", number, "speaker"), speaker
        for position, person in enumerate(entry.get("whose", ())):
            yield ("entries", number, "whose", position), person
    yield from who_answers(said)
