from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import Family, Practitioner, Record, records_open_to

BLANK = r"^\s*$"
ANSWERED = {"answered_by__isnull": False, "answered_version__isnull": False}

INDEPENDENCE = Rule(
    name="coordinator_independent",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__coordinator__isnull=False),
    # One lock per family, which the trigger on involvements takes too: without it the two would pass each other.
    func=f"""
        IF NEW.state NOT IN ('closed_reviewed', 'not_going_ahead') THEN
          PERFORM pg_advisory_xact_lock(hashtextextended('coordinator ' || NEW.family_id, 0));
          IF EXISTS (
            SELECT FROM families_involvement held
            WHERE held.family_id = NEW.family_id AND held.practitioner_id = NEW.coordinator_id
              AND held.role IN ('lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection',
                                'team_manager', 'decision_maker')
              AND (upper_inf(held.period) OR upper(held.period) > {TODAY_HERE})) THEN
            RAISE EXCEPTION 'not independent' USING ERRCODE = '23514', CONSTRAINT = 'conf_coordinator_independent';
          END IF;
        END IF;
        RETURN NEW;
    """,
    sentences={
        "conf_coordinator_independent": _(
            "They work with this family, so they can’t coordinate its conference. Choose someone independent."
        ),
        # Raised by the trigger on involvements, which the migration makes: that table is another room's.
        "involvement_coordinator_stays_independent": _(
            "They coordinate an open conference of this family, so they can’t work with it too until that has ended."
        ),
    },
)

AGREEMENT = Rule(
    name="steps_have_their_facts",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF NEW.state NOT IN ('offered', 'not_going_ahead')
          AND NOT EXISTS (SELECT FROM casework_conferencereferral WHERE conference_id = NEW.id) THEN
          RAISE EXCEPTION 'no referral' USING ERRCODE = '23514', CONSTRAINT = 'conf_referred_has_consent';
        END IF;
        IF NEW.state = 'plan_agreed'
          AND NOT EXISTS (SELECT FROM casework_familyplan WHERE conference_id = NEW.id AND agreed_on IS NOT NULL) THEN
          RAISE EXCEPTION 'no agreed plan' USING ERRCODE = '23514', CONSTRAINT = 'conf_agreed_has_plan';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "conf_referred_has_consent": _(
            "First write down who agreed to the meeting, and that the child’s view was sought."
        ),
        "conf_agreed_has_plan": _("Write the family’s plan first: there is none to agree."),
    },
)

STAYS_ABOUT_AN_ADULT = Rule(
    name="setting_stays_an_adults",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__setting="adult") & ~pgtrigger.Q(old__setting="adult"),
    func=f"""
        IF EXISTS (
          SELECT FROM casework_conferencefocus focus JOIN families_person about ON about.id = focus.person_id
          WHERE focus.conference_id = NEW.id AND about.date_of_birth > {TODAY_HERE} - interval '{ADULT_FROM} years') THEN
          RAISE EXCEPTION 'a child' USING ERRCODE = '23514', CONSTRAINT = 'conf_about_a_child_is_no_adults';
        END IF;
        RETURN NEW;
    """,
    sentences={"conf_about_a_child_is_no_adults": _("This meeting is about a child, so it can’t become an adult’s.")},
)


class ConferenceQuerySet(models.QuerySet["Conference"]):
    def visible_to(self, user: User) -> ConferenceQuerySet:
        """With its record."""
        return self.filter(records_open_to(user, "record__"))

    def open(self) -> ConferenceQuerySet:
        """Those that have not ended."""
        return self.exclude(state__in=ENDED)


