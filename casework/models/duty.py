"""From when the law asks that a family meeting is offered before a court is, and why one was not (domain.md §2.1, INV-25)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Organisation, Protected, User
from accounts.roles import Role
from database import clock
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import UNLESS_MOVED, Person, Practitioner, people_open_to
from families.models.merged import of_whom

from .conferences import BLANK
from .tips import by_administrator


class MeetingDutyQuerySet(models.QuerySet["MeetingDuty"]):
    def visible_to(self, user: User) -> MeetingDutyQuerySet:
        """Of one's own organisation, for those who work here: it is no record of anyone."""
        ours = self.filter(organisation=user.organisation_id)
        return ours if user.kind == User.Kind.STAFF else ours.none()


@tracked
class MeetingDuty(Protected):
    """What an organisation says of the law of one nation, from when it was said; the last word counts, and none is changed.

    Parliament can pass a law and leave its day open, so the day is set here and stands in no code (domain.md §2.1).
    """

    class Stands(models.TextChoices):
        AS_IN_THE_NATION = "as_in_the_nation", _("As this Kith has it for the whole nation")
        FROM_A_DAY = "from_a_day", _("The law asks for it from a day on")
        NOT_IN_FORCE = "not_in_force", _("No law asks for it here: it is good practice")

    nation = models.CharField(_("nation"), max_length=20, choices=Organisation.Nation)
    stands = models.CharField(_("what holds here?"), max_length=20, choices=Stands)
    in_force_from = models.DateField(_("from which day?"), null=True, blank=True)
    where_said = models.CharField(_("where does it say so?"), max_length=300)

    objects = MeetingDutyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "nation", "-created_at", "-id"], name="meeting_duty_last_word")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stands="from_a_day", in_force_from__isnull=False)
                | (~Q(stands="from_a_day") & Q(in_force_from__isnull=True)),
                name="meeting_duty_has_its_day",
                violation_error_message=_("Give the day from which the law asks for it, and only then."),
            ),
            models.CheckConstraint(
                condition=~Q(where_said__regex=BLANK),
                name="meeting_duty_says_where",
                violation_error_message=_("Say where it says so: the regulations, or whoever advised you."),
            ),
        ]
        triggers = [
            by_administrator("meeting_duty_by_administrator"),
            Rule(
                name="meeting_duty_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    RAISE EXCEPTION 'said' USING ERRCODE = '23514', CONSTRAINT = 'meeting_duty_stays';
                """,
                sentences={"meeting_duty_stays": _("This stays as it was said. Say it anew: the last word counts.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nation_display()}: {self.get_stands_display()}"


class DutyExemptionQuerySet(models.QuerySet["DutyExemption"]):
    def visible_to(self, user: User) -> DutyExemptionQuerySet:
        """For those who work with the child; why a meeting would harm a child is no page of the family’s."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(people_open_to(user, "child__id"))

    def in_force(self) -> DutyExemptionQuerySet:
        """Those that nobody has ended."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=clock.today()))


@tracked
class DutyExemption(Protected):
    """That offering or holding a family meeting would not be best for a child: why, who decided, and when (s. 31ZA(3))."""

    class Stage(models.TextChoices):
        OFFER = "offer", _("Offering one would not be best for the child")
        HOLD = "hold", _("Holding one would not be best for the child")

    child = models.ForeignKey(Person, models.PROTECT, related_name="duty_exemptions", db_index=False)
    stage = models.CharField(_("what was decided?"), max_length=10, choices=Stage)
    reason = models.CharField(_("why?"), max_length=4_000)
    decided_by = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", db_index=False, verbose_name=_("which manager decided?")
    )
    decided_on = models.DateField(_("when?"))
    ended_on = models.DateField(_("no longer holds from"), null=True, blank=True)

    objects = DutyExemptionQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("child", "duty_exemption_by_child")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason__regex=BLANK),
                name="exemption_says_why",
                violation_error_message=_("Say why it would not be best for the child."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("decided_on")),
                name="exemption_ends_after_it_was_decided",
                violation_error_message=_("It can’t end before it was decided."),
            ),
        ]
        triggers = [
            Rule(
                name="exemption_as_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'UPDATE' THEN
                      IF OLD.ended_on IS NOT NULL OR (NEW.child_id, NEW.stage, NEW.reason, NEW.decided_by_id, NEW.decided_on)
                        IS DISTINCT FROM (OLD.child_id, OLD.stage, OLD.reason, OLD.decided_by_id, OLD.decided_on) THEN
                        RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'exemption_stays';
                      END IF;
                      RETURN NEW;
                    END IF;
                    IF NEW.decided_on > {TODAY_HERE} THEN
                      RAISE EXCEPTION 'to come' USING ERRCODE = '23514', CONSTRAINT = 'exemption_was_decided';
                    END IF;
                    IF NOT EXISTS (
                      SELECT FROM families_practitioner decided JOIN accounts_user who ON who.id = decided.user_id
                      WHERE decided.id = NEW.decided_by_id AND '{Role.TEAM_MANAGER.value}' = ANY (who.roles)) THEN
                      RAISE EXCEPTION 'no manager' USING ERRCODE = '23514', CONSTRAINT = 'exemption_by_a_manager';
                    END IF;
                    IF EXISTS (
                      SELECT FROM families_person WHERE id = NEW.child_id
                        AND date_of_birth <= NEW.decided_on - interval '{ADULT_FROM} years') THEN
                      RAISE EXCEPTION 'an adult' USING ERRCODE = '23514', CONSTRAINT = 'exemption_is_of_a_child';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "exemption_stays": _("This stays as it was decided. End it, and write what was decided since."),
                    "exemption_was_decided": _("Write it down once it is decided: the day is still to come."),
                    "exemption_by_a_manager": _("A manager decides this: choose who did."),
                    "exemption_is_of_a_child": _("They were 18 already: this is about a child and a court."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_stage_display()}"

    @property
    def is_in_force(self) -> bool:
        """Whether nobody has ended it, as `in_force` asks."""
        return self.ended_on is None or self.ended_on > clock.today()
