"""What is not passed on, and what would tell it (domain.md §7.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from families.small_numbers import Sum, is_tentative, kept_back, share

SUM = [Sum("all", ["yes", "no", "later"])]


@pytest.mark.parametrize(
    ("yes", "no", "later", "hidden"),
    [
        (20, 10, 8, set()),
        (20, 0, 0, set()),
        (20, 10, 3, {"later", "no"}),  # else 33 − 30 would tell it
        (20, 2, 3, {"later", "no", "yes"}),  # else 25 − 20 would tell that it is five together
        (18, 1, 1, {"later", "no", "yes"}),  # else 20 − 18 would tell both
        (20, 3, 3, {"later", "no"}),
        (20, 5, 0, {"yes", "no"}),
        (3, 0, 0, {"all", "yes"}),
        (6, 6, 6, set()),
    ],
)
def test_one_to_five_are_kept_back_with_what_would_tell_them(yes, no, later, hidden):
    figures = {"all": yes + no + later, "yes": yes, "no": no, "later": later}

    assert kept_back(figures, SUM) == hidden


def test_what_is_kept_back_of_one_sum_is_kept_back_in_the_next():
    """The whole of the second is a part of the first."""
    figures = {"all": 30, "yes": 10, "no": 2, "later": 18, "held": 10, "stopped": 0}

    assert kept_back(figures, [*SUM, Sum("yes", ["held", "stopped"])]) == {"no", "yes", "held"}


@given(
    some.lists(some.integers(0, 40), min_size=2, max_size=6), some.lists(some.integers(0, 12), min_size=1, max_size=3)
)
def test_nothing_that_is_kept_back_can_be_worked_out_from_one_sum(firsts, seconds):
    figures = {f"a{n}": count for n, count in enumerate(firsts)} | {f"b{n}": count for n, count in enumerate(seconds)}
    figures |= {"a0": sum(seconds)}
    figures |= {"all": figures["a0"] + sum(firsts[1:])}
    sums = [
        Sum("all", [name for name in figures if name[0] == "a" and name != "all"]),
        Sum("a0", [name for name in figures if name[0] == "b"]),
    ]

    hidden = kept_back(figures, sums)
    assert {name for name, count in figures.items() if 0 < count < 6} <= hidden
    for one in sums:
        assert sum(name in hidden for name in [one.whole, *one.parts]) != 1
        together = sum(figures[name] for name in one.parts if name in hidden)
        assert one.whole in hidden or together not in range(1, 6)


def test_few_are_said_and_many_have_a_percentage():
    assert [share(3, 8), share(36, 50), share(0, 10)] == ["3 of 8", "72 % (36 of 50)", "0 % (0 of 10)"]


def test_a_figure_is_tentative_of_few_or_where_little_is_known():
    assert [is_tentative(29, 29), is_tentative(30, 50), is_tentative(30, 51)] == [True, False, True]
