"""A text that another system or a coach writes answers no guess of where someone lives."""

import pytest
from django.core.exceptions import ValidationError

from families.actions.goals import record_goal
from tests.conftest import FROZEN, make
from tests.factories_families import AddressFactory, ResidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(family):
    dana = make.MembershipFactory(family=family, role="parent_carer").person
    refuge = AddressFactory(lines="7 Quiet Lane", postcode="HG2 8QT")
    ResidenceFactory(person=dana, address=refuge, is_confidential=True)
    return make.MembershipFactory(family=family).person


def test_another_system_does_not_find_an_address_by_writing_it(caller, family, amina):
    caller = caller("conversations.write", "people.read", "families.read")

    def answer(words):
        said = {"family": str(family.pk), "people": [str(amina.pk)], "headline": words}
        return caller.send("/api/v1/conversations/", said).json()["errors"]

    assert answer("Ring HG2 8QT") == answer("Ring HG2 8QZ") == answer("At 7 Quiet Lane") == answer("At 8 Quiet Lane")


@pytest.mark.parametrize("words", ["Go to HG2 8QT", "Go to H_G2/8qz", "7 Quiet Lane", "8 Quiet Lane"])
def test_a_coach_does_not_find_an_address_by_writing_it(family, amina, words):
    coach = make.InvolvementFactory(family=family, role="family_coach", practitioner__user__roles=["family_coach"])

    with pytest.raises(ValidationError, match="written like an address"):
        record_goal(family=family, words=words, whose=[amina], on=FROZEN.date(), by=coach.practitioner.user)
