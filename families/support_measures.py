"""What can be counted on a support map, and what has changed between two by the same drawer (domain.md §5.6).

They describe one map, to talk about it with who drew it. No map has a score, and none is held against another person's.
Whatever was not said counts in no number; of how many it was not is counted beside it. A pet is in no number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

NATURAL = {"natural_family", "natural_friend"}
PAID = {"private_service", "public_professional"}
PET = "pet"
CIRCLES = ("intimacy", "friendship", "participation", "exchange")
INNER, FOR_PAY = {"intimacy", "friendship"}, "exchange"
CLOSE = 4


class Tie(Protocol):
    """What is counted of a tie; `who` is the same for the same supporter on another map."""

    circle: str
    closeness: int | None
    stress: str
    direction: str
    supporter_kind: str
    """Each empty where it was not said."""

    @property
    def who(self) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Of how many on a map nothing was said that a number needs."""

    who: int = 0
    """Neither who they are, nor that they are paid by the circle in which they stand."""
    gives: int = 0
    steady: int = 0
    """Who could be close and not strained, by what was said of them."""


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
    unsaid: Unsaid = field(default_factory=Unsaid)

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
    drawn = [tie for tie in ties if tie.supporter_kind != PET]
    inner = [tie for tie in drawn if tie.circle in INNER]
    steady = [_is_steady(tie) for tie in drawn]
    return Measures(
        natural=sum(tie.supporter_kind in NATURAL for tie in drawn),
        paid=sum(_is_paid(tie) for tie in drawn),
        inner=len(inner),
        two_way=sum(tie.direction == "both" for tie in drawn),
        steady=steady.count(True),
        both_sides=len(set(sides)) > 1 if sides else None,
        only_paid_near=bool(inner) and all(_is_paid(tie) for tie in inner),
        unsaid=Unsaid(
            who=sum(not tie.supporter_kind and not _is_paid(tie) for tie in drawn),
            gives=sum(not tie.direction for tie in drawn),
            steady=steady.count(None),
        ),
    )


def _is_paid(tie: Tie) -> bool:
    """By what they are; where that was not said, by the circle in which they stand."""
    return tie.supporter_kind in PAID or (not tie.supporter_kind and tie.circle == FOR_PAY)


def _is_steady(tie: Tie) -> bool | None:
    """None where what was said would leave it open."""
    is_close = None if tie.closeness is None else tie.closeness >= CLOSE
    is_calm = tie.stress == "none" if tie.stress else None
    if is_close is False or is_calm is False:
        return False
    return True if is_close and is_calm else None


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
    was = {tie.who: tie for tie in earlier}
    now = {tie.who: tie for tie in later}
    both = was.keys() & now.keys()
    return Difference(
        before=measured(earlier, sides[0]),
        after=measured(later, sides[1]),
        came=frozenset(now.keys() - was.keys()),
        went=frozenset(was.keys() - now.keys()),
        nearer=frozenset(who for who in both if _moved(was[who], now[who]) > 0),
        further=frozenset(who for who in both if _moved(was[who], now[who]) < 0),
    )


def _moved(was: Tie, now: Tie) -> int:
    """How much closer: by what was said of both; else by the circles."""
    if was.closeness is None or now.closeness is None:
        return CIRCLES.index(was.circle) - CIRCLES.index(now.circle)
    return now.closeness - was.closeness
