"""The story's lines: one list out of many tables, in the order in which things happened, a page at a time (domain.md §9.4).

Each source gives, of what the reader may see and no other, when it was and which row tells it. Each is asked for no more lines than a
page has, and all of them at once; only then are the rows of that page told in words. A line of what someone may not see isn't there:
nothing is counted, and no place stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.core.signing import BadSignature, Signer
from django.db.models import CharField, DateField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from accounts import prepared
from accounts.models import User
from casework.queries.story_sources import LOOKS, Kind, Rows, Scope, Source, Told
from database import clock
from database.prepared import Said, Statement
from families.paging import NEXT, PREVIOUS, BadCursor

COLUMNS = ("line_on", "line_at", "line_id", "line_what")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to read of a story."""

    kind: str = ""
    is_good: bool = False
    with_safety: bool = False
    since: date | None = None
    until: date | None = None
    is_significant: bool = False

    def wants(self, source: Source) -> bool:
        """Worries and alerts only where they are asked for: a story is read together."""
        if (self.is_good and source.good is None) or (self.is_significant and source.matters is None):
            return False
        if self.kind:
            return source.kind == self.kind
        return source.kind != Kind.SAFETY or self.with_safety


@dataclass(frozen=True, slots=True)
class Line:
    on: date
    kind: Kind
    told: Told

    @property
    def icon(self) -> str:
        return LOOKS[self.kind][0]

    @property
    def tone(self) -> str:
        return LOOKS[self.kind][1]

    @property
    def is_written_later(self) -> bool:
        """Whether it was written down on another day than it happened."""
        return self.told.recorded is not None and self.told.recorded != self.on


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a story; `next` (earlier) and `previous` (later) are cursors, empty at its ends."""

    rows: Sequence[Line]
    next: str = ""
    previous: str = ""


Place: TypeAlias = tuple[date, datetime, UUID, str]


LAST: Place = (date.max, datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1), "~")
"""A story is read back from here."""


def lines_of(
    sources: Sequence[Source], scope: Scope, asked: Asked, user: User, *, cursor: str = "", size: int
) -> Lines:
    """One page of a story, the newest first. One statement finds its lines, another one where a later page begins."""
    about = tuple(one for one in sources if not one.is_of_family or (scope.family and not scope.person))
    wanted = {source.what: source for source in about if asked.wants(source)}
    signer = Signer(salt=f"story {scope.family} {scope.person}")
    is_back, anchor = _read(cursor, signer, wanted, scope, user) if cursor else (False, None)
    shape = {"sources": about, "size": size + 1, "is_back": is_back, "only": _only(asked)}
    found = _find(shape, scope, asked, user, wanted=wanted, anchor=anchor or LAST)
    more, shown = len(found) > size, found[:size]
    if is_back:
        shown.reverse()
    if not shown:
        return Lines([])
    return Lines(
        _told(shown, wanted, user),
        next=_cursor(NEXT, shown[-1], signer) if more or is_back else "",
        previous=_cursor(PREVIOUS, shown[0], signer) if anchor and (more or not is_back) else "",
    )


def _only(asked: Asked) -> tuple[str, ...]:
    """By what of a source its rows are chosen."""
    return (*(["good"] if asked.is_good else ()), *(["matters"] if asked.is_significant else ()))


def _told(shown: Sequence[Place], sources: Mapping[str, Source], user: User) -> list[Line]:
    """In words, each sort at once; what the reader may see no more meanwhile has none."""
    by_what: dict[str, list[UUID]] = {}
    for _on, _at, pk, what in shown:
        by_what.setdefault(what, []).append(pk)
    words = {what: sources[what].tell(pks, user) for what, pks in by_what.items()}
    return [Line(on, sources[what].kind, words[what][pk]) for on, _at, pk, what in shown if pk in words[what]]


def _cursor(direction: str, place: Place, signer: Signer) -> str:
    """Which row, and no day: a cursor stands in an address."""
    _on, _at, pk, what = place
    return signer.sign(f"{direction}{pk.hex}{what}")


def _read(
    cursor: str, signer: Signer, sources: Mapping[str, Source], scope: Scope, user: User
) -> tuple[bool, Place | None]:
    lost = _("This page of the list can’t be found. Go back to its beginning.")
    try:
        said = signer.unsign(cursor)
    except BadSignature as error:
        raise BadCursor(lost) from error
    source = sources.get(said[33:])
    whose = {"family": scope.family, "person": scope.person}
    given: dict[str, Any] = {name: pk for name, pk in {**whose, "row": UUID(said[1:33])}.items() if pk}
    found: list[Any] = prepared.rows(_place_of, user, source=source, **given) if source else []
    if not found:
        raise BadCursor(lost)
    return said[0] == PREVIOUS, found[0]


def _find(
    shape: Mapping[str, Any], scope: Scope, asked: Asked, user: User, *, wanted: Iterable[str], anchor: Place
) -> list[Any]:
    on, at, pk, what = anchor
    whose = {"family": scope.family, "person": scope.person}
    days = {"since": asked.since or date.min, "until": asked.until or date.max, "on": on, "at": at}
    given: dict[str, Any] = {name: one for name, one in whose.items() if one}
    given |= {name: Said(day.isoformat()) for name, day in days.items()}
    given |= {"pk": pk, "what": Said(what), "wanted": Said(f",{','.join(wanted)},")}
    return prepared.rows(_statement, user, **shape, **given)


def _place_of(
    user: User, *, source: Source, row: UUID, family: UUID | None = None, person: UUID | None = None
) -> Statement:
    """Where one line stands, if the reader still sees it."""
    rows = _placed(source, source.rows(user, Scope(family, person))).filter(line_id=row, line_on__lte=clock.today())
    statement: Statement = rows.values_list(*COLUMNS).query.sql_with_params()
    return statement


def _statement(  # noqa: PLR0913  (what differs from one asking to the next)
    user: User,
    *,
    sources: tuple[Source, ...],
    size: int,
    is_back: bool,
    only: tuple[str, ...],
    wanted: Said,
    since: Said,
    until: Said,
    family: UUID | None = None,
    person: UUID | None = None,
    **anchor: Any,
) -> Statement:
    """Composed once for all who are alike (accounts/prepared.py), whatever they ask for: it takes a second, for all that it knows.

    A story has happened: what is still to come stands elsewhere.
    """
    scope, composed = Scope(family, person), dict[Any, Rows]()
    limits = Q(line_on__lte=clock.today(), line_on__gte=_day(since)) & Q(line_on__lte=_day(until))
    limits &= _beyond(**anchor, step="gt" if is_back else "lt")
    order = COLUMNS if is_back else tuple(f"-{column}" for column in COLUMNS)
    branches = []
    for source in sources:
        if (
            source.rows not in composed
        ):  # who may see what takes the most time, and two steps of one meeting ask for the same
            composed[source.rows] = source.rows(user, scope)
        rows = composed[source.rows]
        chosen = [getattr(source, name) for name in only]
        if rows.query.is_empty() or None in chosen:
            continue
        placed = _placed(source, rows.filter(*(one(user) for one in chosen)))
        is_wanted = GreaterThan(StrIndex(Value(wanted), Value(f",{source.what},")), 0)
        branches.append(placed.filter(limits, is_wanted).order_by(*order).values_list(*COLUMNS)[:size])
    if not branches:
        raise EmptyResultSet
    found = branches[0].union(*branches[1:], all=True).order_by(*order)[:size] if len(branches) > 1 else branches[0]
    statement: Statement = found.query.sql_with_params()
    return statement


def _placed(source: Source, rows: Rows) -> Rows:
    placed: Rows = rows.annotate(
        line_on=Cast(source.on, DateField()),
        line_at=Cast(source.on if source.at is None else source.at, DateTimeField()),
        line_id=F("pk"),
        line_what=Value(source.what, CharField()),
    )
    return placed


def _beyond(on: Said, at: Said, pk: UUID, what: Said, step: str) -> Q:
    """Lines after a place. The bound on the day stands apart, so that an index can serve it."""
    values = (_day(on), Cast(Value(at), DateTimeField()), pk, Cast(Value(what), CharField()))
    beyond, equal = Q(), Q()
    for column, value in zip(COLUMNS, values, strict=True):
        beyond |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    return Q(**{f"line_on__{step}e": _day(on)}) & beyond


def _day(said: Said) -> Cast:
    return Cast(Value(said), DateField())
