from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from database.history import tracked
from families.models import Person

from .conferences import BLANK
from .worries import WRITTEN_ONCE, OfConcern, OfConcernQuerySet, SafeguardingConcern


class SharingDecisionQuerySet(OfConcernQuerySet["SharingDecision"]):
    """Decisions, each seen with its worry."""


@tracked
class SharingDecision(OfConcern):
    """Whether someone outside was told, and why; a decision, and never a matter of consent (domain.md §8.4)."""

    class Basis(models.TextChoices):
        CHILD = "child", _("To keep a child safe")
        ADULT = "adult", _("To keep an adult safe")
        CRIME = "crime", _("To prevent a crime")
        LAW = "law", _("The law requires it")

    class ToldSubject(models.TextChoices):
        YES = "yes", _("Yes")
        NO_UNSAFE = "no_unsafe", _("No, it would not be safe")
        NO_OTHER = "no_other", _("No, for another reason")

    class Outcome(models.TextChoices):
        SHARED = "shared", _("Shared")
        NOT_SHARED = "not_shared", _("Not shared")

    concern = models.ForeignKey(SafeguardingConcern, models.PROTECT, related_name="decisions")
    # Empty when it is about someone whom Kith does not know yet.
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
        triggers = [WRITTEN_ONCE]
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
        ]

    def __str__(self) -> str:
        return f"{self.with_whom}: {self.outcome}"
