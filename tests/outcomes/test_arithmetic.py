"""The arithmetic of a curve: every worked figure of domain.md §7.4, and the same by another hand."""

from decimal import Decimal

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from outcomes import arithmetic
from outcomes.arithmetic import Direction, Heading, Headline, Status

HISTORY = [Decimal(one) for one in (400, 418, 431, 452, 466)]
LOWER, HIGHER = -1, 1
ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
figures = st.decimals(min_value=0, max_value=100_000, places=2)


def d(*values):
    return [Decimal(str(one)) for one in values]


def followed_by(*actual, tolerance="5"):
    """The worked history, and what came after it: its status and which way it goes."""
    forecast = arithmetic.linear(HISTORY, len(actual))
    gaps = [arithmetic.gap(one, expected, LOWER) for one, expected in zip(d(*actual), forecast, strict=True)]
    status = arithmetic.status_of(history=len(HISTORY), gaps=gaps, tolerance=Decimal(tolerance), min_run=3)
    return status, arithmetic.heading([*HISTORY, *d(*actual)], LOWER), gaps


def test_the_worked_forecast():
    assert arithmetic.linear(HISTORY, 4) == d(483.2, 499.8, 516.4, 533.0)


def test_the_worked_curve_that_turned():
    status, way, gaps = followed_by(470, 462, 455, 449)

    assert gaps == d(13.2, 37.8, 61.4, 84.0)
    assert (status, way) == (Status.TURNED, Heading(Direction.IMPROVING, sign=-1, periods=3))


def test_the_worked_curve_that_turned_and_rises_still():
    status, way, _gaps = followed_by(472, 480, 489)

    assert (status, way) == (Status.TURNED, Heading(Direction.WORSENING, sign=1, periods=7))


def test_the_worked_curve_that_is_on_forecast():
    assert followed_by(485, 500)[0] == Status.ON_FORECAST


@pytest.mark.parametrize(
    ("gaps", "status"),
    [
        ([], Status.NOT_ENOUGH_DATA),
        ([6], Status.BEATING_FORECAST),
        ([9, 6, 6], Status.TURNED),
        ([9, 6, 6, 5], Status.ON_FORECAST),
        ([9, 5, 6, 6], Status.BEATING_FORECAST),
        ([-5], Status.ON_FORECAST),
        ([9, 9, 9, "-5.0001"], Status.WORSE_THAN_FORECAST),
    ],
)
def test_a_gap_counts_when_it_is_more_than_the_tolerance(gaps, status):
    assert arithmetic.status_of(history=3, gaps=d(*gaps), tolerance=Decimal(5), min_run=3) == status


def test_of_two_points_of_history_nothing_is_said():
    assert arithmetic.status_of(history=2, gaps=d(9, 9, 9), tolerance=Decimal(0), min_run=2) == Status.NOT_ENOUGH_DATA


@pytest.mark.parametrize(
    ("values", "good", "way"),
    [
        ((1, 2, 3), HIGHER, Heading(Direction.IMPROVING, 1, 2)),
        ((1, 2, 3), LOWER, Heading(Direction.WORSENING, 1, 2)),
        ((3, 5, 5, 5), HIGHER, Heading(Direction.LEVEL, 0, 2)),
        ((3, 5, 4), HIGHER, Heading(Direction.WORSENING, -1, 1)),
        ((3,), HIGHER, None),
    ],
)
def test_which_way_it_goes_and_for_how_long(values, good, way):
    assert arithmetic.heading(d(*values), good) == way


def test_a_line_rests_on_the_last_twelve_points():
    assert arithmetic.linear(d(900, *range(12)), 1) == d(12)


def test_a_line_wants_three_points_and_a_level_one():
    with pytest.raises(ValueError, match="three points"):
        arithmetic.linear(d(1, 2), 1)
    with pytest.raises(ValueError, match="no last figure"):
        arithmetic.level([], 1)
    assert arithmetic.level(d(1, 7), 3) == d(7, 7, 7)


def test_nothing_falls_below_nothing_and_no_percentage_rises_above_all():
    assert arithmetic.linear(d(30, 20, 10), 3) == d(0, 0, 0)
    assert arithmetic.linear(d(80, 90, 99), 2, ceiling=Decimal(100)) == d(100, 100)
    assert arithmetic.linear(d(80, 90, 99), 2) > d(100, 100)


def test_percentages_are_compared_in_points():
    assert arithmetic.points_between(Decimal(72), Decimal(90)) == 18
    assert arithmetic.relative_change(Decimal(72), Decimal(90)) == 25
    assert arithmetic.relative_change(Decimal(0), Decimal(90)) is None


def test_from_counts_to_figures():
    assert arithmetic.percent(Decimal(29), Decimal(40)) == Decimal("72.5")
    assert round(arithmetic.per_ten_thousand(Decimal(437), Decimal(67149)), 4) == Decimal("65.0792")


