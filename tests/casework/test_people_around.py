"""Who is offered under “Who was there?” and “Who?”: the family, and a father who lives elsewhere."""

from datetime import date

import pytest

from casework.actions.conversations import log_conversation
from casework.models import Conversation
from casework.queries.conferences import people_to_ask, people_to_offer
from casework.queries.conversations import people_to_talk_with
from database.asker import acting_as
from families.actions.keeping import set_block
from families.periods import Period
from tests.casework.pages import at
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_conferences import OfferFactory, conference_at
from tests.factories_families import CareOrderFactory, ResponsibilityFactory, sign_in_of

LEFT = Period(date(2010, 1, 1), date(2017, 6, 1))


@pytest.fixture
def rob(family):
    """Amina's father, who left the family years ago."""
    father = PersonFactory(known_as="Rob", date_of_birth=date(1989, 11, 12))
    return MembershipFactory(family=family, person=father, role="parent_carer", period=LEFT).person


def offered(family, user):
    conference = conference_at("preparing", family=family)
    with acting_as(user.asker):
        return set(people_to_talk_with(family, user)), set(people_to_ask(conference, user))


def test_who_left_and_answers_for_nobody_is_not_offered(family, worker, amina, rob):
    there, asked = offered(family, worker)

    assert (rob in there, rob in asked, amina in there, amina in asked) == (False, False, True, True)


def test_who_holds_responsibility_for_a_child_is_offered(family, worker, amina, rob):
    ResponsibilityFactory(holder=rob, child=amina)

    assert all(rob in people for people in offered(family, worker))


def test_a_council_is_asked_nothing(family, worker, amina, dana):
    before = offered(family, worker), people_to_offer(family, worker)

    CareOrderFactory(child=amina)

    assert (offered(family, worker), people_to_offer(family, worker)) == before


@pytest.mark.parametrize("held", [{"status": "disputed"}, {"period": LEFT}], ids=["disputed", "ended"])
def test_who_holds_none_that_counts_today_is_not_offered(family, worker, amina, rob, held):
    ResponsibilityFactory(holder=rob, child=amina, **held)

    assert not any(rob in people for people in offered(family, worker))


def test_whoever_was_offered_an_open_conference_is_offered(family, worker, rob):
    OfferFactory(conference=conference_at("preparing", family=family), offered_to=rob)

    assert all(rob in people for people in offered(family, worker))


def test_who_may_not_be_seen_or_has_died_is_not_offered(family, worker, amina, rob):
    stranger, late = PersonFactory(), MembershipFactory(family=family, person__date_of_death=date(2022, 3, 1)).person
    for holder in (stranger, late):
        ResponsibilityFactory(holder=holder, child=amina)

    assert not any({stranger, late} & people for people in offered(family, worker))


@pytest.mark.parametrize("kept", [False, True], ids=["nobody kept", "Amina kept from him"])
def test_he_reads_what_is_shared_with_him_unless_it_is_about_who_is_kept_from_him(family, worker, amina, rob, kept):
    ResponsibilityFactory(holder=rob, child=amina)
    if kept:
        set_block(viewer=rob, protected=amina, ground="domestic_abuse", review_on=date(2026, 9, 14), by=worker)
    account = sign_in_of(rob)
    with acting_as(worker.asker):
        told = log_conversation(family=family, people=[amina, rob], headline="The weekend", by=worker)

    with acting_as(account.asker):
        assert Conversation.objects.visible_to(account).filter(pk=told.pk).exists() is not kept


def test_both_pages_offer_him(client, family, ngozi, worker, amina, rob):
    ResponsibilityFactory(holder=rob, child=amina)
    conference = conference_at("preparing", family=family, coordinator=ngozi)
    client.force_login(ngozi.user)
    asked = client.post(at("conference-people", conference), {"who": f"person:{rob.pk}", "kind": "family_network"})
    client.force_login(worker)

    assert asked.status_code == 302
    assert f'value="{rob.pk}"' in client.get(at("conversation-new", family)).text
