"""Every endpoint that writes: what fits is taken, what does not is a 400 that names the field, and a reader changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from database.models import Change
from tests import hostile
from tests.sweeps.bodies import EACH_BY_ITSELF, ENDPOINTS, TEXT, body_of, moment_at, named, places, replaced
from tests.sweeps.opened import undone
from tests.sweeps.york import UNKNOWN, begin_york, model_of, unseen

READING = {"api:conversation-search", "api:person-search", "api:person-alike"}
WRITING = [address for address in ENDPOINTS if address.name not in READING]
OF_NOBODY = {"api:result-list", "api:service-list", "api:measure-list", "api:figure-list", "api:figure-bulk"}
"""Figures are written by a quality lead too, who changes nothing of a family here (tests/api/test_outcomes.py)."""
REQUESTS = 5
OF_ANOTHER_KIND = [True, 1.5, {"a": 1}, [[]], "\u202e", "0000-01-01"]
BODIES = [
    "",
    "null",
    "[]",
    "{",
    '{"a": 1, "a": 2}',
    '{"a": ' + "[" * 5_000,
    '{"a": "\\u0000"}',
    '{"a": "\\ud800"}',
    '{"a": NaN}',
]


class Endpoint:
    """One endpoint at its moment, and what is sent to it."""

    def __init__(self, address: Any, client: Any, people: Any, rows: Any) -> None:
        moment = moment_at(address)
        rows = rows | moment.happened(people)
        self.refuses = 200 if address.name in EACH_BY_ITSELF else 400
        self.client, self.path, self.user = client, address.filled(rows), people[moment.who]
        self.body = body_of(address, named(people, rows))
        client.force_login(self.user)

    def send(self, body: Any) -> Any:
        """Send it; what is refused has written nothing. All of it is undone."""
        said = body if isinstance(body, str) else json.dumps(body)
        with undone():
            before = Change.objects.count()
            answer = self.client.post(self.path, said, content_type="application/json")
            assert answer.status_code < 400 or Change.objects.count() == before, said[:200]
        return answer

    def holding(self, text: str) -> Any:
        """The body with this text wherever a text may stand."""
        body = self.body
        for place in self.texts():
            body = replaced(body, place, text)
        return body

    def texts(self) -> list[Any]:
        return list(places(self.body, lambda value: value == TEXT))

    def takes_or_refuses(self, body: Any) -> int:
        answer = self.send(body)
        assert answer.status_code in {200, 201, 400}, (self.path, answer.status_code, body)
        if answer.status_code == 400:
            assert all(error["detail"] for error in answer.json()["errors"]), answer.json()
        return int(answer.status_code)


@pytest.fixture
def endpoint(client, people, rows, address):
    return Endpoint(address, client, people, rows)


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_what_fits_is_taken(endpoint):
    answer = endpoint.send(endpoint.body)

    assert answer.status_code in {200, 201}, answer.content


@pytest.mark.parametrize("address", [one for one in WRITING if one.name not in OF_NOBODY], ids=str)
def test_no_reader_changes_anything(client, people, rows, reader, address):
    endpoint = Endpoint(address, client, people, rows)
    client.force_login(reader)

    assert endpoint.send(endpoint.body).status_code == 403


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_any_text_is_taken_or_refused_by_its_field(endpoint, address):
    start = ENDPOINTS.index(address) * REQUESTS

    for turn in range(REQUESTS if endpoint.texts() else 0):
        endpoint.takes_or_refuses(endpoint.holding(hostile.pick(start + turn)))


@pytest.mark.fuzz
@pytest.mark.parametrize("part", hostile.TURNS, ids="quarter{}".format)
@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_every_text_in_every_body(endpoint, part, subtests, record_property):
    answers = Counter()
    for text in hostile.texts(part) if endpoint.texts() else ():
        with subtests.test(text=text[:80]):
            together = endpoint.takes_or_refuses(endpoint.holding(text))
            alone = endpoint.texts() if together == 400 else ()
            answers.update(
                [together, *(endpoint.takes_or_refuses(replaced(endpoint.body, place, text)) for place in alone)]
            )

    record_property("answers", dict(answers))


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_a_field_that_is_none_is_refused_by_its_name(endpoint):
    answer = endpoint.send(endpoint.body | {"organisation": str(UNKNOWN)})

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/organisation"]


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_a_body_that_is_none_is_refused(endpoint):
    bodies = BODIES if endpoint.body else BODIES[1:]  # a step without facts may come without a body

    answers = [endpoint.send(body).status_code for body in bodies]

    assert answers == [400] * len(bodies)


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_what_is_of_another_kind_is_refused_at_its_place(endpoint):
    for turn, place in enumerate(places(endpoint.body, lambda value: isinstance(value, (str, int)))):
        for value in OF_ANOTHER_KIND[turn % 2 :: 2]:
            endpoint.takes_or_refuses(replaced(endpoint.body, place, value))


@pytest.mark.parametrize("address", ENDPOINTS, ids=str)
def test_someone_elses_id_is_as_unknown_as_one_that_never_was(endpoint):
    york = begin_york()
    for place in places(endpoint.body, _is_id):
        model = model_of(_at(endpoint.body, place))
        others = [york[model], unseen(model, endpoint.user)]
        nothing = endpoint.send(replaced(endpoint.body, place, str(UNKNOWN)))

        assert nothing.status_code == endpoint.refuses
        for other in filter(None, others):
            answer = endpoint.send(replaced(endpoint.body, place, str(other)))
            assert (answer.status_code, answer.content) == (endpoint.refuses, nothing.content), (place, model)


def _is_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 36 and bool(UUID(value))
    except ValueError:
        return False


def _at(said: Any, place: Any) -> Any:
    for step in place:
        said = said[step]
    return said
