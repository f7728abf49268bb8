"""Safety maps over the API: a danger never without its goal and what is seen differently."""

import pytest

from accounts.models import AccessEvent
from api.serializers.safety_maps import SafetyMapOutput
from casework.actions import safety_maps as actions
from casework.actions.safety_maps import complete_safety_map, go_on_with_safety_map
from casework.actions.sign_offs import say_how_one_sees_safety_map
from database.asker import acting_as
from families.actions.records import Sharing
from tests.api.shapes import misfits
from tests.casework.safety import DANGER, GOAL, begun, danger_on, goal_of, item_on, on_scale, whole
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, MembershipFactory
from tests.factories_families import sign_in_of

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


def test_how_they_see_it_stands_with_it(caller, family, mia, worker):
    mias, made = sign_in_of(mia), whole(worker, family, mia)
    made = complete_safety_map(safety_map=made, by=worker)
    with acting_as(mias.asker):
        say_how_one_sees_safety_map(safety_map=made, person=mia, stance="partly", comment="Not the evenings", by=mias)
    system = caller("conversations.read")
    before = system.get(f"/api/v1/safety-maps/{made.pk}/").json()["sign_offs"]
    go_on_with_safety_map(safety_map=made, by=worker)

    read = system.get(f"/api/v1/safety-maps/{made.pk}/").json()

    told = [
        (one["person"], one["stance"], one["comment"], one["is_last"], one["is_of_earlier_words"])
        for one in (*before, *read["sign_offs"])
    ]
    assert told == [(str(mia.pk), "partly", "Not the evenings", True, is_earlier) for is_earlier in (False, True)]
    assert misfits(SafetyMapOutput, read) == []


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
