"""What is timed: five things that people do, each by the bare SQL, by the product and by the plain version."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

from bench import floor
from bench.callers import Asking, Caller
from bench.floor import Floor
from bench.measure import Task

OURS, PLAIN = "/api/v1", "/api/plain"
MADE_NEW = {"id", "created_at", "updated_at", "happened_at"}
WORDS = "We talked for a long time about the walk to school, and how much easier it is when two of them do it." * 3

# A worker's family with a long story, and another to write in; a name that some hundred people have; a grandmother.
A_LONG_STORY = """
SELECT i.family_id FROM families_involvement i JOIN families_record r ON r.family_id = i.family_id
WHERE i.practitioner_id = %(practitioner)s AND i.role = 'lead_worker' AND i.period @> current_date
GROUP BY i.family_id HAVING count(*) >= 20 ORDER BY i.family_id LIMIT 1
"""
ANOTHER_FAMILY = """
SELECT m.family_id, array_agg(m.person_id ORDER BY m.id) FROM families_familymembership m
JOIN families_involvement i ON i.family_id = m.family_id
WHERE i.practitioner_id = %(practitioner)s AND i.role = 'lead_worker' AND i.period @> current_date
  AND m.family_id <> %(family)s
GROUP BY m.family_id HAVING count(*) >= 2 ORDER BY m.family_id LIMIT 1
"""
A_MIDDLING_NAME = """
SELECT public.kith_search_key(family_name) FROM families_person WHERE family_name NOT LIKE '%%-%%'
GROUP BY family_name ORDER BY abs(count(*) - 120), family_name LIMIT 1
"""
A_GRANDMOTHER = """
SELECT one.child_id, two.parent_id FROM families_parentage one
JOIN families_parentage two ON two.child_id = one.parent_id AND two.basis = 'birth'
JOIN families_person p ON p.id = two.parent_id AND p.gender = 'woman_girl'
JOIN families_familymembership m ON m.person_id = one.child_id AND m.role = 'child'
WHERE one.basis = 'birth' ORDER BY one.child_id, two.parent_id LIMIT 1
"""


def tasks(database: psycopg.Connection[Any], worker: Caller, system: Caller) -> list[Task]:
    """The worker's own families by session; what looks beyond a caseload by another system's token."""
    ask, bare = Asking(), Floor(database)
    known = {
        "organisation": worker.user.organisation_id,
        "user": worker.user.pk,
        "practitioner": _one(
            database, "SELECT id FROM families_practitioner WHERE user_id = %(user)s", user=worker.user.pk
        ),
    }
    known["family"] = family = _one(database, A_LONG_STORY, **known)
    key = _one(database, A_MIDDLING_NAME)
    person, other = _row(database, A_GRANDMOTHER)

    def both(
        caller: Caller, method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Callable[[], bytes]]:
        return {
            "ours": lambda: ask(caller, method, f"{OURS}{path}", body),
            "plain": lambda: ask(caller, method, f"{PLAIN}{path}", body),
        }

    relation, search = f"/people/{person}/relations/{other}/", {"name": key}
    written = _conversation(*_row(database, ANOTHER_FAMILY, **known))
    return [
        Task(
            "family_list",
            {"floor": lambda: bare(floor.FAMILY_LIST, **known), **both(worker, "GET", "/families/")},
            _results,
        ),
        Task(
            "family_detail",
            {"floor": lambda: bare(floor.FAMILY_DETAIL, **known), **both(worker, "GET", f"/families/{family}/")},
            _whole,
        ),
        Task(
            "name_search",
            {
                "floor": lambda: bare(floor.NAME_SEARCH, key=key, **known),
                **both(system, "POST", "/people/search/", search),
            },
            _results,
        ),
        Task(
            "kin_term",
            {"floor": lambda: bare(floor.KIN_TERM, person=person, other=other), **both(system, "GET", relation)},
            _whole,
        ),
        Task(
            "create_conversation",
            {
                "floor": lambda: bare(
                    floor.CREATE_CONVERSATION, **_rows(written), **known | {"family": written["family"]}
                ),
                **both(worker, "POST", "/conversations/", written),
            },
            _but_new,
        ),
    ]


def _row(database: psycopg.Connection[Any], sql: str, **said: Any) -> tuple[Any, ...]:
    row = database.execute(sql, said).fetchone()
    if row is None:
        raise LookupError(f"The data hold nothing to measure with: {sql}")
    return tuple(row)


def _one(database: psycopg.Connection[Any], sql: str, **said: Any) -> Any:
    return _row(database, sql, **said)[0]


def _conversation(family: UUID, members: list[UUID]) -> dict[str, Any]:
    one, other = map(str, members[:2])
    return {
        "family": str(family),
        "people": [one, other],
        "headline": "The walk to school goes well",
        "entries": [
            {"kind": "said", "body": WORDS, "speaker": one},
            {"kind": "strength", "body": WORDS, "whose": [other]},
        ],
    }


def _rows(written: dict[str, Any]) -> dict[str, Any]:
    """The ids and values of the rows that a conversation becomes."""
    entries = written["entries"]
    return {
        **{name: uuid7() for name in ("record", "conversation", "whose")},
        **{name: [uuid7(), uuid7()] for name in ("subjects", "shares", "presences", "entries")},
        "people": [UUID(person) for person in written["people"]],
        "headline": written["headline"],
        "kinds": [entry["kind"] for entry in entries],
        "bodies": [entry["body"] for entry in entries],
        "speakers": [UUID(entry["speaker"]) if "speaker" in entry else None for entry in entries],
        "owner": UUID(written["people"][1]),
    }


def _results(answer: bytes) -> Any:
    return _comparable(json.loads(answer)["results"])


def _whole(answer: bytes) -> Any:
    return _comparable(json.loads(answer))


def _but_new(answer: bytes) -> Any:
    """Without what is new in every answer."""
    said = json.loads(answer)
    entries = [{name: value for name, value in entry.items() if name != "id"} for entry in said.pop("entries")]
    return {name: value for name, value in said.items() if name not in MADE_NEW} | {"entries": entries}


def _comparable(said: Any) -> Any:
    """The same moment is written with Z or with +00:00."""
    if isinstance(said, dict):
        return {name: _comparable(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_comparable(value) for value in said]
    if isinstance(said, str) and said[10:11] == "T":
        return datetime.fromisoformat(said)
    return said
