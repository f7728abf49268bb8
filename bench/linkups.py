"""Link-ups: which cards a coach may show a seeking family, among 50,000 sharing families at scale 1; and a coach's week."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
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
from families.models import Family
from linkups.queries.deck import deck
from linkups.queries.week import coach_week

WAYS = ("floor", "found", "answered")

# Families of the coach who may be shown cards: they have no link-up in which they seek.
SEEKING: LiteralString = """
SELECT i.family_id AS family FROM families_involvement i JOIN families_practitioner w ON w.id = i.practitioner_id
WHERE w.name = %(name)s AND NOT EXISTS (SELECT FROM linkups_linkup l WHERE l.seeking_family_id = i.family_id)
ORDER BY md5(i.id::text)
"""
OWN: LiteralString = "SELECT id AS practitioner FROM families_practitioner WHERE name = %(name)s"

# As near as cousins, by the least that finds it.
DECK: LiteralString = """
WITH ours AS MATERIALIZED (
  SELECT person_id FROM families_familymembership WHERE family_id = %(family)s AND period @> current_date),
above AS MATERIALIZED (
  SELECT person_id FROM ours
  UNION SELECT near.parent_id FROM ours JOIN families_parentage near ON near.child_id = person_id
  UNION SELECT far.parent_id FROM ours JOIN families_parentage near ON near.child_id = person_id
    JOIN families_parentage far ON far.child_id = near.parent_id),
below AS MATERIALIZED (
  SELECT near.child_id AS person_id FROM above JOIN families_parentage near ON near.parent_id = person_id),
related AS MATERIALIZED (
  SELECT person_id FROM above UNION SELECT person_id FROM below
  UNION SELECT far.child_id FROM below JOIN families_parentage far ON far.parent_id = person_id
  UNION SELECT edge.b_id FROM ours JOIN families_partnership edge ON edge.a_id = person_id
  UNION SELECT edge.a_id FROM ours JOIN families_partnership edge ON edge.b_id = person_id
  UNION SELECT edge.b_id FROM ours JOIN families_siblinglink edge ON edge.a_id = person_id
  UNION SELECT edge.a_id FROM ours JOIN families_siblinglink edge ON edge.b_id = person_id),
apart AS MATERIALIZED (
  SELECT m.family_id FROM related JOIN families_familymembership m USING (person_id) WHERE m.period @> current_date),
cards AS (
  SELECT c.* FROM linkups_familycard c JOIN linkups_sharingprofile p ON p.family_id = c.family_id
  WHERE c.kind = 'sharing' AND c.approved_at IS NOT NULL AND p.status = 'ready' AND p.family_id <> %(family)s
    AND p.family_id NOT IN (SELECT family_id FROM apart)
    AND (SELECT count(*) FROM linkups_linkup l WHERE l.sharing_family_id = p.family_id
         AND l.state IN ('agreeing', 'active', 'paused')) < p.max_linkups
  ORDER BY lower(c.headline), c.id LIMIT 24)
SELECT coalesce(json_agg(json_build_object('id', id, 'headline', headline, 'our_story', our_story, 'good_at', good_at,
  'tough_times', tough_times, 'fun_facts', fun_facts, 'availability', availability, 'languages', languages)
  ORDER BY lower(headline), id), '[]')::text FROM cards
"""
WEEK: LiteralString = """
SELECT coalesce(json_agg(told ORDER BY since, id), '[]')::text FROM (
  SELECT l.id, coalesce(met.last, l.start_date) AS since, json_build_object('id', l.id, 'state', l.state, 'seeking', one.name,
    'sharing', other.name, 'started', l.start_date, 'met', met.last, 'session', (
      SELECT json_build_object('held_on', s.held_on, 'next_on', s.next_on) FROM linkups_coachsession s
      WHERE s.link_up_id = l.id ORDER BY s.held_on DESC, s.id DESC LIMIT 1)) AS told
  FROM linkups_linkup l JOIN families_family one ON one.id = l.seeking_family_id
  JOIN families_family other ON other.id = l.sharing_family_id
  CROSS JOIN LATERAL (SELECT max(held_on) AS last FROM linkups_meetup m WHERE m.link_up_id = l.id AND m.state = 'held') met
  WHERE l.coach_id = %(practitioner)s AND l.state IN ('chosen', 'agreeing', 'active', 'paused')) mine
"""


@dataclass(slots=True)
class LinkUps:
    """One of the two: the bare SQL, what the page reads, and the whole answer."""

    name: str
    rows: Sequence[Mapping[str, Any]]
    ways: Mapping[str, Callable[[Mapping[str, Any]], Any]]
    queries: int = 0
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})

    def check(self) -> None:
        """Refuse to time what does not find the same."""
        for row in self.rows[:3]:
            bare = [UUID(one["id"]) for one in json.loads(self.ways["floor"](row))]
            found = self.ways["found"](row)
            if not found or bare != found:
                raise Differs(f"{self.name}: the floor finds {bare[:5]}, and the page {found[:5]}")

    def report(self) -> dict[str, Any]:
        times = {f"{way}_p50_ms": round(median(took), 1) for way, took in self.milliseconds.items()}
        return {"name": self.name, **times, "statements": self.queries}


def link_ups(database: psycopg.Connection[Any], rounds: int) -> list[LinkUps]:
    """Both, in turns."""
    ask, bare, caller = Asking(), Floor(database), worker(COACH)
    seeking = database.cursor(row_factory=dict_row).execute(SEEKING, {"name": COACH}).fetchall()
    own = database.cursor(row_factory=dict_row).execute(OWN, {"name": COACH}).fetchall()
    build, week = "/link-ups/families/{family}/offers/new/", "/link-ups/week/"
    found = [
        LinkUps(
            "cards_available", seeking, _ways(bare(DECK), partial(_cards, caller), partial(_get, ask, caller, build))
        ),
        LinkUps("coach_week", own, _ways(bare(WEEK), partial(_week, caller), partial(_get, ask, caller, week))),
    ]
    for one in found:
        one.check()
        one.queries = statements(partial(one.ways["answered"], one.rows[-1]))
    for number in range(-WARM_UP, rounds):
        caches["process"].clear()
        for one in found:
            row = one.rows[number % len(one.rows)]
            for place in range(len(WAYS)):
                way = WAYS[(place + number) % len(WAYS)]
                took = timed(partial(one.ways[way], row))
                if number >= 0:
                    one.milliseconds[way].append(took)
    return found


def _ways(*ways: Callable[[Mapping[str, Any]], Any]) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
    return dict(zip(WAYS, ways, strict=True))


def _get(ask: Asking, caller: Caller, path: str, row: Mapping[str, Any]) -> bytes:
    return ask(caller, "GET", path.format(**row))


def _cards(caller: Caller, row: Mapping[str, Any]) -> list[UUID]:
    with acting_as(caller.user.asker), transaction.atomic():
        return [card.pk for card in deck(Family(pk=row["family"])).cards]


def _week(caller: Caller, _row: Mapping[str, Any]) -> list[UUID]:
    with acting_as(caller.user.asker), transaction.atomic():
        return [one.link_up.pk for one in coach_week(caller.user).rows]


def link_up_table(found: Sequence[LinkUps]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| link-ups | floor, ms | found, ms | whole answer, ms | found ÷ floor | statements |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        told = one.report()
        floor, ours = told["floor_p50_ms"], told["found_p50_ms"]
        ratio = median(one.milliseconds["found"]) / median(one.milliseconds["floor"])
        lines.append(f"| {one.name} | {floor} | {ours} | {told['answered_p50_ms']} | {ratio:.1f} | {one.queries} |")
    return "\n".join(lines)
