"""The story's lines: one list out of many tables, in the order in which things happened, a page at a time (domain.md §9.4).

Each source gives, of what the reader may see and no other, when it was and which row tells it. Each is asked for no more lines than a
page has, and all of them at once; only then are the rows of that page told in words. A line of what someone may not see isn't there:
nothing is counted, and no place stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.core.signing import BadSignature, Signer
from django.db.models import CharField, DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import prepared
from accounts.models import User
from database import clock
from database.lookups import SetOf
from database.prepared import Said, Statement
from families.models import FamilyMembership, Person, RecordSubject, ShareState
from families.paging import NEXT, PREVIOUS, BadCursor

Rows: TypeAlias = QuerySet[Any, Any]
COLUMNS = ("line_on", "line_at", "line_id", "line_what")


class Kind(TextChoices):
    """What a line is about: what a reader chooses from."""

    TALK = "talk", gettext_lazy("What we talked about")
    MEETING = "meeting", gettext_lazy("Family meetings and plans")
    GOAL = "goal", gettext_lazy("Goals")
    SCALE = "scale", gettext_lazy("From 0 to 10")
    LINK_UP = "link-up", gettext_lazy("Link-ups with another family")
    AROUND = "around", gettext_lazy("Support maps, and what is nearby")
    ALONGSIDE = "alongside", gettext_lazy("Who works with the family")
    HOME = "home", gettext_lazy("Homes")
    LIFE = "life", gettext_lazy("Births, couples and deaths")
    SAFETY = "safety", gettext_lazy("Worries and alerts")


LOOKS: Mapping[str, tuple[str, str]] = {
    Kind.TALK: ("talk", "teal"),
    Kind.MEETING: ("people", "plum"),
    Kind.GOAL: ("flag", "sun"),
    Kind.SCALE: ("step", "sun"),
    Kind.LINK_UP: ("link", "teal"),
    Kind.AROUND: ("pin", "sky"),
    Kind.ALONGSIDE: ("person", "sky"),
    Kind.HOME: ("house", "sun"),
    Kind.LIFE: ("heart", "plum"),
    Kind.SAFETY: ("info", ""),
}
"""Each with its sign and the colour behind it, which says nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose story it is: a family’s, someone’s, or that of someone in a family."""

    family: UUID | None = None
    person: UUID | None = None

    def records(self, path: str = "record__") -> Q:
        """Those of the family and about the person. What a child keeps for whom they chose stands in no story: it is read aloud,
        printed, and looked at with others beside one."""
        found = Q(**{f"{path}family": self.family}) if self.family else Q()
        record = OuterRef(f"{path}id")
        if self.person:
            found &= Q(Exists(RecordSubject.objects.filter(record=record, person=self.person)))
        return found & ~Q(Exists(ShareState.objects.filter(record=record, state=ShareState.State.CHILD_ONLY)))

    def people(self, user: User) -> SetOf:
        """Those whose lives are told, as far as the reader may know of them."""
        if self.person and self.family is None:
            return SetOf(Person.objects.visible_to(user).filter(pk=self.person).values("pk"))
        members = FamilyMembership.objects.visible_to(user).filter(family=self.family)
        return SetOf((members.filter(person=self.person) if self.person else members).values("person"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line in words: what happened, where it is to be read, and by whom it is known."""

    words: str
    href: str
    meta: Sequence[str] = ()
    when: str = ""
    """How well the day is known, where it isn't known to the day."""
    recorded: date | None = None
    """The day on which it was written down; unknown of what ended or came later in the same row."""
    people: Iterable[UUID] = ()
    """Everyone whom it names."""
    families: Iterable[UUID] = ()
    """The other families that it names."""
    is_disputed: bool = False
    page: object = None
    """What stands in it, as the page of a conversation shows it."""


Teller: TypeAlias = Callable[[Sequence[UUID], User], Mapping[UUID, Told]]


