"""Before someone new is written down: is it one of those who are there already? (domain.md §10.1, 6)"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from families.forms.fields import PeopleRadios
from families.models import Person, Precision
from families.queries.alike import Told, may_be_known, people_alike, told_as

SOMEONE_NEW = "new"
IS_IT_ONE = _("Is it one of these, or someone new? Choose, then save again.")
MAY_BE_KNOWN = _(
    "They may already be known here: ask to be introduced. If it is someone else, choose “Someone new”, then save again."
)


IS_IT_THEM = _("Say whether you mean them or someone new, then save again.")
IS_IT_LISTED = _(
    "The name that you typed is like that of %(names)s, in the list below. Say whether you mean them or someone new, then save again."
)


class AsksWhoItIs(PlainForm):
    """A form by which someone new may be written down. It asks again where someone like them is written down already."""

    alike: dict[str, Person] = {}
    is_none_of: tuple[Person, ...] = ()
    """Who the new one is not, unless they are chosen."""
    beyond: UUID | None = None

    def ask_who_it_is(
        self, user: User | None, name_field: str, *, listed: Iterable[Person] = (), about: Person | None = None
    ) -> None:
        """Look for the person who was typed; whoever is found is offered first, and nothing is saved before there is an answer. `listed`
        could have been chosen in the form itself; `about` is whose relative it is, and nobody is their own.
        """
        if user is None or not self.is_bound:
            return
        told = self._told(name_field)
        self.is_none_of = tuple(people_alike(user, told))
        self.alike = {str(person.pk): person for person in self.is_none_of if person != about}
        self.beyond = may_be_known(user, told)
        if self.alike or self.beyond:
            names = [person.known_as for person in listed if str(person.pk) in self.alike]
            self.fields["same_as"] = forms.ChoiceField(
                label=self._asked(names),
                help_text=MAY_BE_KNOWN if self.beyond else "",
                choices=[
                    *((pk, told_apart(one, told)) for pk, one in self.alike.items()),
                    (SOMEONE_NEW, _("Someone new")),
                ],
                widget=PeopleRadios,
                error_messages={"required": MAY_BE_KNOWN if self.beyond else self._why(names)},
            )
            self.order_fields(["same_as", *(self.field_order or ())])

    def _asked(self, names: Sequence[str]) -> Any:
        if not self.alike:
            return _("Are they known here already?")
        if self._is_listed(names):
            return _("Do you mean %(name)s, who is in the list below?") % {"name": names[0]}
        return _("Is it one of these?")

    def _why(self, names: Sequence[str]) -> Any:
        if self._is_listed(names):
            return IS_IT_THEM
        return IS_IT_LISTED % {"names": ", ".join(names)} if names else IS_IT_ONE

    def _is_listed(self, names: Sequence[str]) -> bool:
        """Whether the only one who may be meant could have been chosen."""
        return len(names) == len(self.alike) == 1

    def who_it_is(self, cleaned: dict[str, Any]) -> Person | None:
        """The one who was chosen; None for someone new. Takes the answer out of what the action gets."""
        return self.alike.get(cleaned.pop("same_as", SOMEONE_NEW))

    def _told(self, name_field: str) -> Told:
        said = {name: self._typed(name) for name in (name_field, "given_name", "family_name")}
        born, precision = self._day("date_of_birth")
        due, _known = self._day("expected_date")
        names = said[name_field], said["given_name"], said["family_name"]
        return told_as(*names, born, precision=precision, expected=due)

    def _typed(self, name: str) -> str:
        return str(self[name].data or "")[:200] if name in self.fields else ""

    def _day(self, name: str) -> tuple[date | None, str]:
        """A day as far as it was typed, and how well it is known by that; a year that is a guess is about right."""
        if name not in self.fields:
            return None, Precision.DAY
        try:
            day, precision = self.fields[name].clean(self[name].data) or (None, Precision.DAY)
        except ValidationError:
            return None, Precision.DAY
        is_guess = "is_about" in self.fields and bool(self["is_about"].data) and precision == Precision.YEAR
        return day, Precision.ABOUT if is_guess else precision


def told_apart(person: Person, told: Told | None = None) -> str:
    """A name with enough beside it to tell two people of that name apart; with the year of birth where that is not as was `told`."""
    families = ", ".join(membership.family.name for membership in person.memberships.all())
    age = "" if person.age is None else str(person.age)
    return " · ".join(part for part in (person.known_as, age, _another_year(person, told), families) if part)


def _another_year(person: Person, told: Told | None) -> str:
    born = person.date_of_birth or person.expected_date
    if told is None or told.year is None or born is None or abs(born.year - told.year) <= told.give:
        return ""
    said = _("born %(year)s") if person.date_of_birth else _("due %(year)s")
    return str(said) % {"year": born.year}
