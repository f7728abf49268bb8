"""Twenty starts at one moment for the last place of a sharing family (INV-14, story 14)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.errors import RuleBroken
from database.asker import acting_as
from linkups.actions.linkups import ask_both, start
from linkups.actions.offers import choose_card, none_of_these, offer_cards
from linkups.actions.steps import StepRefused
from linkups.models import LinkUp
from tests.factories import FamilyFactory
from tests.factories_linkups import CheckFactory, LinkUpFactory, ProfileFactory, a_card_to_offer, coach_of, member_of

MANY = 20


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_starts_for_the_last_place_exactly_one_succeeds(organisation):
    with transaction.atomic():
        sharing = ProfileFactory(max_linkups=1).family
        CheckFactory(person=member_of(sharing).person)
        coach = coach_of(sharing)
        waiting = [
            LinkUpFactory(sharing_family=sharing, coach=coach.practitioner, agreed=True) for _each in range(MANY)
        ]
    together = Barrier(MANY)

    def try_to_start(link_up: LinkUp) -> str:
        together.wait()
        try:
            with acting_as(coach.asker), transaction.atomic():
                start(link_up=link_up, start_date=date(2026, 3, 16), by=coach)
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "started"

    with ThreadPoolExecutor(MANY) as pool:
        outcomes = sorted(pool.map(try_to_start, waiting))

    assert outcomes == ["linkup_capacity"] * (MANY - 1) + ["started"]
    with transaction.atomic():
        assert LinkUp.objects.under_way().count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_ask_for_one_seeking_family_exactly_one_succeeds(organisation):
    with transaction.atomic():
        seeking = FamilyFactory()
        coach = coach_of(seeking)
        waiting = [
            LinkUpFactory(seeking_family=seeking, coach=coach.practitioner, chosen=True) for _each in range(MANY)
        ]
    together = Barrier(MANY)

    def try_to_ask(link_up: LinkUp) -> str:
        together.wait()
        try:
            with acting_as(coach.asker), transaction.atomic():
                ask_both(link_up=link_up, planned_weeks=20, by=coach)
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "asked"

    with ThreadPoolExecutor(MANY) as pool:
        outcomes = sorted(pool.map(try_to_ask, waiting))

    assert outcomes == ["asked"] + ["linkup_one_open_per_seeking"] * (MANY - 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_offer_that_is_answered_by_two_at_once_is_answered_once(organisation):
    """One chooses a card while the other withdraws them all: whichever comes first stands, and the other is told."""
    with transaction.atomic():
        seeking = FamilyFactory()
        coach = coach_of(seeking)
        cards = [a_card_to_offer() for _each in range(2)]
        offer = offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)
        person = member_of(seeking).person
    together = Barrier(2)

    def answer(act) -> str:
        together.wait()
        try:
            with acting_as(coach.asker), transaction.atomic():
                act()
        except StepRefused as refused:
            return str(refused)
        finally:
            connection.close()
        return "answered"

    acts = [
        lambda: choose_card(offer=offer, card=cards[0], person=person, by=coach),
        lambda: none_of_these(offer=offer, by=coach),
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(answer, acts))

    assert outcomes == ["This was answered already.", "answered"]
    with transaction.atomic():
        offer.refresh_from_db()
        chosen = LinkUp.objects.filter(offer=offer, state="chosen").count()
        assert chosen == (0 if offer.is_none_of_these else 1)
