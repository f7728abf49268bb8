"""What would be done with a tie that a file tells, and whom it takes someone for: nothing here asks or changes the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from families.imports.told import Told, ToldParentage, ToldPartnership, ToldPerson, ToldSiblings
from families.models import Parentage

Tie = ToldParentage | ToldPartnership | ToldSiblings
SOMEONE_NEW, LEAVE_OUT, AGAIN = "new", "out", "again"
LINEAGE = (Parentage.Basis.BIRTH, Parentage.Basis.ADOPTIVE)


class Verdict(StrEnum):
    """What would become of a tie."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """A tie, what would become of it, and the sentence why."""

    tie: Tie
    verdict: Verdict
    why: str = ""


def choice_for(person: ToldPerson, found: Mapping[str, Any], choices: Mapping[str, str]) -> str:
    """Whom they are taken for: the id of someone, `new`, `out`, or `again`, who stands in the file before; empty while somebody has to
    say.
    """
    chosen = choices.get(person.key) or ("" if found.get(person.key) or person.again else SOMEONE_NEW)
    return LEAVE_OUT if chosen == AGAIN and choices.get(person.again) == LEAVE_OUT else chosen


def taken_for(people: Sequence[ToldPerson], chosen: Mapping[str, str]) -> dict[str, str]:
    """Whom each is taken for, by what was chosen: the id of someone, `new` or `out`; or what the file calls them where they stood first,
    if they are new there.
    """
    who = dict(chosen)
    for person in people:
        if chosen[person.key] == AGAIN:
            before = chosen[person.again]
            who[person.key] = person.again if before == SOMEONE_NEW else before
    return who


def ties_of(told: Told) -> list[Tie]:
    """In the order in which they are written."""
    return [*told.parentages, *told.partnerships, *told.siblings]


def ends_of(tie: Tie) -> tuple[str, str]:
    """The keys of the two whom it joins; a child or the first comes first."""
    return (tie.child, tie.parent) if isinstance(tie, ToldParentage) else (tie.one, tie.other)


Said = tuple[str, frozenset[str] | tuple[str, str], str]
"""What a tie says, to compare it with another: its direction counts only where it has one."""


def said_of(tie: Tie, one: str, other: str) -> Said:
    """What a tie says of these two, who are those whom it joins."""
    if isinstance(tie, ToldParentage):
        return "parentage", (one, other), tie.basis
    return "partnership" if isinstance(tie, ToldPartnership) else "siblinglink", frozenset((one, other)), ""


def planned(told: Told, who: Mapping[str, str], known: set[Said]) -> Iterator[Planned]:
    """Each tie of a file. `who`: whom each key is taken for; `known`: what is written down already, as `said_of` says it, by ids."""
    above: dict[str, set[str]] = {}
    births: dict[str, set[str]] = {}
    for _word, ends, basis in known:
        if isinstance(ends, tuple) and basis in LINEAGE:
            above.setdefault(ends[0], set()).add(ends[1])
            if basis == Parentage.Basis.BIRTH:
                births.setdefault(ends[0], set()).add(ends[1])
    said = set(known)
    for tie in ties_of(told):
        keys = ends_of(tie)
        one, other = (key if who.get(key) == SOMEONE_NEW else who.get(key, "") for key in keys)
        now = said_of(tie, one, other)
        if now in said and LEAVE_OUT not in {one, other}:
            yield Planned(tie, Verdict.KNOWN)
            continue
        why = _not_two(one, other) or _refusal(one, other, tie, above, births)
        if not why:
            said.add(now)
            _remember(one, other, tie, above, births)
        yield Planned(tie, Verdict.REFUSED if why else Verdict.NEW, why)


def _not_two(one: str, other: str) -> str:
    if not one or not other:
        return _("It depends on who one of the two is: say that first.")
    if LEAVE_OUT in {one, other}:
        return _("One of the two is left out.")
    return _("Both are taken for the same person.") if one == other else ""


def _refusal(one: str, other: str, tie: Tie, above: Mapping[str, set[str]], births: Mapping[str, set[str]]) -> str:
    if isinstance(tie, ToldParentage):
        if tie.basis in LINEAGE and one in _ancestors(other, above):
            return _("A person can’t be their own ancestor.")
        if tie.basis == Parentage.Basis.BIRTH and len(births.get(one, set()) - {other}) >= 2:
            return _("Two birth parents are recorded already.")
    return ""


def _remember(one: str, other: str, tie: Tie, above: dict[str, set[str]], births: dict[str, set[str]]) -> None:
    if isinstance(tie, ToldParentage) and tie.basis in LINEAGE:
        above.setdefault(one, set()).add(other)
        if tie.basis == Parentage.Basis.BIRTH:
            births.setdefault(one, set()).add(other)


def _ancestors(key: str, above: Mapping[str, set[str]]) -> set[str]:
    found, ahead = {key}, [key]
    while ahead:
        more = above.get(ahead.pop(), set()) - found
        found |= more
        ahead.extend(more)
    return found
