from __future__ import annotations

from typing import TypeVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, FamilyMembership, Involvement, Person, people_not_unseen_by

from .conferences import BLANK

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

HANDED_OVER_AS_IT_WAS = Rule(
    name="worry_as_it_was",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF (NEW.words, NEW.raised_by_id, NEW.raised_at, NEW.is_immediate_danger)
          IS DISTINCT FROM (OLD.words, OLD.raised_by_id, OLD.raised_at, OLD.is_immediate_danger) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_words_stay';
        END IF;
        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
          ('raised', 'passed_on'), ('passed_on', 'acknowledged'), ('acknowledged', 'outcome_known')) THEN
          RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'worry_steps_in_turn';
        END IF;
        IF OLD.told_at IS NOT NULL
            AND (NEW.told, NEW.told_at, NEW.told_by_id) IS DISTINCT FROM (OLD.told, OLD.told_at, OLD.told_by_id)
          OR OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_by_id)
            IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by_id)
          OR OLD.outcome <> '' AND NEW.outcome <> OLD.outcome THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_steps_stay';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "worry_words_stay": _("A worry stays in the words in which it was raised. You can add to it."),
        "worry_steps_in_turn": _("A worry is raised, passed on, acknowledged, and then its outcome is known."),
        "worry_steps_stay": _("What was done about a worry stays as it was written. You can add to it."),
    },
)

WRITTEN_ONCE = Rule(
    name="worry_part_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"{UNLESS_MOVED} RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_part_stays';",
    sentences={"worry_part_stays": _("What was written about a worry stays as it is. You can add to it.")},
)


class SafeguardingConcernQuerySet(models.QuerySet["SafeguardingConcern"]):
    def visible_to(self, user: User) -> SafeguardingConcernQuerySet:
        """To who raised it, the lead worker of the families of those it is about, the managers of both, and the safeguarding lead.

        To nobody else: not the family, not a co-worker, not another system (domain.md §9.3); nor to who knows one of them from
        their own life, unless they raised it (§8.5, line 3).
        """
        if not user.is_active or user.kind != User.Kind.STAFF:
            return self.none()
        answers = answered_by_manager(user) | about_families_led_by(user)
        others = Q() if user.has(Permission.WORRY_LEAD) else answers
        return self.filter(Q(raised_by=user) | others & ~_about_someone_unseen(user))

    def unacknowledged(self) -> SafeguardingConcernQuerySet:
        """Those of which nobody has said yet that they have them."""
        return self.filter(acknowledged_at__isnull=True)


def answered_by_manager(user: User) -> Q:
    """Worries that the manager of whoever raised them, or of the lead worker, answers for."""
    return Q(raised_by__practitioner__team__manager=user) | _about_families_of(Q(practitioner__team__manager=user))


def about_families_led_by(user: User) -> Q:
    """Worries about people who are now in a family whose lead worker this is now; a former one reads them no more."""
    return _about_families_of(Q(practitioner__user=user))


def _about_families_of(lead: Q) -> Q:
    led = Involvement.objects.current().filter(lead, role=Involvement.Role.LEAD_WORKER)
    members = FamilyMembership.objects.current().filter(family__in=led.values("family"))
    about = ConcernPerson.objects.filter(person__in=members.values("person"))
    return Q(pk__in=about.values("concern"))


def _about_someone_unseen(user: User) -> Q:
    unseen = ConcernPerson.objects.exclude(people_not_unseen_by(user, "person__id"))
    return Q(pk__in=unseen.values("concern"))


