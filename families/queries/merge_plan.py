"""What would be done to the rows of two people to make one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from families.models import Person
from families.queries.walking import Table

NOT_HERE = _(
    "These two can’t be made one as they stand. Try to keep the other one instead;"
    " if that is refused too, ask a manager or a safeguarding lead to look at both."
)
"""What is said when the reason is something that the asker may not see (domain.md §8.5, *People and edges*)."""


@dataclass(eq=False)
class Row:
    """One row and what would become of it."""

    table: Table
    row: Any
    is_kepts: bool
    became: dict[str, Any] = field(default_factory=dict)

    @property
    def pk(self) -> UUID:
        pk: UUID = self.row.pk
        return pk

    @property
    def was(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in self.became}

    @property
    def period(self) -> Any:
        return self.became.get("period", getattr(self.row, "period", None))


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that says what another says already, or a tie between the two who are one."""

    row: Row
    instead: Row | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two can't be made one, and the rows by which one can tell."""

    sentence: str | Promise
    rows: Sequence[Row]


@dataclass
class Plan:
    """All that would be done: what is set aside first, then what is moved or changed."""

    kept: Person
    merged: Person
    set_aside: list[SetAside] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def standing_for(self, row: Row) -> Row | None:
        """The one that stands, when all is done, for a row that is set aside; none for a tie between the two."""
        instead = {one.row.pk: one.instead for one in self.set_aside}
        stands = instead[row.pk]
        while stands and stands.pk in instead:
            stands = instead[stands.pk]
        return stands

    def refusals_for(self, user: User) -> list[str]:
        """Each as this user may read it: by name where they may see what it rests on."""
        told = {str(one.sentence if _are_visible(one.rows, user) else NOT_HERE): None for one in self.refusals}
        return list(told)


def alone(row: Any) -> Row:
    """A row that is looked at and not moved."""
    return Row(Table(type(row), (), (), None, ()), row, is_kepts=True)


def _are_visible(rows: Sequence[Row], user: User) -> bool:
    return all(row.table.model.objects.visible_to(user).filter(pk=row.pk).exists() for row in rows)


def rows_visible_to(rows: Iterable[Row], user: User) -> Iterator[Row]:
    """Those that this user may read about, a query for each table."""
    by_model: dict[Any, list[Row]] = {}
    for row in rows:
        by_model.setdefault(row.table.model, []).append(row)
    for model, found in by_model.items():
        seen = set(model.objects.visible_to(user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
        yield from (row for row in found if row.pk in seen)
