"""What the pages read on which two people are found to be one, or two (domain.md §13, story 33)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from families.models import (
    Address,
    EntryPerson,
    Family,
    FamilyMembership,
    NotSamePerson,
    Parentage,
    Person,
    PersonAccount,
    PersonMerge,
    PersonName,
    RecordSubject,
)
from families.models.merging import PersonMergeQuerySet
from families.paging import Page, page_of
from families.queries.alike import people_like
from families.queries.history import FACTS
from families.queries.merge_plan import Row, rows_visible_to
from families.queries.reconciling import plan_of
from families.queries.telling_apart import told_apart

NAMED = {Person, Family, Address}
HOLDS: Sequence[tuple[Any, str]] = [
    (FamilyMembership, "person"),
    (PersonAccount, "person"),
    (Parentage, "parent"),
    (Parentage, "child"),
    (RecordSubject, "person"),
    (EntryPerson, "person"),
]
"""What is counted to tell which of two holds more."""
SIGN_IN = _("Their sign-in")
ELSE = _("What else is written about them")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as they stand side by side."""

    person: Person
    families: Sequence[Family]
    names: Sequence[str]
    called: str


@dataclass(frozen=True, slots=True)
class Lines:
    """What of one kind would become of theirs, in words."""

    kind: str | Promise
    told: Sequence[str]
    people: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become of two people, as far as the reader may see it."""

    sides: Sequence[Side]
    moves: Sequence[Lines]
    set_aside: Sequence[Lines]
    refusals: Sequence[str]
    people: Sequence[UUID]
    families: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Pair:
    """Someone who may be this person, and which of the two it is proposed to keep."""

    one: Person
    kept: UUID
    merged: UUID


@dataclass(frozen=True, slots=True)
class SameAs:
    """Whom someone may be, of whom it was said that they are two, and who was found to be this person."""

    person: Person
    alike: Sequence[Pair]
    two: Sequence[Person]
    merges: Sequence[PersonMerge]

    @property
    def people(self) -> list[UUID]:
        return [one.pk for one in (self.person, *(pair.one for pair in self.alike), *self.two)]

    @property
    def families(self) -> list[UUID]:
        return [membership.family_id for pair in self.alike for membership in pair.one.memberships.all()]


def same_as(pk: UUID, user: User) -> SameAs:
    """In a fixed number of queries."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    said = NotSamePerson.objects.visible_to(user).standing().filter(Q(a=person) | Q(b=person))
    pairs = said.select_related("a", "b").order_by("pk")
    return SameAs(
        person,
        _pairs(person, people_like(user, person), user),
        [pair.b if pair.a_id == person.pk else pair.a for pair in pairs],
        list(_merges(user).standing().filter(kept=person).order_by("-pk")),
    )


def _pairs(person: Person, alike: Sequence[Person], user: User) -> list[Pair]:
    """It is proposed to keep whom more is written of, as far as the reader may see it; this person where it is as much."""
    held = _held([person, *alike], user) if alike else Counter()
    return [
        Pair(one, one.pk, person.pk) if held[one.pk] > held[person.pk] else Pair(one, person.pk, one.pk)
        for one in alike
    ]


def _held(people: Sequence[Person], user: User) -> Counter[UUID]:
    """One query."""
    pks = [person.pk for person in people]
    first, *others = [
        model.objects.visible_to(user).filter(**{f"{column}__in": pks}).values_list(column, flat=True)
        for model, column in HOLDS
    ]
    return Counter(first.union(*others, all=True))


def merges(user: User, cursor: str = "") -> Page[PersonMerge]:
    """Who was found to be whom, the newest first, undone or not."""
    return page_of(_merges(user), ("-pk",), cursor=cursor)


def merge_to_undo(pk: UUID, user: User) -> PersonMerge:
    return get_object_or_404(_merges(user), pk=pk)


def _merges(user: User) -> PersonMergeQuerySet:
    return PersonMerge.objects.visible_to(user).select_related("kept", "merged", "created_by", "undone_by")


def kept_person(pk: UUID, user: User) -> Person:
    """Who someone was found to be, for who may see that person; to everyone else there is nobody (domain.md §9.7)."""
    kept = Person.objects.visible_to(user).filter(merged_people=pk).first()
    if kept is None:
        raise Http404
    return kept


def preview(kept: Person, merged: Person, user: User) -> Preview:
    """What would be moved and what is there twice. Of what the reader may not see, nothing."""
    plan = plan_of(kept, merged)
    sides = _sides((kept, merged), user)
    moves = _told([row for row in plan.moved if not row.is_kepts], user)
    set_aside = _told([one.row for one in plan.set_aside], user)
    return Preview(
        sides=sides,
        moves=moves,
        set_aside=set_aside,
        refusals=plan.refusals_for(user),
        people=list({kept.pk, merged.pk, *(pk for lines in (*moves, *set_aside) for pk in lines.people)}),
        families=[family.pk for side in sides for family in side.families],
    )


def _sides(people: Iterable[Person], user: User) -> list[Side]:
    pks = [person.pk for person in people]
    memberships = FamilyMembership.objects.visible_to(user).select_related("family").order_by("pk")
    names = PersonName.objects.visible_to(user).order_by("pk")
    found = Person.objects.prefetch_related(Prefetch("memberships", memberships), Prefetch("names", names)).in_bulk(pks)
    both = [found[pk] for pk in pks]
    goes_by = [list(dict.fromkeys(name.text for name in person.names.all())) for person in both]
    return [
        Side(person, list(dict.fromkeys(one.family for one in person.memberships.all())), theirs, called)
        for person, theirs, called in zip(both, goes_by, told_apart(both, goes_by), strict=True)
    ]


def _told(rows: Sequence[Row], user: User) -> list[Lines]:
    """By kind; of what other rooms hold, only how many."""
    kinds = {model: kind for model, (kind, _relations) in FACTS.items() if model is not Person}
    kinds[PersonAccount] = SIGN_IN
    seen = list(rows_visible_to(rows, user))
    lines = []
    for model, kind in kinds.items():
        theirs = [row for row in seen if row.table.model is model]
        if theirs:
            people = {getattr(row.row, column) for row in theirs for column in row.table.columns} - {None}
            named = [field.name for field in model._meta.local_fields if field.related_model in NAMED]
            told = model.objects.filter(pk__in=[row.pk for row in theirs]).select_related(*named).order_by("pk")
            lines.append(Lines(kind, [str(row) for row in told], list(people)))
    others = sum(row.table.model not in {*kinds, NotSamePerson} for row in seen)
    said = ngettext("%(count)d thing", "%(count)d things", others) % {"count": others}
    return [*lines, Lines(ELSE, [said])] if others else lines
