"""Writing down several things of a family at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from accounts.history import action
from accounts.models import User
from families.actions.merging import say_not_same
from families.actions.people import add_member, add_person, begin_family
from families.models import Family, FamilyMembership, Person
from families.periods import Period


@dataclass(frozen=True, slots=True)
class NewMember:
    """Someone to be written down in a family. `about` holds more fields of `Person`, if they are known."""

    known_as: str
    role: FamilyMembership.Role = FamilyMembership.Role.RELATIVE
    about: dict[str, Any] = field(default_factory=dict)
    is_none_of: tuple[Person, ...] = ()
    """Who was there already and looks like them, and is not them: that is remembered."""


@dataclass(frozen=True, slots=True)
class KnownMember:
    """Someone who is written down already, and as what they belong to a family."""

    person: Person
    role: FamilyMembership.Role


Member = NewMember | KnownMember


@action
def begin_family_with(*, people: Iterable[Member], by: User, **family_facts: Any) -> Family:
    """Begin a family together with its first people; of itself it says what `begin_family` takes."""
    family = begin_family(**family_facts, by=by)
    for one in people:
        if isinstance(one, KnownMember):
            add_member(family=family, person=one.person, role=one.role, by=by)
        else:
            add_new_member(family=family, new=one, by=by)
    return family


@action
def add_new_member(*, family: Family, new: NewMember, by: User) -> Person:
    """Write down a person who was just mentioned, and that they belong to a family."""
    person = add_person(known_as=new.known_as, by=by, **new.about)
    add_member(family=family, person=person, role=new.role, by=by)
    for other in new.is_none_of:
        say_not_same(one=person, other=other, by=by)
    return person


@action
def add_to_family(*, family: Family, who: Person | NewMember, role: FamilyMembership.Role, by: User) -> Person:
    """Say that someone belongs to a family: a person who is written down already, or one who now is."""
    if isinstance(who, NewMember):
        return add_new_member(family=family, new=replace(who, role=role), by=by)
    return add_member(family=family, person=who, role=role, by=by).person


@action
def place_person(
    *,
    person: Person,
    role: FamilyMembership.Role,
    family: Family | None = None,
    name: str = "",
    period: Period | None = None,
    by: User,
) -> FamilyMembership:
    """Put a person into a family, or into one that begins with them and is called `name` (domain.md §8.5, *Intake*)."""
    return add_member(family=family or begin_family(name=name, by=by), person=person, role=role, period=period, by=by)
