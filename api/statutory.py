"""Taking people whom a statutory system tells of: each by itself, all in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions

from accounts.models import User
from api.errors import pointers, refused_field
from api.serializers.statutory import REFUSED, STATUSES, StatutoryPersonInput
from families.actions.statutory import take_statutory_people
from families.imports.statutory import Came, Number, ToldFact, ToldPerson
from families.models import StatutoryFact
from families.periods import Period

Kind = StatutoryFact.Kind
NAMES = ("given_name", "family_name", "date_of_birth", "date_of_death")


@dataclass(slots=True)
class Taken:
    """What came of one person, or why it was refused."""

    came: Came | None = None
    problem: exceptions.ValidationError | None = None

    def told(self) -> dict[str, Any]:
        if self.came is None:
            errors = list(pointers(self.problem.get_full_details())) if self.problem else []
            return {"status": 400, "outcome": REFUSED, "person": None, "errors": errors}
        pk = self.came.person
        return {
            "status": STATUSES[self.came.outcome],
            "outcome": self.came.outcome.value,
            "person": str(pk) if pk else None,
            "errors": [],
        }


def take_people(said: Sequence[Any], *, by: User, is_again: bool = False) -> list[Taken]:
    """Take in those that are right, and say of each what came of it. `is_again`: nothing is written, for it was."""
    taken: list[Taken] = []
    good: dict[Number, tuple[int, ToldPerson]] = {}
    for one in said:
        try:
            told = _read(one, by)
            if told.number in good:
                raise refused_field("value", _("This person is in the request twice."))
            good[told.number] = (len(taken), told)
            taken.append(Taken())
        except exceptions.ValidationError as problem:
            taken.append(Taken(problem=problem))
    came = take_statutory_people(told=[told for _place, told in good.values()], is_again=is_again, by=by)
    for (place, _told), one in zip(good.values(), came, strict=True):
        taken[place].came = one
    return taken


def _read(one: Any, by: User) -> ToldPerson:
    """Someone who is told of as is right. Raises ValidationError, by the names of the fields."""
    body = StatutoryPersonInput(data=one, context={"user": by})
    body.is_valid(raise_exception=True)
    said = body.validated_data
    facts = [_fact(Kind.STATUS, one, one["kind"]) for one in said.get("statuses", ())]
    facts += [_fact(Kind.WORKER, one, one["name"]) for one in said.get("workers", ())]
    kinds = {"statuses": Kind.STATUS.value, "workers": Kind.WORKER.value}
    return ToldPerson(
        number=_number(said),
        also=tuple(_number(each) for each in said.get("also", ())),
        facts=tuple(facts),
        kinds=frozenset(kind for name, kind in kinds.items() if name in said),
        purge=said.get("purge", False),
        **{name: said[name] for name in NAMES if said.get(name)},
    )


def _number(said: Mapping[str, Any]) -> Number:
    return said["scheme"], said["value"].strip()


def _fact(kind: Kind, said: Mapping[str, Any], words: str) -> ToldFact:
    return ToldFact(kind.value, said["id"], words, said.get("role", ""), Period(said.get("since"), said.get("until")))
