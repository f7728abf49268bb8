"""Logging a conversation as most people would write it: nested ModelSerializers, and a `create` that saves row after row."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from rest_framework import mixins, serializers, viewsets

from accounts.actions.access import looked_at
from accounts.history import act
from accounts.models import AccessEvent, User
from api.scopes import Scope
from casework.models import Conversation, ConversationPresence, CorrectionRequest, ScalingAnswer, SignOff
from casework.rules.conversations import can_log_conversation
from database import clock
from families.models import Attachment, Entry, EntryPerson, Family, Person, Record, RecordSubject, ShareState


class SubjectSerializer(serializers.ModelSerializer[RecordSubject]):
    id = serializers.UUIDField(source="person_id")
    known_as = serializers.CharField(source="person.known_as")

    class Meta:
        model = RecordSubject
        fields = ("id", "known_as")


class PresenceSerializer(serializers.ModelSerializer[ConversationPresence]):
    class Meta:
        model = ConversationPresence
        fields = ("person", "practitioner", "other_name", "how")


class StatementSerializer(serializers.ModelSerializer[CorrectionRequest]):
    answered_by = serializers.CharField(source="answered_by.name", default=None)

    class Meta:
        model = CorrectionRequest
        fields = (
            "id", "person", "kind", "statement", "should_say", "state", "asked_on", "due_on", "answer", "new_words",
            "answered_on", "answered_by",
        )  # fmt: skip


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    class Meta:
        model = Attachment
        fields = ("id", "kind", "mime", "alt_text")


class EntrySerializer(serializers.ModelSerializer[Entry]):
    whose = serializers.PrimaryKeyRelatedField(many=True, queryset=Person.objects.none(), required=False)
    statements = StatementSerializer(source="corrections", many=True, read_only=True)

    class Meta:
        model = Entry
        fields = (
            "id", "kind", "body", "speaker", "observer", "whose", "because", "source_name", "source_relationship",
            "received_on", "how_told", "what_they_did", "by_when", "supersedes", "statements",
        )  # fmt: skip
        read_only_fields = ("supersedes",)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        seen = Person.objects.visible_to(self.context["request"].user)
        fields["speaker"].queryset = fields["whose"].child_relation.queryset = seen  # type: ignore[attr-defined]
        return fields

    def to_representation(self, instance: Entry) -> dict[str, Any]:
        shown = serializers.ModelSerializer.to_representation(self, _with_whose(instance))
        beside = [one for one in (getattr(instance, "attachment", None),) if one and one.gone_at is None]
        return {**shown, "attachments": AttachmentSerializer(beside, many=True).data}


def _with_whose(entry: Any) -> Entry:
    entry.whose = [one.person for one in entry.people.all()]
    return entry  # type: ignore[no-any-return]


class ScalingAnswerSerializer(serializers.ModelSerializer[ScalingAnswer]):
    on = serializers.DateField(source="record.happened_on", read_only=True)

    class Meta:
        model = ScalingAnswer
        fields = ("id", "value", "is_declined", "shown_as", "question", "person", "practitioner", "on")

    def to_representation(self, instance: ScalingAnswer) -> dict[str, Any]:
        said = next(iter(instance.reasons.all()), None)
        reason = {name: getattr(said, name, "") for name in ("why_not_lower", "what_plus_one")}
        return {**super().to_representation(instance), **reason}


class SignOffSerializer(serializers.ModelSerializer[SignOff]):
    said_at = serializers.DateTimeField(source="created_at")
    is_last = serializers.BooleanField(read_only=True)
    is_of_earlier_words = serializers.BooleanField(read_only=True)

    class Meta:
        model = SignOff
        fields = ("id", "person", "stance", "comment", "said_at", "is_last", "is_of_earlier_words")

    def to_representation(self, instance: SignOff) -> dict[str, Any]:
        said = [one for one in instance.record.sign_offs.all() if one.person_id == instance.person_id]
        entries, lines = instance.record.entries.all(), instance.record.corrections.all()
        put_right = any(one.supersedes_id in instance.said_of for one in entries if one.supersedes_id) or any(
            one.state == "corrected" and one.entry_id is None and one.pk not in instance.line_put_right for one in lines
        )
        last = instance == max(said, key=lambda one: one.number)
        return {**super().to_representation(instance), "is_last": last, "is_of_earlier_words": put_right}


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    family = serializers.PrimaryKeyRelatedField(source="record.family", queryset=Family.objects.none())
    people = serializers.PrimaryKeyRelatedField(many=True, queryset=Person.objects.none(), write_only=True)
    presences = PresenceSerializer(many=True, read_only=True)
    entries = EntrySerializer(source="record.entries", many=True)
    written_by = serializers.CharField(source="record.author.name", read_only=True)
    scaling_answers = ScalingAnswerSerializer(source="record.scaling_answers", many=True, read_only=True)
    statements = StatementSerializer(source="record.statements", many=True, read_only=True)
    sign_offs = SignOffSerializer(source="record.sign_offs", many=True, read_only=True)

    class Meta:
        model = Conversation
        fields = (
            "id", "family", "people", "presences", "entries", "headline", "happened_at", "is_child_seen",
            "is_child_seen_alone", "place_kind", "purpose", "language_used", "has_interpreter", "written_by", "created_at",
            "updated_at", "row_version", "scaling_answers", "statements", "sign_offs",
        )  # fmt: skip
        read_only_fields = ("created_at", "updated_at", "row_version")
        extra_kwargs = {"happened_at": {"required": False}}

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields, user = super().get_fields(), self.context["request"].user
        fields["family"].queryset = Family.objects.visible_to(user)  # type: ignore[attr-defined]
        fields["people"].child_relation.queryset = Person.objects.visible_to(user)  # type: ignore[attr-defined]
        return fields

    def create(self, said: dict[str, Any]) -> Conversation:
        by: User = self.context["request"].user
        family, entries, people = said["record"]["family"], said["record"]["entries"], said.pop("people")
        if by.kind != User.Kind.CLIENT:
            can_log_conversation(by, family).require()
        whose = {"organisation": by.organisation, "created_by": by}
        with transaction.atomic(), act("plain"):
            when = said.pop("happened_at", clock.now())
            record = Record.objects.create(
                kind=Record.Kind.CONVERSATION, family=family, happened_on=timezone.localdate(when), author=by, **whose
            )
            del said["record"]
            conversation = Conversation.objects.create(record=record, happened_at=when, **said, **whose)
            for person in people:
                RecordSubject.objects.create(record=record, person=person, **whose)
                ShareState.objects.create(record=record, person=person, **whose)
                ConversationPresence.objects.create(conversation=conversation, person=person, **whose)
            for position, entry in enumerate(entries, start=1):
                owners = entry.pop("whose", ())
                written = Entry.objects.create(record=record, position=position, author=by, **entry, **whose)
                for person in owners:
                    EntryPerson.objects.create(entry=written, person=person, **whose)
        return conversation

    def to_representation(self, instance: Conversation) -> dict[str, Any]:
        told = _told().get(pk=instance.pk)
        subjects = SubjectSerializer(told.record.subjects.all(), many=True).data
        return {**super().to_representation(told), "people": subjects}


def statements_on_line(path: str) -> Prefetch[Any, Any, Any]:
    """What a family says of the line in which a conversation is told."""
    said = CorrectionRequest.objects.filter(entry__isnull=True).select_related("answered_by").order_by("pk")
    return Prefetch(path, said, to_attr="statements")


def _told() -> QuerySet[Conversation]:
    whole = Conversation.objects.select_related("record__family", "record__author")
    presences, subjects = ConversationPresence.objects.order_by("pk"), RecordSubject.objects.order_by("pk")
    return whole.prefetch_related(
        Prefetch("presences", presences),
        Prefetch("record__subjects", subjects.select_related("person")),
        "record__entries__people__person",
        "record__entries__attachment",
        "record__entries__corrections__answered_by",
        "record__scaling_answers__reasons",
        Prefetch("record__sign_offs", SignOff.objects.order_by("number")),
        statements_on_line("record__corrections"),
    )


class ConversationViewSet(mixins.CreateModelMixin, viewsets.GenericViewSet[Conversation]):
    scopes = {"create": frozenset({Scope.CONVERSATIONS_WRITE})}
    serializer_class = ConversationSerializer

    def perform_create(self, serializer: serializers.BaseSerializer[Conversation]) -> None:
        super().perform_create(serializer)
        conversation = serializer.instance
        looked_at(
            kind=AccessEvent.Kind.API,
            what="plain",
            families=[conversation.record.family_id],  # type: ignore[union-attr, list-item]
            people=[person["id"] for person in serializer.data["people"]],
            record=conversation.pk,  # type: ignore[union-attr]
            by=self.request.user,  # type: ignore[arg-type]
        )
