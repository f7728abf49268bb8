"""One run, from the data to the report."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from bench import floor, place
from bench.bringing import bringing, import_table
from bench.curves import curve_table, curves
from bench.exports import export_table, exports
from bench.genograms import genogram_table, genograms
from bench.linkups import week, week_table
from bench.load import load, say
from bench.measure import measure, report, table, timed
from bench.tasks import tasks, workers
from bench.wording import wording, wording_table

AS_THEY_ARE = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""Pages name their files as they are called: for the benchmark none are collected."""


def run(scale: float, rounds: int, seed: int, to: Path) -> None:
    mark = place.mark_of(scale, seed)
    if place.is_loaded(mark):
        say(f"The data of {mark} stand already.")
    else:
        load(scale, seed)
        place.note_loaded(mark)
    settings.ROOT_URLCONF = "bench.urls"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": AS_THEY_ARE}}
    with place.loader() as database:
        own = workers(database)
        found = tasks(database, own)
        say(f"Measuring {len(found)} tasks in {rounds} rounds …")
        results = measure(found, rounds)
        show(f"Scale {scale}, p50 of {rounds} rounds:\n\n{table(results)}")
        without, noted = cost_of_noting(floor.Floor(database), rounds)
        show(f"A family read by SQL alone: {without:.2f} ms; with its access event: {noted:.2f} ms.")
        others = with_own_tables(own, database, rounds)
    connection.close()
    to.parent.mkdir(exist_ok=True)
    to.write_text(json.dumps(report(results, scale, noting=(without, noted), others=others), indent=2) + "\n")


def with_own_tables(
    own: Sequence[dict[str, Any]], database: psycopg.Connection[Any], rounds: int
) -> list[dict[str, Any]]:
    """What is timed in other ways than three."""
    say("Giving out whole lists …")
    given = exports(database, own[0]["caller"].user.name)
    show(export_table(given))
    say("Drawing genograms …")
    drawn = genograms(database, rounds)
    show(genogram_table(drawn))
    weekly = week(database, rounds)
    show(week_table(weekly))
    say("Opening the board of curves, and counting as each night …")
    curved = curves(database, own[0]["caller"], rounds)
    show(curve_table(curved))
    say("Looking through words, and bringing in files …")
    worded = wording(database, rounds)
    show(wording_table(worded))
    brought = bringing(own, database, rounds)
    show(import_table(brought))
    return [
        *(one.report() for one in given),
        *(one.report() for one in drawn),
        weekly.report(),
        curved.report(),
        worded.report(),
        brought.report(),
    ]


def show(words: str) -> None:
    """At once: what is measured is not lost when something after it fails."""
    sys.stdout.write(f"\n{words}\n\n")
    sys.stdout.flush()


def cost_of_noting(bare: floor.Floor, rounds: int) -> tuple[float, float]:
    """The p50 of a read by SQL alone in a transaction, without and with its access event."""
    row = bare.connection.execute(
        "SELECT r.family_id, r.organisation_id, r.author_id, array_agg(s.person_id) FROM families_record r"
        " JOIN families_recordsubject s ON s.record_id = r.id GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1 LIMIT 1"
    ).fetchone()
    said = dict(zip(("family", "organisation", "user", "people"), row or (), strict=True))
    times: dict[bool, list[float]] = {False: [], True: []}
    for _round in range(rounds):
        for noted, took in times.items():
            took.append(timed(partial(bare.read_noted, said, noted=noted)))
    return median(times[False]), median(times[True])
