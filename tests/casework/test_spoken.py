"""Families with whom nobody has spoken for six weeks, of a manager's teams, and where a warm hand-over begins (domain.md §10.4)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework.models import Conference
from casework.queries.spoken import SHOWN, not_spoken_with
from families.models import Involvement, Record, ShareState
from families.periods import Period, since
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory, RecordFactory
from tests.factories_access import ChosenReaderFactory, DeclaredInterestFactory, RestrictionFactory, ShareStateFactory
from tests.factories_conferences import ConferenceFactory, CoordinatorFactory, ParticipantFactory, ReferralFactory

MONDAY = date(2026, 3, 16)
NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
LATELY, LONG_AGO = MONDAY - timedelta(days=41), MONDAY - timedelta(days=42)
PAGE = reverse("casework:families-to-speak-with")


@pytest.fixture(autouse=True)
def known_for_long(family, worker):
    Involvement.objects.filter(family=family).update(period=since(date(2025, 1, 6)))


def spoke(family, on, **record):
    return RecordFactory(family=family, happened_on=on, **record)


def listed(manager):
    return [(family.name, family.spoken_on) for family in not_spoken_with(manager).rows]


def test_who_was_spoken_with_six_weeks_ago_is_listed(family, manager):
    spoke(family, LONG_AGO)

    assert listed(manager) == [("Rowan", LONG_AGO)]


def test_and_who_never_was(family, manager):
    assert listed(manager) == [("Rowan", None)]


def talked(family, worker, amina):
    spoke(family, LATELY, author=worker)


def talked_and_kept_it_back(family, worker, amina):
    kept = {"reason": "third_party", "decided_by": worker, "decided_on": LATELY, "review_on": MONDAY}
    ShareStateFactory(record=spoke(family, LATELY, author=worker), person=amina, state="withheld", **kept)


def coached(family, worker, amina):
    spoke(family, LATELY, kind=Record.Kind.COACH_SESSION)


def visited(family, worker, amina):
    ParticipantFactory(conference=ConferenceFactory(family=family), person=amina, visited_on=LATELY)


def met(family, worker, amina):
    conference = ReferralFactory(conference__family=family).conference
    taken = {"accepted_on": LATELY, "coordinator": CoordinatorFactory(), "meets_at": NOON, "venue": "The library"}
    Conference.objects.filter(pk=conference.pk).update(
        state="held", held_on=LATELY, is_private_time_offered=True, **taken
    )


@pytest.mark.parametrize("spoken", [talked, talked_and_kept_it_back, coached, visited, met])
def test_whoever_was_spoken_with_lately_is_not(family, worker, manager, amina, spoken):
    assert listed(manager) == [("Rowan", None)]

    spoken(family, worker, amina)

    assert listed(manager) == []


def what_they_wrote(family, worker, amina):
    spoke(family, LATELY, author_person=amina)


def a_plan_of_ours(family, worker, amina):
    spoke(family, LATELY, kind=Record.Kind.SUPERVISION_NOTE)


def told_in_confidence(family, worker, amina):
    record = spoke(family, LATELY, author=worker)
    only = ShareStateFactory(record=record, person=amina, state=ShareState.State.CHILD_ONLY)
    ChosenReaderFactory(share_state=only, user=worker.practitioner.team.manager, person=None)


def restricted_to_others(family, worker, amina):
    RestrictionFactory(person=None, record=spoke(family, LATELY, author=worker))


@pytest.mark.parametrize("written", [what_they_wrote, a_plan_of_ours, told_in_confidence, restricted_to_others])
def test_what_is_no_speaking_with_them_or_no_one_may_know_of_does_not_count(family, worker, manager, amina, written):
    written(family, worker, amina)

    assert listed(manager) == [("Rowan", None)]


def test_a_family_that_came_lately_is_not_listed(family, manager):
    Involvement.objects.filter(family=family).update(period=since(LATELY))

    assert listed(manager) == []


def test_one_that_was_handed_over_lately_is(family, worker, manager):
    Involvement.objects.filter(family=family).update(period=Period(date(2025, 1, 6), MONDAY), end_reason="TSPROC")
    colleague = PractitionerFactory(team=worker.practitioner.team)
    InvolvementFactory(family=family, practitioner=colleague, role="lead_worker", period=since(MONDAY))

    assert listed(manager) == [("Rowan", None)]


def test_nor_one_of_which_the_manager_reads_only_a_part(worker, manager):
    coach = PractitionerFactory(team=worker.practitioner.team)
    InvolvementFactory(practitioner=coach, role="family_coach", family__name="Brandt", period=since(date(2025, 1, 6)))

    assert [name for name, _day in listed(manager)] == ["Rowan"]


def test_nor_one_that_is_kept_from_the_manager_nor_another_teams(family, manager):
    InvolvementFactory(role="lead_worker", period=since(date(2025, 1, 6)))
    DeclaredInterestFactory(practitioner=manager.practitioner, family=family, person=None)

    assert listed(manager) == []


def test_nor_one_that_the_manager_is_alongside_themselves(family, manager):
    spoke(family, MONDAY)
    InvolvementFactory(practitioner=manager.practitioner, period=since(date(2025, 1, 6)))

    assert listed(manager) == []


def test_those_of_longest_ago_come_first(family, worker, manager):
    spoke(family, LONG_AGO)
    older = FamilyFactory(name="Abel")
    InvolvementFactory(family=older, practitioner=worker.practitioner, period=since(date(2025, 1, 6)))
    spoke(older, LONG_AGO - timedelta(days=1))

    assert [name for name, _day in listed(manager)] == ["Abel", "Rowan"]


def test_a_warm_hand_over_begins_there(client, family, worker, manager, amina):
    lead = Involvement.objects.get(family=family, role="lead_worker")
    client.force_login(manager)

    page = client.get(PAGE).text

    href = reverse("families:involvement-hand-over", args=[lead.pk])
    assert (href in page, client.get(href).status_code) == (True, 200)
    assert ("Begin a warm hand-over for Rowan" in page, "Priya" in page) == (
        True,
        False,
    )  # of families, and of no worker


def test_to_speak_with_them_comes_first(client, family, worker, manager):
    lead = Involvement.objects.get(family=family, role="lead_worker")
    client.force_login(manager)

    page = client.get(PAGE).text

    speak = reverse("casework:conversation-new", args=[family.pk])
    assert "Speak with Rowan, and write it down" in page
    assert 0 < page.index(f'"{speak}"') < page.index(reverse("families:involvement-hand-over", args=[lead.pk]))
    assert client.get(speak).status_code == 200


def test_where_nobody_leads_someone_is_asked_in(client, family, manager):
    Involvement.objects.filter(family=family).update(role="co_worker")
    client.force_login(manager)

    href = reverse("families:involvement-begin", args=[family.pk])
    assert (href in client.get(PAGE).text, client.get(href).status_code) == (True, 200)


def test_it_is_a_managers_and_notes_whom_it_names(client, family, worker, manager, amina):
    client.force_login(worker)
    refused = client.get(PAGE).status_code
    client.force_login(manager)
    client.get(PAGE)

    (noted,) = AccessEvent.objects.filter(what="casework:families-to-speak-with")
    assert (refused, noted.families, amina.pk in noted.people) == (403, [family.pk], True)


def test_it_says_so_where_there_is_none(client, family, manager):
    spoke(family, MONDAY)
    client.force_login(manager)

    assert "None at the moment." in client.get(PAGE).text


def test_it_is_read_in_pages(client, worker, manager):
    for number in range(SHOWN):
        family = FamilyFactory(name=f"F{number}")
        InvolvementFactory(family=family, practitioner=worker.practitioner, period=since(date(2025, 1, 6)))
    client.force_login(manager)

    first = not_spoken_with(manager)
    second = not_spoken_with(manager, after=first.next)

    assert (len(first.rows), len(second.rows), second.next) == (SHOWN, 1, "")
    assert client.get(PAGE, {"after": "nonsense"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many(client, worker, manager, count, django_assert_num_queries):
    for number in range(count):
        family = MembershipFactory(family__name=f"F{number}").family
        InvolvementFactory(family=family, practitioner=worker.practitioner, period=since(date(2025, 1, 6)))
    client.force_login(manager)

    with django_assert_num_queries(8):
        client.get(PAGE)
