"""Conversations as other systems read them (domain.md §11.3: a summary is the date, whether the child was seen, the headline)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from accounts.models import User
from api.queries.documents import Documents, Told, each, ids, only, reading
from casework.models import Conversation, ConversationPresence
from families.models import Entry, EntryPerson, RecordSubject, people_not_kept_from

SUMMARY = ["id", "happened_at", "is_child_seen", "is_child_seen_alone", "headline"]
WHOLE = [
    *SUMMARY,
    *["place_kind", "purpose", "language_used", "has_interpreter", "created_at", "updated_at", "row_version"],
]
ENTRY = ["id", "kind", "body", "because", "received_on", "how_told", "what_they_did", "by_when"]


@reading
def summaries(user: User, *, family: UUID | None = None, person: UUID | None = None) -> Documents:
    """That conversations were; of one family or about one person when these are named."""
    about = {"record__family": family, "record__subjects__person": person}
    return Documents(
        Conversation.objects.visible_to(user).filter(**{path: pk for path, pk in about.items() if pk}),
        Told(**{name: name for name in SUMMARY}, family="record__family_id"),
        families=only("record__family_id"),
        people=ids(_subjects(user), "person"),
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
    )
    return Documents(
        Conversation.objects.visible_to(user),
        document,
        families=only("record__family_id"),
        people=ids(_subjects(user), "person"),
    )


def _subjects(user: User) -> QuerySet[RecordSubject]:
    return RecordSubject.objects.filter(people_not_kept_from(user, "person__id"), record=OuterRef("record_id"))


def _entries(user: User) -> Combinable:
    whose = EntryPerson.objects.filter(entry=OuterRef("pk")).order_by("pk")
    return each(
        Entry.objects.told_to(user).filter(record=OuterRef("record_id")).order_by("position", "pk"),
        **{name: name for name in ENTRY},
        speaker="speaker_id",
        observer="observer_id",
        whose=ids(whose, "person"),
        source_name=_source("source_name", user),
        source_relationship=_source("source_relationship", user),
    )


def _source(column: str, user: User) -> Combinable:
    """Who told us something stays with those who work with the family, and with who wrote it (domain.md §8.5, *Redaction*)."""
    if user.kind == User.Kind.STAFF:
        return F(column)
    return Case(When(Q(record__author=user), then=F(column)), default=Value(""), output_field=CharField())
