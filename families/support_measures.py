"""What can be counted on a support map, and what has changed between two by the same drawer (domain.md §5.6).

They describe one map, to talk about it with who drew it. No map has a score, and none is held against another person's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

NATURAL = {"natural_family", "natural_friend"}
PAID = {"private_service", "public_professional"}
INNER = {"intimacy", "friendship"}
CLOSE = 4


class Tie(Protocol):
    """What is counted of a tie; `who` is the same for the same supporter on another map."""

    circle: str
    closeness: int
    stress: str
    direction: str
    supporter_kind: str

    @property
    def who(self) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Measures:
    """What one map holds, as far as its reader may see it."""

    natural: int
    """Family, friends and neighbours."""
    paid: int
    """Whose job it is: public professionals and private services. Peers, groups and charities are neither."""
    inner: int
    """In the two inner circles."""
    two_way: int
    """Ties in which both give."""
    steady: int
    """Close (4 or 5) and not strained."""
    both_sides: bool | None
    """Whether people of both parents' sides stand on it; None when no side is known."""

    only_paid_near: bool = False
    """Whether everyone in the two inner circles is paid to be there."""

    @property
    def either(self) -> int:
        """Natural and paid together: of how many the natural share is one."""
        return self.natural + self.paid

    @property
    def natural_share(self) -> float | None:
        """natural / (natural + paid); None where there are neither, for nothing is no share."""
        return self.natural / self.either if self.either else None


@dataclass(frozen=True, slots=True)
class Difference:
    """From an earlier map to a later one by the same drawer."""

    before: Measures
    after: Measures
    came: frozenset[tuple[str, str]]
    went: frozenset[tuple[str, str]]
    nearer: frozenset[tuple[str, str]]
    further: frozenset[tuple[str, str]]


class DrawersDiffer(ValueError):
    """Two people's maps are two views, neither of which is the right one: they are never compared."""


def measured(ties: Iterable[Tie], sides: Collection[object] = ()) -> Measures:
    """`sides`: the parents on whose sides those on the map are related."""
    drawn = list(ties)
    inner = [tie for tie in drawn if tie.circle in INNER]
    return Measures(
        natural=sum(tie.supporter_kind in NATURAL for tie in drawn),
        paid=sum(tie.supporter_kind in PAID for tie in drawn),
        inner=len(inner),
        two_way=sum(tie.direction == "both" for tie in drawn),
        steady=sum(tie.closeness >= CLOSE and tie.stress == "none" for tie in drawn),
        both_sides=len(set(sides)) > 1 if sides else None,
        only_paid_near=bool(inner) and all(tie.supporter_kind in PAID for tie in inner),
    )


def difference(
    before: tuple[object, Collection[Tie]],
    after: tuple[object, Collection[Tie]],
    *,
    sides: tuple[Collection[object], Collection[object]] = ((), ()),
) -> Difference:
    """What has changed from one map to the next. Each: who drew it, and its ties."""
    (earlier_drawer, earlier), (later_drawer, later) = before, after
    if earlier_drawer != later_drawer:
        raise DrawersDiffer
    was = {tie.who: tie.closeness for tie in earlier}
    now = {tie.who: tie.closeness for tie in later}
    both = was.keys() & now.keys()
    return Difference(
        before=measured(earlier, sides[0]),
        after=measured(later, sides[1]),
        came=frozenset(now.keys() - was.keys()),
        went=frozenset(was.keys() - now.keys()),
        nearer=frozenset(who for who in both if now[who] > was[who]),
        further=frozenset(who for who in both if now[who] < was[who]),
    )
