"""The corpus of attacks, A and B: texts, bodies, numbers and days (security.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests import hostile
from tests.sweeps.attacks import FORM, NOBODY, SYSTEM, V1, Attack, send


def bodies_and_values() -> list[Attack]:
    return [*_texts(), *_bodies(), *_numbers_and_days()]


def _texts() -> Iterator[Attack]:
    for text in hostile.UNREADABLE:
        number = 4 if "\\ud" in text else 1
        yield send(number, f"no character {text}", '{"name": ' + text + "}")
        yield send(2, f"no character deep inside {text}", '{"name": "A", "x": [{"deep": ' + text + "}]}")
        yield send(number, f"no character in a key {text}", "{" + text + ': "A"}')
    for who in ("Priya", NOBODY):
        yield Attack(3, "NUL in a filter", who, "/families/?after=%00", {400})
        yield Attack(3, "NUL in a path", who, "/families/%00/", {400})
        yield Attack(6, "broken UTF-8 in a path", who, "/families/%ff/", {400, 404})
    yield Attack(3, "NUL in a filter", SYSTEM, f"{V1}/families/?cursor=%00", {400})
    yield send(6, "broken UTF-8", b"\xff\xfe{\x00}\x00")
    yield send(6, "a surrogate as bytes", b'{"name": "\xed\xa0\x80"}')
    for text in hostile.TURNED:
        yield send(7, f"a name that turns what follows {text!a}", {"name": text})
        yield Attack(7, f"a name that turns {text!a}", "Priya", "/families/begin/", {422}, "POST", {"name": text})


def _bodies() -> Iterator[Attack]:
    yield send(13, "a byte too many", '{"name": "' + "a" * 1_000_001 + '"}', {413})
    yield send(13, "three megabytes", '{"name": "' + "a" * 3_000_000 + '"}', {413})
    yield Attack(13, "three megabytes", "Priya", "/families/begin/", {413}, "POST", b"name=" + b"a" * 3_000_000, FORM)
    yield send(14, "deep", b'{"name": ' + b"[" * 5_000)
    yield send(14, "deeper than twenty", b'{"name": ' + b"[" * 30 + b"]" * 30 + b"}")
    yield send(15, "a key twice", b'{"name": "A", "name": "B"}')
    yield send(15, "a key twice deep inside", b'{"name": {"a": {"a": 1, "a": 2}}}')
    yield send(16, "a number of 5,000 digits", b'{"name": ' + b"9" * 5_000 + b"}")
    for body in (
        "",
        "null",
        "[]",
        "5",
        '"text"',
        "{",
        "{]",
        '{"name": "A",}',
        "{'name': 'A'}",
        '{"name": "A"} x',
        "\ufeff{}",
    ):
        yield send(17, f"a body that is none {body[:14]!r}", body.encode())
    kinds = ("", "text/plain", "application/xml", "multipart/form-data", "application/json; charset=utf-16", "x", "*/*")
    for kind in (*kinds, "application/json; charset=bogus"):
        yield send(18, f"of another kind {kind!r}", b'{"name": "Ash"}', {415}, kind=kind)
    yield Attack(19, "2,000 boxes", "Priya", "/families/begin/", {400}, "POST", {f"box{n}": "" for n in range(2_000)})
    no_boundary = ("POST", b"--x\r\n\r\n", "multipart/form-data")
    yield Attack(19, "multipart without a boundary", "Priya", "/families/begin/", {400}, *no_boundary)


def _numbers_and_days() -> Iterator[Attack]:
    for value in (
        5,
        1.5,
        1,
        "1",
        "",
        "nonsense",
        True,
        None,
        [],
        {},
        [["x"]],
        "0" * 32,
        "{00000000-0000-7000-8000-000000000000}",
    ):
        yield _person(22 if isinstance(value, (bool, list, dict)) else 21, f"an id {value!r}", "family", value)
    for value in (5, 1.5, True, None, [], {}, [["x"]]):
        yield send(23, f"a text {value!r}", {"name": value}, points="/name")
    yield Attack(24, "an id beyond eight bytes", SYSTEM, f"{V1}/families/{'9' * 20}/", {404})
    for number in ("NaN", "Infinity", "-Infinity", "1e999"):
        yield send(25, f"no number {number}", '{"name": ' + number + "}")
    for day in ("0000-01-01", "2026-02-30", "2026-3-1", "2026-W01-1", "20260301", "today", "", 5, 1.5, True):
        yield _person(27, f"a day {day!r}", "date_of_birth", day)
    for day in ("0001-01-01", "9999-12-31", "10000-01-01"):
        yield _person(28, f"a day out of reach {day}", "date_of_birth", day)
    yield _person(32, "born tomorrow", "date_of_birth", "2026-03-17")
    for when in (
        5,
        "",
        "2026-03-16",
        "2026-03-16T08:00",
        "0000-03-16T08:00Z",
        "9999-12-31T23:59:59Z",
        "2026-02-30T08:00Z",
    ):
        yield _talk(f"a time {when!r}", when)
    for when in ("2026-03-16T25:00Z", "2016-12-31T23:59:60Z", "2026-03-16T08:00+99:00", "2026-03-29T01:30"):
        yield _talk(f"a time {when!r}", when)
    yield Attack(31, "a day in the address", "Priya", "/people/{person}/as-it-was/?on=rubbish", {200, 400, 404, 422})


def _person(number: int, what: str, name: str, value: Any) -> Attack:
    said = {"family": "{family}", "role": "child", "known_as": "Kit", name: value}
    return send(number, what, said, path=f"{V1}/people/", points=f"/{name}")


def _talk(what: str, when: Any) -> Attack:
    said = {"family": "{family}", "people": ["{person}"], "headline": "A talk", "happened_at": when}
    return send(30, what, said, path=f"{V1}/conversations/", points="/happened_at")
