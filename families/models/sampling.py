"""A few families’ stories, read by a quality lead for a while, to learn how we work (domain.md §8.5, the table; §10.5)."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from accounts.written import Ids, written_once
from database import clock
from database.history import tracked
from families.periods import DatedQuerySet, PeriodField

from . import door
from .keeping import Restriction
from .sampling_rules import SAMPLE_HOLDS
from .unseen import among, unseen_families

READ_FOR = timedelta(days=30)
"""No sample is read for longer; it isn't read on afterwards, as an ended involvement is."""
MOST_AT_ONCE = 10
"""So many stories are in one sample at most (domain.md §10.5)."""


def reads_samples(user: User) -> bool:
    """That a user is one who may read a sample at all: only then is it asked which."""
    return user.kind == User.Kind.STAFF and user.has(Permission.STORIES_SAMPLE)


@written_once
def families_in_sample(user: User) -> Ids:
    """The families whose stories a quality lead reads today. When anyone of a family becomes restricted, it closes at once."""
    restricted = Restriction.objects.in_force().filter(person__memberships__family=OuterRef("family"))
    return StorySample.objects.running().filter(~Exists(restricted), reader=user).values("family")


class StorySampleQuerySet(DatedQuerySet["StorySample"]):
    def running(self) -> StorySampleQuerySet:
        """Those that are read today, unless someone of the family is restricted."""
        return self.filter(period__contains=clock.today(), ended_at__isnull=True)

    def visible_to(self, user: User) -> StorySampleQuerySet:
        """One’s own; those of the families that one works with; and to a family its own, for it reads who reads its story."""
        if door.is_closed_to(user):
            return self.none()
        if user.kind == User.Kind.FAMILY:
            return self.filter(pk__in=self.filter(door.own(user, "family__")).values("pk"))
        if user.kind != User.Kind.STAFF:
            return self.none()
        theirs = self.filter(door.alongside(user, "family__"))
        seen = self.filter(Q(reader=user) | Q(pk__in=theirs.values("pk")))
        return seen.exclude(among("family__id", unseen_families(user)))  # line 3


@tracked
class StorySample(Protected):
    """That a quality lead reads a family’s story for a time, why, and how it was drawn.

    By chance the database draws it: whoever inserts the row names no family, only a locality or a team. Otherwise someone who works with
    the family asks for it, or writes down that the family does. It opens what `records_open_to` says, and never a family in which
    anyone is restricted, or that the reader knows from their own life.
    """

    class DrawnHow(models.TextChoices):
        CHANCE = "chance", _("Drawn by chance")
        FAMILY = "family", _("The family asked for it")
        TEAM = "team", _("Whoever works with the family asked for it")

    reader = models.ForeignKey("accounts.User", models.PROTECT, related_name="story_samples", db_index=False)
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="story_samples")
    period = PeriodField()
    why = models.CharField(_("what do you want to learn?"), max_length=400)
    drawn_how = models.CharField(_("how was it drawn?"), max_length=10, choices=DrawnHow)
    drawn_from_locality = models.ForeignKey(
        "accounts.Locality", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    drawn_from_team = models.ForeignKey(
        "accounts.Team", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StorySampleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["reader", "family"], condition=Q(ended_at__isnull=True), name="story_sample_of_reader")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False)
                & Q(period__endswith__isnull=False)
                & Q(period__endswith__lte=F("period__startswith") + READ_FOR),
                name="story_sample_for_thirty_days",
                violation_error_message=_("A story is read for 30 days at most."),
            ),
            models.CheckConstraint(
                condition=~Q(why__regex=r"^\s*$"),
                name="story_sample_says_why",
                violation_error_message=_("Say what you want to learn: the family reads it."),
            ),
            models.CheckConstraint(
                condition=Q(drawn_how="chance", drawn_by=F("reader"))
                | (~Q(drawn_how="chance") & ~Q(drawn_by=F("reader"))),
                name="story_sample_chosen_by_another",
                violation_error_message=_(
                    "Whoever reads it lets chance draw it; a story that was chosen is asked for by someone else."
                ),
            ),
            models.CheckConstraint(
                condition=Q(drawn_how="chance", drawn_from_locality__isnull=False, drawn_from_team__isnull=True)
                | Q(drawn_how="chance", drawn_from_locality__isnull=True, drawn_from_team__isnull=False)
                | (~Q(drawn_how="chance") & Q(drawn_from_locality__isnull=True, drawn_from_team__isnull=True)),
                name="story_sample_drawn_from_one",
                violation_error_message=_("Choose where to draw from: a place, or a team."),
            ),
            ExclusionConstraint(
                name="story_sample_once_at_a_time",
                expressions=[
                    ("reader", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("They read this family’s story already."),
            ),
        ]
        triggers = [SAMPLE_HOLDS]

    def __str__(self) -> str:
        return f"{self.reader}: {self.family}"

    @property
    def last_day(self) -> date:
        """The last day on which it may be read."""
        last: date = self.period.upper - timedelta(days=1)
        return last
