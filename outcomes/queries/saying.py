"""What a curve says, in one sentence of words: colour and picture say no more than this (domain.md §7.4, §7.7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes import arithmetic, frequencies
from outcomes.arithmetic import Direction, Headline, Interval, Status
from outcomes.models import Measure
from outcomes.queries.curves import Curve, Figure, Foretold, count_words, shown


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside a picture. Each is a sentence, or empty."""

    status: str
    sentence: str
    way: str
    change: str
    chance: str
    asked: str


def said_of(curve: Curve, *, in_short: bool = False) -> Said:
    """All that a curve says; `in_short` as the board does, without what changed and what may be chance."""
    changed, may_be_chance = ("", "") if in_short else (change(curve), chance(curve))
    return Said(status(curve), sentence(curve), way(curve), changed, may_be_chance, asked(curve.last))


def headline_words(told: Headline) -> str:
    """“6 of 10 curves improving; 3 turned; 1 not enough data”."""
    return _("%(improving)d of %(all)d curves improving; %(turned)d turned; %(missing)d not enough data") % {
        "improving": told.improving,
        "all": told.all,
        "turned": told.turned,
        "missing": told.not_enough_data,
    }


def missing_words(told: Headline) -> str:
    """Of how many measures a figure should be here by now, and is not."""
    if not told.all:
        return _("Every measure has the figure of its last period that is over.")
    return ngettext(
        "%(count)d measure has no figure yet of its last period that is over.",
        "%(count)d measures have no figure yet of their last period that is over.",
        told.all,
    ) % {"count": told.all}


def status(curve: Curve) -> str:
    """The status, and with it what it does not say: a curve may have turned and still go the wrong way."""
    words = {
        Status.NOT_ENOUGH_DATA: _("Not enough data"),
        Status.TURNED: _("Turned"),
        Status.BEATING_FORECAST: _("Better than forecast"),
        Status.ON_FORECAST: _("As forecast"),
        Status.WORSE_THAN_FORECAST: _("Not as good as forecast"),
    }[curve.status]
    if curve.status == Status.TURNED and curve.is_worsening and curve.heading:
        return _("Turned but still rising") if curve.heading.sign > 0 else _("Turned but still falling")
    return words


def sentence(curve: Curve) -> str:
    """How it stands beside what would have been."""
    if curve.status == Status.NOT_ENOUGH_DATA:
        return _missing(curve)
    last = curve.last
    if last is None:
        return ""
    told = {"now": last.shown, "expected": last.expected_shown, "periods": curve.run}
    if curve.status == Status.TURNED:
        words = (
            _(
                "For %(periods)d periods on end better than if nothing had changed: %(now)s now, where %(expected)s was expected."
            )
            % told
        )
        return f"{words} {_slower(curve)}".strip()
    if curve.status == Status.BEATING_FORECAST:
        return (
            ngettext(
                "Better than if nothing had changed, for %(periods)d period so far: %(now)s now, where %(expected)s was expected.",
                "Better than if nothing had changed, for %(periods)d periods so far: %(now)s now, where %(expected)s was expected.",
                curve.run,
            )
            % told
        )
    if curve.status == Status.WORSE_THAN_FORECAST:
        return (
            _("It is not as good as we expected if nothing changed: %(now)s now, where %(expected)s was expected.")
            % told
        )
    return _("It is about what we expected if nothing changed: %(now)s now, where %(expected)s was expected.") % told


def _slower(curve: Curve) -> str:
    if not curve.is_worsening or curve.heading is None:
        return ""
    return (
        _("Slower than forecast, still rising.")
        if curve.heading.sign > 0
        else _("Slower than forecast, still falling.")
    )


def _missing(curve: Curve) -> str:
    """What is missing before anything can be said of it."""
    if not curve.figures:
        return _("There are no figures yet.")
    if curve.in_force is None:
        return _("Nothing is published yet of what would be if nothing changed, so we can’t say whether it turns.")
    if len(curve.history) < arithmetic.HISTORY_AT_LEAST:
        return _("Its forecast goes out from fewer than three figures, so we can’t say whether it turns.")
    if not curve.since:
        return _("There is no figure since its forecast yet.")
    return _("Its forecast ends before the last figure. Make a new one, so that we can say whether it turns.")


def way(curve: Curve) -> str:
    """Which way it went last, for how long, and whether that is good."""
    if curve.heading is None:
        return ""
    told = {"periods": curve.heading.periods}
    if curve.heading.direction == Direction.LEVEL:
        return ngettext("Level for %(periods)d period.", "Level for %(periods)d periods.", curve.heading.periods) % told
    if curve.heading.sign > 0:
        words = ngettext("Up for %(periods)d period", "Up for %(periods)d periods", curve.heading.periods) % told
    else:
        words = ngettext("Down for %(periods)d period", "Down for %(periods)d periods", curve.heading.periods) % told
    good = _("improving") if curve.heading.direction == Direction.IMPROVING else _("worsening")
    return f"{words}: {good}."


