"""Who was born together with whom (domain.md §5.2, §11.1); and that there are brothers or sisters of whom nobody knows who they are."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from database.history import tracked
from database.rules import Rule
from families.periods import DatedQuerySet, not_empty

from .kinship import Confidence, Edge, edge_open_to
from .known import Precision
from .merged import UNLESS_MOVED, of_whom
from .people import Person


class MultipleBirthQuerySet(models.QuerySet["MultipleBirth"]):
    def standing(self) -> MultipleBirthQuerySet:
        """Those that nobody has found to be a mistake."""
        return self.filter(mistaken_on__isnull=True)

    def undisputed(self) -> MultipleBirthQuerySet:
        return self.exclude(confidence=Confidence.DISPUTED)

    def visible_to(self, user: User, among_: Combinable | None = None) -> MultipleBirthQuerySet:
        return self.filter(edge_open_to(user, ("a", "b"), among_=among_))


@tracked
class MultipleBirth(Edge):
    """That two were born together: twins, or two of more. Stored once: `a` is the smaller id.

    In pairs, so that of three the one whom a viewer may not see leaves no trace, and two may be identical where the third is
    not. Whoever is joined by pairs is of one birth: their birthdays are the same, or follow each other around a midnight.
    """

    class Identical(models.TextChoices):
        YES = "yes", _("Identical")
        NO = "no", _("Not identical")
        UNKNOWN = "unknown", _("Not known whether identical")

    period = None  # it never begins or ends
    a = models.ForeignKey(Person, models.PROTECT, related_name="births_a")
    b = models.ForeignKey(Person, models.PROTECT, related_name="births_b")
    identical = models.CharField(_("are they identical?"), max_length=10, choices=Identical, default=Identical.UNKNOWN)
    mistaken_on = models.DateField(_("found to be a mistake on"), null=True, blank=True)

    objects = MultipleBirthQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("said_by", "multiple_birth_by_sayer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="multiple_birth_ordered",
                violation_error_message=_("Those born together are different people, recorded once."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(mistaken_on__isnull=True),
                name="multiple_birth_once",
                violation_error_message=_("They are recorded as born together already."),
            ),
        ]
        triggers = [
            Rule(
                name="multiple_birth_of_one_day",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__mistaken_on__isnull=True) & ~pgtrigger.Q(new__confidence="disputed"),
                # One writer at a time: without the lock two pairs join two birthdays past each other.
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'UPDATE' AND (NEW.a_id, NEW.b_id, NEW.confidence) = (OLD.a_id, OLD.b_id, OLD.confidence) THEN
                      RETURN NEW;
                    END IF;
                    PERFORM pg_advisory_xact_lock(hashtextextended('births ' || NEW.organisation_id, 0));
                    IF (WITH RECURSIVE together(person) AS (
                          SELECT unnest(ARRAY[NEW.a_id, NEW.b_id])
                          UNION SELECT CASE birth.a_id WHEN together.person THEN birth.b_id ELSE birth.a_id END
                          FROM families_multiplebirth birth JOIN together ON together.person IN (birth.a_id, birth.b_id)
                          WHERE birth.mistaken_on IS NULL AND birth.confidence <> 'disputed' AND birth.id <> NEW.id)
                        SELECT max(one.date_of_birth) - min(one.date_of_birth)
                        FROM families_person one JOIN together ON together.person = one.id
                        WHERE one.dob_precision = 'day') > 1 THEN
                      RAISE EXCEPTION 'two births' USING ERRCODE = '23514', CONSTRAINT = 'multiple_birth_of_one_day';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "multiple_birth_of_one_day": _(
                        "Those born together have one birthday, or two that follow each other. Check the days they were born."
                    )
                },
            ),
            Rule(
                name="multiple_birth_mistaken_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__mistaken_on__isnull=False),
                func=f"""
                    {UNLESS_MOVED}
                    RAISE EXCEPTION 'over' USING ERRCODE = '23514', CONSTRAINT = 'multiple_birth_mistaken_once';
                """,
                sentences={"multiple_birth_mistaken_once": _("This was found to be a mistake already.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} and {self.b}, born together"

    @property
    def holds(self) -> bool:
        """Whether it stands, and nobody disputes it."""
        return self.mistaken_on is None and self.confidence != Confidence.DISPUTED

    @property
    def birthdays_differ(self) -> bool:
        """Whether the birthdays, corrected since, are those of two births. Both people must have been read with it."""
        one, other = _birthday(self.a), _birthday(self.b)
        return one is not None and other is not None and abs((one - other).days) > 1


class UnknownSiblingsQuerySet(DatedQuerySet["UnknownSiblings"]):
    def undisputed(self) -> UnknownSiblingsQuerySet:
        return self.exclude(confidence=Confidence.DISPUTED)

    def visible_to(self, user: User) -> UnknownSiblingsQuerySet:
        return self.filter(edge_open_to(user, ("person",)))


@tracked
class UnknownSiblings(Edge):
    """That someone has brothers or sisters, and nobody knows who they are: until they become known (peers.md §3 A 1).

    How many, and by which parent, is as little known.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="unknown_siblings")

    objects = UnknownSiblingsQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("said_by", "unknown_siblings_by_sayer")]
        constraints = [
            not_empty("unknown_siblings_have_a_day"),
            ExclusionConstraint(
                name="unknown_siblings_once",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_(
                    "It is written down already that they have brothers or sisters, not known who."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, brothers or sisters not known"


def _birthday(person: Person) -> date | None:
    return person.date_of_birth if person.dob_precision == Precision.DAY else None
