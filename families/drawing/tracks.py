"""Bars between two rows stacked so that they don't lie on one another and cross each other as little as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLEAR = 12.0
TOUCHING = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal line with what comes down to it and what goes down from it, as positions in pixels."""

    from_above: tuple[float, ...]
    to_below: tuple[float, ...]

    @property
    def low(self) -> float:
        return min(*self.from_above, *self.to_below, float("inf"))

    @property
    def high(self) -> float:
        return max(*self.from_above, *self.to_below, float("-inf"))

    def meets(self, other: Bar) -> bool:
        return self.low - CLEAR < other.high and other.low - CLEAR < self.high

    def cost_over(self, other: Bar) -> int:
        """Crossings if this bar is the upper one; lines that would lie on one another count five times."""
        crossed = sum(self.low < x < self.high for x in other.from_above)
        crossed += sum(other.low < x < other.high for x in self.to_below)
        return crossed + 5 * sum(abs(x - y) < TOUCHING for x in self.to_below for y in other.from_above)


def stack(bars: Sequence[Bar]) -> list[int]:
    """Each bar's track, 0 the lowest."""
    order = sorted(range(len(bars)), key=lambda place: (bars[place].low, bars[place].high, place))
    # A few passes of neighbours changing places come close enough to the best stacking of the few bars in one row.
    for _pass in range(len(bars)):
        changed = False
        for place in range(len(order) - 1):
            upper, lower = bars[order[place + 1]], bars[order[place]]
            if upper.meets(lower) and lower.cost_over(upper) < upper.cost_over(lower):
                order[place], order[place + 1] = order[place + 1], order[place]
                changed = True
        if not changed:
            break
    track = [0] * len(bars)
    for place, bar in enumerate(order):
        under = [track[other] + 1 for other in order[:place] if bars[bar].meets(bars[other])]
        track[bar] = max(under, default=0)
    return track
