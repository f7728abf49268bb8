"""A whole list given out: by COPY, by the product (docs/exports.md) and by serializers, in rows a second.

*COPY* writes the same documents by `row_to_json`, past row-level security: nobody is authenticated, nothing is asked of who may see what,
and nothing is noted. *Plain DRF* goes through the same visible rows, as many at a time, with `prefetch_related`, each noted like ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, LiteralString

import psycopg
from django.core.cache import caches
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from accounts.actions.access import looked_at
from accounts.models import AccessEvent, User
from api.queries.people import FIELDS
from bench.callers import Asking, Caller, system
from bench.measure import Differs, timed
from bench.plain_conversations import statements_on_line
from bench.plain_timeline import LineSerializer
from bench.tasks import comparable
from casework.models import Conversation
from database.asker import acting_as
from families.models import ExternalIdentifier, FamilyMembership, Person

ROUNDS, CHUNK, ALIKE = 3, 2_000, 200
MUST_COPY, MUST_PLAIN = 0.6, 50
COPY_PEOPLE: LiteralString = f"""
COPY (SELECT row_to_json(told) FROM (
  SELECT {", ".join(f"p.{name}" for name in FIELDS)}, l.name AS home_locality,
    (SELECT coalesce(json_agg(json_build_object('id', m.family_id, 'role', m.role, 'since', lower(m.period), 'until', upper(m.period))
                              ORDER BY m.id), '[]') FROM families_familymembership m WHERE m.person_id = p.id) AS families,
    (SELECT coalesce(json_agg(json_build_object('scheme', e.scheme, 'value', e.value) ORDER BY e.id), '[]')
     FROM families_externalidentifier e WHERE e.person_id = p.id AND e.period @> current_date) AS external_identifiers
  FROM families_person p LEFT JOIN accounts_locality l ON l.id = p.home_locality_id ORDER BY p.id) told) TO STDOUT
"""  # noqa: S608  (our own words)
COPY_CONVERSATIONS: LiteralString = """
COPY (SELECT row_to_json(told) FROM (
  SELECT c.id, c.happened_at, c.purpose, c.is_child_seen, c.is_child_seen_alone, c.headline, r.family_id AS family,
    (SELECT coalesce(json_agg(json_build_object('id', q.id, 'statement', q.statement) ORDER BY q.id), '[]')
     FROM casework_correctionrequest q WHERE q.record_id = r.id AND q.entry_id IS NULL) AS statements
  FROM casework_conversation c JOIN families_record r ON r.id = c.record_id
  WHERE NOT EXISTS (SELECT FROM families_sharestate s WHERE s.record_id = r.id AND s.state IN ('child_only', 'withheld'))
  ORDER BY c.id) told) TO STDOUT
