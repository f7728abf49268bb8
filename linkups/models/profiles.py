from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Family, Person, Practitioner

from .training import TRAINED_FROM

CHECKED_FROM = 16
"""Years of age. A person whose age is not known is checked too, unless they are a child of the family."""


def coached_now_by(user: User) -> Q:
    """What has a `coach` who is this user, or for whom they cover today."""
    away = Practitioner.objects.filter(covered__cover__user=user, covered__period__contains=clock.today())
    return Q(coach__user=user) | Q(coach__in=away.values("pk"))


class SharingProfileQuerySet(models.QuerySet["SharingProfile"]):
    def coached_by(self, user: User) -> SharingProfileQuerySet:
        """Those whose coach this is, or for whose coach they cover today."""
        return self.filter(coached_now_by(user))

    def may_share(self) -> SharingProfileQuerySet:
        """Those who share, or are on their way to it: they have neither stepped back nor put it off."""
        return self.exclude(status__in=SharingProfile.GONE)

    def visible_to(self, user: User) -> SharingProfileQuerySet:
        """With its family."""
        return self.filter(family__in=Family.objects.visible_to(user).values("pk"))


@tracked
class SharingProfile(Protected):
    """A family on its way to sharing, and how many others it has room for (domain.md §1.3, steps 3 to 6, and §12.1)."""

    class Status(models.TextChoices):
        INTERESTED = "interested", _("Interested")
        GETTING_TO_KNOW = "getting_to_know", _("Getting to know each other")
        CHECKS = "checks", _("Safety checks")
        TRAINING = "training", _("Getting ready together")
        CARD = "card", _("Writing their card")
        READY = "ready", _("Ready")
        RESTING = "resting", _("Taking a rest")
        STEPPED_BACK = "stepped_back", _("Stepped back")
        NOT_NOW = "not_now", _("Not now")

    GONE = (Status.STEPPED_BACK, Status.NOT_NOW)

    family = models.OneToOneField(Family, models.PROTECT, related_name="sharing_profile")
    status = models.CharField(_("where they are"), max_length=20, choices=Status, default=Status.INTERESTED)
    max_linkups = models.PositiveSmallIntegerField(_("how many families at one time?"), default=3)
    trained_on = models.DateField(_("when were they all ready to share?"), null=True, blank=True)
    ready_on = models.DateField(_("ready since"), null=True, blank=True)
    rest_until = models.DateField(_("resting until"), null=True, blank=True)
    coach = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="sharing_profiles", null=True, blank=True, verbose_name=_("coach")
    )

    objects = SharingProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(max_linkups__gte=1, max_linkups__lte=4),
                name="profile_one_to_four_families",
                violation_error_message=_("A sharing family has room for one to four families at a time."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["card", "ready", "resting"]) | Q(trained_on__isnull=False),
                name="profile_trained_says_when",
                violation_error_message=_("Say when the whole family was ready to share."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ready", "resting"]) | Q(ready_on__isnull=False),
                name="profile_ready_says_since_when",
                violation_error_message=_("Say since when the family is ready."),
            ),
        ]
        triggers = [
            Rule(
                name="profile_ready_has_card",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__status="ready"),
                func="""
                    IF (TG_OP = 'INSERT' OR OLD.status <> 'ready') AND NOT EXISTS (
                      SELECT FROM linkups_familycard card
                      WHERE card.family_id = NEW.family_id AND card.kind = 'sharing' AND card.approved_at IS NOT NULL) THEN
                      RAISE EXCEPTION 'no approved card' USING ERRCODE = '23514', CONSTRAINT = 'profile_ready_needs_card';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"profile_ready_needs_card": _("The family has to approve its card first.")},
            ),
            Rule(
                name="profile_trained_together",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__status__in=["card", "ready", "resting"]),
                # Whoever is of the family then, children of five or more too; a child without a birthday is not asked for.
                func=f"""
                    IF OLD.status IN ('interested', 'getting_to_know', 'checks', 'training') AND EXISTS (
                      SELECT FROM families_familymembership member JOIN families_person person ON person.id = member.person_id
                      WHERE member.family_id = NEW.family_id AND member.period @> {TODAY_HERE}
                        AND person.date_of_death IS NULL AND person.death_precision <> 'unknown'
                        AND CASE WHEN person.date_of_birth IS NULL THEN member.role <> 'child'
                            ELSE person.date_of_birth <= {TODAY_HERE} - interval '{TRAINED_FROM} years' END
                        AND NOT EXISTS (
                          SELECT FROM linkups_trainingattendance been WHERE been.person_id = member.person_id)) THEN
                      RAISE EXCEPTION 'someone was not there' USING ERRCODE = '23514', CONSTRAINT = 'profile_whole_family_trained';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={
                    "profile_whole_family_trained": _(
                        "Everyone of five or more takes part in the training first, or catches up on it."
                    )
                },
            ),
            Rule(
                name="profile_room_for_those_there",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                # INV-14, asked from this side too. A start waits for the profile's row (`linkup_has_room`), so neither is missed.
                func="""
                    IF NEW.max_linkups < OLD.max_linkups AND (
                      SELECT count(*) FROM linkups_linkup
                      WHERE sharing_family_id = NEW.family_id AND state IN ('active', 'paused')) > NEW.max_linkups THEN
                      RAISE EXCEPTION 'places in use' USING ERRCODE = '23514', CONSTRAINT = 'profile_places_in_use';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "profile_places_in_use": _("More link-ups than that are under way with this family. End one first.")
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family}: {self.get_status_display()}"


class SafetyCheckQuerySet(models.QuerySet["SafetyCheck"]):
    def visible_to(self, user: User) -> SafetyCheckQuerySet:
        """For coaches only, of people whom they may see (domain.md §13, story 15)."""
        if user.kind != User.Kind.STAFF or not user.has(Permission.LINKUP_COACH):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


@tracked
class SafetyCheck(Protected):
    """That someone was checked: the outcome and the dates, never what a certificate says (domain.md §1.3, step 4)."""

    class Kind(models.TextChoices):
        ENHANCED_DBS = "enhanced_dbs", _("Enhanced DBS")
        WWCC = "wwcc", _("Working with children check")
        REFERENCE = "reference", _("Reference")
        HOME_VISIT = "home_visit", _("Home visit")
        CONFLICT_OF_INTEREST = "conflict_of_interest", _("Do the families know each other?")
        SELF_DECLARATION = "self_declaration", _("Their own declaration")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Not back yet")
        CLEAR = "clear", _("Clear")
        NOT_CLEAR = "not_clear", _("Not clear")

    BACKGROUND = (Kind.ENHANCED_DBS, Kind.WWCC)
    """The kinds of which everyone of 16 or more needs a clear one; they run out."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="safety_checks", verbose_name=_("who?"))
    kind = models.CharField(_("which check?"), max_length=30, choices=Kind)
    reference_no = models.CharField(_("reference number"), max_length=60, blank=True)
    issued_on = models.DateField(_("when was it done?"), null=True, blank=True)
    renew_by = models.DateField(_("renew by"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.PENDING)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    objects = SafetyCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="pending") | Q(decided_by__isnull=False, issued_on__isnull=False),
                name="check_outcome_says_when",
                violation_error_message=_("Say when the check was done."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="clear", kind__in=["enhanced_dbs", "wwcc"]) | Q(renew_by__isnull=False),
                name="check_background_runs_out",
                violation_error_message=_("Say when this check has to be renewed."),
            ),
            models.CheckConstraint(
                condition=Q(renew_by__isnull=True) | Q(issued_on__isnull=True) | Q(renew_by__gt=F("issued_on")),
                name="check_renewed_after_done",
                violation_error_message=_("It has to be renewed after the day on which it was done."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person}: {self.get_outcome_display()}"

    @property
    def has_run_out(self) -> bool:
        """Whether it had to be renewed before today."""
        return self.renew_by is not None and self.renew_by <= clock.today()

    @property
    def holds(self) -> bool:
        """Whether it is clear, today."""
        return self.outcome == self.Outcome.CLEAR and not self.has_run_out
