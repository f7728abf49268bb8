"""What the people and ties of a file become: rows that are yet to be written, made in a constant number of queries, however many."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import ids_visible, visible
from database import clock
from families.actions.bringing_new import New, new_id
from families.actions.people import LEFT_BEHIND, begins_as, is_another_gender, names_found_by
from families.dates import day_at_least
from families.imports.into import key_of
from families.imports.plan import AGAIN, LEAVE_OUT, SOMEONE_NEW, Tie, choice_for, ends_of, said_of
from families.imports.told import ToldParentage, ToldPartnership, ToldPerson
from families.models import (
    DeathPrecision,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Involvement,
    NotSamePerson,
    Parentage,
    Partnership,
    PeopleImport,
    Person,
    PersonName,
    SiblingLink,
)
from families.periods import Period, since
from families.queries.bringing import ties_known


@dataclass(frozen=True, slots=True)
class Made:
    """What a person or tie of a file becomes. `who` it is, for a person; `same`: what no two that go together may share; `apart`: that
    two of the file are two, which is taken back before either of them is.
    """

    rows: Sequence[New] = ()
    who: str | None = None
    same: Hashable = None
    apart: Sequence[New] = ()

    def each(self) -> list[tuple[New, str | None]]:
        """Every row, with the person with whom it is taken back."""
        return [*((row, self.who) for row in self.rows), *((row, None) for row in self.apart)]


class FamiliesMade:
    """Of families that a file names: the new ones, and that whoever brings it in works with them from today."""

    def __init__(self, one: PeopleImport, by: User) -> None:
        self.one, self.by = one, by

    def of(self, key: str) -> list[New]:
        """A family that is not there yet, and who works with it."""
        family = self.one.families[key]["chosen"] = new_id()
        rows = [New(Family, {"id": family, "name": self.one.families[key]["name"]})]
        practitioner = getattr(self.by, "practitioner", None)
        if practitioner is None:
            return rows
        works = {"family_id": family, "practitioner_id": practitioner.pk, "role": begins_as(self.by)}
        return [*rows, New(Involvement, {"id": new_id(), **works, "period": since(clock.today())})]


class PeopleMade:
    """Of people of a file: who is there already, and the rows of who is new."""

    def __init__(self, one: PeopleImport, people: Sequence[ToldPerson], by: User) -> None:
        self.one = one
        self.chosen = {told.key: choice_for(told, one.found, one.choices) for told in people}
        self.chosen |= {told.key: self._before(told) for told in people if self.chosen[told.key] == AGAIN}
        ids = {UUID(pk) for pk in self.chosen.values() if pk not in {SOMEONE_NEW, LEAVE_OUT, ""}}
        alike = {UUID(pk) for told in people for pk in [*one.found.get(told.key, ()), self._before(told)] if pk}
        seen = visible(Person, ids | alike, by) if ids or alike else {}
        self.there = {str(pk) for pk, person in seen.items() if person.merged_into_id is None}
        members = (
            FamilyMembership.objects.visible_to(by).current().filter(person__in=ids).values_list("family", "person")
        )
        self.members = {(str(family), str(person)) for family, person in members} if ids else set()

    def of(self, told: ToldPerson) -> Made:
        """Of someone known only their place in the family, where they have none: what is written of them stays as it is."""
        chosen = self.chosen[told.key]
        if chosen == LEAVE_OUT:
            return Made()
        if chosen == SOMEONE_NEW:
            pk = new_id()
            person = New(Person, {"id": pk, **_facts_of(told)})
            rows = [person, self._place(told, pk), *_names(told, pk), *_identifiers(told, pk)]
            return Made([*rows, *self._others(told, pk)], pk, told.again or told.key, self._apart(told, pk))
        if not chosen:
            raise ValidationError(_("The row in which they stood first was left out."))
        if chosen not in self.there:
            raise ValidationError(_("The person whom they were taken for is not there any more."))
        place = self._family(told), chosen
        return Made([] if place in self.members else [self._place(told, chosen)], chosen, place)

    def _before(self, told: ToldPerson) -> str:
        """Who the person is who stands in the file before and may be the same; empty while they are not written."""
        return str(self.one.written.get(told.again, ""))

    def _family(self, told: ToldPerson) -> str:
        """The one that the file names for them, or the one that the file was chosen for."""
        return str(self.one.families[key_of(told.family)]["chosen"]) if told.family else str(self.one.family_id)

    def _place(self, told: ToldPerson, person: str) -> New:
        said = {"family_id": self._family(told), "person_id": person, "role": told.role or self.one.role}
        return New(FamilyMembership, {"id": new_id(), **said})

    def _others(self, told: ToldPerson, person: str) -> list[New]:
        """That whoever looks like them is another, so that nobody is asked again."""
        return [_two(person, other) for other in self.one.found.get(told.key, ()) if other in self.there]

    def _apart(self, told: ToldPerson, person: str) -> list[New]:
        """The same of whoever looks like them in the file itself, and stands in it before."""
        other = self._before(told)
        is_said = other in self.one.found.get(told.key, ())
        return [_two(person, other)] if other in self.there and not is_said else []


def _two(one: str, other: str) -> New:
    a, b = sorted((one, other))
    return New(NotSamePerson, {"id": new_id(), "a_id": a, "b_id": b})


def _facts_of(told: ToldPerson) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "known_as": told.known_as,
        "given_name": told.given_name,
        "family_name": told.family_name,
        "gender": told.gender,
        "sex": told.sex,
    }
    if told.languages:
        facts["languages"] = told.languages
    if told.born:
        facts |= {"date_of_birth": told.born.on, "dob_precision": told.born.precision}
    if told.died:
        facts |= {"date_of_death": told.died.on, "death_precision": told.died.precision}
    elif told.is_dead:
        facts |= {"death_precision": DeathPrecision.UNKNOWN}
    return facts


def _names(told: ToldPerson, person: str) -> list[New]:
    said = [*names_found_by(told), *((name.text, name.kind) for name in told.names)]
    left = LEFT_BEHIND if is_another_gender(told) else frozenset()
    each = ({"text": text, "kind": kind, "is_restricted": kind in left} for text, kind in said)
    return [New(PersonName, {"id": new_id(), "person_id": person, **name}) for name in each]


def _identifiers(told: ToldPerson, person: str) -> list[New]:
    said = ({"person_id": person, "scheme": scheme, "value": value} for scheme, value in told.identifiers)
    return [New(ExternalIdentifier, {"id": new_id(), **each}) for each in said]


class TiesMade:
    """Of ties of a file: what is written down among their people already, and the rows of the rest."""

    def __init__(self, one: PeopleImport, ties: Sequence[Tie], by: User) -> None:
        self.one, self.how = one, {"source": one.source, "confidence": one.confidence}
        ids = {UUID(one.written[key]) for tie in ties for key in ends_of(tie) if key in one.written}
        self.people = {str(pk) for pk in ids_visible(Person, ids, by)} if ids else set()
        self.known = ties_known(self.people, by)

    def of(self, tie: Tie) -> Made:
        """Nothing where it is written down already."""
        one, other = self._ends(tie)
        same = said_of(tie, one, other)
        if same in self.known:
            return Made(same=same)
        return Made([New(*self._fact(tie, one, other))], same=same)

    def _ends(self, tie: Tie) -> tuple[str, str]:
        one, other = (self.one.written.get(key) for key in ends_of(tie))
        if not one or not other:
            raise ValidationError(_("One of the two is left out."))
        if one == other or not {one, other} <= self.people:
            raise ValidationError(_("Both are taken for the same person."))
        return one, other

    def _fact(self, tie: Tie, one: str, other: str) -> tuple[type[Any], Mapping[str, Any]]:
        said: dict[str, Any] = {"id": new_id(), **self.how}
        if not isinstance(tie, ToldParentage):
            said["a_id"], said["b_id"] = sorted((one, other))
            said["kind"] = tie.kind
        if isinstance(tie, ToldParentage):
            return Parentage, {**said, "child_id": one, "parent_id": other, "basis": tie.basis, **_days_of(tie)}
        if isinstance(tie, ToldPartnership):
            over = tie.end_kind or (Partnership.EndKind.ENDED.value if tie.is_over or tie.ended else "")
            return Partnership, {**said, "end_kind": over, **_days_of(tie)}
        return SiblingLink, said


def _days_of(tie: ToldParentage | ToldPartnership) -> dict[str, Any]:
    """From and until, as well as each is known."""
    began, ended = tie.began, tie.ended
    since = began.on if began else None
    until = day_at_least(since, ended.on, ended.precision) if since and ended else ended.on if ended else None
    if since and until and until <= since:
        raise ValidationError(_("The end must come after the beginning."))
    known = {"since_precision": began, "until_precision": ended}
    said: dict[str, Any] = {"period": Period(since, until)} if since or until else {}
    return said | {name: day.precision for name, day in known.items() if day}
