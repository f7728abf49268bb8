"""What came of the link-ups of a place in a quarter (domain.md §1.7, §1.8, §7.6).

Of a place or of everywhere; never of a family, a coach or a team, and no place beside another.
A link-up belongs to where its seeking family is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Locality, User
from database import clock
from families.models import GoalScore
from families.small_numbers import FEWEST_FOR_PERCENT, KEPT_BACK, Sum, is_tentative, kept_back, share
from linkups.models import CallBack, FollowUp, LinkUp, LinkUpCheckIn, LinkUpGoal

Things, Asked, EndKind = LinkUpCheckIn.Things, LinkUpCheckIn.State, LinkUp.EndKind
EVERYWHERE, NOWHERE = "everywhere", "nowhere"
"""All places together, and families of which no place is written."""

EARLY = tuple(kind for kind in EndKind if kind not in LinkUp.PLANNED_ENDS)
SUMS: Mapping[str, Sequence[str]] = {
    "ended": ["planned", *(f"early/{kind}" for kind in EARLY)],
    "asked": ["answered", "declined", "no_answer", "waiting"],
    "answered": [f"things/{thing}" for thing in Things],
    "marks": ["up", "unmoved", "down", "not_known"],
    "again": ["again/answered", "again/no_answer", "again/waiting"],
    "again/answered": [f"since/{thing}" for thing in Things],
    "calls": ["calls/in_time", "calls/later", "calls/waiting"],
}
"""Which figures of a place make up which, as a reader with a pencil knows too."""
KEYS = ["started", *dict.fromkeys([*SUMS, *(part for parts in SUMS.values() for part in parts)])]

Counts: TypeAlias = dict[str, Counter[str]]
"""Of each place, how many of what."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three whole months, so that two looks can't be told apart by one link-up's day."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def until(self) -> date:
        return self.next.first

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"

    def __str__(self) -> str:
        return _("%(year)s, quarter %(number)s") % {"year": self.year, "number": self.number}


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def quarters() -> list[Quarter]:
    """The last eight and the one that is not over yet, the newest first."""
    today = clock.today()
    found = [quarter_of(today.replace(year=today.year - 2))]
    while found[-1] < quarter_of(today):
        found.append(found[-1].next)
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as it is shown, and what share it is of its whole."""

    words: str
    shown: str
    share: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told together: its lines, of how many, how many are known, and how many are not (domain.md §7.6)."""

    key: str
    title: str
    about: str
    lines: Sequence[Line]
    asked: str
    known: str
    missing: str
    note: str


@dataclass(frozen=True, slots=True)
class Results:
    """What the page, the print and the file show."""

    quarter: Quarter
    place: str
    is_to_share: bool
    subjects: Sequence[Subject]

    @property
    def is_going_on(self) -> bool:
        return clock.today() < self.quarter.until


# --- Counting


def _place(locality: UUID | None) -> str:
    return str(locality) if locality else NOWHERE


def _counted(user: User, quarter: Quarter) -> Counts:
    """Of the user's organisation, whoever reads them: no name leaves this room. In a fixed number of queries."""
    counts: Counts = {EVERYWHERE: Counter(), NOWHERE: Counter()}
    for place in Locality.objects.filter(organisation=user.organisation_id).values_list("pk", flat=True):
        counts[str(place)] = Counter()
    for locality, key in [
        *_steps(user, quarter),
        *_asked(user, quarter),
        *_moved(user, quarter),
        *_again(user, quarter),
        *_called(user, quarter),
    ]:
        counts[_place(locality)][key] += 1
        counts[EVERYWHERE][key] += 1
    return counts


def _steps(user: User, quarter: Quarter) -> Iterable[tuple[UUID | None, str]]:
    started = Q(start_date__gte=quarter.first, start_date__lt=quarter.until)
    ended = Q(end_date__gte=quarter.first, end_date__lt=quarter.until)
    found = LinkUp.objects.filter(started | ended, organisation=user.organisation_id)
    for locality, start, end, state, kind in found.values_list(
        "seeking_family__locality", "start_date", "end_date", "state", "end_kind"
    ):
        if _is_in(start, quarter):
            yield locality, "started"
        if _is_in(end, quarter):
            yield locality, "ended"
            yield locality, "planned" if state == LinkUp.State.COMPLETED else f"early/{kind}"


def _is_in(day: date | None, quarter: Quarter) -> bool:
    return day is not None and quarter.first <= day < quarter.until


