"""Hot reads are composed once for all who are alike, and each reads only their own."""

import pytest

from accounts import prepared
from database.asker import acting_as
from families.models import Family
from tests.factories import FamilyFactory, InvolvementFactory, PractitionerFactory

ASKED = []


def own_families(user, **_said):
    ASKED.append(user.pk)
    return Family.objects.visible_to(user).values_list("name").query.sql_with_params()


def this_family(user, pk):
    return Family.objects.visible_to(user).filter(pk=pk).values_list("name").query.sql_with_params()


@pytest.fixture
def colleague(organisation):
    other = PractitionerFactory(user__name="Ali")
    InvolvementFactory(family=FamilyFactory(name="Oak"), practitioner=other)
    return other.user


def read(compose, user, **said):
    with acting_as(user.asker):
        return [name for (name,) in prepared.rows(compose, user, **said)]


def test_each_reads_their_own(worker, colleague):
    assert (read(own_families, worker), read(own_families, colleague)) == (["Rowan"], ["Oak"])


def test_those_who_are_alike_share_a_composition(worker, colleague):
    ASKED.clear()

    for user in (worker, colleague, worker):
        read(own_families, user, seen="only here")

    assert len(ASKED) == 1


def test_a_composition_knows_nobody(worker):
    ASKED.clear()
    read(own_families, worker, seen="by a stand-in")

    assert worker.pk not in ASKED


def test_another_role_is_composed_anew(worker):
    ASKED.clear()
    read(own_families, worker, seen="before")
    worker.roles = ["intake"]
    read(own_families, worker, seen="before")

    assert len(ASKED) == 2


def test_who_may_no_longer_sign_in_reads_nothing(worker):
    worker.is_active = False

    assert read(own_families, worker) == []


def test_ids_take_their_places(family, worker, colleague):
    assert (read(this_family, worker, pk=family.pk), read(this_family, colleague, pk=family.pk)) == (["Rowan"], [])


def test_a_new_day_is_composed_anew(worker, monkeypatch, frozen_clock):
    ASKED.clear()
    read(own_families, worker, seen="daily")
    monkeypatch.setattr("database.clock.now", lambda: frozen_clock.replace(day=17))
    read(own_families, worker, seen="daily")

    assert len(ASKED) == 2
