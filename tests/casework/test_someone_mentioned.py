"""Someone who is mentioned in a conversation is added where they were mentioned; nothing typed is lost on the way there and back."""

import re

import pytest
from django.urls import reverse

from casework.models import Conversation
from families.models import Draft
from tests.casework.pages import at
from tests.factories import InvolvementFactory, MembershipFactory

ROWS = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}
NEW = {"known_as": "Auntie Bev", "role": "chosen_family"}


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def form(client, family, worker):
    client.force_login(worker)
    return at("conversation-new", family)


def way_to_add(page):
    """The way to adding someone that stands on a page; with what it says about coming back."""
    (address,) = set(re.findall(r'href="([^"]*/people/add/\?back=[^"]*)"', page)) or {""}
    return address


def test_the_form_leads_to_adding_someone_and_back_to_where_they_can_be_picked(client, form, amina):
    back = client.post(way_to_add(client.get(form).text), NEW)

    assert back.url == form
    assert "Auntie Bev" in client.get(form).text


def test_without_javascript_what_is_typed_is_kept_on_the_way(client, form, amina):
    typed = {"headline": "Auntie Bev came", "people": [amina.pk], "keep": "someone", "draft_version": "0", **ROWS}

    sent = client.post(form, typed)

    assert (sent.url, Draft.objects.get().people) == (way_to_add(client.get(form).text), [amina.pk])
    assert "Auntie Bev came" in client.get(form).text


def test_a_written_conversation_leads_there_too_and_back_to_itself(client, form, amina):
    client.post(form, {"people": [amina.pk], "headline": "Auntie Bev came", **ROWS})
    written = Conversation.objects.get().get_absolute_url()

    back = client.post(way_to_add(client.get(written).text), NEW)

    assert back.url == written


def test_whose_relative_they_are_can_be_said_on_the_way(client, form, amina):
    page = client.get(way_to_add(client.get(form).text)).text
    (sibling,) = re.findall(r'href="([^"]*siblings/add/[^"]*)"', page)

    back = client.post(sibling, {"new_name": "Kelly", "kind": "unknown", "source": "they_said"})

    assert back.url == form
    assert "Kelly" in client.get(form).text


def test_a_child_is_not_asked_for_a_partner(client, form, amina):
    amina.date_of_birth = "2016-05-12"
    amina.save()

    assert "partners/add/" not in client.get(way_to_add(client.get(form).text)).text


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test", ""])
def test_it_leads_back_nowhere_but_here(client, family, form, elsewhere):
    there = f"{reverse('families:person-add', args=[family.pk])}?back={elsewhere}"

    assert elsewhere == "" or elsewhere not in client.get(there).text
    assert client.post(there, NEW).url == family.get_absolute_url()


def test_who_writes_conversations_but_may_not_add_people_is_not_led_there(client, family, amina):
    ngozi = InvolvementFactory(family=family, practitioner__user__roles=["conference_coordinator"]).practitioner.user
    client.force_login(ngozi)

    assert way_to_add(client.get(at("conversation-new", family)).text) == ""