def _asked(user: User, quarter: Quarter) -> Iterable[tuple[UUID | None, str]]:
    found = LinkUpCheckIn.objects.filter(
        asked_on__gte=quarter.first, asked_on__lt=quarter.until, organisation=user.organisation_id
    )
    words = {
        Asked.ASKED: "waiting",
        Asked.NO_ANSWER: "no_answer",
        Asked.DECLINED: "declined",
        Asked.ANSWERED: "answered",
    }
    for locality, state, things in found.values_list("link_up__seeking_family__locality", "state", "things"):
        yield locality, "asked"
        yield locality, words[Asked(state)]
        if state == Asked.ANSWERED:
            yield locality, f"things/{things}"


def _moved(user: User, quarter: Quarter) -> Iterable[tuple[UUID | None, str]]:
    """Of link-ups that ended then, each goal as each person marks it by themselves: the first mark and the last, of two or more."""
    ended = {"link_up__end_date__gte": quarter.first, "link_up__end_date__lt": quarter.until}
    goals = list(
        LinkUpGoal.objects.filter(organisation=user.organisation_id, **ended).values_list(
            "goal", "link_up__seeking_family__locality", "link_up__end_date"
        )
    )
    scores = GoalScore.objects.filter(goal__in=[goal for goal, *_rest in goals], organisation=user.organisation_id)
    marks: dict[UUID, dict[UUID, list[tuple[date, Decimal]]]] = {}
    for goal, person, on, value in scores.order_by("on", "pk").values_list("goal", "person", "on", "value"):
        marks.setdefault(goal, {}).setdefault(person, []).append((on, value))
    for goal, locality, end in goals:
        for found in marks.get(goal, {}).values() or [[]]:
            yield locality, "marks"
            yield locality, _way([value for on, value in found if end and on <= end])


def _again(user: User, quarter: Quarter) -> Iterable[tuple[UUID | None, str]]:
    """Families who were to be asked again then; whose day is still to come is not of it."""
    found = FollowUp.objects.filter(
        due_on__gte=quarter.first, due_on__lt=min(quarter.until, clock.today()), organisation=user.organisation_id
    )
    for locality, state, things in found.values_list("link_up__seeking_family__locality", "state", "things"):
        yield locality, "again"
        yield locality, f"again/{state}"
        if state == FollowUp.State.ANSWERED:
            yield locality, f"since/{things}"


def _called(user: User, quarter: Quarter) -> Iterable[tuple[UUID | None, str]]:
    """Calls past the coach that were to be made then: by their day, after it, or not yet (domain.md §1.5)."""
    found = CallBack.objects.filter(
        due_on__gte=quarter.first, due_on__lt=quarter.until, organisation=user.organisation_id
    )
    for locality, due, done in found.values_list("check_in__link_up__seeking_family__locality", "due_on", "done_on"):
        yield locality, "calls"
        if done is None:
            yield locality, "calls/waiting"
        else:
            yield locality, "calls/in_time" if done <= due else "calls/later"


def _way(values: Sequence[Decimal]) -> str:
    if len(values) < 2:
        return "not_known"
    if values[-1] == values[0]:
        return "unmoved"
    return "up" if values[-1] > values[0] else "down"


COUNTED = (_steps, _asked, _moved, _again, _called)


def _hidden(counts: Counts) -> frozenset[str]:
    """What is kept back, so that no place can be worked out from the others and everywhere."""
    figures = {f"{place}:{key}": counts[place][key] for place in counts for key in KEYS}
    sums = [
        Sum(f"{place}:{whole}", [f"{place}:{part}" for part in parts])
        for place in counts
        for whole, parts in SUMS.items()
    ]
    places = [place for place in counts if place != EVERYWHERE]
    sums += [Sum(f"{EVERYWHERE}:{key}", [f"{place}:{key}" for place in places]) for key in KEYS]
    return kept_back(figures, sums)


# --- Saying


@dataclass(frozen=True, slots=True)
class _Told:
    """The figures of one place, as they are shown."""

    count: Counter[str]
    hidden: frozenset[str]

    def __call__(self, key: str) -> str:
        return KEPT_BACK if key in self.hidden else str(self.count[key])

    def part(self, key: str, words: str, *, of: str, is_part: bool = True) -> Line:
        told = "" if {key, of} & self.hidden or not self.count[of] else share(self.count[key], self.count[of])
        return Line(words, self(key), told, is_part=is_part)

    def note(self, known: int, of: int) -> str:
        """Small numbers say so (domain.md §1.7, §7.6)."""
        if known < FEWEST_FOR_PERCENT:
            return _("Too few to draw conclusions.")
        return _("Tentative: fewer than 30, or known of fewer than 60 %.") if is_tentative(known, of) else ""

    def subject(
        self, key: str, title: str, about: str, lines: Sequence[Line], *, of: str, missing: Sequence[str]
    ) -> Subject:
        """`missing` are those of `of` that are not known."""
        unknown = sum(self.count[one] for one in missing)
        known = self.count[of] - unknown
        is_kept = bool({of, *missing} & self.hidden)
        said, unsaid = (KEPT_BACK if is_kept else str(number) for number in (known, unknown))
        return Subject(key, title, about, lines, self(of), said, unsaid, self.note(known, self.count[of]))


