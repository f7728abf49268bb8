"""What was written lately, for whoever keeps a copy: which documents say something else now (design.md, decision 11; domain.md §9.7).

It tells ids and no more: what stands there now is read by its own address, as whoever asks. A row counts only for who may read it, or
whom it let in; so nobody is told that something changed which they must not know of (domain.md §8.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from accounts.models import AccessEvent, User
from accounts.secrets import Unreadable, seal, unseal
from api.queries.people import merged_into
from api.scopes import Scope
from casework.models import (
    Conference,
    ConferenceFocus,
    ConferenceOffer,
    Conversation,
    ConversationPresence,
    CorrectionRequest,
    FamilyPlan,
    SignOff,
)
from database import stream
from database.stream import Place, Written
from families.models import (
    Entry,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Involvement,
    Parentage,
    Partnership,
    Person,
    PersonMerge,
    PersonName,
    RecordSubject,
    Residence,
    Restriction,
    ShareState,
)
from linkups.models import LinkUp, Meetup

MOST = 500
"""Rows of the stream that one answer looks at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows stand in a document, or open and close it, and how one leads from a row to the document."""

    model: type[Model]
    to: str
    opens: bool = False
    """Its rows say who may read the document: they count for whoever may read it, and are told to nobody."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    name: str
    scopes: frozenset[Scope]
    visible: Callable[[User], QuerySet[Any]]
    sources: tuple[Source, ...]
    logged: str = ""
    """The column of the access log that says to whom one was shown, where there is one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that says something else now, or that is no longer there for who was told of it."""

    kind: str
    id: UUID
    is_gone: bool = False
    merged_into: UUID | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """One answer. `next` is where the following one begins, also where nothing stands ready yet."""

    rows: Sequence[Changed]
    next: str
    has_more: bool


