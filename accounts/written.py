"""Sets of ids by which it is decided who may see what, each written as SQL once a day for all who are alike.

The ORM takes some milliseconds to compose the condition of one table out of twenty such sets, and a page asks dozens of times; so
each set is composed once with stand-ins for the asker and kept as text. Statements that are kept whole (`accounts/prepared.py`)
have no need of it: their sets are composed with them, and shared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.prepared import alike, standing_in
from database import clock
from database.lookups import Made, SetOf, WrittenSet, made_of, sets_shared
from database.prepared import composing, name_in, stand_in

Ids = QuerySet[Any, Any] | WrittenSet
P = ParamSpec("P")
MOST_KEPT = 1_000
ASKED = "_sets_asked_for"
NONE = "SELECT NULL::uuid WHERE false"


@dataclass(frozen=True, slots=True)
class Written:
    """A set, or one that it needs, with stand-ins; and for each of its values whose place it holds, if it holds one's."""

    made: Made
    names: tuple[str | None, ...]

    def asked_by(self, user: User) -> Made:
        given = {"asker": user.pk, "organisation": user.organisation_id}
        placed = zip(self.made.params, self.names, strict=True)
        params = tuple(_in_place(param, given[name]) if name else param for param, name in placed)
        return Made(_of(user, self.made.name), _of(user, self.made.sql), params)


def _in_place(stand_in: Any, given: UUID | None) -> Any:
    return [given] if isinstance(stand_in, list) else given


def _of(user: User, text: str) -> str:
    """A set is one user's: so says its name, wherever it stands."""
    return text.replace(stand_in("asker").hex, user.pk.hex)


_written: dict[Hashable, tuple[Written, ...]] = {}


def written_once(find: Callable[Concatenate[User, P], Ids]) -> Callable[Concatenate[User, P], Ids]:
    """`find(user, …)`, a query that gives one column of ids, as a set that is composed once for all who are alike.

    `find` may put the user's id and organisation into the query, and decide by kind and roles; it may not look at anything else of
    theirs, nor ask the database.
    """

    @wraps(find)
    def found(user: User, /, *said: P.args, **named: P.kwargs) -> Ids:
        shared = sets_shared()
        if shared is not None:
            asked_for = find, user.pk, alike(user), said, tuple(named.items())
            if asked_for not in shared.found:
                shared.found[asked_for] = find(user, *said, **named)
            return cast("Ids", shared.found[asked_for])
        key = find, alike(user), timezone.get_current_timezone_name(), clock.today(), said, tuple(named.items())
        asked = user.__dict__.setdefault(ASKED, {})  # a page asks for the same set dozens of times
        if key not in asked:
            written = _written.get(key) or _write(key, lambda: find(standing_in(user), *said, **named))
            *needs, made = (one.asked_by(user) for one in written)
            asked[key] = WrittenSet(made, needs)
        return cast("WrittenSet", asked[key])

    return found


def _write(key: Hashable, find: Callable[[], Ids]) -> tuple[Written, ...]:
    with composing() as sets:
        try:
            sql, params = cast("QuerySet[Any, Any]", find()).query.sql_with_params()
        except EmptyResultSet:
            sql, params = NONE, ()
    made = (*sets.made.values(), made_of(sql, params))
    written = tuple(_with_places(one, [each.name for each in made]) for one in made)
    if len(_written) >= MOST_KEPT:  # each day has new keys: the old ones go, all at once
        _written.clear()
    _written[key] = written
    return written


def _with_places(made: Made, names: Sequence[str]) -> Written:
    """With whose set it is in every name: a statement may ask for two users."""
    places = {str(stand_in(name)): name for name in ("asker", "organisation")}
    whose = f"_{stand_in('asker').hex}"
    name, sql = made.name, made.sql
    for each in names:
        name, sql = (text.replace(each, each + whose) for text in (name, sql))
    return Written(Made(name, sql, made.params), tuple(name_in(param, places) for param in made.params))


def any_of(sets: Sequence[Ids]) -> SetOf | WrittenSet:
    """The ids that any of these sets gives; either all of them are written, or none."""
    if isinstance(sets[0], WrittenSet):
        written = cast("Sequence[WrittenSet]", sets)
        return written[0] if len(written) == 1 else WrittenSet.of_all(written)
    first, *others = cast("Sequence[QuerySet[Any, Any]]", sets)
    return SetOf(first.union(*others, all=True) if others else first)
