"""To, for, with, or not at all: a look back that is its writer's alone, and a family's answer that nobody reads singly (domain.md §4.2)."""

from datetime import UTC, date, datetime, time

import pytest

from casework.actions import window_checks as actions
from casework.models import FeltWith, WindowCheck
from casework.queries.window_checks import how_it_felt
from database import clock
from database.asker import acting_as
from tests.casework.refusals import change, refused_by
from tests.factories import MembershipFactory, UserFactory
from tests.factories_access import ShareStateFactory
from tests.factories_conferences import conference_at
from tests.factories_families import sign_in_of

LOOK = {"about": "decision", "support": "8", "challenge": "3", "note": "Too kind", "visibility": "me"}


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def looked_back(by, support=8, challenge=3, **said):
    with acting_as(by.asker):
        return actions.look_back(about="decision", support=support, challenge=challenge, by=by, **said)


def felt(conference, person, answer="with"):
    by = sign_in_of(person)
    with acting_as(by.asker):
        return actions.say_how_it_felt(conference=conference, person=person, answer=answer, by=by)


def seen(user):
    return set(WindowCheck.objects.visible_to(user))


@pytest.mark.parametrize(
    ("support", "challenge", "quadrant"),
    [(5, 5, "with"), (4, 5, "to"), (5, 4, "for"), (4, 4, "not"), (10, 0, "for"), (0, 10, "to")],
)
def test_which_of_the_four_it_was_comes_of_the_two_numbers(worker, support, challenge, quadrant):
    check = looked_back(worker, support, challenge)

    check.refresh_from_db()
    assert check.quadrant == quadrant


def test_it_is_its_writer_s_until_they_bring_it_to_supervision(worker, manager, outsider):
    check = looked_back(worker)
    assert (seen(worker), seen(manager)) == ({check}, set())

    with acting_as(worker.asker):
        actions.bring_to_supervision(check=check, by=worker)

    above = UserFactory(roles=["team_manager", "quality_lead"])
    assert seen(worker) == seen(manager) == {check}
    assert seen(outsider) == seen(above) == seen(UserFactory(kind="client", roles=[])) == set()
    with acting_as(worker.asker):
        actions.keep_to_oneself(check=check, by=worker)
    assert seen(manager) == set()


def test_thrown_away_nothing_of_it_is_left(worker, manager):
    check = looked_back(worker, note="Too kind")
    with acting_as(manager.asker):
        assert refused_by(change(check, note="Mine")) == "window_check_is_ones_own"
    with acting_as(worker.asker):
        assert refused_by(change(check, thrown_away_at=clock.now())) == "window_check_whole_or_empty"
        assert refused_by(change(check, support=11)) == "window_check_whole_or_empty"
        actions.throw_away_check(check=check, by=worker)
        assert refused_by(change(check, note="Again")) == "window_check_thrown_away_is_gone"

    check.refresh_from_db()
    assert (check.note, check.support, check.challenge, check.quadrant, check.about) == ("", None, None, None, "")
    assert seen(worker) == set()
    assert not hasattr(WindowCheck, "pgh_event_model")


def test_a_look_back_by_its_pages(as_, worker, manager, danas_sign_in):
    as_(worker).post("/to-for-with/new/", LOOK)
    check = WindowCheck.objects.get()
    page = f"/window-checks/{check.pk}/"
    assert "Too kind" in as_(worker).get("/to-for-with/").text
    assert as_(manager).post(f"{page}throw-away/").status_code == 404

    as_(worker).post(f"{page}bring/")

    assert "Too kind" in as_(manager).get("/to-for-with/").text
    assert as_(manager).post(f"{page}throw-away/").status_code == 403
    as_(worker).post(f"{page}throw-away/")
    assert "Too kind" not in as_(worker).get("/to-for-with/").text + as_(manager).get("/to-for-with/").text
    assert as_(danas_sign_in).get("/to-for-with/").status_code == 403


