"""A whole list in one answer: the same rows as its pages, whole or plainly not, and nothing that is not noted."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import httpx
import pytest
from django.db import connection, transaction
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.models import AccessEvent, User
from api import exports
from api.actions import say_where_it_asks_from, stop_client
from api.exports import Listing
from api.queries import documents
from api.serializers.query import PageQuery
from api.urls import router
from casework.actions.conversations import log_conversation
from database import prepared
from database.asker import acting_as
from families.actions.keeping import restrict
from families.models import Person, ShareState
from tests.api.live import council
from tests.factories import FamilyFactory, MembershipFactory
from tests.factories_api import Caller

GUIDE = Path(__file__).parents[2] / "docs" / "exports.md"
PEOPLE, FAMILIES, CONVERSATIONS = (f"/api/v1/{name}/" for name in ("people", "families", "conversations"))
LISTS = {prefix: endpoint for prefix, endpoint, _name in router.registry if issubclass(endpoint, Listing)}


@pytest.fixture
def two_at_once(monkeypatch):
    """Batches of two, so that three rows are more than one."""
    monkeypatch.setattr(exports, "ROWS", 2)


@pytest.fixture
def people(family):
    """Five of them, in the order of writing."""
    return [
        MembershipFactory(family=family, person__known_as=name).person for name in ("Mia", "Jay", "Sol", "Ana", "Ben")
    ]


def exported(client, path, query=None, **extra):
    answer = client.get(f"{path}export/", query or {}, **extra)
    assert answer.status_code == 200, answer.content
    return answer


def lines(answer):
    """Every row, and what the last line says."""
    *rows, last = (json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines())
    return rows, last


def table(answer):
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode(), newline="")))


def hang_up(answer):
    """As the web server does; `close` of the test client would take the database away."""
    answer._iterator.close()


def known(rows):
    return [row["known_as"] for row in rows]


def test_every_list_of_pages_is_given_out_whole():
    paged = {
        prefix
        for prefix, endpoint, _name in router.registry
        if issubclass(getattr(endpoint, "queries", {}).get("list", object), PageQuery)
    }

    assert paged - {"webhooks"} == set(LISTS)


@pytest.mark.parametrize("prefix", LISTS)
def test_it_tells_what_the_list_tells_for_the_same_scope(caller, worker, people, family, prefix):
    log_conversation(family=family, people=people[:2], headline="Two\nlines", by=worker)
    endpoint = LISTS[prefix]
    client = caller(*endpoint.scopes["list"])

    rows, last = lines(exported(client, f"/api/v1/{prefix}/"))

    assert endpoint.scopes["export"] == endpoint.scopes["list"]
    assert rows == client.get(f"/api/v1/{prefix}/").json()["results"]
    assert last == {"is_complete": True, "rows": len(rows), "after": rows[-1]["id"] if rows else None}


@pytest.mark.parametrize("prefix", LISTS)
def test_without_the_scope_there_is_nothing(caller, prefix):
    opened = LISTS[prefix].scopes["list"]
    other = next(scope for scope in ("measures.read", "people.read") if scope not in opened)

    answer = caller(other).get(f"/api/v1/{prefix}/export/")

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_who_works_here_has_the_pages(client, worker, people):
    client.force_login(worker)

    answer = client.get(f"{PEOPLE}export/")

    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("A whole list is for other systems alone")


def test_it_is_as_narrow_as_the_query_says(caller, people):
    kit = MembershipFactory(person__known_as="Kit")

    rows, last = lines(exported(caller("people.read"), PEOPLE, {"family": str(kit.family_id)}))

    assert (known(rows), last["rows"]) == (["Kit"], 1)


@pytest.mark.parametrize("name", ["cursor", "page_size", "format"])
def test_what_only_a_page_knows_is_refused(caller, people, name):
    answer = caller("people.read").get(f"{PEOPLE}export/", {name: str(people[0].pk)})

    assert answer.status_code == 400
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(f"/{name}", "unknown")]


def test_it_says_how_many_there_are_to_come(caller, people):
    client = caller("people.read")

    assert exported(client, PEOPLE)["X-Total-Count"] == "5"
    assert exported(client, PEOPLE, {"after": str(people[2].pk)})["X-Total-Count"] == "2"


def test_it_counts_no_more_than_a_few(caller, people, monkeypatch):
    monkeypatch.setattr(documents, "MOST_COUNTED", 3)
    monkeypatch.setattr(prepared, "_kept", {})  # the statement with the former number

    assert exported(caller("people.read"), PEOPLE)["X-Total-Count"] == "3"


def test_what_breaks_off_has_no_last_line(caller, people, two_at_once, monkeypatch):
    answer = exported(caller("people.read"), PEOPLE)
    parts = iter(answer.streaming_content)
    came = next(parts)
    monkeypatch.setattr(documents.Reading, "batch", lambda *_args, **_said: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        came += b"".join(parts)

    assert [set(json.loads(line)) >= {"id", "known_as"} for line in came.splitlines()] == [True, True]


def test_of_nothing_it_says_that_this_was_all(caller, organisation):
    answer = exported(caller("people.read"), PEOPLE)

    assert (answer["Content-Type"], answer["X-Total-Count"]) == ("application/x-ndjson", "0")
    assert lines(answer) == ([], {"is_complete": True, "rows": 0, "after": None})
    assert not AccessEvent.objects.filter(kind="api").exists()


def test_only_to_be_asked_whether_it_is_there_reads_nothing(caller, people):
    answer = caller("people.read").head(f"{PEOPLE}export/")

    assert (answer.status_code, answer["X-Total-Count"], b"".join(answer.streaming_content)) == (200, "5", b"")
    assert not AccessEvent.objects.filter(kind="api").exists()


@pytest.mark.parametrize("state", [ShareState.State.WITHHELD, ShareState.State.CHILD_ONLY])
def test_what_is_not_shared_is_in_no_export(caller, worker, family, people, state):
    shared, kept = (
        log_conversation(family=family, people=people[:1], headline=words, by=worker) for words in ("Shared", "Kept")
    )
    ShareState.objects.filter(record=kept.record).update(
        state=state, reason="other", decided_by=worker, decided_on="2026-03-16", review_on="2026-04-16"
    )

    answer = exported(caller("conversations.summary"), CONVERSATIONS)

    assert answer["X-Total-Count"] == "1"
    assert [row["id"] for row in lines(answer)[0]] == [str(shared.pk)]


def test_who_is_restricted_is_in_no_export(caller, people, manager, frozen_clock):
    sid, review_on = MembershipFactory(person__known_as="Sid").person, frozen_clock.date() + timedelta(days=9)
    client = caller("people.read")
    assert exported(client, PEOPLE)["X-Total-Count"] == "6"
    restrict(what=sid, ground="other", allowed=[], review_on=review_on, by=manager)

    answer = exported(client, PEOPLE)

    assert answer["X-Total-Count"] == "5"
    assert known(lines(answer)[0]) == ["Mia", "Jay", "Sol", "Ana", "Ben"]


def test_all_of_many_batches_come_in_the_order_of_writing(caller, people, two_at_once):
    rows, last = lines(exported(caller("people.read"), PEOPLE))

    assert known(rows) == ["Mia", "Jay", "Sol", "Ana", "Ben"]
    assert last == {"is_complete": True, "rows": 5, "after": str(people[-1].pk)}


def test_each_batch_is_noted_with_those_whom_it_shows(caller, family, people, two_at_once):
    lines(exported(caller("people.read"), PEOPLE))

    noted = AccessEvent.objects.order_by("id").values_list("kind", "what", "families", "people")
    assert [(kind, what, families, set(shown)) for kind, what, families, shown in noted] == [
        ("api", "api:person-export", [family.pk], {person.pk for person in batch})
        for batch in (people[:2], people[2:4], people[4:])
    ]


def test_who_hangs_up_is_noted_with_what_was_read_and_no_more(caller, people, two_at_once):
    answer = exported(caller("people.read"), PEOPLE)
    next(iter(answer.streaming_content))

    hang_up(answer)

    assert {*AccessEvent.objects.get(kind="api").people} == {one.pk for one in people[:2]}


def test_who_goes_on_gets_the_rest_without_a_gap_while_someone_writes(caller, family, people, two_at_once):
    client = caller("people.read")
    answer = exported(client, PEOPLE)
    first = [json.loads(line) for line in next(iter(answer.streaming_content)).decode().splitlines()]
    hang_up(answer)
    MembershipFactory(family=family, person__known_as="Zoe")

    rows, last = lines(exported(client, PEOPLE, {"after": first[-1]["id"]}))

    assert [row["id"] for row in first + rows] == [
        str(pk) for pk in Person.objects.order_by("pk").values_list("pk", flat=True)
    ]
    assert (last["is_complete"], last["rows"]) == (True, 4)


def test_what_is_written_meanwhile_comes_too(caller, family, people, two_at_once):
    answer = exported(caller("people.read"), PEOPLE)
    parts = iter(answer.streaming_content)
    first = next(parts)
    MembershipFactory(family=family, person__known_as="Zoe")

    rows = [json.loads(line) for line in (first + b"".join(parts)).decode().splitlines()]

    assert known(rows[:-1]) == ["Mia", "Jay", "Sol", "Ana", "Ben", "Zoe"]


def test_after_a_while_it_ends_and_says_where_to_go_on(caller, people, two_at_once, monkeypatch):
    monkeypatch.setattr(exports, "SECONDS", -1)
    client, seen, query = caller("people.read"), [], {}

    for _answer in range(3):
        rows, last = lines(exported(client, PEOPLE, query))
        seen, query = [*seen, (known(rows), last["is_complete"])], {"after": last["after"]}

    assert seen == [(["Mia", "Jay"], False), (["Sol", "Ana"], False), (["Ben"], True)]


def stopped(client):
    stop_client(client=client, by=User.objects.get(email="kith@leeds.test"))


def narrowed(client):
    AccessToken.objects.filter(application=client.application).update(scope="families.read")


def run_out(client):
    AccessToken.objects.filter(application=client.application).update(expires=timezone.now())


def let_in_from_elsewhere(client):
    say_where_it_asks_from(client=client, addresses=["192.0.2.9"], by=User.objects.get(email="kith@leeds.test"))


@pytest.mark.parametrize("ends", [stopped, narrowed, run_out, let_in_from_elsewhere])
def test_whose_right_ends_gets_no_more(caller, people, two_at_once, ends):
    client = caller("people.read")
    answer = exported(client, PEOPLE)
    parts = iter(answer.streaming_content)
    next(parts)

    ends(client.credentials.client)

    assert json.loads(b"".join(parts)) == {"is_complete": False, "rows": 2, "after": str(people[1].pk)}


def test_what_is_closed_meanwhile_is_in_no_later_batch(caller, people, manager, two_at_once, frozen_clock):
    sid, review_on = MembershipFactory(person__known_as="Sid").person, frozen_clock.date() + timedelta(days=9)
    answer = exported(caller("people.read"), PEOPLE)
    parts = iter(answer.streaming_content)
    next(parts)

    restrict(what=sid, ground="other", allowed=[], review_on=review_on, by=manager)

    rest = [json.loads(line) for line in b"".join(parts).decode().splitlines()]
    assert known(rest[:-1]) == ["Sol", "Ana", "Ben"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_statements_for_one_and_for_three(caller, family, statements, count):
    MembershipFactory.create_batch(count, family=family)
    client = caller("people.read")

    with statements("SELECT", "SELECT", "SELECT", "SELECT"):  # the token and the number; the token and the batch
        assert len(lines(exported(client, PEOPLE))[0]) == count


def test_a_sheet_has_the_names_of_the_rows_and_json_where_a_cell_holds_more(caller, people):
    client = caller("people.read")
    answer = exported(client, PEOPLE, HTTP_ACCEPT="text/csv")

    header, first, *_rest, last = table(answer)
    mia = dict(zip(header, first, strict=True))
    told = client.get(f"{PEOPLE}{people[0].pk}/").json()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert header == list(told)
    assert (mia["known_as"], json.loads(mia["families"]), mia["expected_date"]) == ("Mia", told["families"], "")
    assert last == ["# is_complete=true", "rows=5", f"after={people[-1].pk}"]


def test_a_sheet_of_nothing_has_its_header(caller, organisation):
    header, last = table(exported(caller("families.read"), FAMILIES, HTTP_ACCEPT="text/csv"))

    assert header[:3] == ["id", "name", "locality"]
    assert last == ["# is_complete=true", "rows=0", "after="]


@pytest.mark.parametrize("name", ["=1+1", "+44", "-x", "@sum", "  =1"])
def test_no_cell_is_a_formula(caller, family, name):
    Person.objects.filter(pk=MembershipFactory(family=family).person.pk).update(known_as=name)

    client = caller("people.read")

    header, row, _last = table(exported(client, PEOPLE, HTTP_ACCEPT="text/csv"))

    assert row[header.index("known_as")] == f"'{name}"
    assert known(lines(exported(client, PEOPLE))[0]) == [name]


def test_a_sheet_is_utf_8_without_a_mark(caller, family):
    """A program would take the mark for a part of the first name, and two parts are put together."""
    MembershipFactory(family=family, person__known_as='Zoë "Zo", 周\nsecond line')

    sheet = b"".join(exported(caller("people.read"), PEOPLE, HTTP_ACCEPT="text/csv").streaming_content)

    assert sheet.startswith(b"id,known_as")
    assert 'Zoë ""Zo"", 周\nsecond line' in sheet.decode()


def test_what_else_is_asked_for_is_not_to_be_had(caller, people):
    assert caller("people.read").get(f"{PEOPLE}export/", HTTP_ACCEPT="text/html").status_code == 406


def test_a_refusal_is_a_problem_whatever_is_asked_for(caller, people):
    answer = caller("people.read").get(f"{PEOPLE}export/?after=x", HTTP_ACCEPT="text/csv")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == "/after"


def test_nobody_begins_too_many(caller, people, monkeypatch):
    monkeypatch.setattr(exports.ExportThrottle, "most", 1)
    client = caller("people.read")

    answers = [client.get(f"{PEOPLE}export/") for _number in range(2)]

    assert [one.status_code for one in answers] == [200, 429]
    assert "Retry-After" in answers[1]
    assert client.get(PEOPLE).status_code == 200


def test_the_script_of_the_guide_takes_all_of_it(caller, people, two_at_once, monkeypatch):
    monkeypatch.setattr(exports, "SECONDS", -1)
    client, names = caller("people.read"), {}
    (shown,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    exec(shown, names)  # noqa: S102  (our own guide)

    rows = names["whole"](lambda at: b"".join(client.get(at).streaming_content).splitlines(), f"{PEOPLE}export/")

    assert known(rows) == ["Mia", "Jay", "Sol", "Ana", "Ben"]


@pytest.mark.slow
def test_who_hangs_up_a_real_line_is_noted(transactional_db, live_server, two_at_once):
    leeds = council(live_server.url)
    system = User.objects.get(email="kith@leeds.test")
    with acting_as(system.asker), transaction.atomic():
        MembershipFactory.create_batch(4, family=FamilyFactory())
    said = {"headers": {"Authorization": f"Bearer {leeds.token()}"}, "timeout": 60}

    with httpx.stream("GET", f"{leeds.address}{PEOPLE}export/", **said) as answer:
        next(answer.iter_raw())
    whole = httpx.get(f"{leeds.address}{PEOPLE}export/", **said).text.splitlines()

    assert (len(whole), json.loads(whole[-1])["is_complete"]) == (6, True)
    with acting_as(system.asker), transaction.atomic():
        assert len(AccessEvent.objects.filter(what="api:person-export").order_by("id").first().people) == 2


@pytest.mark.slow
def test_no_connection_waits_for_whoever_reads(transactional_db, two_at_once):
    leeds = council("http://testserver")
    system = User.objects.get(email="kith@leeds.test")
    with acting_as(system.asker), transaction.atomic():
        MembershipFactory.create_batch(4, family=FamilyFactory())
    answer = exported(Caller(leeds.credentials), PEOPLE)

    parts = iter(answer.streaming_content)
    next(parts)

    assert connection.connection is None
    assert json.loads(b"".join(parts).decode().splitlines()[-1])["rows"] == 5
