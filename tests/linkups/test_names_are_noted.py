"""Each page of the link-ups, at the moment when it opens, notes everyone whom it names."""

import pytest

from linkups.actions.offers import offer_cards
from tests.factories_linkups import CardFactory, LinkUpFactory, a_card_to_offer, member_of
from tests.linkups.pages import address
from tests.linkups.test_views_queries import BEFORE_IT_STARTS, COACH_QUERIES, a_busy_pair, everything
from tests.noted import names_shown, unnoted

pytestmark = pytest.mark.usefixtures("organisation")
NAMES_SOMEONE = {"linkup", "goal-board", "profile", "check-add", "check-in-answer"}


@pytest.mark.parametrize("name", COACH_QUERIES)
def test_page_notes_whom_it_names(marlon, under_way, coach, name):
    of = everything(under_way, coach, 2)[name]

    response = marlon.get(address(name, *of))

    assert (bool(names_shown(response)), unnoted(response)) == (name in NAMES_SOMEONE, set())


@pytest.mark.parametrize("name", BEFORE_IT_STARTS)
def test_page_of_a_step_notes_whom_it_names(marlon, coach, seeking, sharing, name):
    how, _queries = BEFORE_IT_STARTS[name]
    CardFactory(family=seeking, kind="seeking")
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **how)
    a_busy_pair(link_up, 2)

    response = marlon.get(address(name, link_up))

    assert (bool(names_shown(response)), unnoted(response)) == ("agree" in name, set())


def test_approving_a_card_notes_who_may_say_yes(marlon, seeking):
    card = CardFactory(family=seeking, kind="seeking", approved_at=None)
    member_of(seeking, known_as="Lena")

    response = marlon.get(address("card-approve", card))

    assert (names_shown(response), unnoted(response)) == ({"Lena"}, set())


def test_card_that_names_someone_notes_them(client, seeking, sharing, coach, brandt):
    member_of(sharing, known_as="Femi")
    sharing.cards.update(headline="Femi and two boys")
    sharing.cards.update(approved_at="2026-01-02T12:00Z")
    offer = offer_cards(
        family=seeking, cards=[sharing.cards.get(), a_card_to_offer()], coach=coach.practitioner, by=coach
    )
    client.force_login(brandt)

    response = client.get(address("offer", offer))

    assert (names_shown(response), unnoted(response)) == ({"Femi"}, set())