def test_someone_of_the_family_says_how_their_meeting_felt_once(as_, held, joan, worker, joans_sign_in):
    ShareStateFactory(record=held.record, person=joan)
    meeting = f"/our-meetings/{held.pk}/"
    assert "How did our meeting feel?" in as_(joans_sign_in).get(meeting).text

    unsaid = as_(joans_sign_in).post(f"{meeting}felt/", {})
    as_(joans_sign_in).post(f"{meeting}felt/", {"answer": "with"})

    assert (unsaid.status_code, "You can choose not to say." in unsaid.text) == (422, True)
    said = FeltWith.objects.get()
    assert (said.person, said.answer) == (joan, "with")
    assert as_(joans_sign_in).get(f"{meeting}felt/").status_code == 403
    assert "How did our meeting feel?" not in as_(joans_sign_in).get(meeting).text
    assert as_(worker).get(f"{meeting}felt/").status_code == 403
    assert set(FeltWith.objects.visible_to(joans_sign_in)) == {said}
    assert set(FeltWith.objects.visible_to(worker)) == set()


def test_an_answer_is_one_s_own_of_a_meeting_that_was_held_and_stays(held, offered, joan, dana, joans_sign_in):
    said = felt(held, dana)

    assert refused_by(change(said, answer="to")) == "felt_with_stays"
    whole = {"organisation": said.organisation, "answer": "to", "said_on": said.said_on, "created_by": joans_sign_in}

    def another(**other):
        return lambda: FeltWith.objects.create(**({"about_record": held.record, "person": joan} | whole | other))

    assert refused_by(another(person=dana)) == "felt_with_in_their_own_name"
    assert refused_by(another(about_record=offered.record)) == "felt_with_once_it_was_held"
    assert refused_by(another(person=dana, created_by=said.created_by)) == "felt_with_once"


@pytest.fixture
def on(monkeypatch):
    """Go to another day."""

    def go(day):
        monkeypatch.setattr("database.clock.now", lambda: datetime.combine(day, time(12), tzinfo=UTC))

    return go


def said_by_new(meeting, answer="with"):
    person = MembershipFactory(family=meeting.family).person
    ShareStateFactory(record=meeting.record, person=person)
    return felt(meeting, person, answer)


def told(user):
    felt = how_it_felt(user)
    return felt.is_told, felt.asked, felt.answered, {count for _words, count in felt.said}


@pytest.mark.parametrize(("families", "answers"), [(3, 5), (2, 6), (1, 9)])
def test_how_it_felt_is_told_of_nobody(organisation, manager, on, families, answers):
    meetings = [conference_at("held") for _each in range(families)]
    for number in range(answers):
        said_by_new(meetings[number % families])
    said_by_new(conference_at("held"), "rather_not_say")

    on(date(2026, 4, 1))

    assert told(manager) == (False, 0, 0, set())


def test_how_it_felt_is_told_in_steps_so_that_what_is_new_is_of_many(
    as_, organisation, worker, manager, on, django_assert_num_queries
):
    """Nobody reads from two looks what one of them said (March to July; at the end a year has gone by since the first step)."""
    meetings = [conference_at("held") for _each in range(3)]
    for number in range(6):
        said_by_new(meetings[number % 3], "to" if number else "with")
    assert told(manager) == (False, 0, 0, set())  # in the month in which they say it
    on(date(2026, 4, 1))
    first = told(manager)
    assert first == (True, 6, 6, {1, 5, 0})

    for month, number in ((4, 0), (5, 1), (6, 2)):
        on(date(2026, month, 10))
        for _each in range(2):
            said_by_new(meetings[number], "for")
            assert told(manager)[2:] == first[2:]
    on(date(2026, 7, 1))

    assert told(manager) == (True, 12, 12, {1, 5, 6, 0})
    lead = as_(manager)
    lead.get("/to-for-with/felt/")
    with django_assert_num_queries(9):
        assert "June 2026" in lead.get("/to-for-with/felt/").text
    assert as_(worker).get("/to-for-with/felt/").status_code == 403
    on(date(2027, 5, 1))
    assert told(manager)[2:] == (6, {6, 0})


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_pages_cost(as_, worker, manager, django_assert_num_queries, count):
    for _number in range(count):
        looked_back(worker, visibility="bring_to_supervision")

    for user, page, queries in (
        (worker, "/to-for-with/", 7),
        (manager, "/to-for-with/", 7),
        (manager, "/to-for-with/felt/", 6),
    ):
        client = as_(user)
        client.get(page)
        with django_assert_num_queries(queries):
            client.get(page)
