"""Writing down families, their people and who belongs to which, when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import Locality, User
from accounts.roles import Role
from accounts.versions import refuse_stale
from database import clock
from families.actions.access import begin_involvement
from families.imports.told import ToldPerson
from families.models import (
    Family,
    FamilyMembership,
    Involvement,
    Parentage,
    Person,
    PersonAccount,
    PersonBackground,
    PersonName,
)
from families.periods import Period, always, since, until

BEGINS_AS = {
    Role.SOCIAL_WORKER: Involvement.Role.LEAD_WORKER,
    Role.TEAM_MANAGER: Involvement.Role.TEAM_MANAGER,
    Role.FAMILY_COACH: Involvement.Role.FAMILY_COACH,
}
"""How someone is involved in a family that they begin, by the first of their roles that says."""


@action
def begin_family(
    *,
    name: str,
    locality: Locality | None = None,
    good_to_know: str = "",
    alongside_since: date | None = None,
    by: User,
) -> Family:
    """Begin a family; whoever does is alongside it from today, or has been for longer (domain.md §8.5, *Intake*)."""
    begun = alongside_since or clock.today()
    if begun > clock.today():
        raise ValidationError({"alongside_since": _("That day is still to come. Leave it empty if you begin today.")})
    family = Family(
        organisation=by.organisation, name=name, locality=locality, good_to_know=good_to_know, created_by=by
    )
    family.full_clean()
    family.save()
    if practitioner := getattr(by, "practitioner", None):
        begin_involvement(family=family, practitioner=practitioner, role=begins_as(by), period=since(begun), by=by)
    return family


def begins_as(user: User) -> Involvement.Role:
    """How someone is involved in a family that they begin."""
    return next((BEGINS_AS[Role(role)] for role in user.roles if role in BEGINS_AS), Involvement.Role.OTHER)


@action
def change_family(*, family: Family, row_version: int, by: User, **fields: Any) -> Family:
    """Change what a family is called and what is good to know, unless someone else has meanwhile."""
    locked = Family.objects.select_for_update().get(pk=family.pk)
    refuse_stale(locked, row_version)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=[*fields])
    return locked


@action
def add_person(*, known_as: str, also_known_as: list[str] | None = None, by: User, **fields: Any) -> Person:
    """Write down a person and the names that they are found by."""
    person = Person(organisation=by.organisation, known_as=known_as, created_by=by, **fields)
    person.full_clean()
    person.save()
    for text, kind in names_found_by(person):
        add_name(person=person, text=text, kind=kind, by=by)
    for nickname in also_known_as or ():
        add_name(person=person, text=nickname, kind=PersonName.Kind.NICKNAME, by=by)
    return person


LEFT_BEHIND = (PersonName.Kind.BIRTH, PersonName.Kind.PREVIOUS)


def is_theirs_to_tell(person: Person, kind: str, by: User) -> bool:
    """Whether a name is kept from others where nobody says whether it is: one that was left behind, of someone who was adopted, or
    whose gender is another than the sex that other systems hold (domain.md §11.1). By what the writer may see: no answer tells of an
    adoption.
    """
    if kind not in LEFT_BEHIND:
        return False
    adoptions = Parentage.objects.visible_to(by).filter(child=person, basis=Parentage.Basis.ADOPTIVE)
    return is_another_gender(person) or adoptions.exists()


def is_another_gender(person: Person | ToldPerson) -> bool:
    """Whether the gender that is written of them is another than their sex would say."""
    genders: dict[str, str] = {Person.Sex.FEMALE: Person.Gender.WOMAN_GIRL, Person.Sex.MALE: Person.Gender.MAN_BOY}
    said = genders.get(person.sex)
    return said is not None and person.gender not in {said, Person.Gender.NOT_RECORDED, ""}


def keep_what_was_left_behind(person: Person) -> None:
    """Whoever wrote a former name down before that was known said nothing of it."""
    for name in person.names.filter(kind__in=LEFT_BEHIND, is_restricted=False).select_for_update():
        name.is_restricted = True
        name.save(update_fields=["is_restricted"])


def names_found_by(person: Person | ToldPerson) -> list[tuple[str, PersonName.Kind]]:
    """The names that follow from what is written of a person: what they are known as, and the whole name where it is another."""
    full = whole_name(person)
    legal = [(full, PersonName.Kind.LEGAL)] if full and full != person.known_as else []
    return [(person.known_as, PersonName.Kind.KNOWN_AS), *legal]


def whole_name(person: Person | ToldPerson) -> str:
    """Their given and their family name, as far as they are written down."""
    return f"{person.given_name} {person.family_name}".strip()


@action
def add_name(
    *,
    person: Person,
    text: str,
    kind: PersonName.Kind,
    period: Period | None = None,
    is_restricted: bool | None = None,
    by: User,
) -> PersonName:
    """Write down a name that someone goes or went by; `is_restricted` None: as `is_theirs_to_tell`."""
    name = PersonName(
        organisation=by.organisation, person=person, text=text, kind=kind, period=period or always(), created_by=by
    )
    name.is_restricted = is_theirs_to_tell(person, kind, by) if is_restricted is None else is_restricted
    name.full_clean()
    name.save()
    return name


@action
def end_name(*, name: PersonName, on: date, row_version: int | None = None, by: User) -> PersonName:
    """Say that someone no longer goes by a name; they are still found by it."""
    locked = PersonName.objects.select_for_update().get(pk=name.pk)
    refuse_stale(locked, row_version)
    locked.period = until(locked.period, on)
    locked.full_clean()
    locked.save(update_fields=["period"])
    return locked


@action
def change_person(*, person: Person, row_version: int, by: User, **fields: Any) -> Person:
    """Change what is written of a person, unless someone else has meanwhile. A new known-as name ends the old one."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    refuse_stale(locked, row_version)
    renamed = fields.get("known_as", locked.known_as) != locked.known_as
    before, was_another = whole_name(locked), is_another_gender(locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=[*fields])
    if renamed:
        _rename(locked, by)
    if whole_name(locked) != before:
        _rename_legally(locked, before, by)
    if is_another_gender(locked) and not was_another:
        keep_what_was_left_behind(locked)
    return locked


