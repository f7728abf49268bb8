"""Who is near someone: whom they may be tied to, and where those live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from families.models import (
    Address,
    Agency,
    Confidence,
    FamilyMembership,
    MultipleBirth,
    Parentage,
    Person,
    Residence,
    SiblingLink,
)
from families.queries.families import family_ids

LINEAGE = (Parentage.Basis.BIRTH, Parentage.Basis.ADOPTIVE)
BY_BIRTH = (Parentage.Basis.BIRTH,)


def people_near(person: Person, user: User) -> QuerySet[Person]:
    """Who may be tied to a person: everyone who is or was in a family with them."""
    return family_of(person, user).exclude(pk=person.pk)


def family_of(person: Person, user: User) -> QuerySet[Person]:
    """The same and the person themselves: who may have said something of them."""
    fellows = FamilyMembership.objects.visible_to(user).filter(family__in=family_ids(person, user)).values("person")
    return Person.objects.visible_to(user).filter(pk__in=fellows).order_by("sort_key", "pk")


def partners_near(person: Person, user: User) -> QuerySet[Person]:
    """Who may be tied to a person as a partner: of those near them all but whose child or parent they are, as this user may see it."""
    return _near_but_in_line(person, user, LINEAGE)


def siblings_near(person: Person, user: User) -> QuerySet[Person]:
    """The same as a brother or sister: of those near them all but whose child or parent by birth they are. Whoever adopts a brother or
    sister stays one.
    """
    return _near_but_in_line(person, user, BY_BIRTH)


def _near_but_in_line(person: Person, user: User, basis: Sequence[Parentage.Basis]) -> QuerySet[Person]:
    lineage = _lineage(user, basis)
    parents, children = lineage.filter(child=person).values("parent"), lineage.filter(parent=person).values("child")
    return people_near(person, user).exclude(pk__in=parents).exclude(pk__in=children)


def _lineage(user: User, basis: Sequence[Parentage.Basis] = LINEAGE) -> QuerySet[Parentage]:
    return Parentage.objects.visible_to(user).exclude(confidence=Confidence.DISPUTED).filter(basis__in=basis)


def is_in_line(one: Person, other: Person, user: User) -> bool:
    """Whether one of two is the other's parent by birth, as this user may see it."""
    lineage = _lineage(user, BY_BIRTH)
    return lineage.filter(Q(parent=one, child=other) | Q(parent=other, child=one)).exists()


def share_a_parent(one: Person, other: Person, user: User) -> bool:
    """Whether two are siblings by a parent who is written down, as this user may see it."""
    lineage = _lineage(user)
    return lineage.filter(child=other, parent__in=lineage.filter(child=one).values("parent")).exists()


def addresses_near(person: Person, user: User) -> QuerySet[Address]:
    """The homes of those near a person that the user may see, and of the person."""
    homes = Residence.objects.visible_to(user).filter(person__in=people_near(person, user).order_by().values("pk"))
    own = Residence.objects.visible_to(user).filter(person=person)
    return Address.objects.filter(residences__in=homes | own).distinct().order_by("lines", "pk")


def councils_here(user: User) -> QuerySet[Agency]:
    """The councils that are written down, of which one may share parental responsibility by an order."""
    return Agency.objects.visible_to(user).filter(sector=Agency.Sector.COUNCIL).order_by("name", "pk")


def parents_of(person: Person, user: User) -> QuerySet[Parentage]:
    """Those of whom someone is the child by birth or adoption today, as this user may see it."""
    edges = Parentage.objects.visible_to(user).current().filter(child=person, basis__in=LINEAGE)
    return edges.select_related("parent").order_by("parent__sort_key", "pk")


def siblings_of(person: Person, user: User) -> QuerySet[Person]:
    """Those who have a parent with someone, or a link as a sibling, as this user may see it; but for whom they were born together
    with, as is written down already."""
    lineage = _lineage(user)
    links = SiblingLink.objects.visible_to(user)
    births = MultipleBirth.objects.visible_to(user).standing()
    is_sibling = Q(pk__in=lineage.filter(parent__in=lineage.filter(child=person).values("parent")).values("child"))
    siblings = Person.objects.visible_to(user).filter(is_sibling | _at_the_other_end(links, person))
    return siblings.exclude(_at_the_other_end(births, person)).exclude(pk=person.pk).order_by("sort_key", "pk")


def _at_the_other_end(pairs: QuerySet[Any], person: Person) -> Q:
    return Q(pk__in=pairs.filter(a=person).values("b")) | Q(pk__in=pairs.filter(b=person).values("a"))