def results(user: User, quarter: Quarter, *, place: str, is_to_share: bool) -> Results:
    """Of one place, or of everywhere; to share, without small numbers."""
    counts = _counted(user, quarter)
    hidden = _hidden(counts) if is_to_share else frozenset[str]()
    mine = frozenset(one.removeprefix(f"{place}:") for one in hidden if one.startswith(f"{place}:"))
    told = _Told(counts[place], mine)
    return Results(
        quarter,
        place,
        is_to_share,
        [_of_steps(told), _of_answers(told), _of_goals(told), _of_again(told), _of_calls(told)],
    )


def _of_steps(told: _Told) -> Subject:
    lines = [
        Line(_("Started"), told("started")),
        Line(_("Ended"), told("ended")),
        told.part("planned", _("Finished as planned"), of="ended"),
        *(told.part(f"early/{kind}", _("Early: %(why)s") % {"why": kind.label}, of="ended") for kind in EARLY),
    ]
    about = _(
        "By when each started, and by when each ended. Not clicking, or changing one’s mind, is as ordinary as any other end."
    )
    return told.subject("link-ups", _("Link-ups"), about, lines, of="ended", missing=())


def _of_answers(told: _Told) -> Subject:
    said = {Things.RATHER_NOT_SAY: _("Answered, and would rather not say")}
    lines = [
        Line(_("Asked"), told("asked")),
        told.part("answered", _("Answered"), of="asked", is_part=False),
        *(told.part(f"things/{thing}", said.get(thing, str(thing.label)), of="answered") for thing in Things),
        told.part("declined", _("Would rather not"), of="asked", is_part=False),
        told.part("no_answer", _("No answer came"), of="asked", is_part=False),
        told.part("waiting", _("Still open"), of="asked", is_part=False),
    ]
    about = _(
        "Since last time, are things better, the same, or worse? Asked of each person of both families, by when they were asked."
    )
    unanswered = ("declined", "no_answer", "waiting")
    return told.subject("things", _("Better, the same, or worse"), about, lines, of="asked", missing=unanswered)


def _of_goals(told: _Told) -> Subject:
    words = {
        "up": _("Up"),
        "unmoved": _("In the same place"),
        "down": _("Down"),
        "not_known": _("Marked once or not at all"),
    }
    lines = [Line(_("Goals, by each person’s own marks"), told("marks"))]
    lines += [told.part(key, label, of="marks") for key, label in words.items()]
    about = _(
        "Of link-ups that ended in this quarter: from a person’s first mark to their last, on the family’s own scale. Never a mean."
    )
    return told.subject("goals", _("Goals"), about, lines, of="marks", missing=("not_known",))


def _of_again(told: _Told) -> Subject:
    said = {Things.RATHER_NOT_SAY: _("Told us, and would rather not say")}
    lines = [
        Line(_("To be asked again"), told("again")),
        told.part("again/answered", _("Told us"), of="again", is_part=False),
        *(told.part(f"since/{one}", said.get(one, str(one.label)), of="again/answered") for one in Things),
        told.part("again/no_answer", _("Could not be reached"), of="again", is_part=False),
        told.part("again/waiting", _("Not asked yet"), of="again", is_part=False),
    ]
    about = _("Seeking families, 3, 6 and 12 months after the end, by when they were to be asked.")
    return told.subject(
        "since", _("How they are since"), about, lines, of="again", missing=("again/no_answer", "again/waiting")
    )


def _of_calls(told: _Told) -> Subject:
    lines = [
        Line(_("Calls to make"), told("calls")),
        told.part("calls/in_time", _("Made by the day they were due"), of="calls"),
        told.part("calls/later", _("Made later"), of="calls"),
        told.part("calls/waiting", _("Not made yet"), of="calls"),
    ]
    about = _(
        "After somebody said that things are worse, someone other than the coach rings within two working days."
        " By when each call was due."
    )
    return told.subject("calls", _("Calls back"), about, lines, of="calls", missing=("calls/waiting",))