@tracked
class SafeguardingConcern(Protected):
    """A worry about someone's safety, handed over in the words of who saw or heard it: no investigation (domain.md §9.3, §12.9)."""

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        PASSED_ON = "passed_on", _("Passed on")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        OUTCOME_KNOWN = "outcome_known", _("Outcome known")

    class Told(models.TextChoices):
        FRONT_DOOR = "front_door", _("The council’s front door")
        POLICE = "police", _("The police")
        LEAD = "lead", _("The safeguarding lead")

    class FamilyTold(models.TextChoices):
        YES = "yes", _("Yes, we have told them")
        NOT_SAFE = "not_safe", _("No, it would not be safe to tell them")
        NOT_YET = "not_yet", _("Not yet")

    words = models.CharField(_("what did you see or hear?"), max_length=40_000)
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="worries_raised")
    raised_at = models.DateTimeField(_("raised"))
    is_immediate_danger = models.BooleanField(_("someone is in danger right now"), default=False)
    state = models.CharField(max_length=20, choices=State, default=State.RAISED)
    told = models.CharField(_("whom have you told?"), max_length=20, choices=Told, blank=True)
    told_at = models.DateTimeField(_("when did you tell them?"), null=True, blank=True)
    told_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    lcs_ref = models.CharField(_("their reference"), max_length=60, blank=True)
    family_told = models.CharField(
        _("does the family know?"), max_length=20, choices=FamilyTold, default=FamilyTold.NOT_YET
    )
    family_told_reason = models.CharField(_("why would it not be safe?"), max_length=4_000, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    outcome = models.CharField(_("what came of it?"), max_length=4_000, blank=True)

    objects = SafeguardingConcernQuerySet.as_manager()

    class Meta:
        triggers = [HANDED_OVER_AS_IT_WAS]
        indexes = [
            models.Index(fields=["organisation", "-raised_at", "-id"], name="worry_by_time"),
            # Nearly every worry is acknowledged: what waits is few.
            models.Index(
                fields=["organisation", "raised_at"],
                condition=Q(acknowledged_at__isnull=True),
                name="worry_unacknowledged",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK),
                name="worry_has_words",
                violation_error_message=_("Say what you saw or heard. One line is enough."),
            ),
            models.CheckConstraint(
                condition=Q(state="raised", told="", told_at__isnull=True, told_by__isnull=True)
                | (~Q(state="raised") & ~Q(told="") & Q(told_at__isnull=False, told_by__isnull=False)),
                name="worry_passed_on_says_to_whom",
                violation_error_message=_("Say whom you told, and when."),
            ),
            models.CheckConstraint(
                condition=Q(family_told="not_safe") & ~Q(family_told_reason__regex=BLANK)
                | ~Q(family_told="not_safe") & Q(family_told_reason=""),
                name="worry_not_safe_says_why",
                violation_error_message=_("Say why it would not be safe to tell the family."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["acknowledged", "outcome_known"],
                    acknowledged_at__isnull=False,
                    acknowledged_by__isnull=False,
                )
                | Q(state__in=["raised", "passed_on"], acknowledged_at__isnull=True, acknowledged_by__isnull=True),
                name="worry_acknowledged_says_by_whom",
                violation_error_message=_("Say who has it now, and since when."),
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True) | ~Q(acknowledged_by=F("raised_by")),
                name="worry_acknowledged_by_another",
                violation_error_message=_("Someone else says that they have it: nobody answers their own worry."),
            ),
            models.CheckConstraint(
                condition=Q(state="outcome_known") & ~Q(outcome__regex=BLANK)
                | ~Q(state="outcome_known") & Q(outcome=""),
                name="worry_outcome_in_words",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return f"worry {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("casework:worry", args=[self.pk])


class OfConcernQuerySet(models.QuerySet[M_co]):
    def visible_to(self, user: User) -> OfConcernQuerySet[M_co]:
        """With the worry."""
        return self.filter(concern__in=SafeguardingConcern.objects.visible_to(user).values("pk"))


class OfConcern(Protected):
    """Part of a worry: written once, and never changed."""

    concern = models.ForeignKey(SafeguardingConcern, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class ConcernPersonQuerySet(OfConcernQuerySet["ConcernPerson"]):
    """Whom worries are about."""


@tracked
class ConcernPerson(OfConcern):
    """Whom a worry is about."""

    concern = models.ForeignKey(SafeguardingConcern, models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = ConcernPersonQuerySet.as_manager()

    class Meta:
        triggers = [WRITTEN_ONCE]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "person"],
                name="worry_about_person_once",
                violation_error_message=_("This worry says already that it is about them."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class ConcernAdditionQuerySet(OfConcernQuerySet["ConcernAddition"]):
    """What was added to worries."""


@tracked
class ConcernAddition(OfConcern):
    """What someone added to a worry later: who and when are `created_by` and `added_at`."""

    concern = models.ForeignKey(SafeguardingConcern, models.PROTECT, related_name="additions")
    words = models.CharField(_("what would you like to add?"), max_length=40_000)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    objects = ConcernAdditionQuerySet.as_manager()

    class Meta:
        triggers = [WRITTEN_ONCE]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK),
                name="worry_addition_has_words",
                violation_error_message=_("Write what you would like to add."),
            )
        ]

    def __str__(self) -> str:
        return f"addition {self.pk}"
