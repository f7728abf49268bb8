"""Who calls, as a system reads it of itself (domain.md §10.8)."""

import pytest

from api.serializers.me import MeOutput
from tests.api.shapes import misfits

ME = "/api/v1/me/"


def test_a_system_reads_what_it_is_and_may(caller, worker, organisation):
    system = caller("people.read", "families.write", practitioner=worker.practitioner)

    said = system.get(ME).json()

    client = system.credentials.client
    assert misfits(MeOutput, said) == []
    assert said["client"] == {"id": str(client.pk), "name": "Mosaic"}
    assert said["organisation"] == {"id": str(organisation.pk), "name": "Leeds"}
    assert said["writes_as"] == {"id": str(worker.practitioner.pk), "name": "Priya"}
    assert (said["user"], said["purpose"]) == (str(client.user_id), "Tests")
    assert said["scopes"] == said["all_scopes"] == ["families.write", "people.read"]
    assert said["limits"] == {
        "requests_a_minute": 3000,
        "page_size": 200,
        "body_bytes": 1_000_000,
        "keys_kept_days": 7,
    }


def test_it_says_what_this_token_opens(caller):
    system = caller("people.read", "families.read")
    system.credentials.client.application.accesstoken_set.update(scope="people.read")

    said = system.get(ME).json()

    assert (said["scopes"], said["all_scopes"]) == (["people.read"], ["families.read", "people.read"])


def test_who_works_here_is_no_system(client, worker):
    client.force_login(worker)

    said = client.get(ME).json()

    assert (said["client"], said["user"], said["scopes"]) == (None, str(worker.pk), [])
    assert misfits(MeOutput, said) == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_changed_there(caller, method):
    assert getattr(caller("people.read"), method)(ME).status_code == 405


def test_a_stranger_is_told_nothing(client, db):
    assert client.get(ME).status_code == 401


def test_it_costs_five_statements(caller, django_assert_num_queries):
    system = caller("people.read")

    with django_assert_num_queries(5):
        system.get(ME)
