"""Who has died is marked, and stands in no choice of the living."""

from datetime import date

import pytest
from django.urls import reverse

from casework.queries.around import people_around
from casework.queries.conferences import members
from casework.queries.worries import in_view
from tests.casework.pages import at
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import ResidenceFactory
from tests.factories_worries import ConcernFactory

DEATHS = {"on a day": {"date_of_death": date(2022, 2, 3)}, "nobody knows when": {"death_precision": "unknown"}}


@pytest.fixture(params=DEATHS)
def esi(family, request):
    late = PersonFactory(known_as="Esi", date_of_birth=date(1966, 7, 1), **DEATHS[request.param])
    return MembershipFactory(family=family, person=late, role="relative").person


@pytest.fixture
def shown(client):
    def page(user, address):
        client.force_login(user)
        return client.get(address).text

    return page


def test_her_chip_says_that_she_died_and_when_as_far_as_it_is_known(shown, worker, family, esi):
    page = shown(worker, family.get_absolute_url())

    said = "<small>died 2022</small>" if esi.date_of_death else "<small>has died</small>"
    assert (said in page, "<small>55</small>" in page, "<small>59</small>" in page) == (True, False, False)


@pytest.mark.parametrize(
    ("page", "words"), [("casework:person", "Lives here"), ("families:person-facts", "Lives here ·")]
)
def test_her_page_does_not_say_that_she_lives_anywhere(shown, worker, esi, joan, page, words):
    for one in (esi, joan):
        ResidenceFactory(person=one, address__lines="3 Mill Lane")
    hers, joans = (shown(worker, reverse(page, args=[one.pk])) for one in (esi, joan))

    assert [("Where they live<" in one, words in one, "3 Mill Lane" in one) for one in (hers, joans)] == [
        (False, False, True),
        (True, True, True),
    ]


def test_among_their_people_the_family_reads_that_she_has_died_and_no_date(shown, danas_sign_in, esi):
    page = shown(danas_sign_in, reverse("casework:our-page"))

    assert ("has died" in page, "2022" in page) == (True, False)


@pytest.mark.parametrize("page", ["families:goal-add", "casework:conversation-new"])
def test_she_is_in_no_choice(shown, worker, family, esi, joan, page):
    form = shown(worker, reverse(page, args=[family.pk]))

    assert (f'value="{joan.pk}"' in form, f'value="{esi.pk}"' in form) == (True, False)


def test_her_page_says_it_and_gives_an_age_only_by_a_day(shown, worker, esi):
    page = shown(worker, reverse("casework:person", args=[esi.pk]))

    assert ("3 February 2022" in page, "We don’t know when" in page) == (bool(esi.date_of_death), not esi.date_of_death)
    assert ("1 July 1966 (55)" in page, "(59)" in page) == (bool(esi.date_of_death), False)


def test_nobody_talks_with_her_or_offers_her_a_conference(worker, family, esi, joan):
    assert set(people_around(family, worker)) == {joan}
    assert set(members(family, worker)) == {joan}


def test_a_worry_begun_on_her_page_is_about_nobody(worker, esi, joan):
    assert [in_view(str(one.pk), worker).person for one in (esi, joan)] == [None, joan]


def test_a_worry_is_not_about_her_too(shown, worker, amina, esi, joan):
    concern = ConcernFactory(about=[amina], raised_by=worker)

    form = shown(worker, at("worry-add", concern))

    assert (f'value="{joan.pk}"' in form, f'value="{esi.pk}"' in form) == (True, False)


@pytest.mark.parametrize("page", ["casework:person", "families:person-facts"])
def test_nobody_is_told_how_to_reach_her(shown, worker, esi, joan, page):
    hers, joans = (shown(worker, reverse(page, args=[one.pk])) for one in (esi, joan))

    assert ("How to reach them" in hers, "How to reach them" in joans) == (False, True)
