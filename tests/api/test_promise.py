"""What other systems were promised holds: an answer loses nothing, and a request needs nothing more (`/api/v1/` is additive only)."""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from api import promise

DESCRIPTION = yaml.safe_load((Path(promise.__file__).with_name("openapi.yaml")).read_text(encoding="utf-8"))
NOW = promise.facts(DESCRIPTION)
CALL = "PATCH /things/"


def described(taken, told, *, required=(), told_always=(), parameters=()):
    body = {"type": "object", "properties": taken, "required": list(required)}
    answer = {"type": "object", "properties": told, "required": list(told_always)}
    operation = {
        "security": [{"oauth": ["people.write"]}],
        "parameters": list(parameters),
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}},
        "responses": {"200": {"content": {"application/json": {"schema": answer}}}, "400": {}},
    }
    return {"paths": {"/things/": {"patch": operation}}, "components": {"schemas": {"Body": body}}}


NAME = {"type": "string"}
KIND = {"type": "string", "enum": ["cat", "dog"]}
BEFORE = described({"name": NAME, "kind": KIND}, {"name": NAME, "kind": KIND}, told_always=["name"])


def broken_by(after):
    return promise.broken(promise.facts(BEFORE), promise.facts(after))


def test_all_that_was_promised_holds():
    assert promise.broken(promise.promised(), NOW) == []


def test_all_that_is_there_is_promised():
    assert sorted(NOW - promise.promised()) == [], "Run: manage.py promise_api"


def test_what_is_new_breaks_nothing():
    more = described(
        {"name": NAME, "kind": {"type": "string", "enum": ["cat", "dog", "bird"]}, "age": {"type": "integer"}},
        {"name": NAME, "kind": KIND, "age": {"type": ["integer", "null"]}},
        told_always=["name", "age"],
        parameters=[{"in": "query", "name": "page", "schema": {"type": "integer"}}],
    )
    more["paths"]["/others/"] = deepcopy(more["paths"]["/things/"])

    assert broken_by(more) == []


@pytest.mark.parametrize(
    ("taken", "told", "said"),
    [
        ({"kind": KIND}, None, [f"no longer: {CALL} takes body/name", f"no longer: {CALL} takes body/name as string"]),
        (
            {"name": NAME, "kind": {"type": "string", "enum": ["cat"]}},
            None,
            [f"no longer: {CALL} takes body/kind as 'dog'"],
        ),
        ({"name": {"type": "integer"}, "kind": KIND}, None, [f"no longer: {CALL} takes body/name as string"]),
        (
            None,
            {"kind": KIND},
            [
                f"no longer: {CALL} answers 200/name is always there",
                f"no longer: {CALL} answers 200/name is never null",
                f"no longer: {CALL} answers 200/name is string",
            ],
        ),
        (
            None,
            {"name": {"type": ["string", "null"]}, "kind": KIND},
            [f"no longer: {CALL} answers 200/name is never null"],
        ),
        (
            None,
            {"name": NAME, "kind": {"type": "string", "enum": ["cat", "hound"]}},
            [f"no longer: {CALL} answers 200/kind may be 'dog'"],
        ),
    ],
)
def test_what_is_taken_back_is_said(taken, told, said):
    both = {"name": NAME, "kind": KIND}
    always = ["name"] if told is None or "name" in told else []

    assert broken_by(described(taken or both, told or both, told_always=always)) == said


def test_that_a_field_need_not_stand_any_more_is_said():
    both = {"name": NAME, "kind": KIND}

    assert broken_by(described(both, both)) == [f"no longer: {CALL} answers 200/name is always there"]


def test_that_a_request_needs_more_is_said():
    both = {"name": NAME, "kind": KIND}
    more = described(both | {"age": NAME}, both, required=["age", "name"], told_always=["name"])

    assert broken_by(more) == [
        f"from now on: {CALL} needs body/age",
        f"from now on: {CALL} needs body/name",
        f"no longer: {CALL} takes body/name",
    ]


def test_a_new_address_may_need_what_it_likes():
    other = described({"name": NAME}, {"name": NAME}, required=["name"])
    both = deepcopy(BEFORE)
    both["paths"]["/others/"] = other["paths"]["/things/"]
    both["components"]["schemas"]["Body"]["required"] = []

    assert broken_by(both) == []


def test_another_scope_and_another_address_are_said():
    closed = deepcopy(BEFORE)
    closed["paths"]["/things/"]["patch"]["security"] = [{"oauth": ["people.all"]}]
    gone = BEFORE | {"paths": {}}

    assert broken_by(closed) == [f"no longer: {CALL} opens to oauth people.write"]
    assert f"no longer: {CALL} is there" in broken_by(gone)


def test_a_shape_within_itself_is_told_once():
    around = deepcopy(BEFORE)
    around["components"]["schemas"]["Body"]["properties"]["inner"] = {"$ref": "#/components/schemas/Body"}

    assert f"{CALL} takes body/inner" in promise.facts(around)


def test_the_command_writes_nothing_that_breaks_a_promise(tmp_path, monkeypatch):
    kept = tmp_path / "promised.txt"
    kept.write_text("GET /gone/ is there\n")
    monkeypatch.setattr(promise, "PROMISED", kept)

    with pytest.raises(CommandError, match="no longer: GET /gone/ is there"):
        call_command("promise_api")

    assert kept.read_text() == "GET /gone/ is there\n"


def test_the_command_promises_what_is_new(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(promise, "PROMISED", tmp_path / "promised.txt")

    call_command("promise_api")
    first = capsys.readouterr().out
    call_command("promise_api")

    assert (promise.promised(), first, capsys.readouterr().out) == (
        NOW,
        f"{len(NOW)} lines are promised.\n",
        "0 lines are promised.\n",
    )
