"""The steps of a family's plan, and of its plan B: each with someone who takes it on."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import (
    UNLESS_MOVED,
    Agency,
    Person,
    Practitioner,
    people_not_kept_from,
    people_open_to,
    reads_for,
    records_open_to,
)
from families.models.merged import of_whom

from .conferences import BLANK
from .plans import FamilyPlan

ONE_WHO = (
    Q(who_person__isnull=False, who_practitioner__isnull=True, who_agency__isnull=True)
    | Q(who_person__isnull=True, who_practitioner__isnull=False, who_agency__isnull=True)
    | Q(who_person__isnull=True, who_practitioner__isnull=True, who_agency__isnull=False)
)
AGREED_STAYS = Rule(
    name="action_as_agreed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF TG_OP = 'UPDATE'
          AND (NEW.plan_id, NEW.what, NEW.by_when) IS DISTINCT FROM (OLD.plan_id, OLD.what, OLD.by_when)
          OR TG_OP = 'UPDATE' AND (NEW.who_person_id, NEW.who_practitioner_id, NEW.who_agency_id)
            IS DISTINCT FROM (OLD.who_person_id, OLD.who_practitioner_id, OLD.who_agency_id) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'action_stays_as_written';
        END IF;
        IF NEW.who_person_id IS NOT NULL AND NOT NEW.is_offered_by_child AND EXISTS (
          SELECT FROM families_person person JOIN accounts_organisation ours ON ours.id = NEW.organisation_id
          WHERE person.id = NEW.who_person_id
            AND person.date_of_birth > (NEW.created_at AT TIME ZONE ours.time_zone)::date - interval '{ADULT_FROM} years') THEN
          RAISE EXCEPTION 'a child' USING ERRCODE = '23514', CONSTRAINT = 'action_of_a_child_is_offered';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "action_stays_as_written": _(
            "A step stays as the family wrote it: change it by writing the one that replaces it."
        ),
        "action_of_a_child_is_offered": _(
            "A child takes on a step only if they offered to: tick that they did, or choose an adult."
        ),
    },
)


def may_know_of(user: User, who: str) -> Q:
    """That the user may know of the person who is named in a plan at `who`: of a family member, whom they know of (domain.md §8.5)."""
    if user.kind == User.Kind.FAMILY:
        return people_open_to(user, f"{who}__id") | reads_for(user, f"{who}__id")
    return people_not_kept_from(user, f"{who}__id")


def _of_visible_plans(user: User) -> Q:
    """Parts of plans that the user may read; a family member only what names no one they don't know of (§8.5)."""
    seen = records_open_to(user, "plan__record__")
    known = may_know_of(user, "who_person")
    if user.kind == User.Kind.FAMILY:
        return seen & (Q(who_person__isnull=True) | known)
    return seen & known


class Accountable(Protected):
    """Part of a plan that exactly one takes on: a person, a practitioner or an agency (INV-33)."""

    who_person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    who_practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    who_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)

    class Meta:
        abstract = True

    @property
    def who(self) -> Person | Practitioner | Agency | None:
        """Whoever takes it on."""
        return self.who_person or self.who_practitioner or self.who_agency


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, user: User) -> PlanActionQuerySet:
        return self.filter(_of_visible_plans(user))

    def with_who(self) -> PlanActionQuerySet:
        """In the plan's order, with whoever takes each on."""
        return self.select_related("who_person", "who_practitioner", "who_agency").order_by("position", "pk")


@tracked
class PlanAction(Accountable):
    """A step of the plan: who does what by when. Services' promises show as plainly as the family's (§2.3, 13)."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        CHANGED = "changed", _("Changed")
        NOT_HAPPENING = "not_happening", _("Not happening")
        NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")

    UNFINISHED = (State.NOT_STARTED, State.UNDER_WAY)
    """A step in one of these is still to come to its end; it waits for whoever takes it."""

    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="actions", db_index=False)
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what"), max_length=300)
    by_when = models.DateField(_("by when"))
    how_we_will_know = models.CharField(_("how will we know?"), max_length=300, blank=True)
    is_offered_by_child = models.BooleanField(_("a child offered to do this themself"), default=False)
    state = models.CharField(_("how is it going?"), max_length=20, choices=State, default=State.NOT_STARTED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, related_name="replaces", null=True, blank=True, verbose_name=_("changed to")
    )

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        triggers = [AGREED_STAYS]
        indexes = [of_whom("who_person", "plan_action_by_doer")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="action_place_once",
                violation_error_message=_("Someone else wrote into this plan meanwhile: look at it again."),
            ),
            models.CheckConstraint(
                condition=ONE_WHO,
                name="action_has_one_who",
                violation_error_message=_("Say who does it: one person, so that everyone knows."),
            ),
            models.CheckConstraint(
                condition=~Q(what__regex=BLANK),
                name="action_says_what",
                violation_error_message=_("Say what will be done."),
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="action_done_has_a_day",
                violation_error_message=_("Say on which day it was done."),
            ),
            models.CheckConstraint(
                condition=Q(state="changed", replaced_by__isnull=False)
                | (~Q(state="changed") & Q(replaced_by__isnull=True)),
                name="action_changed_names_the_next",
                violation_error_message=_("A step that was changed names the step that replaces it."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_late(self) -> bool:
        """Whether a service promised it in an agreed plan and its day has passed; never said of the family's own steps."""
        is_promised = self.plan.agreed_on is not None and self.who_person_id is None
        return is_promised and self.state in self.UNFINISHED and self.by_when < clock.today()


class ContingencyStepQuerySet(models.QuerySet["ContingencyStep"]):
    def visible_to(self, user: User) -> ContingencyStepQuerySet:
        return self.filter(_of_visible_plans(user))

    def with_who(self) -> ContingencyStepQuerySet:
        return self.select_related("who_person", "who_practitioner", "who_agency").order_by("position", "pk")


@tracked
class ContingencyStep(Accountable):
    """Plan B: if this happens, then that, and who."""

    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="contingencies", db_index=False)
    position = models.PositiveSmallIntegerField()
    if_what = models.CharField(_("if this happens"), max_length=300)
    then_what = models.CharField(_("then we do this"), max_length=300)

    objects = ContingencyStepQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("who_person", "contingency_step_by_doer")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="contingency_place_once",
                violation_error_message=_("Someone else wrote into this plan meanwhile: look at it again."),
            ),
            models.CheckConstraint(
                condition=ONE_WHO,
                name="contingency_has_one_who",
                violation_error_message=_("Say who does it: one person, so that everyone knows."),
            ),
            models.CheckConstraint(
                condition=~Q(if_what__regex=BLANK) & ~Q(then_what__regex=BLANK),
                name="contingency_says_if_and_then",
                violation_error_message=_("Say what might happen, and what you do then."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.if_what}: {self.then_what}"
