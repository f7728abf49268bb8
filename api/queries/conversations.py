"""Conversations as other systems read them (domain.md §11.3: a summary is the date, whether the child was seen, the headline)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from accounts.models import User
from api.queries.documents import Documents, Told, each, ids, only, reading
from api.queries.scaling import answers_to
from casework.models import Conversation, ConversationPresence, CorrectionRequest, SignOff
from families.models import (
    Attachment,
    Entry,
    EntryPerson,
    RecordSubject,
    families_open_to,
    families_sampled_by,
    people_not_kept_from,
    reads_samples,
)

SUMMARY = ["id", "happened_at", "purpose", "is_child_seen", "is_child_seen_alone", "headline"]
WHOLE = [
    *SUMMARY,
    *["place_kind", "language_used", "has_interpreter", "created_at", "updated_at", "row_version"],
]
STATEMENT = [
    "id",
    "person",
    "kind",
    "statement",
    "should_say",
    "state",
    "asked_on",
    "due_on",
    "answer",
    "new_words",
    "answered_on",
]
ATTACHED = ["id", "kind", "mime", "alt_text"]
ENTRY = ["id", "kind", "body", "because", "received_on", "how_told", "what_they_did", "by_when"]


@reading
def summaries(user: User, *, family: UUID | None = None, person: UUID | None = None) -> Documents:
    """That conversations were; of one family or about one person when these are named."""
    about = {"record__family": family, "record__subjects__person": person}
    return Documents(
        Conversation.objects.visible_to(user).filter(**{path: pk for path, pk in about.items() if pk}),
        Told(
            **{name: name for name in SUMMARY},
            family="record__family_id",
            statements=statements_on_line(user, "record_id"),
        ),
        families=only("record__family_id"),
        people=_named(user),
    )


@reading
def conversations(user: User) -> Documents:
    """Whole conversations. Their entries and people are of a conversation that the caller may read: what is left to ask is who of
    them is kept from the caller."""
    subjects = _subjects(user).order_by("pk")
    presences = ConversationPresence.objects.filter(
        people_not_kept_from(user, "person__id"), conversation=OuterRef("pk")
    ).order_by("pk")
    document = Told(
        **{name: name for name in WHOLE},
        family="record__family_id",
        written_by="record__author__name",
        people=each(subjects, id="person_id", known_as="person__known_as"),
        presences=each(
            presences, person="person_id", practitioner="practitioner_id", other_name="other_name", how="how"
        ),
        entries=_entries(user),
        scaling_answers=answers_to(user, record=OuterRef("record_id")),
        statements=statements_on_line(user, "record_id"),
        sign_offs=_sign_offs(user),
    )
    return Documents(
        Conversation.objects.visible_to(user),
        document,
        families=only("record__family_id"),
        people=_named(user),
    )


def _named(user: User) -> Func:
    """Whom it is about, and who said how it was."""
    said = CorrectionRequest.objects.not_kept_from(user).filter(record=OuterRef("record_id"))
    return Func(ids(_subjects(user), "person"), ids(said, "person"), function="array_cat", output_field=_uuids())


def _uuids() -> ArrayField[Any, Any]:
    return ArrayField(UUIDField())


def _sign_offs(user: User) -> Combinable:
    """How those whom it is about see it, all that they said so far: inseparable from the words (domain.md §8.3)."""
    later = SignOff.objects.filter(record=OuterRef("record"), person=OuterRef("person"), number__gt=OuterRef("number"))
    said = SignOff.objects.not_kept_from(user).filter(record=OuterRef("record_id"))
    told = said.annotate(
        is_last=~Exists(later), is_of_earlier_words=Exists(_entries_since(user)) | Exists(_lines_since(user))
    )
    fields = ("id", "stance", "comment", "is_last", "is_of_earlier_words")
    return each(told.order_by("number"), **{name: name for name in fields}, person="person_id", said_at="created_at")


def _entries_since(user: User) -> QuerySet[Entry]:
    """By which one of the entries that stood before them was put right, of those that the caller reads."""
    one = Func(F("supersedes"), template="ARRAY[%(expressions)s]", output_field=_uuids())
    told = Entry.objects.told_to(user).filter(record=OuterRef("record"), supersedes__isnull=False)
    return told.annotate(words=ExpressionWrapper(OuterRef("said_of"), output_field=_uuids())).filter(
        words__contains=one
    )


def _lines_since(user: User) -> QuerySet[CorrectionRequest]:
    """The same of the line."""
    one = Func(F("id"), template="ARRAY[%(expressions)s]", output_field=_uuids())
    put_right = CorrectionRequest.objects.not_kept_from(user).filter(
        record=OuterRef("record"), entry__isnull=True, state=CorrectionRequest.State.CORRECTED
    )
    words = ExpressionWrapper(OuterRef("line_put_right"), output_field=_uuids())
    return put_right.annotate(words=words).exclude(words__contains=one)


def _subjects(user: User) -> QuerySet[RecordSubject]:
    return RecordSubject.objects.filter(people_not_kept_from(user, "person__id"), record=OuterRef("record_id"))


def _entries(user: User) -> Combinable:
    whose = EntryPerson.objects.filter(entry=OuterRef("pk")).order_by("pk")
    return each(
        Entry.objects.told_to(user).filter(record=OuterRef("record_id")).order_by("position", "pk"),
        **{name: name for name in ENTRY},
        speaker="speaker_id",
        observer="observer_id",
        supersedes="supersedes_id",
        whose=ids(whose, "person"),
        source_name=_source("source_name", user),
        source_relationship=_source("source_relationship", user),
        statements=_statements(user, entry=OuterRef("pk")),
        attachments=each(
            Attachment.objects.filter(entry=OuterRef("pk"), gone_at__isnull=True), **{name: name for name in ATTACHED}
        ),
    )


@reading
def attachments(user: User) -> Documents:
    """What stands with entries that the caller reads, and its bytes."""
    content = Func(
        F("content"), template="replace(encode(%(expressions)s, 'base64'), E'\\n', '')", output_field=TextField()
    )
    named = RecordSubject.objects.filter(people_not_kept_from(user, "person__id"), record=OuterRef("entry__record_id"))
    return Documents(
        Attachment.objects.visible_to(user).filter(entry__record__conversation__isnull=False),
        Told(**{name: name for name in ATTACHED}, entry="entry_id", sha256="sha256", content=content),
        families=only("entry__record__family_id"),
        people=ids(named, "person"),
    )


def statements_on_line(user: User, record: str) -> Combinable:
    """What the family says of the line in which a conversation is told: it stands wherever the line does (domain.md §8.3)."""
    return _statements(user, record=OuterRef(record), entry__isnull=True)


def _statements(user: User, **of: Any) -> Combinable:
    said = CorrectionRequest.objects.not_kept_from(user).filter(**of).order_by("pk")
    fields = {name: name for name in STATEMENT} | {"person": "person_id", "answered_by": "answered_by__name"}
    return each(said, **fields)


def _source(column: str, user: User) -> Combinable:
    """Who told us something stays with those who work with the family, and with who wrote it (domain.md §8.5, *Redaction*)."""
    known = Q(record__author=user)
    if user.kind == User.Kind.STAFF:
        if not reads_samples(user):
            return F(column)
        known = families_open_to(user, "record__family__id") | ~families_sampled_by(user, "record__family__id")
    return Case(When(known, then=F(column)), default=Value(""), output_field=CharField())
