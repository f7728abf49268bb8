"""What a meeting looks at together: the wall of all obsessions, and one curve after the other, a screen at a time (domain.md §7.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from outcomes.models import Measure, Proposal, TurnTheCurveReport
from outcomes.queries.board import CurvePage, curve_page
from outcomes.queries.curves import Figure
from outcomes.queries.reports import ReportPage, report_on

CURVE = "curve"
SCREENS: Mapping[str, str | Promise] = {
    CURVE: _("The curve"),
    "happened": _("What happened then"),
    "factors": _("The story behind it"),
    "families": _("What families said"),
    "partners": _("Who could help"),
    "ideas": _("What could work"),
    "proposals": _("What we propose"),
    "agenda": _("What we don’t know yet"),
}
UNDER_WAY = (Proposal.State.DOING, Proposal.State.PROPOSED)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a meeting, and where it goes on: to the next of this curve, and after its last to the next curve."""

    page: CurvePage
    report: ReportPage | None
    show: str
    stories: Sequence[Figure]
    title: str
    number: int
    count: int
    next: str
    previous: str
    next_curve: str
    previous_curve: str


def screen(pk: UUID, user: User, *, show: str = CURVE) -> Screen:
    """What stands on the screen, in a fixed number of queries."""
    page = curve_page(pk, user)
    report = report_on(page.curve, page.said, user)
    stories = [one for one in page.curve.figures if one.number]
    there = [
        one for one in SCREENS if one == CURVE or (one == "happened" and stories) or (report and _says(report, one))
    ]
    show = show if show in there else CURVE
    place = there.index(show)
    before, after = _beside(pk, user)
    return Screen(
        page=page,
        report=report,
        show=show,
        stories=stories,
        title=str(SCREENS[show]),
        number=place + 1,
        count=len(there),
        next=_at(pk, there[place + 1]) if place + 1 < len(there) else after,
        previous=_at(pk, there[place - 1]) if place else before,
        next_curve=after,
        previous_curve=before,
    )


def _says(report: ReportPage, show: str) -> bool:
    return bool(report.report.families_said if show == "families" else report.parts.get(show))


def _at(pk: UUID, show: str) -> str:
    address = reverse("outcomes:meeting", args=[pk])
    return address if show == CURVE else f"{address}?{urlencode({'show': show})}"


def _beside(pk: UUID, user: User) -> tuple[str, str]:
    """The curves before and after this one among the obsessions; the last has none after it."""
    obsessions = Measure.objects.visible_to(user).filter(is_obsession=True, active=True)
    order = list(obsessions.order_by("name", "pk").values_list("pk", flat=True))
    before = next((one for one, other in pairwise(order) if other == pk), None)
    after = next((other for one, other in pairwise(order) if one == pk), None)
    return (_at(before, CURVE) if before else ""), (_at(after, CURVE) if after else "")


def next_steps(measures: Iterable[Measure], user: User) -> Mapping[UUID, Proposal]:
    """Of each curve what is done about it next, by its latest report: what has a day, the nearest first."""
    reports = TurnTheCurveReport.objects.visible_to(user).filter(measure__in=[one.pk for one in measures])
    latest = reports.order_by("measure_id", "-version").distinct("measure_id")
    steps = (
        Proposal.objects.visible_to(user)
        .filter(report__in=list(latest.values_list("pk", flat=True)), taken_out_at__isnull=True, state__in=UNDER_WAY)
        .select_related("report")
    )
    found: dict[UUID, Proposal] = {}
    for step in sorted(steps, key=lambda one: (one.by_when or date.max, one.place), reverse=True):
        found[step.report.measure_id] = step
    return found
