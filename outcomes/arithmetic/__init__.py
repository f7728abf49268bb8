"""The arithmetic of a curve (domain.md §7.4): what it would have been, how far it is from that, and what may be chance.

Plain numbers in, plain numbers out. Figures are `Decimal`, so that a gap that equals the tolerance equals it.
"""

from outcomes.arithmetic.chance import Interval, could_be_chance, poisson, rate_interval, wilson
from outcomes.arithmetic.change import per_ten_thousand, percent, points_between, relative_change
from outcomes.arithmetic.forecast import HISTORY_AT_LEAST, HISTORY_AT_MOST, level, linear
from outcomes.arithmetic.status import Direction, Heading, Headline, Status, gap, heading, headline, run, status_of

__all__ = [
    "HISTORY_AT_LEAST",
    "HISTORY_AT_MOST",
    "Direction",
    "Heading",
    "Headline",
    "Interval",
    "Status",
    "could_be_chance",
    "gap",
    "heading",
    "headline",
    "level",
    "linear",
    "per_ten_thousand",
    "percent",
    "points_between",
    "poisson",
    "rate_interval",
    "relative_change",
    "run",
    "status_of",
    "wilson",
]
