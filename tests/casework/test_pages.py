"""Today, the pages of a family and a person, and a family member's own: the same number of queries for one row and for three."""

from datetime import date

import pytest
from django.urls import reverse

from casework.actions.conversations import log_conversation
from casework.queries import our_page
from families.actions.records import EntryText
from families.models import Entry, PersonAccount
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    UserFactory,
)
from tests.factories_families import ContactPointFactory, sign_in_of


def talk(family, worker, person):
    entries = [
        EntryText(Entry.Kind.STRENGTH, "She rang school.", whose=(person,)),
        EntryText(Entry.Kind.SAID, "I did it.", {"speaker": person}),
    ]
    return log_conversation(family=family, people=[person], headline="At the table", entries=entries, by=worker)


@pytest.fixture(params=[1, 3])
def lively(request, family, worker):
    """A family with as many people, edges and conversations."""
    for membership in MembershipFactory.create_batch(request.param, family=family):
        ParentageFactory(parent=MembershipFactory(family=family).person, child=membership.person)
        talk(family, worker, membership.person)
    return membership.person


def test_today_query_count(client, lively, family, worker, django_assert_num_queries):
    client.force_login(worker)

    with django_assert_num_queries(32):
        client.get(reverse("casework:today"))


@pytest.mark.parametrize("count", [1, 3])
def test_today_query_count_with_families(client, worker, count, django_assert_num_queries):
    for family in FamilyFactory.create_batch(count):
        InvolvementFactory(family=family, practitioner=worker.practitioner)
        MembershipFactory(family=family)
    client.force_login(worker)

    with django_assert_num_queries(32):
        client.get(reverse("casework:today"))


def test_family_page_query_count(client, lively, family, worker, django_assert_num_queries):
    client.force_login(worker)

    with django_assert_num_queries(41):
        client.get(reverse("casework:family", args=[family.pk]))


def test_person_page_query_count(client, lively, worker, django_assert_num_queries):
    client.force_login(worker)

    with django_assert_num_queries(26):
        client.get(reverse("casework:person", args=[lively.pk]))


def test_conversation_list_query_count(client, lively, family, worker, django_assert_num_queries):
    client.force_login(worker)

    with django_assert_num_queries(11):
        client.get(reverse("casework:conversation-list", args=[family.pk]))


def test_our_page_query_count(client, lively, family, worker, django_assert_num_queries):
    user = UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=lively, user=user)
    client.force_login(user)

    with django_assert_num_queries(30):
        client.get(reverse("casework:our-page"))


def test_the_page_of_a_family_shows_no_one_elses_words(client, family, worker):
    other = FamilyFactory(name="Brandt")
    stranger = MembershipFactory(family=other, person__known_as="Petra").person
    talk(other, worker, stranger)
    client.force_login(worker)

    page = client.get(reverse("casework:family", args=[family.pk])).content.decode()

    assert "Petra" not in page
    assert "At the table" not in page


def test_the_page_of_a_person_begins_with_how_to_reach_them(client, family, worker):
    person = MembershipFactory(family=family).person
    ContactPointFactory(person=person, kind="phone", value="01632 960456", safe_to=["call"])
    client.force_login(worker)

    page = client.get(reverse("casework:person", args=[person.pk])).text

    assert page.index('href="tel:01632960456"') < page.index('id="about"')


def test_the_page_of_a_person_has_no_row_of_buttons_before_what_is_known_of_them(client, family, worker):
    person = MembershipFactory(
        family=family, person__date_of_birth=date(2010, 1, 15), person__pronouns="she/her"
    ).person
    client.force_login(worker)

    page = client.get(reverse("casework:person", args=[person.pk])).text

    before = page[page.index("<h1") : page.index('id="about"')]
    assert "16 years old · she/her" in before
    assert ("govuk-button" in before, before.count("<nav")) == (False, 1)
    for name in ("families:person-facts", "families:who-may-see", "casework:person-maps", "families:person-sign-in"):
        assert f'href="{reverse(name, args=[person.pk])}"' in before


def test_whoever_is_in_no_family_is_led_to_one_first(client, worker):
    person = PersonFactory()
    client.force_login(UserFactory(roles=["intake"]))

    page = client.get(reverse("casework:person", args=[person.pk])).text

    assert "Find a family" in page[page.index("<h1") : page.index("<nav", page.index("<h1"))]


def test_a_family_reads_who_each_is_to_them_and_finds_what_is_older(client, lively, family, worker, monkeypatch):
    child = MembershipFactory(family=family, person__known_as="Bo", person__gender="man_boy").person
    ParentageFactory(parent=lively, child=child)
    talk(family, worker, lively)
    monkeypatch.setattr(our_page, "TALKS_SHOWN", 1)
    client.force_login(sign_in_of(lively))

    shown = client.get(reverse("casework:our-page")).text

    assert shown.index("Bo") < shown.index("son")
    older = reverse("casework:conversation-list", args=[family.pk])
    assert older in shown
    assert "My families" not in client.get(older).text


def test_a_brother_or_sister_is_added_in_those_words(client, family, worker):
    person = MembershipFactory(family=family).person
    client.force_login(worker)

    page = client.get(person.get_absolute_url()).text

    assert ("Add a brother or sister" in page, "Add a sibling" in page) == (True, False)