def always(_user: User) -> Q:
    """Each of them is good news."""
    return Q()


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines of one sort come from: the rows of `rows(reader, scope)`, each at its day `on` (and its hour `at`, if it has one)."""

    what: str
    kind: Kind
    rows: Callable[[User, Scope], Rows]
    on: Combinable
    tell: Teller
    at: Combinable | None = None
    good: Callable[[User], Q] | None = None
    """Which of its rows are good news; none where it doesn't say."""
    is_of_family: bool = False
    """Whether it is about whole families, and not about one person of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to read of a story."""

    kind: str = ""
    is_good: bool = False
    with_safety: bool = False
    since: date | None = None
    until: date | None = None

    def wants(self, source: Source) -> bool:
        """Worries and alerts only where they are asked for: a story is read together."""
        if self.is_good and source.good is None:
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


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the list: so many lines after a place, or before it; or the one of a row."""

    size: int
    is_back: bool = False
    anchor: Place | None = None
    row: UUID | None = None

    @property
    def given(self) -> dict[str, Any]:
        if self.anchor is None:
            return {"row": self.row}
        on, at, pk, what = self.anchor
        return {"on": Said(on.isoformat()), "at": Said(at.isoformat()), "pk": pk, "what": Said(what)}


def lines_of(
    sources: Sequence[Source], scope: Scope, asked: Asked, user: User, *, cursor: str = "", size: int
) -> Lines:
    """One page of a story, the newest first. One statement finds its lines, another one where a later page begins."""
    about = [source for source in sources if not source.is_of_family or (scope.family and not scope.person)]
    wanted = {source.what: source for source in about if asked.wants(source)}
    signer = Signer(salt=f"story {scope.family} {scope.person}")
    is_back, anchor = _read(cursor, signer, wanted, scope, user) if cursor else (False, None)
    found = _find(tuple(wanted.values()), scope, asked, user, Window(size + 1, is_back, anchor))
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
    found = _find((source,), scope, Asked(), user, Window(1, row=UUID(said[1:33]))) if source else []
    if not found:
        raise BadCursor(lost)
    return said[0] == PREVIOUS, found[0]


def _find(sources: tuple[Source, ...], scope: Scope, asked: Asked, user: User, window: Window) -> list[Any]:
    if not sources:
        return []
    given: dict[str, Any] = {"family": scope.family, "person": scope.person, **window.given}
    given |= {name: Said(day.isoformat()) for name in ("since", "until") if (day := getattr(asked, name))}
    said = {name: value for name, value in given.items() if value is not None}
    shape: dict[str, Any] = {
        "sources": sources,
        "size": window.size,
        "is_back": window.is_back,
        "is_good": asked.is_good,
    }
    return prepared.rows(_statement, user, **shape, **said)


def _statement(  # noqa: PLR0913  (what differs from one asking to the next)
    user: User,
    *,
    sources: tuple[Source, ...],
    size: int,
    is_back: bool,
    is_good: bool,
    family: UUID | None = None,
    person: UUID | None = None,
    row: UUID | None = None,
    since: Said | None = None,
    until: Said | None = None,
    **anchor: Any,
) -> Statement:
    """Composed once for all who are alike (accounts/prepared.py)."""
    scope, limits = Scope(family, person), _limits(since, until)
    if row:
        limits &= Q(line_id=row)
    if anchor:
        limits &= _beyond(**anchor, step="gt" if is_back else "lt")
    order = COLUMNS if is_back else tuple(f"-{column}" for column in COLUMNS)
    placed = [_placed(source, user, scope, is_good=is_good) for source in sources]
    branches = [
        rows.filter(limits).order_by(*order).values_list(*COLUMNS)[:size]
        for rows in placed
        if not rows.query.is_empty()
    ]
    if not branches:
        raise EmptyResultSet
    found = branches[0].union(*branches[1:], all=True).order_by(*order)[:size] if len(branches) > 1 else branches[0]
    statement: Statement = found.query.sql_with_params()
    return statement


def _placed(source: Source, user: User, scope: Scope, *, is_good: bool) -> Rows:
    rows = source.rows(user, scope)
    if is_good and source.good:
        rows = rows.filter(source.good(user))
    day = source.on if source.at is None else source.at
    placed: Rows = rows.annotate(
        line_on=Cast(source.on, DateField()),
        line_at=Cast(day, DateTimeField()),
        line_id=F("pk"),
        line_what=Value(source.what, CharField()),
    )
    return placed


def _limits(since: Said | None, until: Said | None) -> Q:
    """A story has happened. What is still to come stands elsewhere."""
    limits = Q(line_on__lte=clock.today())
    if since:
        limits &= Q(line_on__gte=_day(since))
    return limits & Q(line_on__lte=_day(until)) if until else limits


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
