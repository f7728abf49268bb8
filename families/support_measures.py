"""What can be counted on a support map, and what has changed between two by the same drawer (domain.md §5.6).

They describe one map, to talk about it with who drew it. No map has a score, and none is held against another person's.
Whatever was not said counts in no number; of how many it was not is counted beside it. A pet is in no number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

NATURAL = {"natural_family", "natural_friend"}
PAID = {"private_service", "public_professional"}
PET = "pet"
CIRCLES = ("intimacy", "friendship", "participation", "exchange")
INNER, FOR_PAY = {"intimacy", "friendship"}, "exchange"
CLOSE = 4
HOW_OFTEN = ("hardly_ever", "few_times_a_year", "monthly", "weekly", "most_days")
CLOSER, FURTHER = "closer", "further"
Who = tuple[str, str]


class Tie(Protocol):
    """What is counted of a tie; `who` is the same for the same supporter on another map, `formerly` as whom they are said to have stood
    on one before."""

    circle: str
    closeness: int | None
    stress: str
    direction: str
    supporter_kind: str
    how_often: str
    wants: str
    willing_to: list[str]
    """Each empty where it was not said."""

    @property
    def who(self) -> Who: ...

    @property
    def formerly(self) -> Who | None: ...


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
    came: frozenset[Who]
    went: frozenset[Who]
    nearer: frozenset[Who]
    further: frozenset[Who]
    as_wished: frozenset[Who]
    """Of those: who came nearer, or is further away, as the earlier map said that it was wanted."""
    oftener: frozenset[Who]
    rarer: frozenset[Who]
    wanted_closer: frozenset[Who]
    """To whom the later map wants to be closer, and the earlier did not."""
    wanted_further: frozenset[Who]
    offering: frozenset[Who]
    """Who would be willing to do something now that they were not said to be before."""


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
    both = _on_both(earlier, later)
    stayed = {was.who for was, _now in both}

    def those(*so: Callable[[Tie, Tie], bool]) -> frozenset[Who]:
        return frozenset(now.who for was, now in both if any(one(was, now) for one in so))

    return Difference(
        before=measured(earlier, sides[0]),
        after=measured(later, sides[1]),
        came=frozenset({tie.who for tie in later} - {now.who for _was, now in both}),
        went=frozenset({tie.who for tie in earlier} - stayed),
        nearer=those(_is_nearer),
        further=those(_is_further),
        as_wished=those(
            lambda was, now: was.wants == CLOSER and _is_nearer(was, now),
            lambda was, now: was.wants == FURTHER and _is_further(was, now),
        ),
        oftener=those(lambda was, now: _more_often(was, now) > 0),
        rarer=those(lambda was, now: _more_often(was, now) < 0),
        wanted_closer=those(lambda was, now: now.wants == CLOSER != was.wants),
        wanted_further=those(lambda was, now: now.wants == FURTHER != was.wants),
        offering=those(lambda was, now: bool(set(now.willing_to) - set(was.willing_to))),
    )


def _on_both(earlier: Iterable[Tie], later: Iterable[Tie]) -> list[tuple[Tie, Tie]]:
    """Who stands on both maps: as who they are; else by what either map says of as whom they stood before. No name is guessed."""
    was, now = {tie.who: tie for tie in earlier}, {tie.who: tie for tie in later}
    both = {who: (was[who], now[who]) for who in now.keys() & was.keys()}
    left = {who: tie for who, tie in was.items() if who not in both}
    for who, tie in now.items():
        if who in both:
            continue
        if found := next((one for one in left.values() if _is_the_same(one, tie)), None):
            both[who] = left.pop(found.who), tie
    return list(both.values())


def _is_the_same(was: Tie, now: Tie) -> bool:
    """By a name that one of both says, or both."""
    if now.formerly and now.formerly in {was.who, was.formerly}:
        return True
    return was.formerly is not None and was.formerly == now.who


def _is_nearer(was: Tie, now: Tie) -> bool:
    return _moved(was, now) > 0


def _is_further(was: Tie, now: Tie) -> bool:
    return _moved(was, now) < 0


def _more_often(was: Tie, now: Tie) -> int:
    """How much more often they are in touch; nothing where either map does not say."""
    if not was.how_often or not now.how_often:
        return 0
    return HOW_OFTEN.index(now.how_often) - HOW_OFTEN.index(was.how_often)


def _moved(was: Tie, now: Tie) -> int:
    """How much closer: by what was said of both; else by the circles."""
    if was.closeness is None or now.closeness is None:
        return CIRCLES.index(was.circle) - CIRCLES.index(now.circle)
    return now.closeness - was.closeness
