"""Pregnancies that were lost or ended (domain.md §5.2, §11.1): private, and drawn only if the parent wants them drawn."""

from __future__ import annotations

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database import clock
from database.history import tracked
from database.rules import Rule
from families.dates import known_date

from . import door
from .known import Precision
from .merged import UNLESS_MOVED
from .people import FamilyMembership, Person, families_read_whole_by, people_open_to
from .unseen import among

IS_TO_COME = _("The day can’t be in the future.")
MAY_BE_DRAWN = Q(wants_drawn="yes", mistaken_on__isnull=True)


def losses_open_to(user: User) -> Q:
    """To who reads the whole record of a family that the person is in now, and to the person themselves. To everyone else who sees the
    person only once they said that they want it drawn; to no other system ever."""
    seen = people_open_to(user, "person__id")
    if user.kind == User.Kind.STAFF:
        return seen & (MAY_BE_DRAWN | among("person__id", people_read_whole_now(user)))
    if user.kind == User.Kind.FAMILY:
        return seen & (MAY_BE_DRAWN | Q(person__account__user=user))
    return door.NOBODY


@written_once
def people_read_whole_now(user: User) -> Ids:
    """Who is in a family today whose whole record the user reads; who only was in one is nobody's to read so closely."""
    members = FamilyMembership.objects.filter(families_read_whole_by(user, "family__id"))
    return members.filter(period__contains=clock.today()).values("person")


class PregnancyLossQuerySet(models.QuerySet["PregnancyLoss"]):
    def standing(self) -> PregnancyLossQuerySet:
        """Those that nobody has found to be a mistake."""
        return self.filter(mistaken_on__isnull=True)

    def drawn(self) -> PregnancyLossQuerySet:
        """Those that their parent wants drawn."""
        return self.filter(MAY_BE_DRAWN)

    def visible_to(self, user: User) -> PregnancyLossQuerySet:
        return self.filter(losses_open_to(user))


@tracked
class PregnancyLoss(Protected):
    """A pregnancy that a parent lost, or that was ended. Nothing counts them, and nothing asks about them again."""

    class Kind(models.TextChoices):
        MISCARRIAGE = "miscarriage", _("A miscarriage")
        TERMINATION = "termination", _("A termination")
        STILLBIRTH = "stillbirth", _("A baby who was stillborn")

    class WantsDrawn(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    person = models.ForeignKey(Person, models.PROTECT, related_name="pregnancy_losses")
    kind = models.CharField(_("what was it?"), max_length=20, choices=Kind)
    happened_on = models.DateField(_("when?"), null=True, blank=True)
    precision = models.CharField(
        _("how well is the day known?"), max_length=10, choices=Precision, default=Precision.DAY
    )
    wants_drawn = models.CharField(
        _("do they want it drawn?"), max_length=10, choices=WantsDrawn, default=WantsDrawn.NOT_ASKED
    )
    mistaken_on = models.DateField(_("found to be a mistake on"), null=True, blank=True)

    objects = PregnancyLossQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mistaken_on__isnull=True) | ~Q(wants_drawn="yes"),
                name="pregnancy_loss_mistake_not_drawn",
                violation_error_message=_("What was a mistake is not drawn."),
            ),
        ]
        triggers = [
            Rule(
                name="pregnancy_loss_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF NEW.person_id <> OLD.person_id THEN
                      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'pregnancy_loss_of_one_person';
                    ELSIF OLD.mistaken_on IS NOT NULL THEN
                      RAISE EXCEPTION 'over' USING ERRCODE = '23514', CONSTRAINT = 'pregnancy_loss_mistaken_once';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "pregnancy_loss_of_one_person": _("It stays with the person of whom it was written."),
                    "pregnancy_loss_mistaken_once": _("This was found to be a mistake already."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.person}"

    def clean(self) -> None:
        """It has happened."""
        if self.happened_on and self.happened_on > clock.today():
            raise ValidationError({"happened_on": IS_TO_COME})

    @property
    def when(self) -> str:
        """The day as far as it is known; empty where it is not."""
        return known_date(self.happened_on, self.precision)
