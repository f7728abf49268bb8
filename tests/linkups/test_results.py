"""What came of link-ups: of a place and a quarter, in words that small numbers deserve (domain.md §1.7, §1.8, §7.6)."""

import csv
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent, Locality
from accounts.roles import Role
from families.models import GoalScore
from linkups.models import CallBack, FollowUp, LinkUpCheckIn, LinkUpGoal
from linkups.queries.results import EVERYWHERE, NOWHERE, Quarter, quarter_of, quarters, results
from tests.factories import InvolvementFactory, PractitionerFactory, UserFactory
from tests.factories_linkups import GoalFactory, LinkUpFactory, member_of
from tests.linkups.pages import has_met, words

FIRST = Quarter(2026, 1)
PAGE, FILE = reverse("linkups:results"), reverse("linkups:results-csv")
QUERIES = 14


@pytest.fixture
def sarah(organisation):
    return UserFactory(name="Sarah", roles=[Role.COACH_SUPERVISOR])


@pytest.fixture
def arun(organisation):
    return UserFactory(name="Arun", roles=[Role.ANALYST])


@pytest.fixture
def york(organisation):
    return Locality.objects.get_or_create(organisation=organisation, name="York")[0]


def ended(kind="weeks_finished", on="2026-03-10", *, place=None):
    link_up = LinkUpFactory(under_way=True)
    if place:
        type(link_up.seeking_family).objects.filter(pk=link_up.seeking_family.pk).update(locality=place)
    planned = kind in {"weeks_finished", "goals_reached"}
    link_up.state, link_up.end_date, link_up.end_kind = "completed" if planned else "ended_early", on, kind
    link_up.save()
    return link_up


def asked(link_up, things="", **fields):
    has_met(link_up, "2026-02-01")
    state = {"state": "answered", "answered_on": "2026-02-21", "things": things} if things else {}
    return LinkUpCheckIn.objects.create(
        organisation=link_up.organisation,
        link_up=link_up,
        family=link_up.seeking_family,
        person=member_of(link_up.seeking_family).person,
        asked_on="2026-02-20",
        **state | fields,
    )


def marked(link_up, *values):
    goal = GoalFactory(family=link_up.seeking_family)
    LinkUpGoal.objects.create(organisation=link_up.organisation, link_up=link_up, goal=goal)
    person = member_of(link_up.seeking_family).person
    for month, value in enumerate(values, start=1):
        GoalScore.objects.create(
            organisation=link_up.organisation, goal=goal, person=person, on=date(2026, month, 1), value=value
        )


def lines(user, subject, *, place=EVERYWHERE, quarter=FIRST, is_to_share=False):
    told = results(user, quarter, place=str(place), is_to_share=is_to_share)
    [found] = [one for one in told.subjects if one.key == subject]
    return {line.words: line.shown for line in found.lines if line.shown != "0"}


# --- Quarters


def test_a_quarter_is_three_whole_months():
    found = quarter_of(date(2026, 12, 31))
    assert (found.first, found.last, found.next) == (date(2026, 10, 1), date(2026, 12, 31), Quarter(2027, 1))


def test_two_years_back_can_be_asked_for_the_newest_first():
    found = quarters()
    assert (found[0], found[-1], len(found)) == (FIRST, Quarter(2024, 1), 9)


# --- What is counted


def test_link_ups_are_counted_by_when_they_started_and_by_how_they_ended(sarah):
    ended()
    ended("did_not_click")
    LinkUpFactory(under_way=True)

    assert lines(sarah, "link-ups") == {
        "Started": "3",
        "Ended": "2",
        "Finished as planned": "1",
        "Early: They didn’t click": "1",
    }


def test_what_ended_in_another_quarter_is_not_counted(sarah):
    ended(on="2026-04-02")
    assert lines(sarah, "link-ups") == {"Started": "1"}


def test_whoever_did_not_answer_stays_in_the_count(sarah):
    link_up = LinkUpFactory(under_way=True)
    asked(link_up, "better")
    asked(link_up, "worse")
    asked(link_up, state="no_answer")
    asked(link_up, state="declined")
    asked(link_up)

    assert lines(sarah, "things") == {
        "Asked": "5",
        "Answered": "2",
        "Better": "1",
        "Worse": "1",
        "Would rather not": "1",
        "No answer came": "1",
        "Still open": "1",
    }


def test_goals_moved_by_each_persons_own_first_and_last_mark(sarah):
    link_up = ended()
    for values in [(3, 5, 7), (7, 3), (4, 9, 4), (5,), ()]:
        marked(link_up, *values)

    assert lines(sarah, "goals") == {
        "Goals, by each person’s own marks": "5",
        "Up": "1",
        "In the same place": "1",
        "Down": "1",
        "Marked once or not at all": "2",
    }


def test_a_mark_after_the_end_moves_no_goal_of_the_link_up(sarah):
    marked(ended(on="2026-02-10"), 3, 5, 1)
    assert lines(sarah, "goals")["Up"] == "1"


def test_a_place_has_its_own_and_families_of_none_are_told_apart(sarah, york):
    ended(place=york)
    ended()
    ended()

    found = [lines(sarah, "link-ups", place=place)["Ended"] for place in (york.pk, NOWHERE, EVERYWHERE)]
    assert found == ["1", "2", "3"]


