"""Someone else's id, in an address or in a form, is answered as one that never was (security.md §7, 36 and 37)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.sweeps.moments import moment_of
from tests.sweeps.opened import FORMS, Opened, undone
from tests.sweeps.test_doors import OF_A_RECORD
from tests.sweeps.york import UNKNOWN, model_of, unseen, words_that_york_has

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def anonymous(answer: Any) -> tuple[int, str]:
    """An answer without the ids and tokens in it."""
    return answer.status_code, ID.sub("id", CSRF.sub("", answer.text))


@pytest.mark.parametrize("address", OF_A_RECORD, ids=str)
def test_an_address_of_another_organisation_is_as_unknown_as_nothing(client, people, york, rows, address):
    moment = moment_of(address.name)
    rows, york = rows | moment.happened(people), words_that_york_has(york)
    theirs, nothing = address.filled(rows | york), address.filled(rows | dict.fromkeys(york, UNKNOWN))
    client.force_login(people[moment.who])

    if any(str(pk) in theirs for pk in york.values()):
        for send in (client.get, client.post):
            answer = anonymous(send(theirs))
            assert answer == anonymous(send(nothing))
            assert answer[0] in {404, 405}


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_someone_elses_id_in_a_form_is_as_unknown_as_one_that_never_was(client, people, york, rows, address):
    opened = Opened.known(address, client, people, rows)
    for control in opened.form.each:
        named = next(filter(ID.search, control.options), "") if control.kind in {"select", "radio", "checkbox"} else ""
        model = model_of(ID.search(named)[0]) if named else None
        if model:
            nothing = _answered(opened, control.name, named, UNKNOWN)
            assert nothing[0] == 422, (control.name, nothing[0])
            others = (york.get(model), unseen(model, people[moment_of(address.name).who]))
            for other in (pk for pk in others if pk and not any(str(pk) in option for option in control.options)):
                assert _answered(opened, control.name, named, other) == nothing, (control.name, model)


def _answered(opened: Opened, name: str, named: str, pk: object) -> tuple[int, str]:
    with undone():
        return anonymous(opened.send(opened.ordinary() | {name: [ID.sub(str(pk), named)]}))
