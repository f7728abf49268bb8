"""Who may be someone who is written down already: by name, by how it sounds, and by the date of birth (domain.md §10.1, 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Greatest, Least

from accounts.models import User
from database import clock
from families.made_up_names import MADE_UP, is_made_up
from families.models import (
    AccessBlock,
    ExternalIdentifier,
    FamilyMembership,
    MultipleBirth,
    NotSamePerson,
    Person,
    PersonName,
    Precision,
    Restriction,
    door,
    people_not_unseen_by,
)
from families.models.unseen import among

Scheme = ExternalIdentifier.Scheme
MOST_ALIKE = 5
CANDIDATES = 200
LEAST_LETTERS = 2
ONE_LETTER = 1
"""The grade of `kith_names_alike` for a name that is the same, begins the same or has one letter wrong."""
A_YEAR, ABOUT_A_YEAR = 1, 10
"""By how much a year of birth may be another, and one that is only about right."""
A_GENERATION = 15
"""By how many years someone is no baby’s age whatever was mistyped: a namesake of that age is another person."""
BORN_COUNTS = 10
"""More than any grade of a name."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of someone who may be known: their names, and the date of birth where it is known to the day; else the year, and
    by how many it may be another. Of a baby who is not born yet it is the year in which they are due.
    """

    known_as: str
    given_name: str = ""
    family_name: str = ""
    born: date | None = None
    year: int | None = None
    give: int = A_YEAR

    @property
    def names(self) -> list[str]:
        """What they may be written down as."""
        full = f"{self.given_name} {self.family_name}".strip()
        said = dict.fromkeys(name.strip()[:200] for name in (self.known_as, full))
        return [name for name in said if len(name) >= LEAST_LETTERS and "\x00" not in name and not is_made_up(name)]

    @property
    def is_a_baby(self) -> bool:
        """Whether they were born this year or the last, or are not born yet."""
        return self.year is not None and self.year >= babies_since()

    @property
    def apart(self) -> int:
        """From a baby by how many years someone is surely another. Of any other two a year may be mistyped."""
        return max(self.give, A_GENERATION)

    @property
    def full_name(self) -> str:
        """The whole name; empty unless there are two parts of it at least."""
        full = f"{self.given_name} {self.family_name}" if self.given_name and self.family_name else self.known_as
        return full.strip() if len(full.split()) >= 2 and "\x00" not in full else ""


def babies_since() -> int:
    """In which year whoever is a baby was born at the earliest."""
    return clock.today().year - 1


def told_of(person: Person) -> Told:
    """The same of someone who is written down."""
    names = person.known_as, person.given_name, person.family_name
    return told_as(*names, person.date_of_birth, precision=person.dob_precision, expected=person.expected_date)


def told_as(
    known_as: str,
    given_name: str,
    family_name: str,
    born: date | None,
    *,
    precision: str,
    expected: date | None = None,
) -> Told:
    """The same of what is said of them one by one. `expected`: when a baby is due."""
    if born is None and expected:
        return Told(known_as, given_name, family_name, None, expected.year)
    if born is None or precision == Precision.DAY:
        return Told(known_as, given_name, family_name, born, born.year if born else None)
    give = ABOUT_A_YEAR if precision == Precision.ABOUT else A_YEAR
    return Told(known_as, given_name, family_name, None, born.year, give)


def people_alike(user: User, told: Told) -> list[Person]:
    """At most five people whom the user may see and who may be this one, the likeliest first. Each has `.memberships.all()` of the
    families that the user may see. Three queries.
    """
    return _with_families(ids_of_people_alike(user, told), user)


def ids_of_people_alike(user: User, told: Told) -> list[UUID]:
    """The same as ids. One query."""
    return _ids(user, told, Q())


def people_like(user: User, person: Person) -> list[Person]:
    """The same for someone who is written down, but for those of whom it was said that they are two, and for whoever was born together
    with them, as far as the user may see that.
    """
    births = MultipleBirth.objects.visible_to(user).standing().undisputed()
    said: tuple[QuerySet[Any], ...] = (NotSamePerson.objects.standing(), births)
    one, *more = [
        rows.filter(**{end: person}).values(other) for rows in said for end, other in (("a", "b"), ("b", "a"))
    ]
    two = one.union(*more, all=True)
    but = Q(person=person.pk) | among("person__id", two)
    return _with_families(_ids(user, told_of(person), but, _numbered_otherwise(user, person)), user)


def _numbered_otherwise(user: User, person: Person) -> Exists:
    """That other systems have another number for someone than for this person."""
    numbers = ExternalIdentifier.objects.visible_to(user).current().exclude(scheme=Scheme.FORMER_UPN)
    theirs = numbers.filter(person=person, scheme=OuterRef("scheme"))
    return Exists(
        numbers.filter(
            Exists(theirs.exclude(value=OuterRef("value"))),
            ~Exists(theirs.filter(value=OuterRef("value"))),
            person=OuterRef("person"),
        )
    )


def may_be_known(user: User, told: Told) -> UUID | None:
    """Someone beyond the user's sight who has this whole name and was born on this very day.

    Never anyone who is restricted, kept from someone or from whom someone is kept; nor whom the user knows from their own life.
    """
    if user.kind != User.Kind.STAFF or not told.full_name or told.born is None:
        return None
    goes_by = PersonName.objects.filter(person=OuterRef("pk"), is_restricted=False, search_key=_key(told.full_name))
    blocks = AccessBlock.objects.in_force()
    kept = Exists(Restriction.objects.in_force().filter(person=OuterRef("pk")))
    apart = Exists(blocks.filter(Q(protected_person=OuterRef("pk")) | Q(viewer_person=OuterRef("pk"))))
    born = Person.objects.filter(date_of_birth=told.born, dob_precision=Precision.DAY, merged_into__isnull=True)
    beyond = born.filter(Exists(goes_by), ~kept, ~apart, people_not_unseen_by(user, "pk"))
    beyond = beyond.exclude(pk__in=Person.objects.visible_to(user).values("pk"))
    return beyond.order_by("pk").values_list("pk", flat=True).first()


def _ids(user: User, told: Told, but: Q, is_another: Exists | None = None) -> list[UUID]:
    """`is_another`: what else speaks against a candidate; then the name must be nearly the same, and no birthday another."""
    if not told.names:
        return []
    names = _candidates(user, told).exclude(but).exclude(text__regex=MADE_UP)
    against = BoolOr(_case(Q(is_another))) if is_another else Value(value=False)
    found = (
        names.values("person")
        .annotate(grade=Min(_first(told, "kith_names_alike", IntegerField())), is_like=_any_touch(told), **_born(told))
        .annotate(is_numbered_otherwise=against)
        .filter(Q(is_of_another_age=False))
        .filter(Q(is_numbered_otherwise=False) | Q(grade__lte=ONE_LETTER, is_elsewhen=False))
        .filter(
            Q(grade__lte=ONE_LETTER) | Q(grade__isnull=False, is_elsewhen=False) | Q(is_like=True, is_same_day=True)
        )
        .annotate(rank=_rank())
        .order_by("rank", "person__sort_key", "person")
    )
    return list(found.values_list("person", flat=True)[:MOST_ALIKE])


def _candidates(user: User, told: Told) -> QuerySet[PersonName]:
    """The names of those whom the user may see; intake and other systems may see too many to read each."""
    names, intake = PersonName.objects.visible_to(user), door.does_intake(user)
    if not intake and user.kind != User.Kind.CLIENT:
        return names
    near = RawSQL("SELECT kith_sec.people_alike(%s, %s, %s, %s)", (told.names[-1], told.born, CANDIDATES, intake))
    if not intake:
        return names.filter(person__in=near)
    own = FamilyMembership.objects.visible_to(user).values("person")
    return names.filter(Q(person__in=near) | Q(person__in=own))


def _first(told: Told, function: str, field: Any) -> Any:
    """The best that a name answers to any of those that were said."""
    asked = [
        Func(_key(name), F("search_key"), function=f"public.{function}", output_field=field) for name in told.names
    ]
    return Least(*asked) if len(asked) > 1 else asked[0]


def _any_touch(told: Told) -> BoolOr:
    touching = [
        Func(_key(name), F("search_key"), function="public.kith_names_touch", output_field=BooleanField())
        for name in told.names
    ]
    return BoolOr(Greatest(*touching) if len(touching) > 1 else touching[0])


def _born(told: Told) -> dict[str, Any]:
    """Whether they were born on the same day, or at another time as far as both are known; neither where that is not known. And whether
    they are so much older than a baby that they are surely another.
    """
    is_known = Q(person__date_of_birth__isnull=False)
    to_the_day = is_known & Q(person__dob_precision=Precision.DAY)
    same = Q(person__date_of_birth=told.born) if told.born else Q(pk__in=())
    other = ~same & to_the_day if told.born else Q(pk__in=())
    if told.year:
        other |= is_known & ~_about(told.year, told.give)
        other |= _due_in_another(told.year, told.give)
    return {
        "is_same_day": BoolOr(_case(same & to_the_day)),
        "is_elsewhen": BoolOr(_case(other)),
        "is_of_another_age": BoolOr(_case(_of_another_age(told))),
    }


def _due_in_another(year: int, give: int) -> Q:
    due = Q(person__date_of_birth__isnull=True, person__expected_date__isnull=False)
    return due & ~Q(person__expected_date__year__range=(year - give, year + give))


def _of_another_age(told: Told) -> Q:
    """Either of the two is a baby, and the other is not of that age by far."""
    if not told.year:
        return Q(pk__in=())
    born_far = Q(person__date_of_birth__isnull=False) & ~_about(told.year, told.apart)
    if told.is_a_baby:
        return born_far
    return (Q(person__date_of_birth__year__gte=babies_since()) & born_far) | _due_in_another(told.year, told.apart)


def _about(year: int, give: int) -> Q:
    most = max(give, ABOUT_A_YEAR)
    return Q(person__date_of_birth__year__range=(year - give, year + give)) | Q(
        person__dob_precision=Precision.ABOUT, person__date_of_birth__year__range=(year - most, year + most)
    )


def _case(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())


def _rank() -> Any:
    """The same day of birth first, another last; and then by how well a name fits."""
    born = Case(When(is_same_day=True, then=-BORN_COUNTS), When(is_elsewhen=True, then=BORN_COUNTS), default=0)
    return born + Coalesce(F("grade"), Value(BORN_COUNTS - 1))


def _key(name: str) -> Func:
    return Func(Value(name), function="public.kith_search_key")


def _with_families(order: list[UUID], user: User) -> list[Person]:
    if not order:
        return []
    memberships = FamilyMembership.objects.visible_to(user).current().select_related("family").order_by("pk")
    people = Person.objects.visible_to(user).prefetch_related(Prefetch("memberships", memberships)).in_bulk(order)
    return [people[pk] for pk in order if pk in people]
