"""Keyset paging for every list: a page begins after a row, never after so many rows (design.md, decision 10).

A cursor is the signed id of a row and the direction to go from it. It holds no value that the list is sorted by, for
that may be a name and a cursor stands in an address; the values are read from the row again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import BadRequest
from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)

DEFAULT_SIZE = 50
MAX_SIZE = 200
NEXT, PREVIOUS = "n", "p"


class BadCursor(BadRequest):
    """The cursor is not one that we gave for this list, or its row is no longer there. A page answers it with 400."""


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows of a list; `next` and `previous` are cursors, empty at the list's ends."""

    rows: list[M]
    next: str = ""
    previous: str = ""


def page_of(rows: QuerySet[M], by: Sequence[str], *, cursor: str = "", size: int = DEFAULT_SIZE) -> Page[M]:
    """One page of `rows` in the order `by`, such as `("-happened_on", "-pk")`.

    `by` names columns that are never null, a unique one last. One query for the first page and two for any other.
    """
    size = max(1, min(size, MAX_SIZE))
    signer = Signer(salt=f"paging {rows.model._meta.label} {' '.join(by)}")
    direction, anchor = _read(cursor, signer) if cursor else (NEXT, None)
    order = list(by) if direction == NEXT else [_turned(name) for name in by]
    if anchor:
        rows = rows.filter(_beyond(order, _values(rows, order, anchor)))
    found = list(rows.order_by(*order)[: size + 1])
    more, shown = len(found) > size, found[:size]
    if direction == PREVIOUS:
        shown.reverse()
    if not shown:
        return Page([])
    after, before = (f"{NEXT}{shown[-1].pk.hex}", f"{PREVIOUS}{shown[0].pk.hex}")
    return Page(
        shown,
        next=signer.sign(after) if more or direction == PREVIOUS else "",
        previous=signer.sign(before) if anchor and (more or direction == NEXT) else "",
    )


def _read(cursor: str, signer: Signer) -> tuple[str, UUID]:
    try:
        said = signer.unsign(cursor)
    except BadSignature as error:
        raise BadCursor(_("This page of the list can’t be found. Go back to its beginning.")) from error
    return said[0], UUID(said[1:])


def _values(rows: QuerySet[M], order: Sequence[str], anchor: UUID) -> tuple[Any, ...]:
    """What the anchor row is sorted by, if it is still in the list."""
    names = [name.lstrip("-") for name in order]
    found = rows.order_by().filter(pk=anchor).values_list(*names).first()
    if found is None:
        raise BadCursor(_("This page of the list can’t be found. Go back to its beginning."))
    return tuple(found)


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after these values. The bound on the first column stands apart, so that an index can serve it."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    first, step = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{step}": values[0]}) & beyond


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
