"""The change feed (design.md decision 11; domain.md §9.7, §10.8)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AccessEvent, User
from api.serializers.changes import ChangesOutput
from casework.actions.conversations import log_conversation
from database import stream
from database.asker import acting_as
from database.stream import Place
from families.actions.keeping import restrict
from families.actions.merging import merge_people
from families.models import Family
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory
from tests.factories_conferences import ConferenceFactory, OfferFactory

FEED = "/api/v1/changes/"
ALL = (
    "changes.read",
    "people.read",
    "families.read",
    "conversations.read",
    "conferences.read",
    "linkups.read",
)


@pytest.fixture(autouse=True)
def as_committed(monkeypatch):
    """A test's rows are of a transaction that still runs; the tests with transactions of their own hold that these are waited for."""
    monkeypatch.setattr(stream, "AFTER", stream.AFTER.replace("AND xid < pg_snapshot_xmin(pg_current_snapshot())", ""))


@pytest.fixture
def system(caller):
    return caller(*ALL)


def follow(system, cursor=""):
    """What is told after a cursor, as pairs of kind and id, and the cursor that follows."""
    answer = system.get(FEED, {"since": cursor} if cursor else {})
    assert answer.status_code == 200, answer.content
    said = answer.json()
    return [(one["kind"], one["id"]) for one in said["results"]], said["next_cursor"]


def test_what_was_written_is_told_once_and_in_order(system, family, worker):
    _before, cursor = follow(system)
    mia = MembershipFactory(family=family, person__known_as="Mia").person
    talk = log_conversation(family=family, people=[mia], headline="At the park", by=worker)

    told, cursor = follow(system, cursor)

    assert told == [("person", str(mia.pk)), ("family", str(family.pk)), ("conversation", str(talk.pk))]
    assert follow(system, cursor)[0] == []


def test_it_has_the_shape_that_is_described(system, family):
    answer = system.get(FEED)

    assert misfits(ChangesOutput, answer.json()) == []
    assert ("family", str(family.pk)) in [(one["kind"], one["id"]) for one in answer.json()["results"]]


def test_a_conference_and_its_offers_are_told(system, family, worker):
    conference = ConferenceFactory(family=family)
    _before, cursor = follow(system)
    OfferFactory(conference=conference)

    assert ("conference", str(conference.pk)) in follow(system, cursor)[0]


def test_now_is_a_cursor_and_nothing_else(system, monkeypatch):
    answer = system.get(FEED, {"since": "now"}).json()

    assert (answer["results"], answer["has_more"]) == ([], False)
    assert answer["next_cursor"]


def test_more_than_one_answer_holds_comes_with_the_next(system, monkeypatch):
    monkeypatch.setattr("api.queries.changes.MOST", 2)
    families = {str(FamilyFactory().pk) for _each in range(3)}
    told, cursor, has_more = set(), "", True
    while has_more:
        answer = system.get(FEED, {"since": cursor} if cursor else {}).json()
        told |= {one["id"] for one in answer["results"]}
        cursor, has_more = answer["next_cursor"], answer["has_more"]

    assert families <= told


def test_only_what_its_scopes_let_it_read_is_told(caller, family, worker):
    mia = MembershipFactory(family=family).person
    log_conversation(family=family, people=[mia], headline="At the park", by=worker)

    assert {kind for kind, _id in follow(caller("changes.read", "people.read"))[0]} == {"person"}
    assert follow(caller("changes.read", name="Other"))[0] == []


def test_without_its_scope_it_is_refused(caller):
    assert caller("people.read").get(FEED).status_code == 403


def test_of_what_is_restricted_nothing_is_told_but_to_who_was_shown_it(caller, family, manager):
    sid = MembershipFactory(family=family, person__known_as="Sid").person
    knows, knows_not = caller(*ALL), caller(*ALL, name="Other")
    cursor_of_one = follow(knows)[1]
    cursor = knows_not.get(FEED, {"since": "now"}).json()["next_cursor"]
    restrict(what=sid, ground="other", allowed=[], review_on=timezone.now().date() + timedelta(days=9), by=manager)

    gone = knows.get(FEED, {"since": cursor_of_one}).json()["results"]

    assert [(one["id"], one["is_gone"]) for one in gone if one["kind"] == "person"] == [(str(sid.pk), True)]
    assert str(sid.pk) not in knows_not.get(FEED, {"since": cursor}).content.decode()


