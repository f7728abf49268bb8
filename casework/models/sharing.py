from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import Person, Record, records_open_to

from .conferences import BLANK
from .worries import WRITTEN_ONCE, SafeguardingConcern


class SharingDecisionQuerySet(models.QuerySet["SharingDecision"]):
    """Decisions about sharing: those of a worry, and those that stand by themselves."""

    def visible_to(self, user: User) -> SharingDecisionQuerySet:
        """Each seen with its worry; or, outside one, with the record that says whom it is about."""
        concerns = SafeguardingConcern.objects.visible_to(user)
        return self.filter(Q(pk__in=self.outside_worries(user).values("pk")) | Q(concern__in=concerns.values("pk")))

    def outside_worries(self, user: User) -> SharingDecisionQuerySet:
        """Of those that the user may see, the ones that stand by themselves: families read these, and no worry."""
        return self.filter(records_open_to(user, "record__"), record__kind=Record.Kind.SHARING_DECISION)


KEPT_BACK = Rule(
    name="sharing_decision_of_its_record",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__record__isnull=False),
    func="""
        IF EXISTS (
          SELECT FROM families_record record WHERE record.id = NEW.record_id AND record.kind <> 'sharing_decision') THEN
          RAISE EXCEPTION 'of another kind' USING ERRCODE = '23514', CONSTRAINT = 'sharing_has_its_own_record';
        END IF;
        IF EXISTS (
          SELECT FROM families_sharestate state WHERE state.record_id = NEW.record_id AND state.state = 'child_only') THEN
          RAISE EXCEPTION 'in confidence' USING ERRCODE = '23514', CONSTRAINT = 'sharing_is_no_secret';
        END IF;
        IF NEW.told_subject = 'no_unsafe' AND EXISTS (
          SELECT FROM families_sharestate state WHERE state.record_id = NEW.record_id AND state.state <> 'withheld') THEN
          RAISE EXCEPTION 'unsafe' USING ERRCODE = '23514', CONSTRAINT = 'sharing_unsafe_is_kept_back';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "sharing_has_its_own_record": _("A decision about sharing has a record of its own."),
        "sharing_is_no_secret": _("A decision about sharing is ours, so it can’t be only one child’s."),
        "sharing_unsafe_is_kept_back": _(
            "What would not be safe for them to know is kept back from them: say why, and when you look again."
        ),
    },
)


@tracked
class SharingDecision(Protected):
    """Whether someone outside was told, and why; a decision, and never a matter of consent (domain.md §8.4).

    Part of a worry, with one row for each person whom that is about; or outside one, with a record which says whom it is about and
    who of them reads it.
    """

    class Basis(models.TextChoices):
        CHILD = "child", _("To keep a child safe")
        ADULT = "adult", _("To keep an adult safe")
        CRIME = "crime", _("To prevent a crime")
        LAW = "law", _("The law requires it")
        HELP = "help", _("To get them the help they need")
        ASKED = "asked", _("They asked us to")

    class ToldSubject(models.TextChoices):
        YES = "yes", _("Yes")
        NO_UNSAFE = "no_unsafe", _("No, it would not be safe")
        NO_OTHER = "no_other", _("No, for another reason")

    class Outcome(models.TextChoices):
        SHARED = "shared", _("Shared")
        NOT_SHARED = "not_shared", _("Not shared")

    concern = models.ForeignKey(SafeguardingConcern, models.PROTECT, related_name="decisions", null=True, blank=True)
    record = models.OneToOneField(Record, models.PROTECT, related_name="sharing_decision", null=True, blank=True)
    # Empty when it is about someone whom Kith does not know yet; and outside a worry, where the record says it.
    subject = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    what = models.CharField(_("what?"), max_length=4_000)
    with_whom = models.CharField(_("with whom?"), max_length=200)
    why = models.CharField(_("why?"), max_length=4_000)
    basis = models.CharField(_("on what ground?"), max_length=20, choices=Basis)
    told_subject = models.CharField(_("do they know?"), max_length=20, choices=ToldSubject)
    outcome = models.CharField(_("what was decided?"), max_length=20, choices=Outcome)
    more_detrimental_reason = models.CharField(
        _("why would sharing it do more harm than good?"), max_length=4_000, blank=True
    )
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    decided_on = models.DateField(_("decided on"))

    objects = SharingDecisionQuerySet.as_manager()

    class Meta:
        triggers = [WRITTEN_ONCE, KEPT_BACK]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__regex=BLANK) & ~Q(with_whom__regex=BLANK) & ~Q(why__regex=BLANK),
                name="sharing_says_what_whom_why",
                violation_error_message=_("Say what, with whom, and why."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_shared") | ~Q(more_detrimental_reason__regex=BLANK),
                name="sharing_not_shared_says_why",
                violation_error_message=_("Say why sharing it would do more harm than good."),
            ),
            models.CheckConstraint(
                condition=Q(concern__isnull=False, record__isnull=True)
                | Q(concern__isnull=True, record__isnull=False, subject__isnull=True),
                name="sharing_of_a_worry_or_by_itself",
                violation_error_message=_("A decision is part of a worry, or stands by itself with whom it is about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.with_whom}: {self.outcome}"

    def get_absolute_url(self) -> str:
        """The page of one that stands by itself; that of a worry stands on the worry's."""
        return reverse("casework:told", args=[self.pk])

    @property
    def was_shared(self) -> bool:
        """Whether someone was told."""
        return self.outcome == self.Outcome.SHARED


FOR_SAFETY = (
    SharingDecision.Basis.CHILD,
    SharingDecision.Basis.ADULT,
    SharingDecision.Basis.CRIME,
    SharingDecision.Basis.LAW,
)
"""On what grounds a worry is passed on: nobody's asking is among them."""
