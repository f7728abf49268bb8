"""Each attack of the corpus is answered as security.md §7 asks; and each number of the corpus is somewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from api.scopes import Scope
from database.asker import acting_as
from database.models import Change
from families.actions.keeping import restrict
from families.models import Family, Person
from tests.conftest import FROZEN
from tests.factories_api import Caller, credentials
from tests.sweeps.attacks import FORM, JSON, NOBODY, SYSTEM, V1
from tests.sweeps.attacks_access import ways_in
from tests.sweeps.attacks_bodies import bodies_and_values
from tests.sweeps.test_ids import anonymous
from tests.sweeps.ways_safety import told_in_confidence
from tests.sweeps.york import UNKNOWN

TESTS = Path(__file__).parents[1]
CORPUS = [*bodies_and_values(), *ways_in()]
BRACES = re.compile(r"\{(\w+)\}")
CHANGES_EACH_TIME = {"X-Request-Id", "Set-Cookie"}


@pytest.fixture(scope="module")
def let_in(demo, django_db_blocker):
    """Another system, with every scope, let in once for all attacks: its keys and its token."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock, transaction.atomic():
        clock.setattr("database.clock.now", lambda: FROZEN)
        kith, priya = (User.objects.get(name=name) for name in ("Kith", "Priya"))
        with acting_as(kith.asker):
            return Caller(credentials(*Scope.values, practitioner=priya.practitioner, by=kith))


@pytest.fixture
def system(let_in, asking):
    """The other system, which has asked for nothing yet."""
    return Caller(let_in.credentials, let_in.token)


@pytest.fixture
def ids(people, york, rows, system):
    """What the braces of the table stand for."""
    york = {model.__name__: pk for model, pk in york.items()}
    osei, kwame = Family.objects.get(name="Osei"), Person.objects.get(known_as="Kwame")
    restrict(what=kwame, ground="other", allowed=[], review_on=date(2026, 9, 14), by=people["Priya"])
    return {
        "family": rows["families"],
        "person": rows["people"],
        "told": told_in_confidence(people)["records"],
        "known": osei.pk,
        "restricted": kwame.pk,
        "york_family": york["Family"],
        "york_person": york["Person"],
        "unknown": UNKNOWN,
        "client": system.credentials.client_id,
        "secret": system.credentials.client_secret,
    }


@pytest.fixture
def attacker(attack, people, system):
    """Whoever makes the attack. What breaks is a 500 here, and no exception of the test."""
    if attack.who == SYSTEM:
        return system
    client = Client(raise_request_exception=False, enforce_csrf_checks="origin" in attack.headers)
    if attack.who != NOBODY:
        client.force_login(people[attack.who])
    return client


def sent(attacker, attack, ids):
    """The answer to an attack, with these ids where its braces are."""

    def filled(said: Any) -> Any:
        if isinstance(said, str):
            return BRACES.sub(lambda found: str(ids.get(found[1], found[0])), said)
        if isinstance(said, dict):
            return {name: filled(value) for name, value in said.items()}
        return [filled(value) for value in said] if isinstance(said, list) else said

    said = filled(attack.said)
    if isinstance(said, dict):
        said = json.dumps(said) if attack.kind == JSON else urlencode(said)
    return attacker.generic(
        attack.method, filled(attack.path), said, content_type=attack.kind or FORM, headers=dict(attack.headers)
    )


@pytest.mark.parametrize("attack", CORPUS, ids=str)
def test_an_attack_gets_the_answer_of_the_corpus(attacker, attack, ids):
    ids |= {"theirs": ids.get(attack.theirs)}
    before = Change.objects.count()

    answer = sent(attacker, attack, ids)

    assert answer.status_code in attack.answers, answer.content[:300]
    assert Change.objects.count() == before
    is_of_the_api = attack.path.startswith(f"{V1}/") and answer.status_code >= 400
    assert answer["Content-Type"] == "application/problem+json" or not is_of_the_api
    assert [word for word in (*attack.never, "Traceback", "psycopg") if word in answer.text] == []
    assert re.match(r"/(?![/\\])", answer.get("Location", "/"))
    if attack.points:
        assert [error["pointer"] for error in answer.json()["errors"]] == [attack.points]
    if attack.theirs:
        assert told(answer) == told(sent(attacker, attack, ids | {"theirs": UNKNOWN}))


def told(answer):
    """All that an answer tells: an id that is another's and one that never was read the same."""
    headers = {name: said for name, said in answer.headers.items() if name not in CHANGES_EACH_TIME}
    return anonymous(answer), headers


