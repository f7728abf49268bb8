"""A figure as someone told it, before it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes.frequencies import Span
from outcomes.models import DataPoint, Measure

PLACES, LARGEST = Decimal("0.0001"), Decimal(10) ** 10
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,20})?|\.\d{1,20}", re.ASCII)
CODES = {
    "c": gettext_lazy("kept back, for the number is small"),
    "k": gettext_lazy("rounds to 0"),
    "x": gettext_lazy("not available"),
    "z": gettext_lazy("not applicable"),
    "u": gettext_lazy("too unsure to be told"),
    "low": gettext_lazy("rounds to 0"),
    ":": gettext_lazy("not available"),
}
"""What stands in official statistics where a number would."""


class NotAFigure(ValueError):
    """What was written is no figure; it says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a period: itself, or a number and what it is out of."""

    span: Span
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    note: str = ""
    asked: int | None = None
    answered: int | None = None
    reason: str = ""
    """Why it differs from the one that stands, where that is said of it alone."""

    def of(self, asked: int, answered: int) -> Told:
        """The same, with how many were asked and answered."""
        return replace(self, asked=asked, answered=answered)

    def because(self, reason: str) -> Told:
        """The same, with why it changes."""
        return replace(self, reason=reason)

    def is_same_as(self, point: DataPoint) -> bool:
        """Whether it says nothing that is not there already: what it does not say of who was asked stays."""
        return self.has_numbers_of(point) and self.provisional == point.provisional

    def has_numbers_of(self, point: DataPoint) -> bool:
        """The same, final or not."""
        is_asked_the_same = self.asked is None or (self.asked, self.answered) == (point.asked, point.answered)
        there = (point.value, point.numerator, point.denominator)
        return is_asked_the_same and (self.value, self.numerator, self.denominator) == there


def number_in(text: str) -> Decimal:
    """The number of a cell: thousands may be set apart by commas, and a percent sign may follow. Raises NotAFigure."""
    said = text.strip().removesuffix("%").strip().replace(" ", "")
    if said.casefold() in CODES:
        raise NotAFigure(_("“%(code)s” is no number: %(meaning)s.") % {"code": said, "meaning": CODES[said.casefold()]})
    if _GROUPED.fullmatch(said):
        said = said.replace(",", "")
    if said.startswith(("-", "−")):
        raise NotAFigure(_("A figure is 0 or more."))
    if not _NUMBER.fullmatch(said):
        raise NotAFigure(_("“%(text)s” is no number. Write it as 1234 or 72.5.") % {"text": text.strip()[:40]})
    value = Decimal(said).quantize(PLACES, ROUND_HALF_UP)
    if value >= LARGEST:
        raise NotAFigure(_("That number is too large."))
    return value


def told_of(measure: Measure, span: Span, numbers: list[Decimal], *, provisional: bool = False, note: str = "") -> Told:
    """A figure that fits its measure, of one number or of two. Raises NotAFigure."""
    if len(numbers) == 1:
        _fits(measure, numbers[0])
        return Told(span, value=numbers[0], provisional=provisional, note=note)
    numerator, denominator = numbers
    if not measure.is_part:
        raise NotAFigure(_("This measure is no part of something: write one number."))
    if denominator <= 0 or numerator > denominator:
        raise NotAFigure(_("The number can’t be more than what it is out of, and that is more than 0."))
    return Told(span, numerator=numerator, denominator=denominator, provisional=provisional, note=note)


def _fits(measure: Measure, value: Decimal) -> None:
    if measure.unit == Measure.Unit.PERCENT and value > 100:
        raise NotAFigure(_("A percentage is 100 at most."))
    if measure.unit == Measure.Unit.COUNT and value != value.to_integral():
        raise NotAFigure(_("This measure counts whole numbers."))