def _of_record(kind: str) -> tuple[Source, ...]:
    """What stands in every shareable record, and who may read it."""
    to = f"record__{kind}"
    return (
        Source(RecordSubject, to),
        Source(Entry, to),
        Source(SignOff, to),
        Source(CorrectionRequest, to),
        Source(ShareState, to, opens=True),
        Source(Restriction, to, opens=True),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in some rows of the stream: each document with where one goes on who was told of it, and of all before it."""

    told: Sequence[tuple[Changed, Place]]
    beyond: Place
    has_more: bool


KINDS = (
    Kind(
        "person",
        frozenset({Scope.PEOPLE_READ}),
        Person.objects.visible_to,
        (
            Source(Person, "pk"),
            Source(PersonName, "person"),
            Source(ExternalIdentifier, "person"),
            Source(FamilyMembership, "person"),
            Source(Residence, "person"),
            *(Source(Parentage, end) for end in ("child", "parent")),
            *(Source(Partnership, end) for end in ("a", "b")),
            *(Source(PersonMerge, end, opens=True) for end in ("kept", "merged")),
            Source(Restriction, "person", opens=True),
        ),
        logged="people",
    ),
    Kind(
        "family",
        frozenset({Scope.FAMILIES_READ}),
        Family.objects.visible_to,
        (Source(Family, "pk"), Source(FamilyMembership, "family"), Source(Involvement, "family")),
        logged="families",
    ),
    Kind(
        "conversation",
        frozenset({Scope.CONVERSATIONS_SUMMARY, Scope.CONVERSATIONS_READ}),
        Conversation.objects.visible_to,
        (Source(Conversation, "pk"), Source(ConversationPresence, "conversation"), *_of_record("conversation")),
    ),
    Kind(
        "conference",
        frozenset({Scope.CONFERENCES_READ}),
        Conference.objects.visible_to,
        (
            Source(Conference, "pk"),
            Source(ConferenceFocus, "conference"),
            Source(ConferenceOffer, "conference"),
            Source(FamilyPlan, "conference"),
            *_of_record("conference"),
        ),
    ),
    Kind(
        "link_up",
        frozenset({Scope.LINKUPS_READ}),
        LinkUp.objects.visible_to,
        (Source(LinkUp, "pk"), Source(Meetup, "link_up")),
    ),
)


def place_of(since: str, user: User) -> Place | None:
    """The place in the stream that a cursor of this caller's stands for; None for what is no cursor of theirs, or of another server."""
    try:
        whose, server, xid, seq = unseal(since).split()
    except (Unreadable, ValueError):
        return None
    return Place(int(server), int(xid), int(seq)) if (whose, int(server)) == (str(user.pk), stream.server()) else None


def changes_after(place: Place, user: User, kinds: Iterable[Kind]) -> Changes:
    """What changed after a place, of these kinds: each document once, in the order in which it was last written."""
    found = found_after(place, user, kinds)
    return Changes([one for one, _goes_on in found.told], cursor_at(found.beyond, user), found.has_more)


def found_after(place: Place, user: User, kinds: Iterable[Kind]) -> Found:
    """The same, one by one: two that stand in one row have their places before it but for the last, so that none is passed by."""
    written = stream.rows_after(place, MOST)
    found: dict[tuple[str, UUID], int] = {}
    for kind in kinds:
        for pk, number in _touched(kind, written, user).items():
            found[kind.name, pk] = number
    places = [place, *(Place(place.server, row.xid, row.seq) for row in written)]
    told = _as_they_stand(found, user)
    # What is told next stands in the row of the next number, so one goes on before that one.
    goes_on = [places[number] for _one, number in told[1:]] + places[-1:]
    return Found(
        [(one, on) for (one, _number), on in zip(told, goes_on, strict=False)], places[-1], len(written) == MOST
    )


def cursor_at(place: Place, user: User) -> str:
    """A place as this caller is given it: sealed, as the numbers between two of them would tell how much is written."""
    return seal(f"{user.pk} {place.server} {place.xid} {place.seq}")


def _touched(kind: Kind, written: Sequence[Written], user: User) -> dict[UUID, int]:
    """The documents of a kind that rows of these stand in, each with the place of the last of them."""
    touched: dict[UUID, int] = {}
    for source in kind.sources:
        rows = {row.row: number for number, row in enumerate(written) if row.table == source.model._meta.db_table}
        for row, document in _led(source, rows, user) if rows else ():
            touched[document] = max(rows[row], touched.get(document, 0))
    return touched


def _led(source: Source, rows: Mapping[UUID, int], user: User) -> Iterable[tuple[UUID, UUID]]:
    if source.to == "pk":
        return ((row, row) for row in rows)
    model: Any = source.model
    # What opens and closes is asked for past the door; of its document the door is asked afterwards.
    seen = model._base_manager.all() if source.opens else model.objects.visible_to(user)
    return seen.filter(pk__in=rows, **{f"{source.to}__isnull": False}).values_list("pk", source.to)  # type: ignore[no-any-return]


def _as_they_stand(found: Mapping[tuple[str, UUID], int], user: User) -> list[tuple[Changed, int]]:
    """Each with the number of the row in which it was last written, in that order.

    Those that the caller may read; those that were found to be others; and those that it was told of and may read no more.
    """
    told: dict[Changed, int] = {}
    for kind in KINDS:
        asked = {pk: number for (name, pk), number in found.items() if name == kind.name}
        if not asked:
            continue
        seen = set(kind.visible(user).filter(pk__in=asked).values_list("pk", flat=True))
        told |= {Changed(kind.name, pk): asked[pk] for pk in seen}
        hidden = [pk for pk in asked if pk not in seen]
        if hidden and kind.logged:
            told |= {one: asked[one.id] for one in _no_longer(kind, hidden, user)}
    return sorted(told.items(), key=itemgetter(1))


def _no_longer(kind: Kind, hidden: Sequence[UUID], user: User) -> Iterable[Changed]:
    others = (
        dict(merged_into(user).filter(pk__in=hidden).values_list("pk", "merged_into")) if kind.name == "person" else {}
    )
    yield from (Changed(kind.name, pk, merged_into=other) for pk, other in others.items())
    known = _shown_to(user, kind.logged, [pk for pk in hidden if pk not in others])
    yield from (Changed(kind.name, pk, is_gone=True) for pk in known)


def _shown_to(user: User, column: str, ids: Sequence[UUID]) -> list[UUID]:
    """Which of these the caller was ever shown, by the access log. That something is gone is told to nobody else."""
    told = f"""
        SELECT asked.id FROM unnest(%s::uuid[]) asked (id) WHERE EXISTS (
          SELECT FROM {AccessEvent._meta.db_table} WHERE user_id = %s AND kind = %s AND {column} @> ARRAY[asked.id])"""  # noqa: S608  (our own words)
    with connection.cursor() as cursor:
        cursor.execute(told, [list(ids), user.pk, AccessEvent.Kind.API.value])
        return [row[0] for row in cursor.fetchall()]
