"""Whom we told, and why, over the API: never what is kept back, and never what is part of a worry."""

import pytest

from accounts.models import AccessEvent
from api.serializers.sharing_decisions import SharingDecisionOutput
from tests.api.shapes import misfits
from tests.casework.told import UNSAFE, told
from tests.factories import FamilyFactory, MembershipFactory
from tests.factories_worries import SharingDecisionFactory

DECISIONS = "/api/v1/sharing-decisions/"


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


def test_one_is_read_with_whom_it_is_about_and_what_is_kept_back_is_no_systems(caller, worker, family, mia):
    shared = told(worker, family, mia)
    kept = told(worker, family, mia, **UNSAFE)
    of_a_worry = SharingDecisionFactory()
    reader = caller("conversations.read")

    rows = reader.get(DECISIONS, {"family": str(family.pk)}).json()["results"]

    assert [misfits(SharingDecisionOutput, one) for one in rows] == [[]]
    assert [(one["id"], one["about"]) for one in rows] == [(str(shared.pk), [str(mia.pk)])]
    assert [reader.get(f"{DECISIONS}{one.pk}/").status_code for one in (shared, kept, of_a_worry)] == [200, 404, 404]
    look = AccessEvent.objects.filter(what="api:sharing-decision-retrieve", families=[family.pk]).get()
    assert set(look.people) == {mia.pk}
    other = FamilyFactory()
    assert reader.get(DECISIONS, {"family": str(other.pk)}).json()["results"] == []
