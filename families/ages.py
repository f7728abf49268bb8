"""From what age the law takes someone for an adult, and we ask after a partner; and up to what age one is told."""

from __future__ import annotations

from datetime import date

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


def last_birthday_of_an_adult(day: date) -> date:
    """Who was born on this day or before is 18; a 29 February birthday counts on 1 March in other years."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - ADULT_FROM, day=28) if is_leap_day else day.replace(year=day.year - ADULT_FROM)
