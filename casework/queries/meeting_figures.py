"""A service’s family meetings in a period: how far each came, why some went no further, and what §2.9 of domain.md asks to measure.

Of the whole organisation and never of a worker, a coordinator or a team. “We would rather not” is an answer, and no failure of anyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TypeAlias

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from casework.models import Conference, ConferenceOffer, Participant
from casework.queries.meeting_facts import (
    FAMILY_SIDE,
    NETWORK,
    Known,
    Meeting,
    meetings_of,
    steps_done,
)
from database import clock
from families.models import Parentage, Visibility
from families.small_numbers import FEWEST, KEPT_BACK, Sum, is_small, is_tentative, kept_back, share

State, WhyNot, Response = Conference.State, Conference.WhyNot, ConferenceOffer.Response


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, so that two looks can’t be told apart by one meeting’s day: from the first day on, until before another."""

    first: date
    until: date

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)


def months_of(since: date | None, until: date | None) -> Months:
    """The months in which these days are; unless told, the twelve that end with the last whole month."""
    first_of_this = clock.today().replace(day=1)
    end = _next_month(until) if until else first_of_this
    begin = since.replace(day=1) if since else end.replace(year=end.year - 1)
    return Months(begin, max(end, _next_month(begin)))


APRIL = 4


def year_to_share(day: date | None) -> Months:
    """The financial year of this day if it is over, else the last one that is: from April to March.

    What is passed on is of one such year. Of months that one may choose, twelve less eleven would tell the twelfth, however few met in it.
    """
    over = _year_of(clock.today()) - 1
    first = date(min(_year_of(day), over) if day else over, APRIL, 1)
    return Months(first, first.replace(year=first.year + 1))