def change(curve: Curve) -> str:
    """From the first figure to the last: of percentages in percentage points, of all else in percent of the first.

    Nothing is said of before and after where nothing was expected, and there is nothing to compare with (domain.md §7.6).
    """
    first, last = curve.first, curve.last
    if first is None or last is None or first is last:
        return ""
    if not curve.is_beside_something:
        return _(
            "What changed from the first figure to the last is told once a forecast is published, or how it is elsewhere stands beside it."
        )
    told = {"first": first.shown, "then": first.label, "now": last.shown, "today": last.label}
    words = _("From %(first)s (%(then)s) to %(now)s (%(today)s)") % told
    if curve.measure.unit == Measure.Unit.PERCENT:
        return f"{words}: {points(arithmetic.points_between(first.value, last.value), curve.measure)}."
    part = arithmetic.relative_change(first.value, last.value)
    return f"{words}." if part is None else f"{words}: {_signed(part, 1)}%."


def points(difference: Decimal, measure: Measure) -> str:
    """“+18 percentage points”."""
    return _("%(points)s percentage points") % {"points": _signed(difference, measure.decimals)}


def _signed(value: Decimal, decimals: int) -> str:
    number = number_format(abs(round(value, decimals)), decimals, use_l10n=True, force_grouping=True)
    sign = "" if not round(value, decimals) else ("+" if value > 0 else "−")
    return f"{sign}{number}"


def chance(curve: Curve) -> str:
    """Between what the first and the last figure lie by chance alone, and whether the change could be that."""
    if curve.intervals is None or curve.first is None or curve.last is None or not curve.is_beside_something:
        return ""
    told = {
        "first": curve.first.shown,
        "between_first": between(curve.intervals[0], curve.measure),
        "now": curve.last.shown,
        "between_now": between(curve.intervals[1], curve.measure),
    }
    words = (
        _("By chance alone %(first)s could be %(between_first)s, and %(now)s could be %(between_now)s (95%% interval).")
        % told
    )
    return f"{words} {_('The change could be chance.')}" if curve.could_be_chance else words


def between(interval: Interval, measure: Measure) -> str:
    """“57.2–83.9”, one place more exactly than the figure itself."""
    low, high = (
        number_format(round(Decimal(end), 1), 1, use_l10n=True, force_grouping=True)
        for end in (interval.low, interval.high)
    )
    return f"{low}–{high}"


def asked(figure: Figure | None) -> str:
    """Of how many a figure is, and of how many it is not known; that it says little, where it does (domain.md §7.6)."""
    if figure is None:
        return ""
    words = count_words(figure.point.asked, figure.point.answered)
    return f"{words}. {tentative(figure)}".strip() if words else tentative(figure)


def tentative(figure: Figure) -> str:
    """Why a figure says little; empty where it says what it says."""
    if not figure.is_tentative:
        return ""
    if figure.asked:
        return _("Tentative: fewer than 30 answered, or fewer than 60 % of those asked.")
    return _("Tentative: it is of fewer than 30.")


def wanted(measure: Measure) -> str:
    """The figure that is wanted, in its unit."""
    return "" if measure.wanted_value is None else shown(measure.wanted_value, measure)


def unit_words(measure: Measure) -> str:
    """What a figure without a sign is."""
    return {
        Measure.Unit.RATE: _("for each 10,000"),
        Measure.Unit.DAYS: _("days"),
        Measure.Unit.SCORE: _("score"),
    }.get(Measure.Unit(measure.unit), "")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a forecast says of one period, in words."""

    label: str
    low: str
    central: str
    high: str


def foretold_rows(told: Foretold | None, measure: Measure) -> list[Expected]:
    """A forecast as a table."""
    return [
        Expected(
            frequencies.said(point.period.lower, measure.frequency),
            *("" if value is None else shown(value, measure) for value in (point.low, point.central, point.high)),
        )
        for point in (told.points if told else ())
    ]


def turned_after(measure: Measure) -> str:
    """When we say that the curve has turned."""
    return ngettext(
        "after %(count)d period on end better than forecast by more than %(tolerance)s",
        "after %(count)d periods on end better than forecast by more than %(tolerance)s",
        measure.min_run,
    ) % {"count": measure.min_run, "tolerance": number_format(measure.tolerance.normalize(), use_l10n=True)}
