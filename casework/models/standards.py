from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from .conferences import BLANK
from .tips import by_administrator


class QualityStandardQuerySet(models.QuerySet["QualityStandard"]):
    def visible_to(self, user: User) -> QualityStandardQuerySet:
        """Of one's own organisation, for those who work here: it is no record of anyone."""
        ours = self.filter(organisation=user.organisation_id)
        return ours if user.kind == User.Kind.STAFF else ours.none()


@tracked
class QualityStandard(Protected):
    """What a good family meeting is, in the organisation’s own words, and which facts of a meeting show it (domain.md §2.8).

    Whether a meeting keeps it is never typed: it is worked out from what is written down anyway.
    """

    class Shown(models.TextChoices):
        INDEPENDENT = "independent", _("The coordinator is independent")
        PREPARED = "prepared", _("Everyone asked was visited or called before")
        INFORMED = "informed", _("Everyone had what they read before three working days before")
        BOTH_SIDES = "both_sides", _("Both sides of the family were asked, or looked for")
        PRIVATE_TIME = "private_time", _("The family was offered time on their own")
        CHILD_HEARD = "child_heard", _("Whom it is about was there, or was heard")
        ADVOCATE_OFFERED = "advocate_offered", _("Whom it is about was offered someone to speak for them")
        AGREED_ON_THE_DAY = "agreed_on_the_day", _("The plan was agreed on the day")
        PLAN_GIVEN = "plan_given", _("Everyone had their copy of the plan within five working days")
        REVIEW_SET = "review_set", _("A day to look back was set")
        LOOKED_BACK = "looked_back", _("They looked back together")

    code = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("in a few words"), max_length=200)
    our_paraphrase = models.CharField(_("what it means here"), max_length=1_000)
    shown_by = ArrayField(
        models.CharField(max_length=30, choices=Shown), verbose_name=_("what shows it?"), default=list, blank=True
    )
    valid_from = models.DateField(_("from"))
    is_active = models.BooleanField(_("in use"), default=True)

    objects = QualityStandardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="quality_standard_once",
                violation_error_message=_("A standard with this number stands there already."),
            ),
            models.CheckConstraint(
                condition=~Q(code__regex=BLANK) & ~Q(title__regex=BLANK) & ~Q(our_paraphrase__regex=BLANK),
                name="quality_standard_says_what",
                violation_error_message=_("Give its number, what it is called, and what it means here."),
            ),
        ]
        triggers = [by_administrator("quality_standard_by_administrator")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"
