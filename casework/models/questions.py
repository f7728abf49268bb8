from __future__ import annotations

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from .tips import by_administrator


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: User) -> QuestionQuerySet:
        """Of one's own organisation, for those who work here: it is no record of anyone."""
        ours = self.filter(organisation=user.organisation_id)
        return ours if user.kind == User.Kind.STAFF else ours.none()


@tracked
class Question(Protected):
    """A question that helps someone to tell: a prompt while talking, and never a box to fill (domain.md §3.4)."""

    class Kind(models.TextChoices):
        BEST_HOPES = "best_hopes", _("What they hope for")
        EXCEPTION = "exception", _("When it went better")
        SCALING = "scaling", _("From 0 to 10")
        MIRACLE = "miracle", _("If it were as they hope")
        COPING = "coping", _("How they keep going")
        CIRCULAR = "circular", _("What others would say")
        AFFIRMING = "affirming", _("What they are good at")
        READINESS = "readiness", _("How much it matters")
        NETWORK = "network", _("Who is around them")
        CHILD = "child", _("With a child")
        RESTORATIVE = "restorative", _("After something went wrong")

    kind = models.CharField(_("what it is for"), max_length=20, choices=Kind)
    text = models.CharField(_("the question"), max_length=400)
    min_age = models.PositiveSmallIntegerField(_("from which age"), null=True, blank=True)
    locality = models.ForeignKey(
        "accounts.Locality", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("where")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                F("text"),
                F("organisation"),
                F("locality"),
                nulls_distinct=False,
                name="question_asked_once",
                violation_error_message=_("This question stands there already."),
            ),
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"),
                name="question_not_blank",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(min_age__lte=120),
                name="question_age_of_someone",
                violation_error_message=_("Check the age."),
            ),
        ]
        triggers = [by_administrator("question_by_administrator")]

    def __str__(self) -> str:
        return self.text
