"""The family's plan as the family wrote it, and who keeps an eye on it."""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import (
    Person,
    Practitioner,
    Record,
    records_open_to,
)
from families.models.merged import of_whom

from .conferences import BLANK, Conference

WORDS_STAY = Rule(
    name="plan_as_the_family_wrote_it",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' AND (NEW.in_our_words <> OLD.in_our_words OR OLD.agreed_on IS DISTINCT FROM NEW.agreed_on
            AND OLD.agreed_on IS NOT NULL) THEN
          RAISE EXCEPTION 'words changed' USING ERRCODE = '23514', CONSTRAINT = 'plan_words_stay';
        END IF;
        IF NEW.agreed_on IS NOT NULL THEN
          IF NOT EXISTS (SELECT FROM casework_planaction WHERE plan_id = NEW.id AND who_person_id IS NOT NULL) THEN
            RAISE EXCEPTION 'no family action' USING ERRCODE = '23514', CONSTRAINT = 'plan_agreed_has_family_action';
          END IF;
          IF NOT EXISTS (SELECT FROM casework_monitoring WHERE plan_id = NEW.id) THEN
            RAISE EXCEPTION 'no monitoring' USING ERRCODE = '23514', CONSTRAINT = 'plan_agreed_is_watched';
          END IF;
        END IF;
        RETURN NEW;
    """,
    sentences={
        "plan_words_stay": _("What the family wrote and agreed stays as it is: write a new version of the plan."),
        "plan_agreed_has_family_action": _("A family’s plan has at least one step that someone of the family takes."),
        "plan_agreed_is_watched": _("Say who keeps an eye on the plan before it is agreed."),
    },
)

KEPT_AS_ITS_MEETING = Rule(
    name="kept_as_its_meeting",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
          SELECT FROM casework_conference met JOIN families_accessblock kept ON kept.record_id = met.record_id
          WHERE met.id = NEW.conference_id AND kept.ended_on IS NULL
            AND NOT EXISTS (
              SELECT FROM families_accessblock too
              WHERE too.record_id = NEW.record_id AND too.viewer_person_id = kept.viewer_person_id AND too.ended_on IS NULL)) THEN
          RAISE EXCEPTION 'they would find it' USING ERRCODE = '23514', CONSTRAINT = 'plan_kept_as_its_meeting';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "plan_kept_as_its_meeting": _(
            "The meeting is kept from someone, who must find nothing of its plan: keep that from them first."
        ),
    },
)


class FamilyPlanQuerySet(models.QuerySet["FamilyPlan"]):
    def visible_to(self, user: User) -> FamilyPlanQuerySet:
        """With its record."""
        return self.filter(records_open_to(user, "record__"))


@tracked
class FamilyPlan(Protected):
    """What a family decided, in their own words; a change is a new version, and the former stays (domain.md §2.7)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="family_plan")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="plans", db_index=False)
    version = models.PositiveSmallIntegerField(_("version"))
    in_our_words = models.CharField(_("our plan, in our words"), max_length=40_000, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)

    objects = FamilyPlanQuerySet.as_manager()

    class Meta:
        triggers = [WORDS_STAY, KEPT_AS_ITS_MEETING]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "version"],
                name="plan_version_once",
                violation_error_message=_("Someone else wrote this version of the plan meanwhile."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.conference_id}, version {self.version}"


class MonitoringQuerySet(models.QuerySet["Monitoring"]):
    def visible_to(self, user: User) -> MonitoringQuerySet:
        return self.filter(records_open_to(user, "plan__record__"))


@tracked
class Monitoring(Protected):
    """Who in the family keeps an eye on the plan, who of the workers, and how often."""

    plan = models.OneToOneField(FamilyPlan, models.PROTECT, related_name="monitoring")
    family_monitor = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who in the family?"),
    )
    no_family_monitor_reason = models.CharField(_("why nobody in the family?"), max_length=4_000, blank=True)
    worker_link = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", db_index=False, verbose_name=_("which worker do they talk to?")
    )
    every_days = models.PositiveSmallIntegerField(
        _("every how many days?"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )

    objects = MonitoringQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("family_monitor", "monitoring_by_family_monitor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(family_monitor__isnull=False) | ~Q(no_family_monitor_reason__regex=BLANK),
                name="monitoring_is_the_familys",
                violation_error_message=_("Say who in the family keeps an eye on the plan, or why nobody does."),
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=1, every_days__lte=90),
                name="monitoring_within_a_quarter",
                violation_error_message=_("Between 1 and 90 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family_monitor or self.worker_link}, every {self.every_days} days"
