"""What pasted lines would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from outcomes import frequencies
from outcomes.imports.columns import columns_of
from outcomes.imports.pasted import Line, heading_of, read_lines
from outcomes.imports.told import Told
from outcomes.models import CountedMeasure, DataPoint, Measure
from outcomes.queries.curves import shown

NEW, SAME, CHANGES = "new", "same", "changes"


@dataclass(frozen=True, slots=True)
class Looked:
    """One line beside what is there already."""

    line: Line
    becomes: str = ""
    """`new`, `same` or `changes`; empty for a line that is refused."""
    figure: str = ""
    was: str = ""
    period: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """All lines, and of them those to be written and those that are refused."""

    lines: Sequence[Looked]
    heading: str = ""
    """What names the columns, if the lines begin with it."""

    @property
    def good(self) -> list[tuple[Measure, Told]]:
        return [
            (one.line.measure, one.line.told)
            for one in self.lines
            if one.becomes in {NEW, CHANGES} and one.line.measure and one.line.told
        ]

    @property
    def bad(self) -> list[Looked]:
        return [one for one in self.lines if one.problem]

    @property
    def bad_text(self) -> str:
        """The refused lines as they were, to be put right."""
        lines = [one.line.text for one in self.bad]
        return "\n".join([self.heading, *lines] if self.heading and lines else lines)


def look_at(text: str, *, measure: Measure | None, reason: str, user: User) -> Pasted:
    """Read the lines, and look at what is there already: in two queries, however many they are."""
    named = {} if measure else {" ".join(one.name.casefold().split()): one for one in Measure.objects.visible_to(user)}
    heading, lines = heading_of(text), read_lines(text, measure=measure, named=named)
    ours = {line.measure.pk for line in lines if line.measure}
    current = DataPoint.objects.visible_to(user).filter(measure__in=ours, is_current=True).select_related("measure")
    standing = {(point.measure_id, point.period.lower): point for point in current}
    counted = set(CountedMeasure.objects.visible_to(user).filter(measure__in=ours).values_list("measure", flat=True))
    return Pasted(
        [
            Looked(line, problem=_("Kith counts the figures of this measure from its own records."))
            if line.measure and line.measure.pk in counted
            else _looked(line, standing, reason=reason)
            for line in lines
        ],
        heading if columns_of(heading, needs_measure=measure is None) else "",
    )


def _looked(line: Line, standing: Mapping[tuple[UUID, date], DataPoint], *, reason: str) -> Looked:
    if line.told is None or line.measure is None:
        return Looked(line, problem=line.problem)
    measure, told = line.measure, line.told
    figure, period = _shown(told, measure), frequencies.said(told.span[0], measure.frequency)
    there = standing.get((measure.pk, told.span[0]))
    if there is None:
        return Looked(line, NEW, figure, period=period)
    was = shown(there.figure, measure, there)
    if told.is_same_as(there):
        return Looked(line, SAME, figure, was, period)
    if not reason.strip():
        problem = _("There is a figure for this period already: %(was)s. Say below why it changes.") % {"was": was}
        return Looked(line, "", figure, was, period, problem)
    return Looked(line, CHANGES, figure, was, period)


def _shown(told: Told, measure: Measure) -> str:
    point = DataPoint(measure=measure, value=told.value, numerator=told.numerator, denominator=told.denominator)
    return shown(point.figure, measure, point)
