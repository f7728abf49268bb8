"""Whoever is kept from a worker is named to them nowhere: not as a helper, in a block, by a child’s no, nor as one who tried."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from database.asker import acting_as
from families.models import HelperAccess, OwnSay, Record
from families.queries.readers import before_one_writes
from tests.factories import MembershipFactory, UserFactory
from tests.factories_access import (
    AccessBlockFactory,
    DeclaredInterestFactory,
    HelperAccessFactory,
    OwnSayFactory,
    RestrictionFactory,
    RestrictionReaderFactory,
)
from tests.factories_families import sign_in_of


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana").person


@pytest.fixture
def joan(family):
    return MembershipFactory(family=family, person__known_as="Joan").person


def is_restricted(person, worker):
    RestrictionFactory(person=person, set_by=UserFactory())


def is_known(person, worker):
    DeclaredInterestFactory(person=person, practitioner=worker.practitioner)


KEPT = pytest.mark.parametrize("keep", [is_restricted, is_known])


def who_may_see(client, worker, person):
    client.force_login(worker)
    return client.get(reverse("families:who-may-see", args=[person.pk])).text


@KEPT
def test_a_helper_who_is_kept_from_the_worker_is_not_named(client, worker, dana, joan, keep):
    access = HelperAccessFactory(owner=dana, helper=sign_in_of(joan))
    assert "Joan" in who_may_see(client, worker, dana)

    keep(joan, worker)

    assert "Joan" not in who_may_see(client, worker, dana)
    assert before_one_writes([dana], Record.Kind.CONVERSATION, worker) == []
    assert client.post(reverse("families:help-take-back", args=[access.pk])).status_code == 404


@KEPT
def test_what_an_owner_gave_is_told_to_no_one_from_whom_they_are_kept(worker, dana, joan, keep):
    HelperAccessFactory(owner=dana, helper=sign_in_of(joan))
    OwnSayFactory(child=dana)

    keep(dana, worker)

    assert not HelperAccess.objects.visible_to(worker).exists()
    assert not OwnSay.objects.visible_to(worker).exists()


@KEPT
def test_from_whom_someone_is_kept_is_not_named_where_that_one_is_kept(client, worker, dana, joan, keep):
    block = AccessBlockFactory(viewer_person=joan, protected_person=dana)
    assert "Joan" in who_may_see(client, worker, dana)

    keep(joan, worker)

    assert "Joan" not in who_may_see(client, worker, dana)
    assert client.get(reverse("families:block-end", args=[block.pk])).status_code == 404


@KEPT
def test_a_child_s_no_does_not_name_who_is_kept(client, worker, dana, joan, keep):
    OwnSayFactory(child=dana, holder=joan)
    assert "Joan" in who_may_see(client, worker, dana)

    keep(joan, worker)

    assert "Joan" not in who_may_see(client, worker, dana)


def test_a_child_s_no_does_not_name_to_them_who_does_not_exist_for_them(client, family, dana):
    rob = MembershipFactory(family=family, person__known_as="Rob").person
    amina = MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth="2015-05-01").person
    OwnSayFactory(child=amina, holder=rob)
    client.force_login(sign_in_of(amina))
    assert "Rob" in client.get("/our-page/helpers/").text

    AccessBlockFactory(viewer_person=amina, protected_person=rob)

    assert "Rob" not in client.get("/our-page/helpers/").text


@KEPT
def test_a_restriction_names_no_reader_who_is_kept(client, worker, dana, joan, keep):
    held = RestrictionFactory(person=dana, set_by=worker)
    for reader in (worker, sign_in_of(joan)):
        RestrictionReaderFactory(restriction=held, user=reader)
    assert "Joan" in who_may_see(client, worker, dana)

    keep(joan, worker)

    assert "Joan" not in who_may_see(client, worker, dana)


@KEPT
def test_who_tried_in_vain_is_not_named_where_they_are_kept(client, manager, dana, joan, keep):
    hers = sign_in_of(joan)
    with acting_as(hers.asker):
        AccessEvent.objects.create(
            organisation=hers.organisation, user=hers, kind="denied", what="families:person", people=[dana.pk]
        )
    client.force_login(manager)
    looked = reverse("families:person-looked", args=[dana.pk])
    assert "Joan" in client.get(looked).text

    keep(joan, manager)

    assert "Joan" not in client.get(looked).text
