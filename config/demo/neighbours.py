"""The other families: Brandt, who want a change; Okafor and Silva, who share; Osei, whose plan has been looked back at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from config.demo.calendar import Calendar
from config.demo.staff import family_sign_in
from families.actions import access, births, contact, kinship, losses, people
from families.models import (
    Confidence,
    Family,
    FamilyMembership,
    Involvement,
    MultipleBirth,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    Precision,
    PregnancyLoss,
    SiblingLink,
)

WOMAN, MAN = Person.Gender.WOMAN_GIRL, Person.Gender.MAN_BOY
Role, Basis = FamilyMembership.Role, Parentage.Basis


@dataclass(frozen=True, slots=True)
class Household:
    """A family of the demo and its people by name."""

    family: Family
    people: Mapping[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a family: name, gender, birth, place in the family, and more of the person."""

    name: str
    gender: Person.Gender
    born: date
    role: FamilyMembership.Role
    more: Mapping[str, Any]


def brandt(calendar: Calendar, coach: User) -> Household:
    """Petra and her two children; Ilse, her mother, lives across the road."""
    day = calendar.day
    home = _household(
        "Brandt",
        coach,
        [
            Member("Petra", WOMAN, day(1992, 2, 9), Role.PARENT_CARER, {}),
            Member("Leon", MAN, day(2016, 10, 1), Role.CHILD, {}),
            Member("Nora", WOMAN, day(2019, 5, 17), Role.CHILD, {}),
            Member("Ilse", WOMAN, day(1964, 8, 30), Role.RELATIVE, {"also_known_as": ["Oma"]}),
        ],
    )
    for parent, child in (("Petra", "Leon"), ("Petra", "Nora"), ("Ilse", "Petra")):
        kinship.record_parent(parent=home[parent], child=home[child], basis=Basis.BIRTH, by=coach)
    _live_together(home, ("Petra", "Leon", "Nora"), "22 Elm Close\nLarkfield", coach)
    people.give_account(person=home["Petra"], user=family_sign_in(home.family.organisation, "Petra"), by=coach)
    return home


def okafor(calendar: Calendar, coach: User) -> Household:
    """Grace and Femi, and their two."""
    day = calendar.day
    home = _household(
        "Okafor",
        coach,
        [
            Member("Grace", WOMAN, day(1981, 3, 3), Role.PARENT_CARER, {}),
            Member("Femi", MAN, day(1979, 11, 26), Role.PARENT_CARER, {}),
            Member("Tobi", MAN, day(2011, 7, 14), Role.CHILD, {}),
            Member("Adaeze", WOMAN, day(2014, 12, 8), Role.CHILD, {}),
        ],
    )
    _couple(home, "Grace", "Femi", calendar.since(2006, 6, 17), coach)
    _parents(home, ("Grace", "Femi"), ("Tobi", "Adaeze"), coach)
    _live_together(home, ("Grace", "Femi", "Tobi", "Adaeze"), "7 Orchard Way\nLarkfield", coach)
    people.give_account(person=home["Grace"], user=family_sign_in(home.family.organisation, "Grace"), by=coach)
    return home


def silva(calendar: Calendar, coach: User) -> Household:
    """Rosa and Marco, and Lia."""
    day = calendar.day
    home = _household(
        "Silva",
        coach,
        [
            Member("Rosa", WOMAN, day(1984, 1, 22), Role.PARENT_CARER, {"languages": ["English", "Portuguese"]}),
            Member("Marco", MAN, day(1983, 9, 5), Role.PARENT_CARER, {"languages": ["English", "Portuguese"]}),
            Member("Lia", WOMAN, day(2015, 4, 27), Role.CHILD, {}),
        ],
    )
    _couple(home, "Rosa", "Marco", calendar.since(2012, 5, 12), coach)
    _parents(home, ("Rosa", "Marco"), ("Lia",), coach)
    _live_together(home, ("Rosa", "Marco", "Lia"), "41 Station Road\nLarkfield", coach)
    return home


def hughes(calendar: Calendar, coach: User) -> Household:
    """Dan and Neil, and Sam, whom they adopted."""
    day = calendar.day
    home = _household(
        "Hughes",
        coach,
        [
            Member("Dan", MAN, day(1980, 5, 5), Role.PARENT_CARER, {}),
            Member("Neil", MAN, day(1982, 10, 19), Role.PARENT_CARER, {}),
            Member("Sam", MAN, day(2013, 3, 30), Role.CHILD, {}),
        ],
    )
    _couple(home, "Dan", "Neil", calendar.since(2014, 8, 2), coach)
    for parent in ("Dan", "Neil"):
        kinship.record_parent(parent=home[parent], child=home["Sam"], basis=Basis.ADOPTIVE, by=coach)
    return home


