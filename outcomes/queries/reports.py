"""What the pages of a report read: what it says, and what of that is new since the last meeting (domain.md §7.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from outcomes.models import AgendaItem, Factor, Idea, Measure, PartnerRole, Proposal, ReportPart, TurnTheCurveReport
from outcomes.queries.board import curve_page
from outcomes.queries.curves import Curve
from outcomes.queries.saying import Said


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that a report says; whether it is new since the report before, or what stood there."""

    part: Any
    is_new: bool
    before: str
    """What stood there in the report before, where it differs; empty where it doesn’t."""
    is_first: bool = False

    @property
    def is_changed(self) -> bool:
        return bool(self.before)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its curve, all that it says, and what fell away since the one before."""

    report: TurnTheCurveReport
    curve: Curve
    said: Said
    parts: Mapping[str, Sequence[Written]]
    gone: Mapping[str, Sequence[ReportPart]]
    before: TurnTheCurveReport | None
    versions: Sequence[TurnTheCurveReport]

    @property
    def contributing(self) -> list[Written]:
        return [one for one in self.parts["factors"] if one.part.direction == Factor.Direction.CONTRIBUTING]

    @property
    def restricting(self) -> list[Written]:
        return [one for one in self.parts["factors"] if one.part.direction == Factor.Direction.RESTRICTING]

    @property
    def has_news(self) -> bool:
        """Whether anything differs from the report before."""
        differs = any(one.is_new or one.is_changed for kind in self.parts.values() for one in kind)
        return self.before is not None and (
            differs or any(self.gone.values()) or self.before.families_said != self.report.families_said
        )


KINDS: Mapping[str, type[ReportPart]] = {
    "factors": Factor,
    "partners": PartnerRole,
    "ideas": Idea,
    "proposals": Proposal,
    "agenda": AgendaItem,
}


def reports_of(measure: Measure, user: User) -> QuerySet[TurnTheCurveReport]:
    """All of a curve, the newest first."""
    return TurnTheCurveReport.objects.visible_to(user).filter(measure=measure).order_by("-version")


def seen_report(pk: UUID, user: User) -> TurnTheCurveReport:
    found = TurnTheCurveReport.objects.visible_to(user).select_related("measure")
    return get_object_or_404(found, pk=pk)


def seen_part(kind: type[ReportPart], pk: UUID, user: User) -> Any:
    """A part of a report; one that was taken out too, so that whoever was writing at it reads that, and keeps what they typed."""
    rows: Any = kind._default_manager
    return get_object_or_404(rows.visible_to(user).select_related("report__measure"), pk=pk)


def report_page(pk: UUID, user: User) -> ReportPage:
    """A report in a fixed number of queries, however much it says; once its meeting was held, with the figures as they were known then."""
    report = seen_report(pk, user)
    page = curve_page(report.measure_id, user, at=report.held_at)
    return _page(report, page.curve, page.said, user)


def report_on(curve: Curve, said: Said, user: User) -> ReportPage | None:
    """The latest report of a curve that is loaded already; None where there is none."""
    latest = reports_of(curve.measure, user).first()
    return _page(latest, curve, said, user) if latest else None


def _page(report: TurnTheCurveReport, curve: Curve, said: Said, user: User) -> ReportPage:
    versions = list(reports_of(curve.measure, user))
    before = next((one for one in versions if one.version == report.version - 1), None)
    both = [report.pk, *([before.pk] if before else [])]
    parts, gone = {}, {}
    for name, kind in KINDS.items():
        rows: Any = kind._default_manager
        found = list(rows.visible_to(user).filter(report__in=both, taken_out_at__isnull=True).order_by("place", "pk"))
        mine = [one for one in found if one.report_id == report.pk]
        former = {one.pk: one for one in found if one.report_id != report.pk}
        parts[name] = list(_written(mine, former, has_before=before is not None))
        kept = {one.came_from_id for one in mine}
        gone[name] = [one for pk, one in former.items() if pk not in kept]
    return ReportPage(report, curve, said, parts, gone, before, versions)


def _written(mine: Sequence[Any], former: Mapping[UUID, Any], *, has_before: bool) -> Iterator[Written]:
    groups: set[object] = set()
    for one in mine:
        was, group = former.get(one.came_from_id), getattr(one, "direction", "")
        yield Written(
            one,
            is_new=has_before and was is None,
            before=_before(was, one) if was else "",
            is_first=group not in groups,
        )
        groups.add(group)


def _before(was: Any, one: Any) -> str:
    """What stood there of what differs; empty where nothing does."""
    differing = [name for name in one.SAID if getattr(was, name) != getattr(one, name)]
    told = [words for name in differing if (words := _was(was, name))]
    return "; ".join(told) or (_("it said less") if differing else "")


def _was(part: Any, name: str) -> str:
    """What a field said, in words."""
    field, value = part._meta.get_field(name), getattr(part, name)
    if field.choices and value:
        return str(getattr(part, f"get_{name}_display")())
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return f"{field.verbose_name}: {pgettext('an answer', 'yes') if value else pgettext('an answer', 'no')}"
    return str(value)
