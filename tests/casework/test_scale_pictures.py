"""Where dots stand, and the quiet line of one person's own answers."""

from datetime import date
from decimal import Decimal

import pytest

from casework.scale_pictures import HEIGHT, WIDTH, line, place

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 30)


@pytest.mark.parametrize(("value", "where"), [("0", "3.0%"), ("5", "50.0%"), ("7.5", "73.5%"), ("10", "97.0%")])
def test_a_dot_stands_where_it_was_put(value, where):
    assert place(Decimal(value)) == where


@pytest.mark.parametrize("said", [[], [(JANUARY, Decimal(3))], [(JANUARY, Decimal(3)), (MARCH, None)]])
def test_fewer_than_two_need_no_line(said):
    assert line(said) is None


def test_a_line_goes_from_the_first_to_the_last_and_up_is_more():
    drawn = line([(JANUARY, Decimal(0)), (MAY, Decimal(10))])

    assert [(point.x, point.y) for point in drawn.points] == [("8.0", "56.0"), ("312.0", "8.0")]
    assert (drawn.parts, drawn.width, drawn.height) == (["8.0,56.0 312.0,8.0"], WIDTH, HEIGHT)


def test_it_is_broken_where_they_would_rather_not_say():
    said = [(JANUARY, Decimal(1)), (JANUARY, Decimal(2)), (MARCH, None), (MAY, Decimal(3))]
    drawn = line(said)

    assert (len(drawn.parts), len(drawn.points)) == (1, 3)


def test_those_of_one_day_stand_side_by_side():
    drawn = line([(MAY, Decimal(2)), (MAY, Decimal(4))])

    assert [point.x for point in drawn.points] == ["8.0", "312.0"]
