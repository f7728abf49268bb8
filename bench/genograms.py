"""A family's genogram drawn anew: the page's own code from the database to the SVG, and the whole answer that holds the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any

import psycopg
from django.core.cache import caches
from django.db import transaction
from psycopg.rows import dict_row

from bench.callers import Asking, Caller, worker
from bench.load import GENOGRAMS
from bench.measure import WARM_UP, timed
from database.asker import acting_as
from families.queries.tree import family_tree

MUST_MS = {20: 50, 60: 300}
CHILDREN = """
SELECT m.family_id AS family, m.person_id AS focus FROM families_familymembership m
JOIN families_involvement i ON i.family_id = m.family_id AND i.role = 'lead_worker' AND i.period @> current_date
JOIN families_practitioner w ON w.id = i.practitioner_id
WHERE w.name = %(name)s AND m.role = 'child' ORDER BY md5(m.id::text)
"""


@dataclass(slots=True)
class Genogram:
    """So many people, around one child after another."""

    people: int
    caller: Caller
    rows: Sequence[Mapping[str, Any]]
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {"drawn": [], "answered": []})

    @property
    def name(self) -> str:
        return f"genogram_{self.people}"

    def ways(self, ask: Asking) -> dict[str, Callable[[Mapping[str, Any]], object]]:
        picture = "/families/{family}/tree/people/{focus}/picture/"
        return {"drawn": self.draw, "answered": lambda row: ask(self.caller, "GET", picture.format(**row))}

    def draw(self, row: Mapping[str, Any]) -> str:
        user = self.caller.user
        with acting_as(user.asker), transaction.atomic():
            page = family_tree(row["family"], row["focus"], user)
        if len(page.people) != self.people or page.drawing is None:
            raise ValueError(f"{len(page.people)} people are drawn, not {self.people}")
        return page.drawing.svg

    def report(self) -> dict[str, Any]:
        times = {f"{way}_p50_ms": round(median(took), 1) for way, took in self.milliseconds.items()}
        return {"name": self.name, **times, "must_ms": MUST_MS[self.people]}


def genograms(database: psycopg.Connection[Any], rounds: int) -> list[Genogram]:
    """All of them in turns."""
    ask, found = Asking(), [_genogram(database, people) for people in GENOGRAMS]
    for number in range(-WARM_UP, rounds):
        caches["process"].clear()
        for one in found:
            row = one.rows[number % len(one.rows)]
            for way, draw in one.ways(ask).items():
                took = timed(partial(draw, row))
                if number >= 0:
                    one.milliseconds[way].append(took)
    return found


def _genogram(database: psycopg.Connection[Any], people: int) -> Genogram:
    name = f"genogram{people}"
    rows = database.cursor(row_factory=dict_row).execute(CHILDREN, {"name": name}).fetchall()
    return Genogram(people, worker(name), rows)


def genogram_table(drawn: Sequence[Genogram]) -> str:
    """The results as a Markdown table."""
    lines = ["| genogram | drawn, ms | whole answer, ms | to reach, ms |", "|---|---:|---:|---:|"]
    for one in drawn:
        told = one.report()
        lines.append(f"| {one.name} | {told['drawn_p50_ms']} | {told['answered_p50_ms']} | {told['must_ms']} |")
    return "\n".join(lines)
