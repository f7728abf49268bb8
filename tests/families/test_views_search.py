"""The search: kept in the session of who asked, shown at an address without a name, and noted each time that it is shown."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from tests.factories import MembershipFactory, PersonFactory


def find(client, text):
    return client.post(reverse("families:search"), {"q": text})


def shown(client):
    return client.get(reverse("families:search"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_takes_the_same_queries_however_many(signed_in, family, rows, django_assert_num_queries):
    for _ in range(rows):
        MembershipFactory(family=family, person__known_as="Ana")
    find(signed_in, "ana")

    with django_assert_num_queries(9):
        response = shown(signed_in)

    assert response.text.count(">Ana</a>") == rows


def test_a_family_of_that_name_stands_before_all_who_are_called_so(signed_in, family):
    MembershipFactory.create_batch(3, family=family, person__known_as="Rowan")
    find(signed_in, "rowan")

    page = shown(signed_in).text

    assert page.index(f'href="{family.get_absolute_url()}"') < page.index('id="people"')


def test_a_search_leads_to_an_address_without_a_name(signed_in, amina):
    response = find(signed_in, "amina")

    assert (response.status_code, response["Location"]) == (302, "/search/")


def test_what_is_asked_is_not_to_be_read_in_the_session(signed_in, amina):
    find(signed_in, "amina")

    assert "amina" not in str(dict(signed_in.session))


def test_each_showing_notes_whom_it_showed(signed_in, family, amina):
    find(signed_in, "amina")
    shown(signed_in)
    shown(signed_in)

    noted = AccessEvent.objects.values_list("kind", "what", "people")
    assert list(noted) == [("search", "families:search", [amina.pk])] * 2


def test_going_back_shows_what_was_asked_and_found(signed_in, amina):
    find(signed_in, "amina")
    signed_in.get(amina.get_absolute_url())

    response = shown(signed_in)

    assert (response.context["people"], 'value="amina"' in response.text) == ([amina], True)
    assert "no-store" in response["Cache-Control"]


def test_a_search_that_nobody_made_finds_nobody(signed_in, amina):
    response = signed_in.get(reverse("families:search"), {"q": "amina"})

    assert (response.status_code, "Amina" in response.text, "No one is found" in response.text) == (200, False, False)
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize("leaves", [True, False], ids=["after signing out", "over it"])
def test_whoever_signs_in_after_gets_nothing_of_it(signed_in, amina, manager, leaves):
    find(signed_in, "amina")
    if leaves:
        signed_in.logout()
    signed_in.force_login(manager)

    assert "mina" not in shown(signed_in).text.lower()


def test_another_s_search_in_one_s_own_session_is_not_made(signed_in, amina, manager, client):
    find(signed_in, "amina")
    kept = signed_in.session["kith_search"]
    client.force_login(manager)
    session = client.session
    session["kith_search"] = kept
    session.save()

    assert "people" not in shown(client).context


def test_a_search_is_forgotten_after_an_hour(signed_in, amina, monkeypatch):
    find(signed_in, "amina")
    monkeypatch.setattr("families.views.asked.HOUR", -timedelta(seconds=1).total_seconds())

    assert "people" not in shown(signed_in).context


@pytest.mark.parametrize("text", ["", "\x00", "x" * 201])
def test_a_search_that_can_t_be_made_says_so(signed_in, text):
    assert find(signed_in, text).status_code == 422


def test_who_may_no_longer_see_someone_finds_them_no_more(signed_in, worker):
    ana = PersonFactory(known_as="Ana")
    find(signed_in, "ana")

    assert ana not in shown(signed_in).context["people"]