def _year_of(day: date) -> int:
    return day.year if day.month >= APRIL else day.year - 1


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some came no further, or where they are now, and how many."""

    key: str
    words: str
    count: int
    shown: str


@dataclass(frozen=True, slots=True)
class Stage:
    """How many came as far as this, and what became of the others of the stage before."""

    key: str
    words: str
    count: int
    shown: str
    others: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure, with how many it is of, of how many it is known, and of how many it is not (domain.md §7.6)."""

    words: str
    value: str
    asked: int
    known: int
    parts: Sequence[int] = ()
    """What it counts, where it is a share: those of which it is so, and those of which it is not."""

    @property
    def missing(self) -> int:
        return self.asked - self.known

    @property
    def is_tentative(self) -> bool:
        return is_tentative(self.known, self.asked)

    @property
    def tells_of_somebody(self) -> bool:
        """Whether it is of so few that it is not passed on (domain.md §7.4)."""
        return self.known < FEWEST or any(is_small(count) for count in (self.missing, *self.parts))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page, the print and the file show."""

    months: Months
    is_to_share: bool
    stages: Sequence[Stage]
    figures: Sequence[tuple[Figure, Sequence[str]]]
    """Each measure, and its value, of how many, known and not known, as they are shown."""
    held: Sequence[Meeting]
    """Those of these months, of which the quality standards are told."""


# --- How far each came


def _said_yes(meeting: Meeting) -> bool:
    return meeting.asked_for_on is not None or bool({*meeting.responses} & {Response.ACCEPTED, Response.WITHDRAWN})


def _why_not_accepted(meeting: Meeting) -> str:
    if Response.WAITING in meeting.responses:
        return "thinking"
    return "rather_not" if Response.DECLINED in meeting.responses else "no_answer"


def _why_not_held(meeting: Meeting) -> str:
    return meeting.conference.not_going_ahead_reason or "on_the_way"


def _is_agreed(meeting: Meeting) -> bool:
    return meeting.conference.held_on is not None and meeting.plan_agreed_on is not None


def _why_not_agreed(meeting: Meeting) -> str:
    return "not_agreed" if meeting.conference.agency_response == Conference.Answer.NOT_AGREED else "not_answered"


def _why_not_looked_back(meeting: Meeting) -> str:
    if meeting.looked_back == Known.NOT_YET:
        return "later"
    return "none_wanted" if meeting.conference.no_review_reason else "overdue"


Has: TypeAlias = Callable[[Meeting], bool]
Why: TypeAlias = Callable[[Meeting], str]


def _ways() -> Sequence[tuple[str, str, Has, Why, Mapping[str, str]]]:
    """Each stage: its words, who came as far, and the words for why others did not."""
    stopped = {value: str(label) for value, label in WhyNot.choices}
    return [
        (
            "accepted",
            _("Somebody said yes"),
            _said_yes,
            _why_not_accepted,
            {
                "rather_not": _("They would rather not"),
                "thinking": _("Still thinking about it"),
                "no_answer": _("No answer"),
            },
        ),
        (
            "held",
            _("Held"),
            lambda meeting: meeting.conference.held_on is not None,
            _why_not_held,
            {"on_the_way": _("Still being prepared"), **stopped},
        ),
        (
            "agreed",
            _("Plan agreed"),
            _is_agreed,
            _why_not_agreed,
            {"not_agreed": _("We did not agree the plan, and said why"), "not_answered": _("We have not answered yet")},
        ),
        (
            "looked_back",
            _("Looked back together"),
            lambda meeting: meeting.is_looked_back,
            _why_not_looked_back,
            {
                "later": _("The day is still to come"),
                "none_wanted": _("None was planned, and it is said why"),
                "overdue": _("The day has passed, and nobody wrote down that it happened"),
            },
        ),
    ]


def _funnel(meetings: Sequence[Meeting], *, is_to_share: bool) -> list[Stage]:
    counts: dict[str, int] = {"offered": len(meetings)}
    words: dict[str, Mapping[str, str]] = {}
    sums, whole, left = [], "offered", list(meetings)
    for key, _label, has, why, reasons in _ways():
        came = [meeting for meeting in left if has(meeting)]
        others = Counter(why(meeting) for meeting in left if not has(meeting))
        counts |= {key: len(came)} | {f"{key}/{reason}": others[reason] for reason in reasons}
        sums.append(Sum(whole, [key, *(f"{key}/{reason}" for reason in reasons)]))
        words[key], whole, left = reasons, key, came
    hidden = kept_back(counts, sums) if is_to_share else frozenset[str]()
    shown = {key: KEPT_BACK if key in hidden else str(count) for key, count in counts.items()}
    stages = [Stage("offered", _("Offered"), counts["offered"], shown["offered"], ())]
    for key, label, *_rest in _ways():
        others_of = [
            Reason(reason, said, counts[f"{key}/{reason}"], shown[f"{key}/{reason}"])
            for reason, said in words[key].items()
            if counts[f"{key}/{reason}"]
        ]
        stages.append(Stage(key, label, counts[key], shown[key], others_of))
    return stages


# --- What is measured


def _middle(words: str, values: Sequence[int | None], say: Callable[[int], str]) -> Figure:
    """The one in the middle, of those that are known; of an even number, the mean of two, rounded."""
    known = [value for value in values if value is not None]
    value = say(round(median(known))) if known else _("not known")
    return Figure(words, value, len(values), len(known))


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


def _part(words: str, values: Sequence[Known]) -> Figure:
    """How many, of those of which it is known."""
    yes, no = values.count(Known.YES), values.count(Known.NO)
    value = share(yes, yes + no) if yes + no else _("not known")
    return Figure(words, value, len(values), yes + no, (yes, no))


def _done(words: str, meetings: Sequence[Meeting], *, familys: bool) -> Figure:
    """Steps, not meetings: whether one is done is always known, for an unfinished one says so."""
    done, steps = steps_done(meetings, familys=familys)
    return Figure(words, share(done, steps) if steps else _("not known"), steps, steps, (done, steps - done))


def _ratio(words: str, meetings: Sequence[Meeting]) -> Figure:
    known = [meeting for meeting in meetings if meeting.is_attendance_known]
    family = sum(meeting.came(FAMILY_SIDE) for meeting in known)
    workers = sum(meeting.workers_there for meeting in known)
    value = _("%(family)s to %(workers)s") % {"family": family, "workers": workers} if known else _("not known")
    return Figure(words, value, len(meetings), len(known))


def _measured(held: Sequence[Meeting], looked_back: Sequence[Meeting]) -> list[Figure]:
    there = [meeting.came(NETWORK) if meeting.is_attendance_known else None for meeting in held]
    return [
        _middle(_("From being asked for to being held (median)"), [one.days_to_held for one in held], _days),
        _middle(_("Family and friends who came (median)"), there, _people),
        _ratio(_("The family’s side, to those who came for their work"), held),
        _part(_("The father’s side was there"), [one.fathers_side_came for one in held]),
        _part(_("Whom it is about was there, or was heard"), [one.child_heard for one in held]),
        _done(_("The family’s steps that were done when they looked back"), looked_back, familys=True),
        _done(_("Our steps that were done when they looked back"), looked_back, familys=False),
    ]


def row_of(figure: Figure, *, is_to_share: bool) -> list[str]:
    """Value, of how many, known, not known: as it is shown, and as it may leave the house."""
    if is_to_share and figure.asked and figure.tells_of_somebody:
        return [KEPT_BACK, KEPT_BACK if figure.asked < FEWEST else str(figure.asked), KEPT_BACK, KEPT_BACK]
    return [figure.value, str(figure.asked), str(figure.known), str(figure.missing)]


def meetings_in(user: User, found: Q) -> list[Meeting]:
    """Of the user’s organisation, whoever reads them: no one’s name leaves this room. An edge that is restricted is counted of nobody."""
    ours = {"organisation": user.organisation_id}
    return meetings_of(
        Conference.objects.filter(found, **ours),
        Participant.objects.filter(**ours),
        Parentage.objects.filter(visibility=Visibility.NORMAL, **ours),
    )


def meeting_figures(user: User, months: Months, *, is_to_share: bool) -> Figures:
    """In a fixed number of queries. The stages are of first meetings by when they were offered first; what is measured, of meetings by
    when they were held or looked back at.
    """
    first = ConferenceOffer.objects.filter(organisation=user.organisation_id, conference__isnull=False)
    begun = first.values("conference").annotate(on=Min("offered_on"))
    offered = begun.filter(on__gte=months.first, on__lt=months.until).values("conference")
    held = Q(held_on__gte=months.first, held_on__lt=months.until)
    looked_back = Q(reviewed_on__gte=months.first, reviewed_on__lt=months.until)
    every = meetings_in(user, Q(review_of__isnull=True, pk__in=offered) | held | looked_back)
    cohort = [one for one in every if not one.conference.review_of_id and _is_in(one.first_offered_on, months)]
    held_then = [one for one in every if _is_in(one.conference.held_on, months)]
    figures = _measured(held_then, [one for one in every if _is_in(one.conference.reviewed_on, months)])
    rows = [(figure, row_of(figure, is_to_share=is_to_share)) for figure in figures]
    return Figures(months, is_to_share, _funnel(cohort, is_to_share=is_to_share), rows, held_then)


def _is_in(day: date | None, months: Months) -> bool:
    return day is not None and months.first <= day < months.until
