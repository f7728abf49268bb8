"""Who is around a person within a few ties: what the caller may know, and no more."""

import itertools
from datetime import date

import pytest

from accounts.models import AccessEvent
from api.serializers.people import NetworkOutput
from families.models import Parentage
from families.periods import Period
from families.queries import network as queries
from tests.api.shapes import misfits
from tests.factories import MembershipFactory, ParentageFactory, PersonFactory
from tests.factories_families import PartnershipFactory

PEOPLE = "/api/v1/people/"


@pytest.fixture
def line(family):
    """A child, a mother, a grandmother, a great-grandmother and one more, each the next one's child."""
    people = [MembershipFactory(family=family, person__known_as=name).person for name in "ABCDE"]
    for child, parent in itertools.pairwise(people):
        ParentageFactory(child=child, parent=parent, basis="birth")
    return people


def names(answer):
    return [(one["known_as"], one["hops"]) for one in answer["people"]]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ({}, [("A", 0), ("B", 1)]),
        ({"hops": 2}, [("A", 0), ("B", 1), ("C", 2)]),
        ({"hops": 3}, [("A", 0), ("B", 1), ("C", 2), ("D", 3)]),
    ],
)
def test_a_network_reaches_as_far_as_is_asked(caller, line, asked, near):
    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/", asked).json()

    assert misfits(NetworkOutput, answer) == []
    assert names(answer) == near
    assert len(answer["ties"]) == len(near) - 1


def test_a_tie_says_what_it_is(caller, line):
    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/").json()

    ends = {"one": str(line[1].pk), "other": str(line[0].pk)}
    assert answer["ties"] == [{"kind": "parentage", **ends, "what": "birth", "is_over": False}]


def test_a_tie_that_has_ended_says_so(caller, line):
    period = Period(None, date(2020, 1, 1))
    PartnershipFactory(a=line[0], b=line[4], kind="married", period=period)

    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/").json()

    assert [tie["is_over"] for tie in answer["ties"] if tie["kind"] == "partnership"] == [True]


@pytest.mark.parametrize("change", [{"confidence": "disputed"}, {"visibility": "restricted"}])
def test_nobody_is_reached_by_a_tie_that_is_disputed_or_kept(caller, line, change):
    Parentage.objects.filter(child=line[1]).update(**change)

    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/", {"hops": 3}).json()

    assert names(answer) == [("A", 0), ("B", 1)]


def test_whom_the_caller_may_not_know_is_not_in_it_nor_beyond(caller, line):
    unseen = PersonFactory(known_as="In no family")
    ParentageFactory(child=line[0], parent=unseen, basis="foster")
    ParentageFactory(child=unseen, parent=line[4], basis="foster")

    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/", {"hops": 3}).json()

    assert names(answer) == [("A", 0), ("B", 1), ("C", 2), ("D", 3)]


def test_who_is_not_known_has_no_network(caller):
    stranger = PersonFactory(known_as="In no family")

    assert caller("people.read").get(f"{PEOPLE}{stranger.pk}/network/").status_code == 404


@pytest.mark.parametrize("hops", ["0", "4", "-1", "two", "٣"])
def test_no_other_number_of_hops_is_answered(caller, line, hops):
    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/", {"hops": hops})

    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, "Ask for 1, 2 or 3.")


def test_of_more_than_can_be_told_the_nearest_are(caller, line, monkeypatch):
    monkeypatch.setattr(queries, "MOST_TOLD", 2)

    answer = caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/", {"hops": 3}).json()

    assert names(answer) == [("A", 0), ("B", 1)]
    assert len(answer["ties"]) == 1
    assert answer["detail"] == "Only the nearest 2 of 4 people are told."


def test_everyone_who_is_told_is_noted(caller, line):
    caller("people.read").get(f"{PEOPLE}{line[0].pk}/network/")

    event = AccessEvent.objects.get()
    assert (event.what, set(event.people)) == ("api:person-network", {line[0].pk, line[1].pk})


@pytest.mark.parametrize("count", [1, 3])
def test_a_network_is_the_token_the_answer_and_the_event(caller, line, family, statements, count):
    for _number in range(count):
        ParentageFactory(child=line[0], parent=MembershipFactory(family=family).person, basis="foster")
    mosaic = caller("people.read")

    with statements("SELECT", "SELECT", "INSERT"):
        assert mosaic.get(f"{PEOPLE}{line[0].pk}/network/", {"hops": "3"}).status_code == 200