def seeking(name: str, mother: str, child: str, calendar: Calendar, coach: User) -> Household:
    """A mother and a child who want something to change."""
    home = _household(
        name,
        coach,
        [
            Member(mother, WOMAN, calendar.day(1994, 4, 4), Role.PARENT_CARER, {}),
            Member(child, WOMAN, calendar.day(2017, 9, 9), Role.CHILD, {}),
        ],
    )
    kinship.record_parent(parent=home[mother], child=home[child], basis=Basis.BIRTH, by=coach)
    return home


def osei(calendar: Calendar, worker: User, manager: User) -> Household:
    """Kwame lives with his grandfather Kofi; his mother Abena sees him every week; Ama is Kofi’s twin; Pru fostered him before."""
    day = calendar.day
    home = _household(
        "Osei",
        worker,
        [
            Member("Kwame", MAN, day(2014, 6, 19), Role.CHILD, {}),
            Member("Abena", WOMAN, day(1993, 10, 10), Role.PARENT_CARER, {}),
            Member("Kofi", MAN, day(1963, 2, 28), Role.RELATIVE, {"also_known_as": ["Papa Kofi"]}),
            Member("Esi", WOMAN, day(1966, 7, 1), Role.RELATIVE, {"date_of_death": day(2021, 11, 3)}),
            Member("Ama", WOMAN, day(1963, 2, 28), Role.RELATIVE, {}),
            Member("Pru", WOMAN, day(1970, 12, 12), Role.OTHER_ADULT, {}),
        ],
        since=day(2025, 9, 8),
    )
    _who_is_who_to_kwame(home, calendar, worker)
    _live_together(home, ("Kwame", "Kofi"), "58 Tanner Street\nLarkfield", worker)
    access.begin_involvement(
        family=home.family,
        practitioner=manager.practitioner,
        role=Involvement.Role.DECISION_MAKER,
        period=calendar.since(2025, 9, 8),
        by=worker,
    )
    people.give_account(person=home["Abena"], user=family_sign_in(home.family.organisation, "Abena"), by=worker)
    return home


def _who_is_who_to_kwame(home: Household, calendar: Calendar, by: User) -> None:
    day = calendar.day
    kinship.record_siblings(one=home["Kofi"], other=home["Ama"], kind=SiblingLink.Kind.FULL, by=by)
    not_identical = MultipleBirth.Identical.NO
    births.record_born_together(one=home["Kofi"], other=home["Ama"], identical=not_identical, by=by)
    # Abena said that it is part of their story.
    losses.record_pregnancy_loss(
        person=home["Abena"],
        kind=PregnancyLoss.Kind.MISCARRIAGE,
        happened_on=day(2018, 3, 1),
        precision=Precision.MONTH,
        wants_drawn=PregnancyLoss.WantsDrawn.YES,
        by=by,
    )
    births.record_unknown_siblings(person=home["Kwame"], confidence=Confidence.BELIEVED, said_by=home["Kwame"], by=by)
    for parent, child in (("Abena", "Kwame"), ("Kofi", "Abena"), ("Esi", "Abena")):
        kinship.record_parent(parent=home[parent], child=home[child], basis=Basis.BIRTH, by=by)
    fostered, cared_for = calendar.between(day(2023, 4, 2), day(2024, 8, 30)), calendar.since(2024, 8, 30)
    for carer, basis, period in (("Pru", Basis.FOSTER, fostered), ("Kofi", Basis.KINSHIP_CARER, cared_for)):
        kinship.record_parent(parent=home[carer], child=home["Kwame"], basis=basis, period=period, by=by)
    kinship.record_partnership(
        one=home["Kofi"],
        other=home["Esi"],
        kind=Partnership.Kind.MARRIED,
        period=calendar.between(day(1989, 8, 12), day(2021, 11, 3)),
        end_kind=Partnership.EndKind.DEATH,
        by=by,
    )
    kinship.record_responsibility(
        holder=home["Abena"],
        child=home["Kwame"],
        basis=ParentalResponsibility.Basis.MOTHER_AT_BIRTH,
        status=ParentalResponsibility.Status.CONFIRMED,
        by=by,
    )


def _household(name: str, by: User, members: list[Member], *, since: date | None = None) -> Household:
    family = people.begin_family(name=name, alongside_since=since, by=by)
    made = {}
    for member in members:
        person = people.add_person(
            known_as=member.name, gender=member.gender, date_of_birth=member.born, **member.more, by=by
        )
        people.add_member(family=family, person=person, role=member.role, by=by)
        made[member.name] = person
    return Household(family, made)


def _couple(home: Household, one: str, other: str, period: Any, by: User) -> None:
    kinship.record_partnership(one=home[one], other=home[other], kind=Partnership.Kind.MARRIED, period=period, by=by)


def _parents(home: Household, parents: tuple[str, ...], children: tuple[str, ...], by: User) -> None:
    for parent in parents:
        for child in children:
            kinship.record_parent(parent=home[parent], child=home[child], basis=Basis.BIRTH, by=by)


def _live_together(home: Household, names: tuple[str, ...], lines: str, by: User) -> None:
    address = contact.write_address(lines=lines, by=by)
    for name in names:
        contact.move_in(person=home[name], address=address, by=by)
