"""Writing a turn-the-curve report, holding its meeting, and beginning the next one (domain.md §7.2, §12.13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from outcomes.models import (
    AgendaItem,
    DataPoint,
    Factor,
    Idea,
    Measure,
    PartnerRole,
    Proposal,
    ReportPart,
    TurnTheCurveReport,
)

P = TypeVar("P", bound=ReportPart)
PARTS: Sequence[type[ReportPart]] = (Factor, PartnerRole, Idea, Proposal, AgendaItem)
State = TurnTheCurveReport.State


class ReportRefused(DomainError):
    """A step that a report can't take now."""

    code = "report_step"


@action
def begin_report(*, measure: Measure, by: User) -> TurnTheCurveReport:
    """Begin the report of the next meeting: with a copy of the one before, for a curve takes years."""
    held = Measure.objects.select_for_update(of=("self",), no_key=True).get(pk=measure.pk)
    before = TurnTheCurveReport.objects.filter(measure=held).order_by("-version").first()
    if before and not before.is_held:
        raise ReportRefused(_("The report of the next meeting is begun already. Go on with that one."))
    report = TurnTheCurveReport(
        organisation=by.organisation,
        measure=held,
        version=before.version + 1 if before else 1,
        families_said=before.families_said if before else "",
        created_by=by,
    )
    report.full_clean()
    report.save(force_insert=True)
    if before:
        for kind in PARTS:
            _copy(kind, before, report, by)
    return report


def _copy(kind: Any, before: TurnTheCurveReport, report: TurnTheCurveReport, by: User) -> None:
    standing = kind.objects.filter(report=before, taken_out_at__isnull=True).order_by("place")
    kind.objects.bulk_create(
        kind(
            organisation=by.organisation,
            report=report,
            came_from=one,
            place=place,
            created_by=by,
            **{name: getattr(one, name) for name in kind.SAID},
        )
        for place, one in enumerate(standing, start=1)
    )


@action
def change_report(
    *,
    report: TurnTheCurveReport,
    meeting_on: date | None,
    families_said: str,
    row_version: int | None = None,
    by: User,
) -> TurnTheCurveReport:
    """Say when the meeting is, and what families said."""
    held = _draft(report)
    refuse_stale(held, row_version)
    held.meeting_on, held.families_said = meeting_on, families_said
    held.full_clean()
    held.save(update_fields=["meeting_on", "families_said"])
    return held


@action
def hold_report(*, report: TurnTheCurveReport, meeting_on: date, by: User) -> TurnTheCurveReport:
    """Say that the meeting was held: from then on its report stays as it is."""
    held = _draft(report)
    if meeting_on > clock.today():
        raise ValidationError({"meeting_on": _("That day is still to come. Say it once the meeting was held.")})
    held.meeting_on, held.state, held.held_at = meeting_on, State.HELD, _no_earlier_than_its_figures(held)
    held.full_clean()
    held.save(update_fields=["meeting_on", "state", "held_at"])
    return held


@action
def add_part(*, report: TurnTheCurveReport, model: type[P], by: User, **said: Any) -> P:
    """Write down one more cause, partner, idea, proposal or open question; it stands last."""
    held = _draft(report)
    last = _rows(model).filter(report=held).aggregate(last=Max("place"))["last"]
    part = model(organisation=by.organisation, report=held, place=(last or 0) + 1, created_by=by, **said)
    part.full_clean()
    part.save(force_insert=True)
    return part


@action
def change_part(*, part: P, row_version: int | None = None, by: User, **said: Any) -> P:
    """Say it otherwise; who saved meanwhile is not written over."""
    held = _part(part)
    refuse_stale(held, row_version)
    for name, value in said.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*said])
    return held


@action
def take_part_out(*, part: P, by: User) -> P:
    """Take it out of the report. It is not copied on, and history keeps it."""
    held = _part(part)
    held.taken_out_at = clock.now()
    held.save(update_fields=["taken_out_at"])
    return held


@action
def move_part_earlier(*, part: P, by: User) -> P:
    """Let it change places with the one before it: the order is what people think matters most, and no figure."""
    held = _part(part)
    beside = {"direction": held.direction} if isinstance(held, Factor) else {}
    there = _rows(type(held)).filter(report=held.report_id, taken_out_at__isnull=True, **beside)  # type: ignore[attr-defined]
    before = there.filter(place__lt=held.place).order_by("-place").first()
    if before is None:
        raise ReportRefused(_("It stands first already."))
    held.place, before.place = before.place, held.place
    _rows(type(held)).bulk_update([held, before], ["place"])
    return held


def _no_earlier_than_its_figures(report: TurnTheCurveReport) -> datetime:
    """Now; never before a figure that the meeting had before it, though another machine’s clock be ahead."""
    written = DataPoint.objects.filter(measure=report.measure_id).aggregate(last=Max("created_at"))["last"]
    return max(clock.now(), written or clock.now())


def _rows(kind: type[ReportPart]) -> Any:
    return kind._default_manager


def _draft(report: TurnTheCurveReport) -> TurnTheCurveReport:
    """The report, held fast, while it may be written."""
    held = TurnTheCurveReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.is_held:
        raise ReportRefused(
            _("That meeting was held, and its report stays. Write this into the next one, which starts with a copy.")
        )
    return held


def _part(part: P) -> P:
    """The part, held fast, while its report may be written."""
    _draft(part.report)  # type: ignore[attr-defined]
    held: P = _rows(type(part)).select_for_update(of=("self",)).get(pk=part.pk)
    if held.taken_out_at:
        raise ReportRefused(_("Someone took this out of the report meanwhile. Write it anew if it belongs there."))
    return held
