"""From what age the law takes someone for an adult."""

ADULT_FROM = 18
"""Whole years. A child is “a person under the age of eighteen” (Children Act 1989, s. 105(1)): parental responsibility ends then,
and with it all reading and deciding for a child (domain.md §5.5, §8.7)."""
