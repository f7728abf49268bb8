"""The search for a better order counts by neighbours what `Order.cost` counts by the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from families.drawing import TreeNudge
from families.drawing.layout import lay_out
from families.drawing.ordering import Blocks
from families.drawing.sifting import Sifting, more_crossed
from tests.families.drawing.blended import blended
from tests.families.drawing.test_acceptance import four_partners


@pytest.fixture
def costs(monkeypatch) -> list[tuple[float, float]]:
    """What each order cost before and after one of its rows was changed."""
    found: list[tuple[float, float]] = []
    sifted = Sifting.sifted

    def watched(self: Sifting) -> Blocks:
        order, row = self.order, self.order.weave.row_of[self.blocks[0].nodes[0]]
        former, before = order.rows[row], order.cost()
        order.rows[row] = sifted(self)
        order.number(row)
        if order.rows[row] != former:
            found.append((before, order.cost()))
        return order.rows[row]

    monkeypatch.setattr(Sifting, "sifted", watched)
    return found


def test_a_row_is_changed_only_where_the_whole_order_then_costs_less(costs) -> None:
    for seed in range(12):
        lay_out(blended(seed, 28))

    assert len(costs) > 100
    assert [pair for pair in costs if pair[1] >= pair[0]] == []


def test_nobody_is_carried_against_what_a_worker_said(costs) -> None:
    family = four_partners()
    ids = sorted((one.id for one in family.people if one.id.startswith("c")), reverse=True)
    said = tuple(TreeNudge(left, right, place) for place, (left, right) in enumerate(pairwise(ids)))

    layout = lay_out(replace(family, nudges=said))

    assert sorted(ids, key=layout.x.__getitem__) == ids
    assert [pair for pair in costs if pair[1] >= pair[0]] == []


@pytest.mark.parametrize(
    ("left", "right", "more"), [([0, 1], [2], 2), ([2], [0, 1], -2), ([1], [1], 0), ([0, 3], [1, 2], 0), ([], [1], 0)]
)
def test_how_many_more_lines_cross_when_neighbours_change_places(left, right, more) -> None:
    assert more_crossed(left, right) == more
