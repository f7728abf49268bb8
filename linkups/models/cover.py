"""Who covers for a coach that is away, from one day to another (domain.md §1.2, §1.10)."""

from __future__ import annotations

from datetime import date, timedelta

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Role
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Practitioner
from families.periods import DatedQuerySet, PeriodField, not_empty

from .linkups import LinkUp

COACHES = (Role.FAMILY_COACH, Role.COACH_SUPERVISOR)
"""Whose work it is to coach."""


class CoachCoverQuerySet(DatedQuerySet["CoachCover"]):
    def visible_to(self, user: User) -> CoachCoverQuerySet:
        """To the two of them and who arranged it, and to whoever sees a link-up of that coach: its families first of all."""
        coached = Q(coach__in=LinkUp.objects.visible_to(user).values("coach"))
        if user.kind != User.Kind.STAFF:
            return self.filter(coached)
        return self.filter(coached | self._theirs(user))

    def of(self, user: User) -> CoachCoverQuerySet:
        """Those in which the user is away, covers, or whom they arranged."""
        return self.filter(self._theirs(user))

    def _theirs(self, user: User) -> Q:
        return Q(coach__user=user) | Q(cover__user=user) | Q(created_by=user)


@tracked
class CoachCover(Protected):
    """From one day to another somebody else is there for a coach's families, and sees what the coach sees."""

    coach = models.ForeignKey(Practitioner, models.PROTECT, related_name="covered", verbose_name=_("who is away?"))
    cover = models.ForeignKey(Practitioner, models.PROTECT, related_name="covers", verbose_name=_("who covers?"))
    period = PeriodField()
    opened_as = models.CharField(max_length=250, editable=False)
    """The reason by which the involvements are known that it opened."""

    objects = CoachCoverQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("coach_cover_has_a_day"),
            models.CheckConstraint(
                condition=Q(period__isempty=True) | Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="coach_cover_from_and_until",
                violation_error_message=_("Say from when until when they cover."),
            ),
            models.CheckConstraint(
                condition=~Q(coach=F("cover")),
                name="coach_cover_of_two",
                violation_error_message=_("Somebody else covers: choose another coach."),
            ),
            ExclusionConstraint(
                name="coach_cover_no_overlap",
                expressions=[("coach", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("Somebody covers for them on some of these days already."),
            ),
        ]
        triggers = [
            Rule(
                name="coach_cover_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # The two rows make what is arranged at one moment wait, so that nobody covers while they are away.
                func=f"""
                    IF NOT EXISTS (
                      SELECT FROM families_practitioner practitioner JOIN accounts_user worker ON worker.id = practitioner.user_id
                      WHERE practitioner.id = NEW.cover_id AND worker.is_active
                        AND worker.roles && ARRAY{[str(role) for role in COACHES]}::varchar[]) THEN
                      RAISE EXCEPTION 'no coach' USING ERRCODE = '23514', CONSTRAINT = 'coach_cover_by_a_coach';
                    END IF;
                    PERFORM FROM families_practitioner practitioner WHERE practitioner.id IN (NEW.coach_id, NEW.cover_id)
                      ORDER BY practitioner.id FOR NO KEY UPDATE;
                    IF EXISTS (
                      SELECT FROM linkups_coachcover other WHERE other.period && NEW.period
                        AND (other.coach_id = NEW.cover_id OR other.cover_id = NEW.coach_id)) THEN
                      RAISE EXCEPTION 'away' USING ERRCODE = '23514', CONSTRAINT = 'coach_cover_is_there';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "coach_cover_by_a_coach": _("Whoever covers is a coach who signs in here."),
                    "coach_cover_is_there": _(
                        "One of the two is away, or covers for somebody else who is away, on some of these days."
                    ),
                },
            )
        ]

    @property
    def last_day(self) -> date:
        """The last day on which they cover."""
        end: date = self.period.upper
        return end - timedelta(days=1)

    @property
    def is_now(self) -> bool:
        """Whether they cover today."""
        return clock.today() in self.period

    def __str__(self) -> str:
        return f"{self.cover} for {self.coach}"
