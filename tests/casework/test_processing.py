"""Why we may hold this (domain.md §8.4): an administrator keeps the list, and families read it in plain words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.actions.processing import add_processing_basis, begin_processing_bases
from casework.models import ProcessingBasis
from database.asker import acting_as
from tests.casework.refusals import refused_by
from tests.factories import UserFactory

SAID = {
    "activity": "Working with a family",
    "plain_words": "The council has a duty to help children.",
    "art6": "6_1_e",
    "art9": "9_2_h",
    "dpa_condition": "",
    "note": "",
}
LIST = "casework:basis-list"


@pytest.fixture
def system(organisation):
    return User.objects.get(kind="system")


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=[Role.ADMINISTRATOR])


def test_an_administrator_says_it_and_families_read_it_until_it_is_out_of_use(client, alex, danas_sign_in):
    client.force_login(alex)
    client.post(reverse("casework:basis-add"), SAID)
    basis = ProcessingBasis.objects.get()
    client.force_login(danas_sign_in)
    assert SAID["plain_words"] in client.get(reverse("casework:why-held")).text
    assert [client.get(reverse(LIST)).status_code, client.post(reverse("casework:basis-add")).status_code] == [403, 403]

    client.force_login(alex)
    change = reverse("casework:basis-change", args=[basis.pk])
    anew = client.post(change, SAID | {"row_version": "1", "plain_words": "Anew"})  # and not ticked as in use
    stale = client.post(change, SAID | {"row_version": "1"})
    assert (anew.status_code, stale.status_code) == (302, 422)

    client.force_login(danas_sign_in)
    assert "Anew" not in client.get(reverse("casework:why-held")).text
    assert ProcessingBasis.pgh_event_model.objects.filter(plain_words=SAID["plain_words"]).exists()


def test_it_begins_with_what_comes_with_kith_and_only_once(client, system, worker):
    begun = begin_processing_bases(by=system)

    assert (begun, begin_processing_bases(by=system)) == (6, 0)
    client.force_login(worker)
    assert "Knowing who has looked" in client.get(reverse(LIST)).text
    assert client.post(reverse("casework:bases-begin")).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"plain_words": " "}, "processing_basis_says_why"),
        ({"art9": "9_2_g"}, "processing_basis_public_interest_condition"),
        ({}, "processing_basis_once"),
    ],
)
def test_the_database_holds_what_it_must_say(system, wrong, rule):
    add_processing_basis(**SAID, by=system)
    same = SAID | ({"activity": "Something else"} | wrong if wrong else {})

    made = {"organisation_id": system.organisation_id, **same}
    assert refused_by(lambda: ProcessingBasis.objects.create(**made)) == rule


def test_nobody_but_an_administrator_writes_it_past_the_pages(system, worker):
    basis = add_processing_basis(**SAID, by=system)

    with acting_as(worker.asker):
        refused = refused_by(lambda: ProcessingBasis.objects.filter(pk=basis.pk).update(note="Mine"))
    assert refused == "processing_basis_by_administrator"


def test_the_list_asks_the_same_however_long_it_is(client, system, worker):
    client.force_login(worker)
    counts = []
    for number in range(3):
        add_processing_basis(**SAID | {"activity": f"Work {number}"}, by=system)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        counts.append(len(asked))

    assert counts[0] == counts[2]
