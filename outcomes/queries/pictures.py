"""From a curve to what is drawn of it."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from outcomes import frequencies
from outcomes.drawing import NARROW, Dot, Line, Picture, Sheet, draw, draw_small
from outcomes.models import Measure
from outcomes.queries.curves import Curve, Figure, Foretold, shown
from outcomes.queries.saying import Said, said_of, wanted

ON_PAPER = Sheet(720.0, 236.0, 8)
"""Low enough to leave the rest of one page of A4 to words."""


def picture_of(curve: Curve) -> tuple[SafeString, SafeString]:
    """The whole picture of a curve: as it is on a wall, and as it is on a phone, of which a page shows one. Empty without figures."""
    picture = _picture(curve)
    return draw(picture), draw(picture, name="narrow", sheet=NARROW)


def paper_picture_of(curve: Curve) -> SafeString:
    """The same for a page of paper that says more than the curve."""
    return draw(_picture(curve), name="paper", sheet=ON_PAPER)


def wall_picture_of(curve: Curve) -> SafeString:
    """The same for a wall, alone."""
    return draw(_picture(curve), name="wall")


def outside_picture_of(curve: Curve, said: Said, *, is_whole: bool) -> tuple[SafeString, SafeString]:
    """The same for those who don’t work here, by what may be said to them. Where it is not whole, its last figure may not be the last."""
    last = curve.last
    now = "" if is_whole or last is None else f"{last.shown} ({last.short})"
    picture, name = _picture(curve, said, now), f"curve-{curve.measure.pk.hex[-8:]}"
    return draw(picture, name=name), draw(picture, name=f"{name}-narrow", sheet=NARROW)


def _picture(curve: Curve, said: Said | None = None, now: str = "") -> Picture:
    below = "" if said else _("Every figure stands in the table below.")
    said = said or said_of(curve)
    now = now or (_("%(figure)s now") % {"figure": curve.last.shown} if curve.last else "")
    return Picture(
        title=curve.measure.name,
        words=" ".join(part for part in (said.sentence, said.way, said.change, below) if part),
        history=[_dot(one) for one in curve.until_then],
        since=[_dot(one) for one in curve.since],
        now=now,
        forecast=_forecast(curve, curve.in_force),
        earlier=[line for one in curve.before if (line := _earlier(one))],
        wanted=_wanted(curve),
        elsewhere=[
            Line(one.name, [Dot(point.period.lower, point.value) for point in one.told])  # type: ignore[attr-defined]
            for one in curve.comparisons
            if one.told  # type: ignore[attr-defined]
        ],
        sign="%" if curve.measure.unit == Measure.Unit.PERCENT else "",
        periods=_periods(curve),
    )


def small_picture_of(curve: Curve) -> SafeString:
    """The same in small, without words."""
    history = [(one.day, one.value) for one in curve.until_then]
    since = [(one.day, one.value) for one in curve.since]
    forecast = [(point.period.lower, point.central) for point in curve.in_force.points] if curve.in_force else []
    return draw_small(history, since, [*history[-1:], *forecast] if forecast else [])


def _dot(figure: Figure) -> Dot:
    return Dot(figure.day, figure.value, figure.short, figure.number)


def _forecast(curve: Curve, told: Foretold | None) -> Line | None:
    """From the last figure of the history on."""
    if told is None or not told.points:
        return None
    dots = [Dot(point.period.lower, point.central) for point in told.points]
    name = _("%(figure)s if nothing changed") % {"figure": shown(told.points[-1].central, curve.measure)}
    return Line(name, [*(_dot(one) for one in curve.history[-1:]), *dots])


def _earlier(told: Foretold) -> Line | None:
    dots = [Dot(point.period.lower, point.central) for point in told.points]
    return Line("", dots) if dots else None


def _wanted(curve: Curve) -> Line | None:
    """From now to what is wanted, unless that day is over."""
    measure, last = curve.measure, curve.last
    if measure.wanted_value is None or measure.wanted_by is None or last is None or measure.wanted_by <= last.day:
        return None
    first = frequencies.span_of(measure.wanted_by, measure.frequency)[0]
    name = _("%(figure)s we want") % {"figure": wanted(measure)}
    return Line(name, [_dot(last), Dot(max(first, measure.wanted_by), measure.wanted_value)])


def _periods(curve: Curve) -> list[tuple[date, str]]:
    """What may be named at the foot: each period for which there is a figure or a forecast."""
    days = {one.day for one in curve.figures}
    days |= {point.period.lower for point in curve.in_force.points} if curve.in_force else set()
    return [(day, frequencies.short(day, curve.measure.frequency)) for day in sorted(days)]
