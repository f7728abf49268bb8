"""How steadily the same people stay alongside children: of a team, as distributions, and never of one worker (domain.md §4.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Team, User
from database import clock
from families.models import FamilyMembership, Involvement, Practitioner, Record
from families.periods import Period

WINDOW = timedelta(days=365)
FEWEST_WORKERS, FEWEST_CHILDREN, FEWEST_CONTACTS = 3, 6, 3
"""With fewer, a figure of a team would be one about somebody."""
GOOD = {Involvement.Goodbye.TOGETHER, Involvement.Goodbye.INTRODUCED}

Bands = Sequence[tuple[str | Promise, Callable[[float], bool]]]
HOW_MANY: Bands = [
    (gettext_lazy("one"), lambda count: count <= 1),
    (gettext_lazy("two"), lambda count: count == 2),
    (gettext_lazy("three or more"), lambda count: count >= 3),
]
HOW_LONG: Bands = [
    (gettext_lazy("more than a year"), lambda days: days > 365),
    (gettext_lazy("three months to a year"), lambda days: 91 <= days <= 365),
    (gettext_lazy("less than three months"), lambda days: days < 91),
]
HOW_OFTEN: Bands = [
    (gettext_lazy("nearly always: four times of five, or more"), lambda index: index >= 0.8),
    (gettext_lazy("every second time or more"), lambda index: 0.5 <= index < 0.8),
    (gettext_lazy("less often"), lambda index: index < 0.5),
]
WITHOUT: Bands = [
    (gettext_lazy("none"), lambda days: days == 0),
    (gettext_lazy("up to 30"), lambda days: 1 <= days <= 30),
    (gettext_lazy("more than 30"), lambda days: days > 30),
]


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many children there are for each answer to one question, and of how many nothing can be said."""

    question: str
    rows: Sequence[tuple[str, int]]
    unknown: int = 0

    @property
    def known(self) -> int:
        return sum(count for _answer, count in self.rows)


@dataclass(frozen=True, slots=True)
class TeamContinuity:
    """A team’s figures; none where they would be about somebody."""

    team: Team
    children: int
    distributions: Sequence[Distribution]
    ended: int
    planned: int

    @property
    def is_told(self) -> bool:
        return bool(self.distributions)


def usual_person(contacts: Mapping[UUID, int]) -> Fraction | None:
    """The usual-person index: how many of the contacts were with whom there were most; nothing for fewer than three (domain.md §4.4)."""
    everyone = sum(contacts.values())
    return Fraction(max(contacts.values()), everyone) if everyone >= FEWEST_CONTACTS else None


def days_without(led: Iterable[Period], first: date, until: date) -> int:
    """How many days of `[first, until)` no lead worker's period covers."""
    open_days, day = 0, first
    for period in sorted(led, key=lambda one: one.lower or date.min):
        begun, ended = period.lower or first, period.upper or until
        open_days += max(0, (min(begun, until) - day).days)
        day = max(day, ended)
    return open_days + max(0, (until - day).days)