"""


class BelongsSerializer(serializers.ModelSerializer[FamilyMembership]):
    id = serializers.UUIDField(source="family_id")
    since = serializers.DateField(source="period.lower")
    until = serializers.DateField(source="period.upper")

    class Meta:
        model = FamilyMembership
        fields = ("id", "role", "since", "until")


class CalledSerializer(serializers.ModelSerializer[ExternalIdentifier]):
    class Meta:
        model = ExternalIdentifier
        fields = ("scheme", "value")


class PersonSerializer(serializers.ModelSerializer[Person]):
    home_locality = serializers.CharField(source="home_locality.name", default=None)
    families = BelongsSerializer(source="belongs", many=True)
    external_identifiers = CalledSerializer(source="called", many=True)

    class Meta:
        model = Person
        fields = (*FIELDS, "home_locality", "families", "external_identifiers")


@dataclass(slots=True)
class Exporting:
    """How long each way took for one list, and for how many rows."""

    name: str
    rows: int = 0
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"copy": [], "ours": [], "plain": []})

    def per_second(self, way: str) -> float:
        return self.rows / median(self.seconds[way])

    def report(self) -> dict[str, Any]:
        speeds = {f"{way}_rows_per_s": round(self.per_second(way)) for way in self.seconds}
        ours = self.per_second("ours")
        ratios = {
            "over_copy": round(ours / self.per_second("copy"), 2),
            "over_plain": round(ours / self.per_second("plain"), 1),
        }
        return {"name": self.name, "rows": self.rows, **speeds, **ratios, "must": [MUST_COPY, MUST_PLAIN]}


def exports(database: psycopg.Connection[Any], writer: str) -> list[Exporting]:
    """The two longest lists, as another system gets them."""
    caller = system(writer)
    return [
        _exported("export_people", "people", _people, PersonSerializer, COPY_PEOPLE, database=database, caller=caller),
        _exported(
            "export_conversations",
            "conversations",
            _conversations,
            LineSerializer,
            COPY_CONVERSATIONS,
            database=database,
            caller=caller,
        ),
    ]


def export_table(found: Sequence[Exporting]) -> str:
    lines = [
        "| rows/s | rows | COPY | ours | plain DRF | ours ÷ COPY | to reach | ours ÷ plain DRF | to reach |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        told = one.report()
        speeds = " | ".join(f"{told[f'{way}_rows_per_s']:,}" for way in one.seconds)
        ratios = f"{told['over_copy']} | {MUST_COPY} | {told['over_plain']} | {MUST_PLAIN}"
        lines.append(f"| {one.name} | {one.rows:,} | {speeds} | {ratios} |")
    return "\n".join(lines)


def _exported(  # noqa: PLR0913  (what differs from one list to the next)
    name: str,
    prefix: str,
    rows: Callable[[User], QuerySet[Any]],
    shape: type[serializers.ModelSerializer[Any]],
    copy: LiteralString,
    *,
    database: psycopg.Connection[Any],
    caller: Caller,
) -> Exporting:
    ways: dict[str, Callable[[], list[bytes]]] = {
        "copy": lambda: list(_copied(database, copy)),
        "ours": lambda: list(_ours(caller, prefix)),
        "plain": lambda: list(_plain(caller.user, rows, shape)),
    }
    found = Exporting(name)
    found.rows = _same(name, {way: give() for way, give in ways.items()})
    for _round in range(ROUNDS):
        for way, give in ways.items():
            caches["process"].clear()
            found.seconds[way].append(timed(give) / 1000)
    return found


def _same(name: str, told: dict[str, list[bytes]]) -> int:
    """How many rows there are; refused where one way tells others."""
    lines = {way: b"".join(parts).decode().splitlines() for way, parts in told.items()}
    lines["copy"] = [line.replace("\\\\", "\\") for line in lines["copy"]]
    first = {way: [comparable(json.loads(line)) for line in some[:ALIKE]] for way, some in lines.items()}
    for way, some in lines.items():
        if len(some) != len(lines["copy"]) or first[way] != first["copy"]:
            raise Differs(
                f"{name}: {way} tells {len(some)} rows like {first[way][:1]}, COPY {len(lines['copy'])} like {first['copy'][:1]}"
            )
    return len(lines["copy"])


def _copied(database: psycopg.Connection[Any], sql: LiteralString) -> Iterator[bytes]:
    with database.cursor().copy(sql) as copy:
        yield from map(bytes, copy)


def _ours(caller: Caller, prefix: str) -> Iterator[bytes]:
    """All of it, however many answers that takes; without their last lines."""
    ask, query = Asking(), ""
    asking = replace(caller, headers=caller.headers | {"HTTP_ACCEPT": "application/x-ndjson"})
    while True:
        answer = ask(asking, "GET", f"/api/v1/{prefix}/export/{query}")
        end = answer.rindex(b"\n", 0, -1) + 1
        yield answer[:end]
        last = json.loads(answer[end:])
        if last["is_complete"]:
            return
        query = f"?after={last['after']}"


def _plain(
    user: User, rows: Callable[[User], QuerySet[Any]], shape: type[serializers.ModelSerializer[Any]]
) -> Iterator[bytes]:
    after, renderer = None, JSONRenderer()
    while True:
        with acting_as(user.asker), transaction.atomic():
            found = list((rows(user).filter(pk__gt=after) if after else rows(user))[:CHUNK])
            yield from (renderer.render(one) + b"\n" for one in shape(found, many=True).data)
            looked_at(kind=AccessEvent.Kind.API, what="plain", people={one.pk for one in found}, by=user)
        if len(found) < CHUNK:
            return
        after = found[-1].pk


def _people(user: User) -> QuerySet[Person]:
    belongs = Prefetch("memberships", FamilyMembership.objects.visible_to(user).order_by("pk"), "belongs")
    called = Prefetch("external_identifiers", ExternalIdentifier.objects.current().order_by("pk"), "called")
    return (
        Person.objects.visible_to(user).select_related("home_locality").prefetch_related(belongs, called).order_by("pk")
    )


def _conversations(user: User) -> QuerySet[Conversation]:
    seen = Conversation.objects.visible_to(user).select_related("record")
    return seen.prefetch_related(statements_on_line("record__corrections")).order_by("pk")
