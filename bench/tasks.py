"""What is timed in three ways: twelve things that people do, by the bare SQL, by the product and by the plain version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from uuid_utils.compat import uuid7

from bench import floor
from bench.callers import Asking, system, worker
from bench.floor import Floor
from bench.load import COACH
from bench.measure import Task

OURS, PLAIN = "/api/v1", "/api/plain"
MADE_NEW = {"id", "created_at", "updated_at", "happened_at"}
WORDS = "We talked for a long time about the walk to school, and how much easier it is when two of them do it." * 3
MOST_ROWS = 100
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")

# Workers, here and there, each with a family that has a long story and another one to write in.
WORKERS = """
SELECT w.user_id AS user, w.id AS practitioner, w.organisation_id AS organisation, u.name, story.family_id AS family,
       writes.family_id AS other, writes.people
FROM (SELECT * FROM families_practitioner ORDER BY md5(id::text) LIMIT 3 * %(most)s) w JOIN accounts_user u ON u.id = w.user_id
CROSS JOIN LATERAL (
  SELECT i.family_id FROM families_involvement i JOIN families_record r ON r.family_id = i.family_id
  WHERE i.practitioner_id = w.id AND i.role = 'lead_worker' AND i.period @> current_date
  GROUP BY i.family_id HAVING count(*) >= 20 ORDER BY i.family_id LIMIT 1) story
CROSS JOIN LATERAL (
  SELECT m.family_id, array_agg(m.person_id ORDER BY m.id) AS people FROM families_familymembership m
  JOIN families_involvement i ON i.family_id = m.family_id
  WHERE i.practitioner_id = w.id AND i.role = 'lead_worker' AND i.period @> current_date AND m.family_id <> story.family_id
  GROUP BY m.family_id HAVING count(*) >= 2 ORDER BY m.family_id LIMIT 1) writes
ORDER BY md5(w.id::text) LIMIT %(most)s
"""
# Surnames that some hundred people have.
MIDDLING_NAMES = """
SELECT public.kith_search_key(family_name) AS key FROM families_person WHERE family_name NOT LIKE '%%-%%'
GROUP BY family_name ORDER BY abs(count(*) - 120), family_name LIMIT 10
"""
# Words that more people have in their name than any other.
COMMON_NAMES = """
SELECT public.kith_search_key(given_name) AS key FROM families_person
GROUP BY given_name ORDER BY count(*) DESC, given_name LIMIT 10
"""
# What one entry in two hundred says, and one in ten.
MIDDLING_WORDS = [
    {"words": f"{one} {other}"}
    for one, other in pairwise(["asthma", "allotment", "choir", "temple", "football", "bank", "flat", "reading"])
]
COMMON_WORDS = [
    {"words": word} for word in ("asthma", "choir", "temple", "football", "bank", "fridge", "sister", "aunt")
]
# Where later pages of the list of conversations begin: here and there from a depth on, and by OFFSET the same.
DEEP = """
WITH told AS (
  SELECT c.id, row_number() OVER (ORDER BY c.id) AS number FROM casework_conversation c WHERE NOT EXISTS (
    SELECT FROM families_sharestate s WHERE s.record_id = c.record_id AND s.state IN ('child_only', 'withheld')))
