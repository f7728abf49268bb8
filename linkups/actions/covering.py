"""Somebody else is there for a coach's families while the coach is away, and no longer (domain.md §1.2, §1.10)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.access import begin_involvement, end_involvement
from families.models import Family, Involvement, Practitioner
from families.periods import DatedQuerySet, Period, until
from linkups.actions.steps import StepRefused
from linkups.models import CoachCover

ROLE = Involvement.Role.FAMILY_COACH


@action
def arrange_cover(*, coach: Practitioner, cover: Practitioner, first_day: date, last_day: date, by: User) -> CoachCover:
    """Bring another coach alongside the families of one who is away, from the first day to the last (domain.md §8.5, line 7).

    Those with whom they work as a coach already stay as they are.
    """
    if first_day < clock.today():
        raise ValidationError({"first_day": _("Somebody covers from today on, or from a later day.")})
    if last_day < first_day:
        raise ValidationError({"last_day": _("The last day comes after the first, or is the same.")})
    period = Period(first_day, last_day + timedelta(days=1))
    opened_as = _("While %(name)s is away") % {"name": coach.name[:150]}
    arranged = CoachCover(
        organisation=by.organisation, coach=coach, cover=cover, period=period, opened_as=opened_as, created_by=by
    )
    arranged.full_clean()
    arranged.save()
    theirs = Involvement.objects.filter(role=ROLE, period__overlap=period)
    covered = theirs.filter(practitioner=cover).values("family")
    for one in theirs.filter(practitioner=coach).exclude(family__in=covered).select_related("family").order_by("pk"):
        days = _in_both(period, one.period)
        begin_involvement(family=one.family, practitioner=cover, role=ROLE, period=days, start_reason=opened_as, by=by)
    return arranged


@action
def end_cover(*, cover: CoachCover, by: User) -> CoachCover:
    """The coach is back before the last day: from today nobody covers. One that has not begun, or began today, keeps its first day."""
    found = CoachCover.objects.select_for_update().get(pk=cover.pk)
    first_day, on = found.period.lower, clock.today()
    if first_day > on:
        raise StepRefused(_("It has not begun: it can be ended from its first day on."))
    if found.period.upper <= on:
        raise StepRefused(_("It is over."))
    end = max(on, first_day + timedelta(days=1))
    for one in opened_by(found).filter(period__endswith__gt=end).order_by("pk"):
        _end(one, end, by)
    found.period = until(found.period, end)
    found.save(update_fields=["period"])
    return found


def let_cover_go(*, coach: Practitioner, family: Family, by: User) -> None:
    """What ends for the coach ends for who covers for them."""
    for cover in CoachCover.objects.current().filter(coach=coach):
        for one in opened_by(cover).filter(family=family, period__endswith__gt=clock.today()):
            _end(one, clock.today(), by)


def _end(involvement: Involvement, on: date, by: User) -> None:
    begun = involvement.period.lower or on
    end_involvement(
        involvement=involvement,
        on=max(on, begun + timedelta(days=1)),
        end_reason=Involvement.EndReason.ABSENC,
        by=by,
    )


def _in_both(one: Period, other: Period) -> Period:
    return Period(max(filter(None, (one.lower, other.lower))), min(filter(None, (one.upper, other.upper))))


def opened_by(cover: CoachCover) -> DatedQuerySet[Involvement]:
    """What it opened to whoever covers."""
    return Involvement.objects.filter(
        practitioner=cover.cover_id, role=ROLE, start_reason=cover.opened_as, period__contained_by=cover.period
    )
