"""Who has died is marked, and stands in no choice of the living."""

from datetime import date

import pytest
from django.urls import reverse

from tests.casework.pages import at
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_worries import ConcernFactory


@pytest.fixture
def esi(family):
    late = PersonFactory(known_as="Esi", date_of_birth=date(1966, 7, 1), date_of_death=date(2022, 2, 3))
    return MembershipFactory(family=family, person=late, role="relative").person


@pytest.fixture
def shown(client):
    def page(user, address):
        client.force_login(user)
        return client.get(address).text

    return page


def test_her_chip_says_when_she_died(shown, worker, family, esi):
    page = shown(worker, family.get_absolute_url())

    assert ("<small>died 2022</small>" in page, "<small>55</small>" in page) == (True, False)


def test_among_their_people_the_family_reads_that_she_has_died_and_no_date(shown, danas_sign_in, esi):
    page = shown(danas_sign_in, reverse("casework:our-page"))

    assert ("has died" in page, "2022" in page) == (True, False)


@pytest.mark.parametrize("page", ["families:goal-add", "casework:conversation-new"])
def test_she_is_in_no_choice(shown, worker, family, esi, joan, page):
    form = shown(worker, reverse(page, args=[family.pk]))

    assert (f'value="{joan.pk}"' in form, f'value="{esi.pk}"' in form) == (True, False)


def test_a_worry_is_not_about_her_too(shown, worker, amina, esi, joan):
    concern = ConcernFactory(about=[amina], raised_by=worker)

    form = shown(worker, at("worry-add", concern))

    assert (f'value="{joan.pk}"' in form, f'value="{esi.pk}"' in form) == (True, False)


@pytest.mark.parametrize("page", ["casework:person", "families:person-facts"])
def test_nobody_is_told_how_to_reach_her(shown, worker, esi, joan, page):
    hers, joans = (shown(worker, reverse(page, args=[one.pk])) for one in (esi, joan))

    assert ("How to reach them" in hers, "How to reach them" in joans) == (False, True)
