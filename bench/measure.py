"""Round robin: each task by each of the ways in turn, so that a noisy machine is as noisy for all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from django.core.cache import caches
from django.db import connection

from bench.load import show_progress

WAYS = ("floor", "ours", "plain")
WARM_UP, CHECKED = 6, 3


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that people do, in three ways, about one row after the other; `same` turns an answer into what all must agree on."""

    name: str
    rows: Sequence[Any]
    ways: Mapping[str, Callable[[Any], bytes]]
    same: Callable[[bytes], Any]

    def row(self, number: int) -> Any:
        """What round `number` is about: a different one each time, as people ask, while there are any."""
        return self.rows[number % len(self.rows)]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    p50_ms: Mapping[str, float]
    queries: int

    @property
    def ratio_to_floor(self) -> float:
        return self.p50_ms["ours"] / self.p50_ms["floor"]

    @property
    def plain_drf_over_ours(self) -> float:
        return self.p50_ms["plain"] / self.p50_ms["ours"]


class Differs(Exception):
    """Two ways of one task do not give the same answer, so that their times can't be compared."""


def check(task: Task) -> None:
    """Refuse to time what does not say the same."""
    for number in range(CHECKED):
        said = {way: task.same(ask(task.row(-1 - number))) for way, ask in task.ways.items()}
        for way in WAYS:
            if said[way] != said["floor"]:
                raise Differs(f"{task.name}: {way} says {said[way]!r:.2000}\n\nand the floor {said['floor']!r:.2000}")


def measure(tasks: Sequence[Task], rounds: int) -> list[Result]:
    for task in tasks:
        check(task)
    counts = {task.name: statements(partial(task.ways["ours"], task.row(-1))) for task in tasks}
    times: dict[tuple[str, str], list[float]] = {(task.name, way): [] for task in tasks for way in WAYS}
    for number in range(-WARM_UP, rounds):
        caches["process"].clear()  # the throttle counts there, and this is more than one caller may ask in a minute
        for task in tasks:
            for place in range(len(WAYS)):
                way = WAYS[(place + number) % len(WAYS)]  # who comes first brings the pages of the row into memory
                took = timed(partial(task.ways[way], task.row(number)))
                if number >= 0:
                    times[task.name, way].append(took)
        show_progress(max(0, number + 1) / rounds, f"round {number + 1}")
    return [
        Result(task.name, {way: median(times[task.name, way]) for way in WAYS}, counts[task.name]) for task in tasks
    ]


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def statements(ask: Callable[[], bytes]) -> int:
    """How many statements a request sends, that of the asker counted, BEGIN and COMMIT not."""
    with counting() as seen:
        ask()
    return len(seen)


@contextmanager
def counting() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    wrapper: Any = connection
    tell = wrapper.tell_asker

    def note_asker() -> None:
        seen.append("asker")
        tell()

    wrapper.tell_asker = note_asker
    try:
        with connection.execute_wrapper(note):
            yield seen
    finally:
        del wrapper.tell_asker


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| task | floor, ms | ours, ms | plain DRF, ms | ours ÷ floor | plain DRF ÷ ours | statements |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in results:
        times = " | ".join(f"{one.p50_ms[way]:.1f}" for way in WAYS)
        ratios = f"{one.ratio_to_floor:.1f} | {one.plain_drf_over_ours:.1f}"
        lines.append(f"| {one.name} | {times} | {ratios} | {one.queries} |")
    return "\n".join(lines)


def report(
    results: Sequence[Result], scale: float, *, noting: tuple[float, float], others: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """What goes into `var/bench.json`. `noting` is a read by SQL alone, without and with its access event; `others` have no floor."""
    without, noted = noting
    return {
        "scale": scale,
        "access_event": {"read_p50_ms": round(without, 3), "read_and_noted_p50_ms": round(noted, 3)},
        "results": [
            {
                "name": one.name,
                "floor_p50_ms": round(one.p50_ms["floor"], 3),
                "ours_p50_ms": round(one.p50_ms["ours"], 3),
                "plain_drf_p50_ms": round(one.p50_ms["plain"], 3),
                "ratio_to_floor": round(one.ratio_to_floor, 2),
                "plain_drf_over_ours": round(one.plain_drf_over_ours, 2),
                "queries": one.queries,
            }
            for one in results
        ]
        + list(others),
    }