def test_whoever_could_not_be_reached_again_stays_in_the_count(sarah):
    link_up = ended(on="2026-02-01")
    again = {"organisation": link_up.organisation, "link_up": link_up}
    FollowUp.objects.create(
        months=3, due_on="2026-03-02", state="answered", done_on="2026-03-03", things="better", **again
    )
    FollowUp.objects.create(months=6, due_on="2026-03-03", state="no_answer", done_on="2026-03-03", **again)
    FollowUp.objects.create(months=12, due_on="2027-02-01", **again)

    assert lines(sarah, "since") == {
        "To be asked again": "2",
        "Told us": "1",
        "Better": "1",
        "Could not be reached": "1",
    }


def test_calls_back_are_counted_by_whether_they_came_in_time(sarah):
    link_up = LinkUpFactory(under_way=True)
    for _each in range(2):
        CallBack.objects.create(
            organisation=link_up.organisation, check_in=asked(link_up, "worse"), reasons=["worse"], due_on="2026-02-24"
        )
    assert lines(sarah, "calls") == {"Calls to make": "2", "Not made yet": "2"}


# --- Small numbers


def test_of_fewer_than_ten_nothing_is_concluded(sarah):
    ended()
    told = results(sarah, FIRST, place=EVERYWHERE, is_to_share=False)
    assert {one.note for one in told.subjects} == {"Too few to draw conclusions."}


def test_what_is_passed_on_tells_nobody_of_one_to_five(sarah):
    ended()
    assert lines(sarah, "link-ups", is_to_share=True)["Ended"] == "c"


def test_no_place_is_worked_out_from_the_others_and_everywhere(sarah, york):
    for _each in range(7):
        ended()
    ended(place=york)

    found = [lines(sarah, "link-ups", place=place, is_to_share=True)["Ended"] for place in (york.pk, NOWHERE)]
    assert found == ["c", "c"]


# --- The page and the file


@pytest.mark.parametrize("role", [Role.FAMILY_COACH, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_others_are_told_who_reads_them(client, role, organisation):
    client.force_login(UserFactory(roles=[role]))
    refused = client.get(PAGE)
    assert refused.status_code == 403
    assert "read what came of link-ups" in words(refused)


def test_the_last_whole_quarter_is_shown_first(client, sarah):
    client.force_login(sarah)
    assert "2025, quarter 4" in words(client.get(PAGE))


def test_what_there_was_none_of_is_said_in_one_sentence(client, sarah):
    client.force_login(sarah)
    page = words(client.get(PAGE))

    assert ("There was none in this quarter." in page, "Of 0:" in page) == (True, False)


def test_no_two_parts_of_the_page_have_one_name(client, sarah):
    client.force_login(sarah)
    page = words(client.get(PAGE))

    titles = re.findall(r"<span>([^<]+)</span></h2>", page)
    tables = re.findall(r'role="region" tabindex="0" aria-label="([^"]+)"', page)
    assert (len(titles), len({*titles, *tables})) == (len(tables), 2 * len(tables))


def test_an_analyst_reads_no_small_number_on_screen(client, arun):
    ended()
    client.force_login(arun)

    page = client.get(f"{PAGE}?place=everywhere&quarter=2025-4")

    assert page.context["page"].is_to_share
    assert "With small numbers" not in words(page)


def test_who_coaches_too_learns_of_no_call_past_the_coach(client, sarah):
    coach = PractitionerFactory(user=sarah)
    link_up = LinkUpFactory(under_way=True, coach=coach)
    check_in = asked(link_up, "worse")
    CallBack.objects.create(
        organisation=link_up.organisation, check_in=check_in, reasons=["worse"], due_on="2025-12-30"
    )
    client.force_login(sarah)

    page = client.get(f"{PAGE}?place=everywhere&quarter=2025-4").context["page"]

    [calls] = [one for one in page.subjects if one.key == "calls"]
    assert {line.shown for line in calls.lines} == {"c", "0"}


def test_who_coaches_one_of_the_families_learns_of_no_call_either(client, sarah):
    link_up = LinkUpFactory(under_way=True)
    InvolvementFactory(family=link_up.sharing_family, practitioner=PractitionerFactory(user=sarah), role="family_coach")
    client.force_login(sarah)

    assert client.get(PAGE).context["page"].is_to_share


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_without_small_numbers_a_quarter_is_read_once_it_is_over(client, arun, address):
    client.force_login(arun)

    going_on = client.get(f"{address}?place=everywhere&quarter=2026-1").content.decode()
    over = client.get(f"{address}?place=everywhere&quarter=2025-4").content.decode()

    assert ("2026" in going_on, "2025" in over) == (False, True)


def test_a_quarter_that_there_is_not_is_asked_for_again(client, sarah):
    client.force_login(sarah)
    refused = client.get(f"{PAGE}?place=everywhere&quarter=1066-1")
    assert refused.status_code == 422
    assert "error-summary" in words(refused)


def test_the_file_has_the_columns_of_the_page_and_no_formula(client, sarah, york):
    client.force_login(sarah)

    sent = client.get(f"{FILE}?place={york.pk}&quarter=2026-1")

    rows = list(csv.reader(sent.content.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["Where", "York"]
    assert rows[3] == ["About", "What", "Number", "Share", "Of", "Known", "Not known", "To note"]
    assert 'filename="link-ups.csv"' in sent.headers["Content-Disposition"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_it_asks_the_same_for_one_link_up_and_for_three(client, sarah):
    client.force_login(sarah)
    counts = []
    for _number in range(3):
        link_up = ended()
        marked(link_up, 3, 5)
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{PAGE}?place=everywhere&quarter=2026-1").status_code == 200
        counts.append(len(found))

    assert counts == [QUERIES] * 3


def test_that_they_were_read_names_nobody(client, sarah):
    ended()
    client.force_login(sarah)
    client.get(PAGE)

    event = AccessEvent.objects.get(what="linkups:results")
    assert (event.people, event.families) == ([], [])
