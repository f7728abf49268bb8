"""From what age the law takes someone for an adult, and we ask after a partner; and up to what age one is told."""

from __future__ import annotations

ADULT_FROM = 18
"""Whole years. A child is “a person under the age of eighteen” (Children Act 1989, s. 105(1)): parental responsibility ends then,
and with it all reading and deciding for a child (domain.md §5.5, §8.7)."""
MAY_HAVE_PARTNER = 16
OLDEST = 116
"""Whole years. Whoever would be older has most likely died and nobody said when, as in a tree of forebears: no age of theirs is told."""


def may_have_partner(age: int | None) -> bool:
    """A partner, and children of their own, are not asked after of a child."""
    return age is None or age >= MAY_HAVE_PARTNER


def told_age(age: int | None) -> int | None:
    """An age as it is told; none where it can hardly be."""
    return age if age is not None and age <= OLDEST else None