def test_a_hidden_person_in_a_family_does_not_make_the_family_change(system, family, manager):
    sid = PersonFactory(known_as="Sid")
    restrict(what=sid, ground="other", allowed=[], review_on=timezone.now().date() + timedelta(days=9), by=manager)
    _before, cursor = follow(system)
    MembershipFactory(family=family, person=sid)

    assert follow(system, cursor)[0] == []


def test_who_was_found_to_be_another_is_told_with_whom(system, family, worker):
    kept, merged = (MembershipFactory(family=family).person for _each in range(2))
    _before, cursor = follow(system)
    merge_people(kept=kept, merged=merged, why="The same", by=worker)

    told = system.get(FEED, {"since": cursor}).json()["results"]

    assert {"kind": "person", "id": str(merged.pk), "is_gone": False, "merged_into": str(kept.pk)} in told


def test_whom_it_tells_of_stands_in_the_access_log(system, family):
    mia = MembershipFactory(family=family).person
    follow(system)

    look = AccessEvent.objects.filter(what="api:change-list").latest("id")
    assert (mia.pk in look.people, family.pk in look.families) == (True, True)


@pytest.mark.parametrize("wrong", ["x", "'; DROP TABLE", "0"])
def test_a_cursor_that_is_none_is_refused_in_words(system, wrong):
    answer = system.get(FEED, {"since": wrong})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/since")


def test_a_cursor_is_one_s_own_and_tells_nothing(caller):
    _told, cursor = follow(caller(*ALL))

    assert caller(*ALL, name="Other").get(FEED, {"since": cursor}).status_code == 400


def test_a_cursor_of_before_a_restore_is_refused(system, monkeypatch):
    _told, cursor = follow(system)
    monkeypatch.setattr(stream, "server", lambda: 1)

    answer = system.get(FEED, {"since": cursor})

    assert (answer.status_code, "before a restore" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_are_as_many_however_much_is_told(system, family, rows, django_assert_num_queries):
    _before, cursor = follow(system)
    for _each in range(rows):
        MembershipFactory(family=family)

    with django_assert_num_queries(11):
        assert len(follow(system, cursor)[0]) == rows + 1


def write(user, number):
    """Write families, each in a transaction that stays open for a while, some of them rolled back; give those that are there."""
    chance, written = Random(number), []  # noqa: S311
    try:
        for _each in range(12):
            with acting_as(user.asker), transaction.atomic():
                family = Family.objects.create(organisation=user.organisation, name=f"F{number}")
                sleep(chance.random() / 50)
                stays = chance.random() > 0.25
                transaction.set_rollback(not stays)
            written += [family.pk] if stays else []
    finally:
        connection.close()
    return written


def last_of_all():
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(xid)::text::bigint FROM database_change")
        return cursor.fetchone()[0]


def read(user, stop):
    """Follow the stream, seven rows at a time, until the writers have stopped; give the families in the order in which they were told."""
    told, place, done, rows = [], Place(0), False, []
    try:
        while rows or not done:
            with acting_as(user.asker), transaction.atomic():
                # What runs in another database of this server is waited for too.
                done = stop.is_set() and stream.end().xid > last_of_all()
                rows = stream.rows_after(place, 7)
            told += [row.row for row in rows if row.table == Family._meta.db_table]
            place = Place(0, rows[-1].xid, rows[-1].seq) if rows else place
    finally:
        connection.close()
    return told


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_while_many_write_nothing_is_passed_by_and_nothing_comes_twice(organisation, monkeypatch):
    monkeypatch.undo()
    user, stop = User.objects.get(email="kith@leeds.test"), Event()

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read, user, stop)
        written = [pk for some in pool.map(lambda number: write(user, number), range(8)) for pk in some]
        stop.set()
        told = reader.result()

    assert len(told) == len(set(told))
    assert set(told) == set(written)
    assert len(written) < 96
