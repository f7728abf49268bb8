"""How steadily a team stays alongside, as distributions of children and never of a worker (domain.md §4.4)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from accounts.models import Team, User
from casework.queries.continuity import continuity, days_without, usual_person
from families.models import Family, Involvement, Record
from families.periods import Period, since
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory, RecordFactory

MONDAY = date(2026, 3, 16)
QUERIES = 11


def test_the_usual_person_is_who_they_talked_with_most():
    """A, A, A, B, A, C (domain.md §4.4)."""
    assert usual_person({"A": 4, "B": 1, "C": 1}) == Fraction(4, 6)


def test_of_two_contacts_nothing_is_said():
    assert usual_person({"A": 2}) is None


@pytest.mark.parametrize(
    ("led", "days"),
    [
        ([], 30),
        ([Period(None, None)], 0),
        ([Period(None, date(2026, 1, 11)), Period(date(2026, 1, 15), None)], 4),
        ([Period(date(2026, 1, 15), None), Period(None, date(2026, 1, 11))], 4),
        ([Period(date(2026, 1, 6), date(2026, 1, 11))], 25),
        ([Period(date(2026, 2, 6), None)], 30),
        ([Period(None, date(2025, 6, 1)), Period(date(2026, 1, 2), date(2026, 1, 31))], 1),
    ],
)
def test_days_without_a_lead_worker(led, days):
    assert days_without(led, date(2026, 1, 1), date(2026, 1, 31)) == days


@pytest.fixture
def team(manager):
    """Of three, each of whom leads a family; two of them with three children each: one anew, one for long."""
    team = Team.objects.get(manager=manager)
    team.practitioners.all().update(team=None)
    for name, begun in (("Ada", date(2024, 1, 1)), ("Ben", date(2026, 2, 16)), ("Cleo", date(2024, 1, 1))):
        worker = PractitionerFactory(user__name=name, name=name, team=team)
        family = FamilyFactory(name=name)
        InvolvementFactory(family=family, practitioner=worker, role="lead_worker", period=since(begun))
        for _child in range(0 if name == "Cleo" else 3):
            MembershipFactory(family=family, role="child")
    return team


def told(manager):
    (figures,) = continuity(manager)
    return {one.question: (dict(one.rows), one.unknown) for one in figures.distributions}


def test_children_are_counted_by_how_their_lead_workers_came_and_went(team, manager):
    family = Family.objects.get(name="Ben")
    left = {"end_reason": "LEFTRL", "goodbye_kind": "said_goodbye_together"}
    InvolvementFactory(family=family, role="lead_worker", period=Period(date(2025, 1, 6), date(2026, 2, 9)), **left)

    figures = told(manager)

    assert figures["How many lead workers in the last twelve months?"] == ({"one": 3, "two": 3, "three or more": 0}, 0)
    assert figures["How long has the lead worker of today been theirs?"][0] == {
        "more than a year": 3,
        "three months to a year": 0,
        "less than three months": 3,
    }
    assert figures["How many days without a lead worker?"][0] == {"none": 3, "up to 30": 3, "more than 30": 0}
    (of_the_team,) = continuity(manager)
    assert (of_the_team.children, of_the_team.ended) == (6, 0)  # one goodbye is somebody's


def test_goodbyes_are_told_of_three_who_left(team, manager):
    for name, goodbye in (("Ada", "letter"), ("Ben", "said_goodbye_together"), ("Cleo", "introduced_new_worker")):
        Involvement.objects.filter(family__name=name).update(period=since(date(2026, 3, 2)))
        left = {"end_reason": "LEFTRL", "goodbye_kind": goodbye}
        period = Period(date(2025, 1, 6), date(2026, 3, 2))
        InvolvementFactory(family=Family.objects.get(name=name), role="lead_worker", period=period, **left)

    (figures,) = continuity(manager)

    assert (figures.ended, figures.planned) == (3, 2)


def test_a_family_that_came_lately_was_not_without_before(team, manager):
    assert told(manager)["How many days without a lead worker?"][0]["none"] == 6


def test_who_talked_with_a_child_is_counted_for_that_child(team, manager):
    family = Family.objects.get(name="Ada")
    child = family.memberships.first().person
    ada, ben = (User.objects.get(name=name) for name in ("Ada", "Ben"))
    for author, days in ((ada, 1), (ada, 40), (ben, 80), (ben, 400), (ben, 401)):
        day = MONDAY - timedelta(days=days)
        record = RecordFactory(family=family, kind=Record.Kind.CONVERSATION, happened_on=day, author=author)
        record.subjects.create(organisation=record.organisation, person=child)
    # What the child wrote by themselves is a talk with nobody.
    for _one in range(3):
        wrote = RecordFactory(
            family=family, kind=Record.Kind.CONVERSATION, happened_on=MONDAY, author=ada, author_person=child
        )
        wrote.subjects.create(organisation=wrote.organisation, person=child)

    rows, unknown = told(manager)["How often did they talk with the same person?"]

    assert ([*rows.values()], unknown) == ([0, 1, 0], 5)


def test_what_would_be_about_somebody_is_not_told(team, manager):
    """The third of the team leads nobody: the figures would be of two."""
    Involvement.objects.filter(practitioner__name="Cleo").update(period=Period(date(2024, 1, 1), MONDAY))

    (figures,) = continuity(manager)

    assert (figures.is_told, figures.ended) == (False, 0)


def test_the_page_names_no_worker_and_is_for_managers(client, team, manager, worker):
    client.force_login(manager)
    page = client.get(reverse("casework:continuity"))
    client.force_login(worker)

    assert (page.status_code, "Ada" in page.text, "less than three months" in page.text) == (200, False, True)
    assert client.get(reverse("casework:continuity")).status_code == 403


@pytest.mark.parametrize("families", [0, 2])
def test_it_takes_the_same_queries_however_many(client, team, manager, django_assert_num_queries, families):
    for number in range(families):
        worker = PractitionerFactory(team=team)
        family = InvolvementFactory(practitioner=worker, role="lead_worker", family__name=f"F{number}").family
        MembershipFactory(family=family, role="child")
    client.force_login(manager)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("casework:continuity"))
