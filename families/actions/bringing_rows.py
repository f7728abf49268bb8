"""What the people and ties of a file become: rows that are yet to be written, made in a constant number of queries, however many."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import visible
from database import clock
from families.actions.people import begins_as, names_found_by
from families.imports.into import key_of
from families.imports.plan import LEAVE_OUT, SOMEONE_NEW, Tie, choice_for, day_of, ends_of
from families.imports.told import ToldParentage, ToldPartnership, ToldPerson
from families.models import (
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
    """What a person or tie of a file becomes. `who` it is, for a person; `same`: what no two that go together may share."""

    rows: Sequence[Any] = ()
    who: UUID | None = None
    same: Hashable = None


class FamiliesMade:
    """Of families that a file names: the new ones, and that whoever brings it in works with them from today."""

    def __init__(self, one: PeopleImport, by: User) -> None:
        self.one, self.by = one, by
        self.whose = {"organisation_id": by.organisation_id, "created_by": by}

    def of(self, key: str) -> list[Any]:
        """A family that is not there yet, and who works with it."""
        family = Family(**self.whose, name=self.one.families[key]["name"])
        self.one.families[key]["chosen"] = str(family.pk)
        practitioner = getattr(self.by, "practitioner", None)
        if practitioner is None:
            return [family]
        period = since(clock.today())
        works = Involvement(
            **self.whose, family=family, practitioner=practitioner, role=begins_as(self.by), period=period
        )
        return [family, works]


class PeopleMade:
    """Of people of a file: who is there already, and the rows of who is new."""

    def __init__(self, one: PeopleImport, people: Sequence[ToldPerson], by: User) -> None:
        self.one, self.whose = one, {"organisation_id": by.organisation_id, "created_by": by}
        self.chosen = {told.key: choice_for(told, one.found, one.choices) for told in people}
        ids = {UUID(pk) for pk in self.chosen.values() if pk not in {SOMEONE_NEW, LEAVE_OUT}}
        alike = {UUID(pk) for told in people for pk in one.found.get(told.key, ())}
        seen = visible(Person, ids | alike, by) if ids or alike else {}
        self.there = {pk: person for pk, person in seen.items() if person.merged_into_id is None}
        members = FamilyMembership.objects.visible_to(by).current().filter(person__in=ids)
        self.members = set(members.values_list("family", "person")) if ids else set()

    def of(self, told: ToldPerson) -> Made:
        """Of someone known only their place in the family, where they have none: what is written of them stays as it is."""
        chosen = self.chosen[told.key]
        if chosen == LEAVE_OUT:
            return Made()
        if chosen == SOMEONE_NEW:
            person = self._person(told)
            rows = [person, self._place(told, person), *self._names(told, person), *self._identifiers(told, person)]
            return Made([*rows, *self._others(told, person)], person.pk, person.pk)
        known = self.there.get(UUID(chosen))
        if known is None:
            raise ValidationError(_("The person whom they were taken for is not there any more."))
        is_in = (self._family(told), known.pk) in self.members
        return Made([] if is_in else [self._place(told, known)], known.pk, (self._family(told), known.pk))

    def _family(self, told: ToldPerson) -> UUID:
        """The one that the file names for them, or the one that the file was chosen for."""
        return UUID(self.one.families[key_of(told.family)]["chosen"]) if told.family else self.one.family_id

    def _person(self, told: ToldPerson) -> Person:
        facts: dict[str, Any] = {
            "known_as": told.known_as,
            "given_name": told.given_name,
            "family_name": told.family_name,
            "gender": told.gender,
            "sex": told.sex,
            "languages": told.languages,
        }
        if told.born:
            facts |= {"date_of_birth": told.born.on, "dob_precision": told.born.precision}
        if told.died:
            facts |= {"date_of_death": told.died.on, "death_precision": told.died.precision}
        return Person(**self.whose, **facts)

    def _place(self, told: ToldPerson, person: Person) -> FamilyMembership:
        role = FamilyMembership.Role(told.role or self.one.role)
        return FamilyMembership(**self.whose, family_id=self._family(told), person=person, role=role)

    def _names(self, told: ToldPerson, person: Person) -> list[PersonName]:
        said = [*names_found_by(person), *((name.text, PersonName.Kind(name.kind)) for name in told.names)]
        return [PersonName(**self.whose, person=person, text=text, kind=kind) for text, kind in said]

    def _identifiers(self, told: ToldPerson, person: Person) -> list[ExternalIdentifier]:
        return [
            ExternalIdentifier(**self.whose, person=person, scheme=ExternalIdentifier.Scheme(scheme), value=value)
            for scheme, value in told.identifiers
        ]

    def _others(self, told: ToldPerson, person: Person) -> list[NotSamePerson]:
        """That whoever looks like them is another, so that nobody is asked again."""
        alike = (self.there.get(UUID(pk)) for pk in self.one.found.get(told.key, ()))
        pairs = (sorted((person, other), key=lambda each: each.pk) for other in alike if other)
        return [NotSamePerson(**self.whose, a=a, b=b) for a, b in pairs]


class TiesMade:
    """Of ties of a file: what is written down among their people already, and the rows of the rest."""

    def __init__(self, one: PeopleImport, ties: Sequence[Tie], by: User) -> None:
        self.one, self.by = one, by
        self.how = {
            "organisation_id": by.organisation_id,
            "created_by": by,
            "source": one.source,
            "confidence": one.confidence,
        }
        ids = {UUID(one.written[key]) for tie in ties for key in ends_of(tie) if key in one.written}
        self.people = visible(Person, ids, by) if ids else {}
        self.known = ties_known(list(self.people), by) if ids else set()

    def of(self, tie: Tie) -> Made:
        """Nothing where it is written down already."""
        first, other = self._ends(tie)
        if isinstance(tie, ToldParentage):
            return self._made(Parentage, tie.basis, child=first, parent=other, basis=tie.basis, period=period_of(tie))
        a, b = sorted((first, other), key=lambda person: person.pk)
        if isinstance(tie, ToldPartnership):
            over = tie.end_kind or (Partnership.EndKind.ENDED.value if tie.is_over or tie.ended else "")
            return self._made(Partnership, a=a, b=b, kind=tie.kind, period=period_of(tie), end_kind=over)
        return self._made(SiblingLink, a=a, b=b, kind=tie.kind)

    def _ends(self, tie: Tie) -> tuple[Person, Person]:
        written = [self.one.written.get(key) for key in ends_of(tie)]
        if not all(written):
            raise ValidationError(_("One of the two is left out."))
        ends = [self.people.get(UUID(pk)) for pk in written if pk]
        if None in ends or ends[0] == ends[1]:
            raise ValidationError(_("Both are taken for the same person."))
        return cast("tuple[Person, Person]", tuple(ends))

    def _made(self, model: type[Any], *more: str, **facts: Any) -> Made:
        one, other = (person.pk for person in facts.values() if isinstance(person, Person))
        same = model._meta.model_name, one, other, "".join(more)
        return Made(same=same) if same in self.known else Made([model(**self.how, **facts)], same=same)


def period_of(tie: ToldParentage | ToldPartnership) -> Period:
    """Of days that are known to the day."""
    if isinstance(tie, ToldParentage) and tie.ended and tie.ended.precision != "day":
        raise ValidationError(_("It has ended, but the day on which it did is not known."))
    began, ended = day_of(tie.began), day_of(tie.ended)
    if began and ended and ended < began:
        raise ValidationError(_("The end must come after the beginning."))
    return Period(began, ended)