ELSEWHERE = {
    8: ["families/test_queries_search.py::test_a_person_is_found_by"],
    11: ["api/test_bad_input.py::test_any_text_comes_back_as_it_went"],
    12: ["families/test_queries_search.py::test_accents_don_t_matter"],
    20: ["sweeps/test_strings.py::test_a_text_is_shown_as_it_was_typed"],
    33: ["families/test_forms.py::test_an_end_comes_after_the_beginning"],
    44: ["linkups/test_views_queries.py::a_busy_pair"],
    46: ["families/test_merging_race.py::test_each_into_the_other_makes_one_person"],
    47: ["stories/test_story_10_grandmother_loop.py::test_the_api_says_so_with_its_code"],
    50: ["accounts/test_callers.py::test_who_was_stopped_is_signed_in_no_longer"],
    51: ["families/test_door_by_brute_force.py::test_the_door_says_what_the_list_says"],
    52: ["sweeps/test_leaks.py::test_what_is_kept_from_someone_is_told_to_them_nowhere"],
    68: ["sweeps/test_strings.py::test_any_text_is_kept_or_refused_in_words"],
    80: [
        "accounts/test_sign_in.py::test_signing_in_changes_the_session",
        "accounts/test_sign_in.py::test_what_the_browser_keeps_is_out_of_reach_of_scripts",
        "accounts/test_second_step.py::test_the_session_is_a_new_one_after_the_second_step",
    ],
    82: [
        "accounts/test_sign_in.py::test_every_refusal_is_the_same_page",
        "accounts/test_sign_in.py::test_every_refusal_is_the_same_work",
    ],
    85: [
        "families/test_sign_ins.py::test_it_works_once",
        "accounts/test_sign_in.py::test_a_new_password_by_a_link_that_works_once",
    ],
    86: [
        "accounts/test_sign_in.py::test_five_wrong_tries_lock_an_address_known_or_not",
        "accounts/test_second_step.py::test_numbers_work_once",
        "api/test_oauth.py::test_guessing_is_slow",
    ],
    89: ["sweeps/test_names_are_noted.py::test_every_page_of_a_record_notes_that_someone_looked_and_stays_in_no_cache"],
    90: ["accounts/test_keeping.py::test_a_form_that_met_a_closed_door_comes_back"],
    66: [
        "accounts/test_outside.py::test_one_that_answers_by_single_bytes_is_cut_off",
        "accounts/test_outside.py::test_of_a_body_without_end_no_more_is_read",
        "accounts/test_outside.py::test_nothing_is_unpacked",
    ],
    92: ["api/test_sent_again.py::test_of_many_at_once_one_is_carried_out"],
    94: ["api/test_faults.py::test_f1_who_was_not_told_of_the_commit_asks_again_and_it_is_there_once"],
    95: ["casework/test_conversation_views.py::test_what_our_page_never_sends_is_refused"],
    96: ["sweeps/test_both_save.py::test_the_second_to_save_is_told_and_keeps_what_they_typed"],
    97: ["linkups/test_race.py::test_of_twenty_starts_for_the_last_place_exactly_one_succeeds"],
    98: ["sweeps/test_both_save.py::test_whoever_comes_too_late_for_a_step_can_copy_what_they_wrote"],
    104: [
        "database/test_asker.py::test_an_old_or_coming_asker_is_stale",
        "stories/test_story_32_eighteen.py::test_his_mother_reads_until_he_is_eighteen",
    ],
}
"""Numbers that need more than one request: where each is tried."""
NOT_HERE = {
    9: "duplicates are found by sound and letters; an address of a sign-in in two scripts is not told apart yet",
    26: "no version of a row stands in a body of the API",
    35: "numbers of other systems come by the import alone, which leaves out what is none",
    48: "a child who is older than a parent is taken as it is said; nothing warns yet",
    62: "nothing is exported as a table",
    69: "the framework escapes what it logs, and nothing else is logged of what was sent",
    70: "nothing reads texts to act on them",
    72: "no file is taken",
    73: "no file is taken",
    74: "no file is taken",
    75: "no file is taken",
    76: "no file is taken",
    77: "no file is taken",
    78: "no file is taken",
    81: "every row of the table: see test_no_answer_stands_in_a_frame",
    100: "no job runs in someone's name",
    101: "the proxy before it: docs/operating.md",
}
"""Numbers that there is nothing for, and why."""
NUMBERS_LEFT_OUT = {5, 10, 29, 34, 39, 43, 61, 93, 99, 102}
"""Numbers that the corpus itself leaves out."""


@pytest.mark.parametrize(
    "path", ["/families/", "/families/{family}/", "/accounts/login/", f"{V1}/families/", "/nowhere/"]
)
@pytest.mark.parametrize("who", ["Priya", NOBODY])
def test_no_answer_stands_in_a_frame(client, people, ids, path, who):
    if who != NOBODY:
        client.force_login(people[who])

    answer = client.get(path.replace("{family}", str(ids["family"])))

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_each_number_of_the_corpus_is_in_the_table_or_has_a_place():
    """A number that is neither is an attack that nobody tries."""
    missing = {number for number in range(1, 105) if number not in NUMBERS_LEFT_OUT} - {
        *(attack.number for attack in CORPUS),
        *ELSEWHERE,
        *NOT_HERE,
    }

    assert missing == set()


@pytest.mark.parametrize("place", sorted({place for places in ELSEWHERE.values() for place in places}))
def test_what_is_tried_elsewhere_is_tried_there(place):
    file, _colons, name = place.partition("::")

    assert f"def {name}" in (TESTS / file).read_text(encoding="utf-8")