def test_the_worked_intervals_overlap():
    before, after = arithmetic.wilson(29, 40), arithmetic.wilson(36, 40)

    assert (round(before.low, 1), round(before.high, 1)) == (57.2, 83.9)
    assert (round(after.low, 1), round(after.high, 1)) == (76.9, 96.0)
    assert arithmetic.could_be_chance(before, after)
    fewer, more = arithmetic.wilson(290, 400), arithmetic.wilson(360, 400)
    assert (arithmetic.could_be_chance(fewer, more), arithmetic.could_be_chance(more, fewer)) == (False, False)


def test_six_of_ten():
    up, down = Direction.IMPROVING, Direction.WORSENING
    curves = [(Status.TURNED, up)] * 2 + [(Status.TURNED, down), (Status.ON_FORECAST, up), (Status.NOT_ENOUGH_DATA, up)]

    assert arithmetic.headline(curves) == Headline(improving=3, all=5, turned=3, not_enough_data=1)


@ANY
@given(st.lists(figures, min_size=3, max_size=12), st.integers(1, 6))
def test_the_line_is_that_of_another_hand(history, ahead):
    line = stats.linregress(range(len(history)), [float(one) for one in history])
    places = numpy.arange(len(history), len(history) + ahead)
    other = numpy.clip(line.intercept + line.slope * places, 0, None)

    ours = [float(one) for one in arithmetic.linear(history, ahead)]

    numpy.testing.assert_allclose(ours, other, rtol=1e-6, atol=2e-3)


@ANY
@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_of_a_part_is_that_of_another_hand(told):
    other = stats.binomtest(*told).proportion_ci(method="wilson")
    ours = arithmetic.wilson(*told)

    assert (ours.low, ours.high) == pytest.approx((100 * other.low, 100 * other.high), abs=1e-6)


@ANY
@given(st.integers(0, 29))
def test_the_exact_interval_of_a_count_is_that_of_another_hand(count):
    low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    ours = arithmetic.poisson(count)

    assert (ours.low, ours.high) == pytest.approx((low, stats.chi2.ppf(0.975, 2 * count + 2) / 2), abs=1e-6)


@ANY
@given(st.integers(30, 100_000))
def test_the_interval_of_a_greater_count_is_by_its_root(count):
    ours = arithmetic.poisson(count)

    assert (ours.low, ours.high) == pytest.approx((count - 1.96 * count**0.5, count + 1.96 * count**0.5), rel=1e-3)


def test_the_interval_of_a_rate_is_that_of_its_count():
    of_count, of_rate = arithmetic.poisson(437), arithmetic.rate_interval(437, 67149)

    assert of_rate.low == pytest.approx(of_count.low * 10_000 / 67149)
    assert of_rate.high == pytest.approx(of_count.high * 10_000 / 67149)


@ANY
@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=24), st.sampled_from([1, -1]), st.integers(0, 5_000))
def test_a_run_is_counted_as_another_hand_counts_it(told, good, tolerance):
    gaps = [arithmetic.gap(actual, forecast, good) for actual, forecast in told]
    actual, forecast = (numpy.array([int(100 * one) for one in side]) for side in zip(*told, strict=True))
    better = good * (actual - forecast) > 100 * tolerance

    run = arithmetic.run(gaps, Decimal(tolerance))

    assert run == (len(better) if better.all() else int(numpy.argmin(better[::-1])))
    status = arithmetic.status_of(history=3, gaps=gaps, tolerance=Decimal(tolerance), min_run=3)
    is_worse = good * (actual - forecast)[-1] < -100 * tolerance
    expected = "worse_than_forecast" if is_worse else "on_forecast"
    assert status == ("turned" if run >= 3 else "beating_forecast" if run else expected)


@ANY
@given(st.lists(figures, min_size=2, max_size=24), st.sampled_from([1, -1]))
def test_a_direction_is_told_as_another_hand_tells_it(values, good):
    signs = numpy.sign(numpy.diff([int(100 * one) for one in values]))
    others = numpy.flatnonzero(signs != signs[-1])

    way = arithmetic.heading(values, good)

    assert (way.sign, way.periods) == (signs[-1], len(signs) - 1 - others[-1] if len(others) else len(signs))
    assert way.direction == {1: "improving", 0: "level", -1: "worsening"}[int(signs[-1]) * good]


@ANY
@given(figures.filter(bool), figures)
def test_a_change_is_that_of_another_hand(first, current):
    ours = float(arithmetic.relative_change(first, current))

    assert ours == pytest.approx(100 * (float(current) / float(first) - 1), rel=1e-6, abs=1e-6)
    assert float(arithmetic.points_between(first, current)) == pytest.approx(float(current) - float(first), abs=1e-6)


@ANY
@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 400), st.integers(1, 400))
def test_overlapping_intervals_are_those_of_another_hand(one, other, one_whole, other_whole):
    sides = [(min(one, one_whole), one_whole), (min(other, other_whole), other_whole)]
    (a, b), (c, d) = (stats.binomtest(*side).proportion_ci(method="wilson") for side in sides)

    ours = arithmetic.could_be_chance(*(arithmetic.wilson(*side) for side in sides))

    if min(abs(a - d), abs(c - b)) > 1e-9:
        assert ours == (max(a, c) <= min(b, d))
