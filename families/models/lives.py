"""Where someone has lived, as they tell it: mobility mapping (domain.md §5.6). It is nobody's address."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule
from families.dates import known_date
from families.periods import PeriodField, not_empty

from . import door
from .known import Precision
from .losses import people_read_whole_now
from .merged import UNLESS_MOVED
from .people import Person, people_open_to
from .unseen import among


def lives_open_to(user: User) -> Q:
    """To who reads the whole record of a family that the person is in now, and to the person themselves. To no one else of the family,
    not even to who reads for a child: what was hard at home is told here. To no other system."""
    seen = people_open_to(user, "person__id")
    if user.kind == User.Kind.STAFF:
        return seen & among("person__id", people_read_whole_now(user))
    if user.kind == User.Kind.FAMILY:
        return seen & Q(person__account__user=user)
    return door.NOBODY


class LifePlaceQuerySet(models.QuerySet["LifePlace"]):
    def standing(self) -> LifePlaceQuerySet:
        """Those that nobody has found to be a mistake."""
        return self.filter(mistaken_on__isnull=True)

    def visible_to(self, user: User) -> LifePlaceQuerySet:
        return self.filter(lives_open_to(user))


@tracked
class LifePlace(Protected):
    """One place in someone's life, in their own words: what they call it, with whom they lived there, what was good and what was hard, and
    whom they would like to see again. People stand in it as they name them; nobody is looked up by it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="life_places")
    place_label = models.CharField(_("what do they call it?"), max_length=200)
    who_with = ArrayField(
        models.CharField(max_length=200), verbose_name=_("who lived there with them?"), default=list, blank=True
    )
    period = PeriodField()
    since_precision = models.CharField(
        _("how well is the beginning known?"), max_length=10, choices=Precision, blank=True
    )
    until_precision = models.CharField(_("how well is the end known?"), max_length=10, choices=Precision, blank=True)
    good = models.TextField(_("what was good there?"), max_length=4000, blank=True)
    hard = models.TextField(_("what was hard?"), max_length=4000, blank=True)
    would_like_to_see_again = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("whom would they like to see again?"),
        default=list,
        blank=True,
    )
    by_themselves = models.BooleanField(_("written by themselves"), default=False)
    mistaken_on = models.DateField(_("found to be a mistake on"), null=True, blank=True)

    objects = LifePlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("life_place_has_a_day"),
            models.CheckConstraint(
                condition=~Q(place_label__regex=r"^\s*$"),
                name="life_place_not_blank",
                violation_error_message=_("Write what they call the place."),
            ),
            models.CheckConstraint(
                condition=Q(period__lower_inf=True, since_precision="")
                | Q(period__lower_inf=False) & ~Q(since_precision=""),
                name="life_place_beginning_as_known",
                violation_error_message=_("How well the beginning is known goes with a beginning."),
            ),
            models.CheckConstraint(
                condition=Q(period__upper_inf=True, until_precision="")
                | Q(period__upper_inf=False) & ~Q(until_precision=""),
                name="life_place_end_as_known",
                violation_error_message=_("How well the end is known goes with an end."),
            ),
        ]
        triggers = [
            Rule(
                name="life_place_by_oneself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # A parent may read for their child. They never say for them where it was good and where it was hard.
                func="""
                    IF NEW.by_themselves <> EXISTS (
                      SELECT FROM accounts_user WHERE id = NEW.created_by_id AND kind = 'family')
                    OR NEW.by_themselves AND NOT EXISTS (
                      SELECT FROM families_personaccount WHERE user_id = NEW.created_by_id AND person_id = NEW.person_id) THEN
                      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'life_place_by_oneself';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "life_place_by_oneself": _(
                        "Whoever signs in as one of a family writes where they have lived themselves, and nobody else."
                    )
                },
            ),
            Rule(
                name="life_place_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF NEW.person_id <> OLD.person_id THEN
                      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'life_place_of_one_person';
                    ELSIF NEW.by_themselves <> OLD.by_themselves OR OLD.by_themselves
                      AND kith_sec.person_or_none() IS DISTINCT FROM OLD.created_by_id
                      AND kith_sec.person_or_none() IS NOT NULL THEN
                      RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'life_place_of_their_own';
                    ELSIF OLD.mistaken_on IS NOT NULL THEN
                      RAISE EXCEPTION 'over' USING ERRCODE = '23514', CONSTRAINT = 'life_place_mistaken_once';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "life_place_of_one_person": _("A place stays with the person who told of it."),
                    "life_place_of_their_own": _("What someone wrote themselves is put right by them alone."),
                    "life_place_mistaken_once": _("This place was taken out already."),
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.place_label}"

    def clean(self) -> None:
        """Nobody has lived yet where they are only going to."""
        if self.period.lower and self.period.lower > clock.today():
            raise ValidationError({"since": _("That day is still to come.")})

    @property
    def since(self) -> str:
        """Since when, as far as it is known; empty where it is not."""
        return known_date(self.period.lower, self.since_precision)

    @property
    def until(self) -> str:
        """Until when, as far as it is known; empty while it lasts."""
        return known_date(self.period.upper, self.until_precision)
