"""What a family's plan needs of services, asked and answered; and the photo of what the family wrote with its own hands."""

from __future__ import annotations

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Sha256, records_open_to

from .conferences import BLANK, Conference
from .plan_steps import ContingencyStep, PlanAction, may_know_of
from .plans import FamilyPlan, Monitoring

NAMES = ((PlanAction, "who_person"), (ContingencyStep, "who_person"), (Monitoring, "family_monitor"))
"""The parts of a plan that name people, and where."""

ASKED_IN_ITS_TIME = Rule(
    name="plan_resource_in_its_time",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'UPDATE' AND (NEW.conference_id, NEW.what, NEW.from_whom, NEW.asked_on, NEW.answer_by)
            IS DISTINCT FROM (OLD.conference_id, OLD.what, OLD.from_whom, OLD.asked_on, OLD.answer_by) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'plan_resource_stays_as_asked';
        END IF;
        IF NOT EXISTS (SELECT FROM casework_familyplan plan WHERE plan.conference_id = NEW.conference_id) THEN
          RAISE EXCEPTION 'no plan' USING ERRCODE = '23514', CONSTRAINT = 'plan_resource_is_of_a_plan';
        END IF;
        IF greatest(NEW.asked_on, NEW.decided_on) > {TODAY_HERE} THEN
          RAISE EXCEPTION 'not yet' USING ERRCODE = '23514', CONSTRAINT = 'plan_resource_was_asked';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "plan_resource_stays_as_asked": _(
            "What was asked for stays as it was asked: ask for something else beside it."
        ),
        "plan_resource_is_of_a_plan": _("Write the family’s plan first: there is nothing yet that needs something."),
        "plan_resource_was_asked": _("Write down that it was asked for, or answered, once it was."),
    },
)


class PlanResourceQuerySet(models.QuerySet["PlanResource"]):
    def visible_to(self, user: User) -> PlanResourceQuerySet:
        """With the plan's conference: whoever reads the plan reads what was promised for it."""
        return self.filter(records_open_to(user, "conference__record__"))


@tracked
class PlanResource(Protected):
    """Something that the family's plan needs of a service: asked of whom, to be answered by when, and what they said (domain.md §2.7)."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked, and not answered yet")
        AGREED = "agreed", _("Agreed")
        IN_PART = "in_part", _("Agreed in part")
        REFUSED = "refused", _("Refused")
        GIVEN = "given", _("Given")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="resources", db_index=False)
    what = models.CharField(_("what does the plan need?"), max_length=500)
    from_whom = models.CharField(_("of whom was it asked?"), max_length=200)
    amount_gbp = models.DecimalField(
        _("how much, in pounds?"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("an answer is due by"))
    state = models.CharField(_("what did they say?"), max_length=10, choices=State, default=State.ASKED)
    decided_by = models.CharField(_("who decided?"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.CharField(_("why not, or why not all of it?"), max_length=2_000, blank=True)

    objects = PlanResourceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["conference", "asked_on"], name="plan_resource_of_conference")]
        triggers = [ASKED_IN_ITS_TIME]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__regex=BLANK) & ~Q(from_whom__regex=BLANK),
                name="plan_resource_says_what_of_whom",
                violation_error_message=_("Say what the plan needs, and of whom it is asked."),
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("asked_on"))
                & (Q(decided_on__isnull=True) | Q(decided_on__gte=F("asked_on"))),
                name="plan_resource_answered_after_it_was_asked",
                violation_error_message=_("An answer comes after it was asked for."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on__isnull=True, decided_by="")
                | Q(decided_on__isnull=False) & ~Q(decided_by__regex=BLANK) & ~Q(state="asked"),
                name="plan_resource_answer_has_a_name",
                violation_error_message=_("Say who answered, and on which day."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "in_part"]) | ~Q(reason__regex=BLANK),
                name="plan_resource_refused_says_why",
                violation_error_message=_("Say why, in words that the family can use."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_late(self) -> bool:
        """Whether an answer was promised for a day that is past."""
        return self.state == self.State.ASKED and self.answer_by < clock.today()


class PlanPhotoQuerySet(models.QuerySet["PlanPhoto"]):
    def visible_to(self, user: User) -> PlanPhotoQuerySet:
        """With the plan of which it is the original, and all that stands in it: a sheet shows every step, also one that is left out of
        this reader's copy. Of one that was taken away nothing is left to see.
        """
        whole = [~Exists(_unknown(part, who, user)) for part, who in NAMES]
        return self.filter(records_open_to(user, "plan__record__"), *whole, gone_at__isnull=True)


def _unknown(part: type[models.Model], who: str, user: User) -> models.QuerySet[models.Model]:
    """Parts of the plan around that name someone of whom the user may not know."""
    named = part._default_manager.filter(plan=OuterRef("plan"), **{f"{who}__isnull": False})
    return named.exclude(may_know_of(user, who))


@tracked
class PlanPhoto(Protected):
    """What the family wrote with its own hands, as a photo: kept with the version of the plan written from it (domain.md §2.3, 10).

    Made anew by us, without where and when it was taken (docs/adr/0028-photos-and-voice-notes.md).
    """

    kept_out_of_history = ("content", "alt_text")

    plan = models.ForeignKey(FamilyPlan, models.PROTECT, related_name="photos")
    content = models.BinaryField(blank=True)
    sha256 = models.CharField(max_length=64)
    alt_text = models.CharField(_("what can be read in it?"), max_length=2_000, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = PlanPhotoQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="plan_photo_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.gone_at IS NOT NULL OR (NEW.gone_at IS NULL AND
                      (NEW.content, NEW.sha256, NEW.plan_id, NEW.alt_text)
                        IS DISTINCT FROM (OLD.content, OLD.sha256, OLD.plan_id, OLD.alt_text)) THEN
                      RAISE EXCEPTION 'stays' USING ERRCODE = '23514', CONSTRAINT = 'plan_photo_is_the_original';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "plan_photo_is_the_original": _(
                        "A photo of what the family wrote is not changed: take it away, or add another."
                    )
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(content=b"", alt_text=""),
                name="plan_photo_gone_is_gone",
                violation_error_message=_("Of a photo that was taken away nothing is kept."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False) | ~Q(alt_text__regex=BLANK) & Q(sha256=Sha256(F("content"))),
                name="plan_photo_says_what_it_shows",
                violation_error_message=_("Say what can be read in it, for who can’t see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt_text