def _rename(person: Person, by: User) -> None:
    former = person.names.filter(kind=PersonName.Kind.KNOWN_AS).current()
    for name in former.select_for_update():
        name.kind = PersonName.Kind.PREVIOUS
        name.is_restricted = name.is_restricted or is_theirs_to_tell(person, name.kind, by)
        name.save(update_fields=["kind", "is_restricted"])
    add_name(person=person, text=person.known_as, kind=PersonName.Kind.KNOWN_AS, period=since(clock.today()), by=by)


def _rename_legally(person: Person, before: str, by: User) -> None:
    """Their whole name is another: they are found by it, and the former one becomes a former name."""
    for name in person.names.filter(kind=PersonName.Kind.LEGAL, text=before).current().select_for_update():
        name.kind = PersonName.Kind.PREVIOUS
        name.is_restricted = name.is_restricted or is_theirs_to_tell(person, name.kind, by)
        name.save(update_fields=["kind", "is_restricted"])
    whole = whole_name(person)
    if whole and whole != person.known_as and not person.names.filter(text=whole).current().exists():
        add_name(person=person, text=whole, kind=PersonName.Kind.LEGAL, period=since(clock.today()), by=by)


@action
def note_background(*, person: Person, row_version: int, by: User, **fields: Any) -> PersonBackground:
    """Write down what someone says of their ethnicity and faith, unless someone else has meanwhile. 0: nothing was written yet."""
    Person.objects.select_for_update().get(pk=person.pk)
    noted = PersonBackground.objects.select_for_update().filter(person=person).first()
    if noted or row_version:
        refuse_stale(noted or PersonBackground(row_version=0), row_version)
    noted = noted or PersonBackground(organisation=by.organisation, person=person, created_by=by)
    for name, value in fields.items():
        setattr(noted, name, value)
    noted.full_clean()
    noted.save()
    return noted


@action
def add_member(
    *, family: Family, person: Person, role: FamilyMembership.Role, period: Period | None = None, by: User
) -> FamilyMembership:
    """Say that someone belongs to a family, from a day on or for a time."""
    membership = FamilyMembership(
        organisation=by.organisation, family=family, person=person, role=role, period=period or always(), created_by=by
    )
    membership.full_clean()
    membership.save()
    return membership


@action
def end_membership(
    *, membership: FamilyMembership, on: date, row_version: int | None = None, by: User
) -> FamilyMembership:
    """Say that someone no longer belongs to a family; that they did is kept."""
    locked = FamilyMembership.objects.select_for_update().get(pk=membership.pk)
    refuse_stale(locked, row_version)
    locked.period = until(locked.period, on)
    locked.full_clean()
    locked.save(update_fields=["period"])
    return locked


@action
def give_account(*, person: Person, user: User, by: User) -> PersonAccount:
    """Say that a sign-in is this person's own."""
    account = PersonAccount(organisation=by.organisation, person=person, user=user, created_by=by)
    account.full_clean()
    account.save()
    return account
