"""Where a worker wants people to stand, as far as a picture can follow: it comes before the age of siblings and all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from families.drawing.facts import TreeNudge


def followed(nudges: Iterable[TreeNudge], level: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Who stands left of whom, with all that follows from it: of two who can change places, by what was said last of them."""
    right_of: dict[str, set[str]] = defaultdict(set)
    for nudge in sorted(nudges, key=lambda nudge: (-nudge.said, nudge.left, nudge.right)):
        if level[nudge.left] == level[nudge.right] and nudge.left not in right_of[nudge.right]:
            further = {nudge.right, *right_of[nudge.right]}
            for one in [nudge.left, *(one for one, others in right_of.items() if nudge.left in others)]:
                right_of[one] |= further
    return {(left, right) for left, others in right_of.items() for right in others}