SELECT id AS after, number AS offset FROM told
WHERE number >= least(%(depth)s, (SELECT max(number) / 2 FROM told)) AND number %% 50 = 0 ORDER BY number LIMIT %(most)s
"""
DEPTH = 100_000
"""Conversations that stand before a page; half of all where there are fewer than twice as many."""
GRANDMOTHERS = """
SELECT one.child_id AS person, two.parent_id AS other
FROM (SELECT * FROM families_familymembership WHERE role = 'child' ORDER BY md5(id::text) LIMIT 5 * %(most)s) m
JOIN families_parentage one ON one.child_id = m.person_id AND one.basis = 'birth'
JOIN families_parentage two ON two.child_id = one.parent_id AND two.basis = 'birth'
JOIN families_person p ON p.id = two.parent_id AND p.gender = 'woman_girl'
ORDER BY md5(one.child_id::text), two.parent_id LIMIT %(most)s
"""

# Families of the coach who may be shown cards: they have no link-up in which they seek.
SEEKING = """
SELECT i.family_id AS family FROM families_involvement i JOIN families_practitioner w ON w.id = i.practitioner_id
WHERE w.name = %(coach)s AND NOT EXISTS (SELECT FROM linkups_linkup l WHERE l.seeking_family_id = i.family_id)
ORDER BY md5(i.id::text)
"""


Said = Mapping[str, Any]


def workers(database: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    """Who asks, each with two families of their own."""
    return [row | {"caller": worker(row["name"])} for row in _rows(database, WORKERS)]


def tasks(database: psycopg.Connection[Any], own: list[dict[str, Any]]) -> list[Task]:
    """Workers' own families by session; what looks beyond a caseload by another system's token."""
    bare = Floor(database)
    other = {"caller": system(own[0]["name"]), "organisation": own[0]["organisation"]}
    coach = worker(COACH)
    relation = "/people/{person}/relations/{other}/"
    by_name, by_common_name = (
        _ways(bare(sql), "POST", "/people/search/", lambda row: {"name": row["key"]})
        for sql in (floor.NAME_SEARCH, floor.NAME_SEARCH_COMMON)
    )
    by_words = "/conversations/search/", lambda row: {"words": row["words"]}
    beginning = {"after": UUID(int=0), "offset": 0}

    return [
        Task("family_list", own, _ways(bare(floor.FAMILY_LIST), "GET", "/families/"), _results),
        Task("family_detail", own, _ways(bare(floor.FAMILY_DETAIL), "GET", "/families/{family}/"), _whole),
        Task(
            "name_search",
            [row | other for row in _rows(database, MIDDLING_NAMES)],
            by_name,
            _results,
        ),
        Task("name_search_common", [row | other for row in _rows(database, COMMON_NAMES)], by_common_name, _results),
        *(
            Task(name, [row | other for row in asked], _ways(bare(floor.WORD_SEARCH), "POST", *by_words), _results)
            for name, asked in (("word_search", MIDDLING_WORDS), ("word_search_common", COMMON_WORDS))
        ),
        Task("timeline_first_page", [beginning | other], _pages(bare, ""), _results),
        Task(
            "timeline_at_depth",
            [row | other for row in _rows(database, DEEP)],
            _pages(bare, "&cursor={after}"),
            _results,
        ),
        Task(
            "kin_term",
            [other | row for row in _rows(database, GRANDMOTHERS)],
            _ways(bare(floor.KIN_TERM), "GET", relation),
            _whole,
        ),
        Task(
            "network_3_hops",
            [other | row for row in _rows(database, GRANDMOTHERS)],
            _ways(bare(floor.NETWORK), "GET", "/people/{person}/network/?hops=3"),
            _whole,
        ),
        Task(
            "available_cards",
            [row | {"caller": coach} for row in _rows(database, SEEKING)],
            _ways(bare(floor.AVAILABLE_CARDS), "GET", "/link-ups/available-cards/?family={family}"),
            _results,
        ),
        Task(
            "create_conversation",
            own,
            _ways(_writing(bare), "POST", "/conversations/", _conversation),
            _but_new,
        ),
    ]


def _ways(
    bare: Callable[[Said], bytes], method: str, path: str, body: Callable[[Said], dict[str, Any]] | None = None
) -> dict[str, Callable[[Said], bytes]]:
    ask = Asking()

    def by(start: str) -> Callable[[Said], bytes]:
        return lambda row: ask(row["caller"], method, f"{start}{path}".format(**row), body(row) if body else None)

    return {"floor": bare, "ours": by(OURS), "plain": by(PLAIN)}


def _pages(bare: Floor, cursor: str) -> dict[str, Callable[[Said], bytes]]:
    """A page of fifty conversations: by the id that stands before it, and in the plain version by how many do."""
    ask, first = Asking(), "/conversations/?page_size=50"
    addresses = {"ours": f"{OURS}{first}{cursor}", "plain": f"{PLAIN}/timeline/?limit=50&offset={{offset}}"}

    def by(address: str) -> Callable[[Said], bytes]:
        return lambda row: ask(row["caller"], "GET", address.format(**row))

    return {"floor": bare(floor.TIMELINE), **{way: by(address) for way, address in addresses.items()}}


def _rows(database: psycopg.Connection[Any], sql: str) -> list[dict[str, Any]]:
    rows = (
        database.cursor(row_factory=dict_row)
        .execute(sql, {"most": MOST_ROWS, "depth": DEPTH, "coach": COACH})
        .fetchall()
    )
    if not rows:
        raise LookupError(f"The data hold nothing to measure with: {sql}")
    return rows


def _writing(bare: Floor) -> Callable[[Said], bytes]:
    write = bare(floor.CREATE_CONVERSATION)
    return lambda row: write(_written(row))


def _conversation(row: Said) -> dict[str, Any]:
    one, other = map(str, row["people"][:2])
    return {
        "family": str(row["other"]),
        "people": [one, other],
        "headline": "The walk to school goes well",
        "entries": [
            {"kind": "said", "body": WORDS, "speaker": one},
            {"kind": "strength", "body": WORDS, "whose": [other]},
        ],
    }


def _written(row: Said) -> dict[str, Any]:
    """The ids and values of the rows that a conversation becomes."""
    said = _conversation(row)
    entries = said["entries"]
    return {
        **{name: row[name] for name in ("organisation", "user")},
        "family": row["other"],
        **{name: uuid7() for name in ("record", "conversation", "whose")},
        **{name: [uuid7(), uuid7()] for name in ("subjects", "shares", "presences", "entries")},
        "people": row["people"][:2],
        "headline": said["headline"],
        "kinds": [entry["kind"] for entry in entries],
        "bodies": [entry["body"] for entry in entries],
        "speakers": [UUID(entry["speaker"]) if "speaker" in entry else None for entry in entries],
        "owner": row["people"][1],
    }


def _results(answer: bytes) -> Any:
    return comparable(json.loads(answer)["results"])


def _whole(answer: bytes) -> Any:
    return comparable(json.loads(answer))


def _but_new(answer: bytes) -> Any:
    """Without what is new in every answer."""
    said = json.loads(answer)
    entries = [{name: value for name, value in entry.items() if name != "id"} for entry in said.pop("entries")]
    return {name: value for name, value in said.items() if name not in MADE_NEW} | {"entries": entries}


def comparable(said: Any) -> Any:
    """The same moment is written with Z or with +00:00."""
    if isinstance(said, dict):
        return {name: comparable(value) for name, value in said.items()}
    if isinstance(said, list):
        return [comparable(value) for value in said]
    if isinstance(said, str) and MOMENT.match(said):
        return datetime.fromisoformat(said)
    return said