def continuity(user: User) -> list[TeamContinuity]:
    """Of each team that the user manages, in a fixed number of queries; of what this reader may see."""
    teams = list(Team.objects.filter(manager=user, ended_on__isnull=True).order_by("name", "pk"))
    workers: dict[UUID | None, set[UUID]] = defaultdict(set)
    for pk, team in Practitioner.objects.visible_to(user).filter(team__in=teams).values_list("pk", "team"):
        workers[team].add(pk)
    facts = _facts(user, teams)
    return [_of_team(team, workers[team.pk], facts) for team in teams]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the families that the teams lead: who led them in the window, their children, and whom those talked with."""

    today: date
    led: Mapping[UUID, Sequence[Involvement]]
    met_on: Mapping[UUID, date]
    children: Mapping[UUID, set[UUID]]
    contacts: Mapping[UUID, Mapping[UUID, int]]

    @property
    def begun(self) -> date:
        return self.today - WINDOW

    def now(self, family: UUID) -> Involvement | None:
        """Who leads today."""
        return next((one for one in self.led[family] if self.today in one.period), None)


def _facts(user: User, teams: Sequence[Team]) -> _Facts:
    today = clock.today()
    involved = Involvement.objects.visible_to(user)
    leads = involved.filter(role=Involvement.Role.LEAD_WORKER)
    families = set(leads.current().filter(practitioner__team__in=teams).values_list("family", flat=True))
    led: dict[UUID, list[Involvement]] = defaultdict(list)
    met_on: dict[UUID, date] = {}
    for one in involved.filter(family__in=families).order_by("period", "pk"):
        met_on.setdefault(one.family_id, one.period.lower or date.min)
        if one.role == Involvement.Role.LEAD_WORKER:
            led[one.family_id].append(one)
    children: dict[UUID, set[UUID]] = defaultdict(set)
    young = FamilyMembership.objects.visible_to(user).current().filter(role=FamilyMembership.Role.CHILD)
    for family, child in young.filter(family__in=families).values_list("family", "person"):
        children[family].add(child)
    return _Facts(today, led, met_on, children, _contacts(user, children, today))


def _contacts(user: User, children: Mapping[UUID, set[UUID]], today: date) -> dict[UUID, dict[UUID, int]]:
    """For each child, how many conversations of the window each of those who wrote them down had with them."""
    talks = (
        Record.objects.visible_to(user)
        .filter(kind=Record.Kind.CONVERSATION, happened_on__gt=today - WINDOW)
        .filter(author__isnull=False, author_person__isnull=True)  # what a family writes by itself is no contact
        .filter(subjects__person__in=set().union(*children.values()))
        .values_list("subjects__person", "author")
        .annotate(count=Count("pk"))
    )
    contacts: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for child, worker, count in talks:
        contacts[child][worker] = count
    return contacts


def _of_team(team: Team, workers: set[UUID], facts: _Facts) -> TeamContinuity:
    led_by = {family: facts.now(family) for family in facts.led}
    families = [family for family, lead in led_by.items() if lead and lead.practitioner_id in workers]
    children = {child: family for family in families for child in facts.children[family]}
    leading = {lead.practitioner_id for family in families if (lead := led_by[family])}
    if len(leading) < FEWEST_WORKERS or len(children) < FEWEST_CHILDREN:
        return TeamContinuity(team, len(children), (), 0, 0)
    ended = [
        one
        for family in families
        for one in facts.led[family]
        if one.period.upper and facts.begun < one.period.upper <= facts.today and one.goodbye_kind
    ]
    if len({one.practitioner_id for one in ended}) < FEWEST_WORKERS:
        ended = []
    planned = sum(one.goodbye_kind in GOOD for one in ended)
    return TeamContinuity(team, len(children), _distributions(children, facts), len(ended), planned)


def _distributions(children: Mapping[UUID, UUID], facts: _Facts) -> list[Distribution]:
    families = list(children.values())
    return [
        _spread(
            _("How many lead workers in the last twelve months?"), HOW_MANY, [_leads(one, facts) for one in families]
        ),
        _spread(
            _("How long has the lead worker of today been theirs?"), HOW_LONG, [_days(one, facts) for one in families]
        ),
        _spread(
            _("How often did they talk with the same person?"),
            HOW_OFTEN,
            [usual_person(facts.contacts[child]) if child in facts.contacts else None for child in children],
        ),
        _spread(_("How many days without a lead worker?"), WITHOUT, [_without(one, facts) for one in families]),
    ]


def _spread(question: str, bands: Bands, values: Sequence[float | Fraction | None]) -> Distribution:
    known = [float(value) for value in values if value is not None]
    rows = [(str(words), sum(map(holds, known))) for words, holds in bands]
    return Distribution(question, rows, len(values) - len(known))


def _leads(family: UUID, facts: _Facts) -> int:
    """Distinct ones of the window."""
    window = Period(facts.begun, facts.today + timedelta(days=1))
    return len({one.practitioner_id for one in facts.led[family] if _overlap(one.period, window)})


def _overlap(one: Period, other: Period) -> bool:
    begins_before = one.lower is None or other.upper is None or one.lower < other.upper
    return begins_before and (one.upper is None or other.lower is None or other.lower < one.upper)


def _days(family: UUID, facts: _Facts) -> int | None:
    """With who leads today; nothing where it is not known since when."""
    lead = facts.now(family)
    return (facts.today - lead.period.lower).days if lead and lead.period.lower else None


def _without(family: UUID, facts: _Facts) -> int:
    """From the day on which anyone came alongside, within the window."""
    first = max(facts.begun, facts.met_on[family])
    return days_without((one.period for one in facts.led[family]), first, facts.today)
