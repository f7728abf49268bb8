"""What there is to say about a thousand words (domain.md §3.7): by the list alone, and as the page asks it at a pause."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.db import transaction
from psycopg.rows import dict_row

from accounts.models import User
from bench import words
from bench.callers import Asking, Caller, worker
from bench.measure import WARM_UP, timed
from casework.actions.tips import begin_tips, tips_that_come_with_kith
from casework.wording import Lexicon, Term, lexicon, look_through
from database.asker import acting_as

MUST_MS, WORDS = 5, 1_000
HURTS = "Dana failed to engage with contact, just in case the LAC review was held."
FAMILIES = """
SELECT w.name, i.family_id AS family FROM families_practitioner w JOIN families_involvement i ON i.practitioner_id = w.id
WHERE w.user_id IS NOT NULL AND i.role = 'lead_worker' AND i.period @> current_date ORDER BY md5(i.id::text) LIMIT 1
"""


@dataclass(slots=True)
class Wording:
    """How long it took, and how many words the texts had."""

    name: str = "look_through_1000_words"
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {"checked": [], "answered": []})

    def report(self) -> dict[str, Any]:
        times = {f"{way}_p50_ms": round(median(took), 2) for way, took in self.milliseconds.items()}
        return {"name": self.name, **times, "must_ms": MUST_MS}


def wording(database: psycopg.Connection[Any], rounds: int) -> Wording:
    """Each round another text, which nothing has kept."""
    caller, path = _writer(database)
    rng = Random(1)  # noqa: S311  (the same texts each time)
    ready, ask, measured = _ready(), Asking(), Wording()
    for number in range(-WARM_UP, rounds):
        text = _text(rng)
        sent = {"note": text, "csrfmiddlewaretoken": caller.headers["HTTP_X_CSRFTOKEN"]}
        checked = timed(partial(_checked, text, ready))
        answered = timed(partial(ask, caller, "POST", path, urlencode(sent).encode()))
        if number >= 0:
            measured.milliseconds["checked"].append(checked)
            measured.milliseconds["answered"].append(answered)
    return measured


def _ready() -> Lexicon:
    return lexicon(
        tuple(
            Term(one["term"], tuple(one["forms"]), tuple(one["not_in"]), one["finds"] == "abbreviations")
            for one in tips_that_come_with_kith()
        )
    )


def _checked(text: str, ready: Lexicon) -> None:
    if len(look_through(text, ready)) < 3:
        raise ValueError("What hurts was not found.")


def _text(rng: Random) -> str:
    """A thousand words as people write them, with some for which others are better."""
    said: list[str] = []
    while len(said) < WORDS:
        said += f"{words.sentence(rng)} {HURTS if rng.random() < 0.2 or not said else ''}".split()
    return " ".join(said[:WORDS])


def _writer(database: psycopg.Connection[Any]) -> tuple[Caller, str]:
    """Someone who may write of a family, where the list stands."""
    kith = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(kith.asker), transaction.atomic():
        begin_tips(by=kith)
    row = database.cursor(row_factory=dict_row).execute(FAMILIES).fetchone()
    if row is None:
        raise LookupError("The data hold nobody who leads for a family.")
    return worker(row["name"]), f"/families/{row['family']}/conversations/new/words/"


def wording_table(measured: Wording) -> str:
    """The result as a Markdown table."""
    told = measured.report()
    return (
        "| words | looked through, ms | whole answer, ms | to reach, ms |\n|---|---:|---:|---:|\n"
        f"| {told['name']} | {told['checked_p50_ms']} | {told['answered_p50_ms']} | {told['must_ms']} |"
    )
