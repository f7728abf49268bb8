from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked_at_once
from families.periods import DatedQuerySet, PeriodField, not_empty

from .people import Person, people_open_to


class ExternalIdentifierQuerySet(DatedQuerySet["ExternalIdentifier"]):
    def visible_to(self, user: User) -> ExternalIdentifierQuerySet:
        """With the person; an import matches by them across its organisation."""
        if user.kind == User.Kind.SYSTEM:
            return self.filter()
        return self.filter(people_open_to(user, "person__id"))


@tracked_at_once
class ExternalIdentifier(Protected):
    """What another system calls someone (domain.md §9.7)."""

    class Scheme(models.TextChoices):
        LCS_PERSON_ID = "lcs_person_id", _("The council’s system")
        NHS_NUMBER = "nhs_number", _("NHS number")
        UPN = "upn", _("Unique pupil number")
        FORMER_UPN = "former_upn", _("Former unique pupil number")
        CONSISTENT_IDENTIFIER = "consistent_identifier", _("Consistent identifier")

    person = models.ForeignKey(Person, models.PROTECT, related_name="external_identifiers")
    scheme = models.CharField(_("scheme"), max_length=30, choices=Scheme)
    value = models.CharField(_("value"), max_length=100)
    period = PeriodField()

    objects = ExternalIdentifierQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("external_identifier_has_a_day"),
            ExclusionConstraint(
                name="external_identifier_one_person",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("scheme", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another person has this identifier."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "value"], name="external_identifier_value")]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