@tracked
class Conference(Protected):
    """A family group conference, from the offer to looking back at the plan (domain.md §2.3, §12.3).

    Of private family time it knows that it was offered, when it began and when it ended, and nothing else (INV-21).
    """

    class Setting(models.TextChoices):
        CHILD = "child", _("About a child or children")
        ADULT = "adult", _("About an adult")
        WHOLE_FAMILY = "whole_family", _("About the whole family")

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        REFERRED = "referred", _("Asked for")
        ACCEPTED = "accepted", _("Accepted")
        PREPARING = "preparing", _("Being prepared")
        ARRANGED = "arranged", _("Arranged")
        HELD = "held", _("Held")
        PLAN_AGREED = "plan_agreed", _("Plan agreed")
        PLAN_NOT_AGREED = "plan_not_agreed", _("Plan not agreed yet")
        REVIEW_DUE = "review_due", _("Time to look back")
        CLOSED_REVIEWED = "closed_reviewed", _("Finished")
        NOT_GOING_AHEAD = "not_going_ahead", _("Not going ahead")

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        AGREED_RESOURCES_PENDING = (
            "agreed_resources_pending",
            _("Agreed; some of what it needs is still being asked for"),
        )
        NOT_AGREED = "not_agreed", _("Not agreed")

    class WhyNot(models.TextChoices):
        FAMILY_PREFERS_NOT = "family_prefers_not", _("The family would rather not")
        NO_LONGER_NEEDED = "no_longer_needed", _("It is no longer needed")
        NOT_SAFE = "not_safe", _("It would not be safe")
        URGENT_LEGAL = "urgent_legal", _("A court is needed now")
        OTHER = "other", _("Another reason")

    record = models.OneToOneField(Record, models.PROTECT, related_name="conference")
    family = models.ForeignKey(Family, models.PROTECT, related_name="conferences")
    setting = models.CharField(_("what kind of meeting is it?"), max_length=20, choices=Setting, default=Setting.CHILD)
    review_of = models.ForeignKey(
        "self", models.PROTECT, related_name="reviews", null=True, blank=True, verbose_name=_("it looks back at")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OFFERED)
    is_urgent = models.BooleanField(_("it is urgent"), default=False)
    going_well = models.CharField(_("what is known and going well?"), max_length=4_000, blank=True)
    questions = models.CharField(_("what does the family need to work out?"), max_length=4_000, blank=True)
    bottom_lines = models.CharField(
        _("what has to be in the plan for everyone to be safe?"), max_length=4_000, blank=True
    )
    information_given_on = models.DateField(_("the family had it on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    coordinator = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="conferences", null=True, blank=True, verbose_name=_("coordinator")
    )
    meets_at = models.DateTimeField(_("day and time"), null=True, blank=True)
    venue = models.CharField(_("where"), max_length=200, blank=True)
    practicalities = models.CharField(_("food, travel, childcare, interpreter"), max_length=4_000, blank=True)
    postponed_from = ArrayField(models.DateField(), default=list, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    is_private_time_offered = models.BooleanField(_("the family was offered time on their own"), default=False)
    private_time_started = models.DateTimeField(_("private time began"), null=True, blank=True)
    private_time_ended = models.DateTimeField(_("private time ended"), null=True, blank=True)
    agency_response = models.CharField(_("our answer"), max_length=30, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        Practitioner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("answered by"),
    )
    answered_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The version of the plan that our answer is about."
    )
    resources_pending = models.CharField(_("what is still being asked for, and by when?"), max_length=4_000, blank=True)
    not_agreed_reason = models.CharField(_("why is it not agreed?"), max_length=4_000, blank=True)
    not_agreed_told_at = models.DateTimeField(_("when was the family told?"), null=True, blank=True)
    review_due_on = models.DateField(_("when will the family look back at the plan?"), null=True, blank=True)
    no_review_reason = models.CharField(_("why will there be no review?"), max_length=4_000, blank=True)
    reviewed_on = models.DateField(_("looked back on"), null=True, blank=True)
    not_going_ahead_reason = models.CharField(_("why not?"), max_length=30, choices=WhyNot, blank=True)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="conference_newest")]
        triggers = [INDEPENDENCE, AGREEMENT, STAYS_ABOUT_AN_ADULT]
        constraints = [
            models.CheckConstraint(
                condition=~Q(review_of=F("pk")),
                name="conf_reviews_another",
                violation_error_message=_("A meeting looks back at an earlier one, not at itself."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "referred", "not_going_ahead"]) | Q(accepted_on__isnull=False),
                name="conf_accepted_says_when",
                violation_error_message=_("Say when it was accepted."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "referred", "accepted", "not_going_ahead"])
                | Q(coordinator__isnull=False),
                name="conf_prepared_has_coordinator",
                violation_error_message=_("Choose the coordinator first."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "referred", "accepted", "preparing", "not_going_ahead"])
                | (Q(meets_at__isnull=False) & ~Q(venue__regex=BLANK)),
                name="conf_arranged_says_when_and_where",
                violation_error_message=_("Say when and where the family meets."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "referred", "accepted", "preparing", "arranged", "not_going_ahead"])
                | Q(held_on__isnull=False, is_private_time_offered=True),
                name="conf_held_has_private_time",
                violation_error_message=_(
                    "Say on which day it was held, and that the family was offered time on their own."
                ),
            ),
            models.CheckConstraint(
                condition=Q(private_time_started__isnull=True, private_time_ended__isnull=True)
                | (
                    Q(private_time_started__isnull=False, is_private_time_offered=True)
                    & (Q(private_time_ended__isnull=True) | Q(private_time_ended__gte=F("private_time_started")))
                ),
                name="conf_private_time_in_order",
                violation_error_message=_("The family’s own time begins before it ends."),
            ),
            models.CheckConstraint(
                condition=Q(private_time_ended__isnull=True)
                | Q(private_time_ended__lte=Cast("private_time_started", models.DateTimeField()) + timedelta(days=1)),
                name="conf_private_time_within_a_day",
                violation_error_message=_("The family’s own time is part of one day: put the times right."),
            ),
            models.CheckConstraint(
                condition=Q(information_given_on__isnull=True) | ~Q(going_well__regex=BLANK),
                name="conf_information_begins_with_what_goes_well",
                violation_error_message=_(
                    "Write down what is known and going well first: the family reads that first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True)
                | (Q(review_due_on__isnull=True) | Q(review_due_on__gte=F("held_on")))
                & (Q(reviewed_on__isnull=True) | Q(reviewed_on__gte=F("held_on"))),
                name="conf_reviewed_after_it_was_held",
                violation_error_message=_("The family looks back after the meeting, not before it."),
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(state="plan_agreed") | Q(agency_response__in=["agreed", "agreed_resources_pending"], **ANSWERED)
                )
                & (~Q(state="plan_not_agreed") | Q(agency_response="not_agreed", **ANSWERED)),
                name="conf_answer_fits_its_state",
                violation_error_message=_("Say what was answered to the family’s plan, and who answered."),
            ),
            models.CheckConstraint(
                condition=~Q(agency_response="agreed_resources_pending") | ~Q(resources_pending__regex=BLANK),
                name="conf_pending_says_what",
                violation_error_message=_("Say what is still being asked for, and by when the family will hear."),
            ),
            models.CheckConstraint(
                condition=~Q(agency_response="not_agreed")
                | (~Q(not_agreed_reason__regex=BLANK) & Q(not_agreed_told_at__isnull=False)),
                name="conf_not_agreed_says_why",
                violation_error_message=_(
                    "If the plan is not agreed, write why, in words the family can use, and when they were told."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="plan_agreed") | Q(review_due_on__isnull=False) | ~Q(no_review_reason__regex=BLANK),
                name="conf_agreed_has_review",
                violation_error_message=_(
                    "Set the day on which the family looks back at the plan, or say why there is none."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed_reviewed")
                | Q(reviewed_on__isnull=False)
                | ~Q(no_review_reason__regex=BLANK),
                name="conf_closed_was_reviewed",
                violation_error_message=_("Say when the family looked back, or why they did not."),
            ),
            models.CheckConstraint(
                condition=Q(state="not_going_ahead", not_going_ahead_reason__gt="")
                | (~Q(state="not_going_ahead") & Q(not_going_ahead_reason="")),
                name="conf_not_going_ahead_says_why",
                violation_error_message=_("Say why it is not going ahead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("casework:conference", args=[self.pk])

    @property
    def postponed_count(self) -> int:
        """How often the day was moved; nobody's fault."""
        return len(self.postponed_from)


ENDED = (Conference.State.CLOSED_REVIEWED, Conference.State.NOT_GOING_AHEAD)
"""The states after which nothing more happens."""
_State = Conference.State
PREPARED_IN = (_State.ACCEPTED, _State.PREPARING, _State.ARRANGED)
"""While it is prepared: from a yes until the day."""
NEEDED_IN = (_State.HELD, _State.PLAN_NOT_AGREED, _State.PLAN_AGREED, _State.REVIEW_DUE)
"""From the day on which the plan is written until the meeting is closed."""
BEFORE_HELD = frozenset(
    {
        Conference.State.OFFERED,
        Conference.State.REFERRED,
        Conference.State.ACCEPTED,
        Conference.State.PREPARING,
        Conference.State.ARRANGED,
    }
)
"""While the meeting is still to come; a day has not passed yet, it may not go ahead, and an offer may be answered."""
