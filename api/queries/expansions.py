"""Whom and which families an answer names, whole, beside it: what `expand` asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from api.queries import families, people
from api.queries.documents import Reading
from api.scopes import Scope


@dataclass(frozen=True, slots=True)
class Expansion:
    """Documents that may stand beside an answer, and the scope that reads them."""

    scope: Scope
    named: str
    """The column of what is shown that holds their ids."""

    def reading(self, user: User) -> Reading:
        return people.people(user) if self.named == "people" else families.families(user)


EXPANSIONS: Mapping[str, Expansion] = {
    "people": Expansion(Scope.PEOPLE_READ, "people"),
    "families": Expansion(Scope.FAMILIES_READ, "families"),
}
