"""From counts to figures, and from one figure to another (domain.md §7.4)."""

from __future__ import annotations

from decimal import Decimal


def percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """100·n/d."""
    return 100 * numerator / denominator


def per_ten_thousand(numerator: Decimal, population: Decimal) -> Decimal:
    """10 000·n/population."""
    return 10_000 * numerator / population


def relative_change(first: Decimal, current: Decimal) -> Decimal | None:
    """By how many percent of the first figure it changed; None where the first is 0, of which nothing is a part."""
    return 100 * (current - first) / first if first else None


def points_between(first: Decimal, current: Decimal) -> Decimal:
    """From one percentage to another, in percentage points: 72 % to 90 % is +18."""
    return current - first
