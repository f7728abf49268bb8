"""The week of a coach with the 15 and 40 families that are planned for one: its page, which the API has not."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from django.core.cache import caches
from django.db import transaction
from psycopg.rows import dict_row

from bench.callers import Asking, Caller, worker
from bench.floor import Floor
from bench.load import COACH
from bench.measure import WARM_UP, Differs, statements, timed
from database.asker import acting_as
from linkups.queries.week import coach_week

WAYS = ("floor", "found", "answered")
OWN: LiteralString = "SELECT id AS practitioner FROM families_practitioner WHERE name = %(name)s"

# What the page tells of each link-up and of each family who shares; not who may see it, and nothing in words.
WEEK: LiteralString = """
SELECT json_build_object('link_ups', (
  SELECT coalesce(json_agg(told ORDER BY since, id), '[]') FROM (
    SELECT l.id, coalesce(met.last, l.start_date) AS since, json_build_object('id', l.id, 'state', l.state, 'seeking', one.name,
      'sharing', other.name, 'started', l.start_date, 'weeks', l.planned_weeks, 'met', met.last, 'faces', met.faces,
      'pauses', (SELECT json_agg(p.period) FROM linkups_linkuppause p WHERE p.link_up_id = l.id), 'session', (
        SELECT json_build_object('held_on', s.held_on, 'next_on', s.next_on) FROM linkups_coachsession s
        WHERE s.link_up_id = l.id ORDER BY s.held_on DESC, s.id DESC LIMIT 1)) AS told
    FROM linkups_linkup l JOIN families_family one ON one.id = l.seeking_family_id
    JOIN families_family other ON other.id = l.sharing_family_id
    CROSS JOIN LATERAL (
      SELECT max(held_on) AS last, json_agg(json_build_array(face_seeking, face_sharing)) AS faces FROM (
        SELECT held_on, face_seeking, face_sharing FROM linkups_meetup m WHERE m.link_up_id = l.id AND m.state = 'held'
        ORDER BY held_on DESC, m.id DESC LIMIT 3) last_three) met
    WHERE l.coach_id = %(practitioner)s AND l.state IN ('chosen', 'agreeing', 'active', 'paused')) mine),
 'sharing', (
  SELECT json_agg(json_build_object('family', f.name, 'status', p.status, 'people', (
    SELECT json_agg(json_build_object('id', m.person_id, 'born', who.date_of_birth, 'checks', (
      SELECT json_agg(json_build_object('kind', c.kind, 'outcome', c.outcome, 'renew_by', c.renew_by))
      FROM linkups_safetycheck c WHERE c.person_id = m.person_id)))
    FROM families_familymembership m JOIN families_person who ON who.id = m.person_id
    WHERE m.family_id = p.family_id AND m.period @> current_date)) ORDER BY f.sort_key)
  FROM linkups_sharingprofile p JOIN families_family f ON f.id = p.family_id WHERE p.coach_id = %(practitioner)s))::text
"""


@dataclass(slots=True)
class Week:
    """The bare SQL, what the page reads, and the whole answer."""

    ways: Mapping[str, Callable[[], Any]]
    queries: int
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})

    def report(self) -> dict[str, Any]:
        times = {f"{way}_p50_ms": round(median(took), 1) for way, took in self.milliseconds.items()}
        return {"name": "coach_week", **times, "statements": self.queries}


def week(database: psycopg.Connection[Any], rounds: int) -> Week:
    """The three in turns."""
    caller, ask = worker(COACH), Asking()
    own = database.cursor(row_factory=dict_row).execute(OWN, {"name": COACH}).fetchone() or {}
    bare = partial(Floor(database)(WEEK), own)
    answered = partial(ask, caller, "GET", "/link-ups/week/")
    _check(bare, caller)
    found = Week(dict(zip(WAYS, (bare, partial(_read, caller), answered), strict=True)), statements(answered))
    for number in range(-WARM_UP, rounds):
        caches["process"].clear()
        for place in range(len(WAYS)):
            way = WAYS[(place + number) % len(WAYS)]
            took = timed(found.ways[way])
            if number >= 0:
                found.milliseconds[way].append(took)
    return found


def _check(bare: Callable[[], bytes], caller: Caller) -> None:
    """Refuse to time what does not find the same."""
    told = [UUID(one["id"]) for one in json.loads(bare())["link_ups"]]
    if not told or told != _read(caller):
        raise Differs(f"coach_week: the floor finds {told[:5]}, and the page {_read(caller)[:5]}")


def _read(caller: Caller) -> list[UUID]:
    with acting_as(caller.user.asker), transaction.atomic():
        return [one.link_up.pk for one in coach_week(caller.user).rows]


def week_table(found: Week) -> str:
    """The result as a Markdown table."""
    told = found.report()
    floor, read, whole = (told[f"{way}_p50_ms"] for way in WAYS)
    return (
        "| link-ups | floor, ms | found, ms | whole answer, ms | found ÷ floor | statements |\n"
        "|---|---:|---:|---:|---:|---:|\n"
        f"| coach_week | {floor} | {read} | {whole} | {read / floor:.1f} | {found.queries} |"
    )
