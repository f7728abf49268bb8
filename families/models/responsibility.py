"""Who holds parental responsibility for a child: a legal fact, of a person or of a council, never inferred from kinship."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from families.periods import DatedQuerySet, PeriodField, not_empty

from .people import Person, people_open_to


class ParentalResponsibilityQuerySet(DatedQuerySet["ParentalResponsibility"]):
    def visible_to(self, user: User) -> ParentalResponsibilityQuerySet:
        """Whoever sees the child, and the person who holds it. That a council holds it, a family member knows of themselves and of the
        children for whom they hold it too: an order is no kinship, which all of a family know (domain.md §8.5, *People and edges*).
        """
        of_a_person = people_open_to(user, "holder__id")
        of_a_council = Q(holder__isnull=True)
        if user.kind == User.Kind.FAMILY:
            today = clock.today()
            held = ParentalResponsibility.objects.filter(child=OuterRef("child"), holder__account__user=user)
            mine = held.filter(status=ParentalResponsibility.Status.CONFIRMED, period__contains=today)
            of_a_council &= Q(child__account__user=user) | Q(Exists(mine))
        return self.filter(of_a_person | of_a_council, people_open_to(user, "child__id"))

    def of_people(self) -> ParentalResponsibilityQuerySet:
        """Those that a person holds: who reads, agrees and is asked is never a council (domain.md §8.5, line 9)."""
        return self.filter(holder__isnull=False)


@tracked
class ParentalResponsibility(Protected):
    """A legal fact with its evidence, never inferred from kinship (domain.md §5.5).

    `holder` is a person, or `agency` a council: exactly one of the two, and which one follows from the basis. A council shares it with
    those who have it already; nobody loses theirs by such an order (Children Act 1989, s. 2(6), s. 33(3), s. 44(4)).
    """

    class Basis(models.TextChoices):
        MOTHER_AT_BIRTH = "mother_at_birth", _("Mother at birth")
        MARRIED_TO_MOTHER = "married_to_mother", _("Married to the mother")
        ON_BIRTH_CERTIFICATE = "on_birth_certificate", _("On the birth certificate")
        PR_AGREEMENT = "pr_agreement", _("By agreement")
        PR_ORDER = "pr_order", _("By a parental responsibility order")
        ADOPTION_ORDER = "adoption_order", _("By an adoption order")
        SPECIAL_GUARDIANSHIP_ORDER = ("special_guardianship_order", _("By a special guardianship order"))
        CHILD_ARRANGEMENTS_ORDER = ("child_arrangements_order", _("By a child arrangements order"))
        CARE_ORDER = "care_order", _("By a care order")
        EMERGENCY_PROTECTION_ORDER = ("emergency_protection_order", _("By an emergency protection order"))
        PARENTAL_ORDER = "parental_order", _("By a parental order")
        SECOND_FEMALE_PARENT = "second_female_parent", _("Second female parent")
        TESTAMENTARY_GUARDIAN = "testamentary_guardian", _("Testamentary guardian")
        OTHER = "other", _("Another way")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        BELIEVED = "believed", _("Believed")
        DISPUTED = "disputed", _("Disputed")

    holder = models.ForeignKey(Person, models.PROTECT, related_name="responsibilities_held", null=True, blank=True)
    agency = models.ForeignKey(
        "families.Agency",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("council"),
    )
    child = models.ForeignKey(Person, models.PROTECT, related_name="responsibilities_for")
    basis = models.CharField(_("on what basis?"), max_length=30, choices=Basis)
    evidence_seen = models.CharField(_("what did you see?"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.BELIEVED)
    period = PeriodField()

    objects = ParentalResponsibilityQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("responsibility_has_a_day"),
            models.CheckConstraint(
                condition=Q(holder__isnull=False, agency__isnull=True) | Q(holder__isnull=True, agency__isnull=False),
                name="responsibility_of_one",
                violation_error_message=_("Say who holds it: a person, or a council."),
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, basis__in=("care_order", "emergency_protection_order"))
                | (Q(agency__isnull=True) & ~Q(basis__in=("care_order", "emergency_protection_order"))),
                name="responsibility_by_order_of_a_council",
                violation_error_message=_(
                    "By a care order or an emergency protection order a council holds it; in every other way a person does."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(holder=F("child")),
                name="responsibility_not_for_self",
                violation_error_message=_("No one holds parental responsibility for themselves."),
            ),
            ExclusionConstraint(
                name="responsibility_no_overlap",
                expressions=[
                    (Coalesce("holder", "agency"), RangeOperators.EQUAL),
                    ("child", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This is already recorded for that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_by}, parental responsibility for {self.child}"

    @property
    def held_by(self) -> str:
        """The name of whoever holds it."""
        return str(self.holder or self.agency)


BY_A_COUNCIL = (ParentalResponsibility.Basis.CARE_ORDER, ParentalResponsibility.Basis.EMERGENCY_PROTECTION_ORDER)
"""The bases on which a council holds it, and nobody else does (domain.md §5.5)."""
