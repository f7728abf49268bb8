"""Nothing that a browser can be made to send to a page is a 500, or leaves half a record (security.md §7 A to D)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests import hostile
from tests.addresses import addresses
from tests.sweeps.moments import moment_of
from tests.sweeps.opened import FORM, FORMS, Opened, undone, written

PAGES = [address for address in addresses() if not address.is_endpoint]
SENT = [address for address in PAGES if "POST" in address.methods]


PARTS = len(hostile.MISFITS)
"""Each form gets this part of what is wrong, by turns."""
KINDS = ({"text", "textarea"}, {"select", "radio", "checkbox"}, {"hidden", "number", "part", "date", "time"})


@pytest.fixture
def opened(client, people, rows, address):
    return Opened.known(address, client, people, rows)


def refuses_or_saves(opened, said):
    """An answer in words; refused, nothing is written but its draft, in which what was sent waits to be put right."""
    with undone():
        before = written().count()
        answer = opened.send(said)
        assert answer.status_code in {302, 400, 403, 404, 422}, (answer.status_code, said)
        assert answer.status_code == 302 or written().count() == before, said
    return answer


NO_DAY_IN_BOXES = [("1", "1", "0"), ("1", "1", "10000"), ("31", "2", "2026"), ("x", "\x00", "9" * 10)]


def misfits(form, turn):
    """What to send: one misfit in all boxes of a kind at once. `make fuzz` sends each to each box."""
    for value in hostile.MISFITS[turn::PARTS]:
        for kinds in KINDS:
            if named := [control.name for control in form.controls.values() if control.kind in kinds]:
                yield {name: [value] for name in named}


def days_that_never_were(form, turn):
    """What to send: in each box for a day, and in each three boxes for one, what is no day or out of reach."""
    for control in form.each:
        if control.kind == "date":
            yield from ({control.name: [value]} for value in hostile.NOT_DAYS[turn::PARTS])
        elif control.kind == "part" and control.name.endswith("_0"):
            for parts in NO_DAY_IN_BOXES:
                yield {f"{control.name[:-1]}{place}": [part] for place, part in enumerate(parts)}


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_what_fits_no_box_is_refused(opened, address):
    turn = FORMS.index(address) % PARTS
    for said in misfits(opened.form, turn):
        refuses_or_saves(opened, opened.ordinary() | said)
    for said in days_that_never_were(opened.form, turn):
        assert refuses_or_saves(opened, opened.ordinary() | said).status_code == 422, said


@pytest.mark.fuzz
@pytest.mark.parametrize("address", FORMS, ids=str)
def test_what_fits_no_box_is_refused_in_each_box(opened, subtests):
    values = [*hostile.MISFITS, *hostile.NOT_DAYS, *hostile.TURNED]
    for number, name in enumerate(opened.form.controls):
        for value in values[number % 6 :: 6]:
            with subtests.test(name=name, value=value[:40]):
                refuses_or_saves(opened, opened.ordinary() | {name: [value]})


BODIES = [b"", b"\xff\xfe", b"%00=%00", b"a=%ED%A0%80&%ED%A0%80=b", b"&" * 500, b"=", b"csrfmiddlewaretoken"]
SENDINGS = [
    *((body, FORM) for body in BODIES),
    (BODIES[1], "multipart/form-data; boundary=x"),
    (BODIES[1], "application/json"),
]


@pytest.mark.parametrize("address", SENT, ids=str)
def test_a_body_that_no_browser_makes(client, people, rows, address):
    moment = moment_of(address.name)
    path = address.filled(
        rows
        | {"demo": rows["people"], "invitations": "spent", "welcome": "spent", "how-is-it": "spent"}
        | moment.happened(people)
    )
    client.force_login(people[moment.who])

    body, kind = SENDINGS[SENT.index(address) % len(SENDINGS)]  # neighbours get the others
    assert client.post(path, body, content_type=kind).status_code < 500, (body, kind)


def by_turns(number: int) -> list[Any]:
    """One address in so many in each run, for what is refused before an address is looked at; all the others by `make fuzz`."""
    later = [pytest.param(address, marks=pytest.mark.fuzz) for address in SENT if address not in SENT[::number]]
    return [*SENT[::number], *later]


@pytest.mark.parametrize("address", by_turns(20), ids=str)
def test_a_body_of_ten_megabytes_is_refused_by_a_page_of_ours(client, rows, address):
    path = address.filled(
        rows | {"demo": rows["people"], "invitations": "spent", "welcome": "spent", "how-is-it": "spent"}
    )

    answer = client.post(path, b"a=" + b"x" * 10_000_000, content_type=FORM)

    assert (answer.status_code, "That didn’t reach us whole" in answer.text) == (413, True)
    assert "choose a smaller photo" in answer.text


def test_a_form_of_two_thousand_boxes_is_refused_by_a_page_of_ours(client, people):
    client.force_login(people["Priya"])
    boxes = urlencode([(f"box{number}", "") for number in range(2_000)])

    answer = client.post("/families/begin/", boxes, content_type=FORM)

    assert (answer.status_code, "That didn’t reach us whole" in answer.text) == (400, True)
