from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from .tips import by_administrator

BLANK = r"^\s*$"


class ProcessingBasisQuerySet(models.QuerySet["ProcessingBasis"]):
    def visible_to(self, user: User) -> ProcessingBasisQuerySet:
        """Of one's own organisation: for who works here, and, while it is in use, for families. It is no record of anyone."""
        ours = self.filter(organisation=user.organisation_id)
        if user.kind == User.Kind.STAFF:
            return ours
        return ours.filter(is_active=True) if user.kind == User.Kind.FAMILY else ours.none()


@tracked
class ProcessingBasis(Protected):
    """Why the organisation may hold what it holds, for one thing that it does (domain.md §8.4): its answer, and nobody's consent."""

    class Art6(models.TextChoices):
        CONTRACT = "6_1_b", _("Article 6(1)(b): a contract")
        LEGAL_OBLIGATION = "6_1_c", _("Article 6(1)(c): the law requires it")
        VITAL_INTERESTS = "6_1_d", _("Article 6(1)(d): to protect someone’s life")
        PUBLIC_TASK = "6_1_e", _("Article 6(1)(e): a public task")
        LEGITIMATE_INTERESTS = "6_1_f", _("Article 6(1)(f): legitimate interests")
        CONSENT = "6_1_a", _("Article 6(1)(a): consent")

    class Art9(models.TextChoices):
        NONE = "", _("Nothing of that sort is held for it")
        VITAL_INTERESTS = "9_2_c", _("Article 9(2)(c): to protect someone’s life")
        NOT_FOR_PROFIT = "9_2_d", _("Article 9(2)(d): a not-for-profit body, about its members")
        LEGAL_CLAIMS = "9_2_f", _("Article 9(2)(f): legal claims")
        PUBLIC_INTEREST = "9_2_g", _("Article 9(2)(g): substantial public interest")
        SOCIAL_CARE = "9_2_h", _("Article 9(2)(h): health or social care")
        ARCHIVES = "9_2_j", _("Article 9(2)(j): archives, research and statistics")
        CONSENT = "9_2_a", _("Article 9(2)(a): explicit consent")

    activity = models.CharField(_("what we do"), max_length=200)
    plain_words = models.CharField(_("why we may hold it, in plain words"), max_length=1_000)
    art6 = models.CharField(_("under Article 6 of the UK GDPR"), max_length=10, choices=Art6)
    art9 = models.CharField(_("under Article 9, for what is more private"), max_length=10, choices=Art9, blank=True)
    dpa_condition = models.CharField(_("condition of the Data Protection Act 2018"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=1_000, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = ProcessingBasisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "activity"],
                name="processing_basis_once",
                violation_error_message=_("This stands there already."),
            ),
            models.CheckConstraint(
                condition=~Q(activity__regex=BLANK) & ~Q(plain_words__regex=BLANK),
                name="processing_basis_says_why",
                violation_error_message=_("Say what you do, and in plain words why you may hold it."),
            ),
            models.CheckConstraint(
                condition=~Q(art9="9_2_g") | ~Q(dpa_condition__regex=BLANK),
                name="processing_basis_public_interest_condition",
                violation_error_message=_("For Article 9(2)(g), name the condition of the Data Protection Act 2018."),
            ),
        ]
        triggers = [by_administrator("processing_basis_by_administrator")]

    def __str__(self) -> str:
        return self.activity
