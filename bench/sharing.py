"""Sharing families with their cards, and one coach with the 15 and 40 families that are planned, beside what the clans are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any, LiteralString

import psycopg

from bench import words
from bench.clans import MONDAY, START_MS, Involved
from bench.tables import NULL, Table, array, hex_id
from linkups.models import CoachSession, FamilyCard, LinkUp, Meetup, SharingProfile
from linkups.queries.week import SEEKING_PLANNED, SHARING_PLANNED

SHARING = 50_000
"""So many share, or every second family where there are fewer than twice as many."""
ONE_RESTS_IN = 4
THEMES, LANGUAGES = ("friends_and_belonging", "routines", "school"), ("English", "Polish", "Urdu", "Somali")
MEETUPS, SESSIONS = 8, 3
BEGAN = MONDAY - timedelta(days=70)
FAMILY_IDS: LiteralString = "SELECT id FROM families_family ORDER BY id"


def load_link_ups(
    loader: psycopg.Connection[Any], tables: Mapping[str, Table], fixed: Mapping[str, str], coach: Involved, seed: int
) -> int:
    """Up to 50,000 families share; one coach has the 15 and 40 that are planned. How many rows that were."""
    rng = Random(seed + 3)  # noqa: S311  (made-up people)
    rows = {
        "profile": Table(SharingProfile, "id family_id status trained_on ready_on coach_id", fixed),
        "card": Table(FamilyCard, "id family_id kind headline our_story tough_times languages approved_at", fixed),
        "linkup": Table(
            LinkUp,
            "id sharing_family_id seeking_family_id coach_id state seeking_chose_at asked_at sharing_agreed_at"
            " seeking_agreed_at checks_cleared_at start_date",
            fixed,
        ),
        "meetup": Table(Meetup, "id link_up_id state held_on face_seeking face_sharing", fixed),
        "session": Table(CoachSession, "id link_up_id with_whom held_on", fixed),
    }
    families = [row[0].hex for row in loader.execute(FAMILY_IDS).fetchall()]
    one_in = max(2, len(families) // SHARING)
    sharing, seeking = families[::one_in], families[1::one_in][:SEEKING_PLANNED]
    stories = words.paragraphs(rng)
    for number, family in enumerate(sharing):
        of_the_coach = coach.practitioner if number < SHARING_PLANNED else NULL
        status = "ready" if number < SHARING_PLANNED or number % ONE_RESTS_IN else "resting"
        rows["profile"].add(_id(rng), family, status, "2025-11-01", "2025-12-01", of_the_coach)
        headline = f"{rng.choice(words.WOMEN)}, {rng.choice(words.MEN)} and dog number {number}"
        themes, languages = array([rng.choice(THEMES)]), array([rng.choice(LANGUAGES)])
        story = rng.choice(stories)[:600]
        rows["card"].add(_id(rng), family, "sharing", headline, story, themes, languages, "2026-01-02T12:00Z")
    for number, family in enumerate(seeking):
        _link_up(rows, rng, coach, sharing[number % SHARING_PLANNED], family)
    for family in (*sharing[:SHARING_PLANNED], *seeking):
        tables["involvement"].add(_id(rng), family, coach.practitioner, "family_coach", "[2026-01-01,)")
    return sum(table.send(loader) for table in (*rows.values(), tables["involvement"]))


def _link_up(rows: Mapping[str, Table], rng: Random, coach: Involved, sharing: str, seeking: str) -> None:
    pk, said = _id(rng), ["2026-01-02T12:00Z"] * 5
    rows["linkup"].add(pk, sharing, seeking, coach.practitioner, "active", *said, BEGAN.isoformat())
    for week in range(1, MEETUPS + 1):
        held = BEGAN + timedelta(days=7 * week + rng.randrange(7))
        rows["meetup"].add(_id(rng), pk, "held", held.isoformat(), str(rng.randint(2, 5)), str(rng.randint(2, 5)))
    for number in range(SESSIONS):
        held = BEGAN + timedelta(days=14 * number + rng.randrange(7))
        rows["session"].add(_id(rng), pk, rng.choice(("seeking", "sharing", "both")), held.isoformat())


def _id(rng: Random) -> str:
    return hex_id(START_MS, rng.getrandbits(72))
