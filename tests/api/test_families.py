from api.serializers.families import FamilyOutput, WholeFamilyOutput
from casework.actions.conversations import log_conversation
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory

LIST = "/api/v1/families/"


def test_a_list_is_in_the_order_of_writing(caller, family):
    second = FamilyFactory(name="Ash")

    answer = caller("families.read").get(LIST).json()

    assert [one["id"] for one in answer["results"]] == [str(family.pk), str(second.pk)]


def test_a_list_fits_its_description(caller, worker, family):
    MembershipFactory(family=family)

    answer = caller("families.read").get(LIST).json()

    assert misfits(FamilyOutput, answer["results"][0]) == []


def test_a_family_fits_its_description(caller, worker, family):
    person = MembershipFactory(family=family).person
    log_conversation(family=family, people=[person], headline="At the park", by=worker)

    answer = caller("families.read", "conversations.summary").get(f"{LIST}{family.pk}/").json()

    assert misfits(WholeFamilyOutput, answer) == []
    assert [one["headline"] for one in answer["conversations"]] == ["At the park"]
