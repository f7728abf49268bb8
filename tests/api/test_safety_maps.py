"""Safety maps over the API: a danger never without its goal and what is seen differently."""

import pytest

from accounts.models import AccessEvent
from api.serializers.safety_maps import SafetyMapOutput
from casework.actions import safety_maps as actions
from families.actions.records import Sharing
from tests.api.shapes import misfits
from tests.casework.safety import DANGER, GOAL, begun, danger_on, goal_of, item_on, on_scale
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, MembershipFactory

MAPS = "/api/v1/safety-maps/"


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


@pytest.fixture
def made(worker, family, mia):
    safety_map = begun(worker, family, mia)
    item_on(safety_map, worker, said_by=mia)
    danger = danger_on(safety_map, worker)
    on_scale(goal_of(danger, worker), worker)
    actions.see_it_differently(danger=danger, person=mia, words="It was once", by=worker)
    danger_on(safety_map, worker, who_is_worried="Joan")
    return safety_map


def test_a_map_fits_its_description(caller, made, family, mia):
    told = caller("conversations.read").get(MAPS, {"family": str(family.pk)}).json()["results"]

    assert [misfits(SafetyMapOutput, one) for one in told] == [[]]
    whole, other = told[0]["dangers"]
    assert {name: whole[name] for name in DANGER} == DANGER
    assert {name: whole["goal"][name] for name in GOAL} == GOAL
    assert whole["goal"]["scale"]
    assert [(one["person"], one["words"]) for one in whole["seen_differently"]] == [(str(mia.pk), "It was once")]
    assert (other["goal"], other["seen_differently"]) == (None, [])
    assert (told[0]["state"], told[0]["items"][0]["said_by"]) == ("working", str(mia.pk))


def test_a_look_names_whom_it_shows(caller, made, mia, family):
    caller("conversations.read").get(f"{MAPS}{made.pk}/")

    look = AccessEvent.objects.get(what="api:safety-map-retrieve")
    assert (set(look.people), look.families) == ({mia.pk}, [family.pk])


def test_one_of_another_family_is_not_in_its_list(caller, made):
    other = FamilyFactory()

    assert caller("conversations.read").get(MAPS, {"family": str(other.pk)}).json()["results"] == []


def test_one_that_is_kept_back_is_no_systems(caller, family, mia, worker):
    review = FROZEN.date().replace(month=4)
    made = begun(worker, family, mia, sharing=Sharing(state="withheld", reason="serious_harm", review_on=review))

    assert caller("conversations.read").get(f"{MAPS}{made.pk}/").status_code == 404


def test_a_summary_is_no_way_to_a_map(caller, made):
    assert caller("conversations.summary").get(MAPS).status_code == 403
