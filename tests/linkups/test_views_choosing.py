"""Choosing from a few cards: the coach's page, and the family's."""

from datetime import date

import pytest

from linkups.actions.offers import offer_cards
from linkups.models import MatchOffer
from tests.factories import InvolvementFactory
from tests.factories_linkups import (
    CardFactory,
    LinkUpFactory,
    ProfileFactory,
    member_of,
    sign_in_of,
)
from tests.linkups.pages import address, words

pytestmark = pytest.mark.usefixtures("organisation")


def test_cards_stand_in_the_same_order_for_everyone(client, offer, brandt, coach):
    CardFactory.reset_sequence(0)
    orders = []
    for user in (brandt, coach):
        client.force_login(user)
        orders.append([one.card.headline for one in client.get(address("offer", offer)).context["page"].cards])

    assert orders == [sorted(orders[0])] * 2


def test_the_coach_and_the_family_read_the_cards_in_one_order(client, seeking, coach, brandt):
    cards = [
        CardFactory(family=ProfileFactory(status="card").family, headline=said) for said in ("ants", "Zebras", "Mice")
    ]
    for card in cards:
        card.family.sharing_profile.status, card.family.sharing_profile.ready_on = "ready", date(2025, 12, 1)
        card.family.sharing_profile.save()
    client.force_login(coach)
    built = client.get(address("offer-build", seeking)).context["deck"].cards
    offer = offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)

    client.force_login(brandt)
    shown = [one.card for one in client.get(address("offer", offer)).context["page"].cards]

    assert [one.headline for one in shown] == ["ants", "Mice", "Zebras"]
    assert shown == [one for one in built if one in shown]


@pytest.mark.parametrize("who", ["brandt", "coach"])
def test_family_chooses_by_itself_or_with_the_coach(client, offer, sharing, brandt, who, request):
    client.force_login(request.getfixturevalue(who))

    lena = brandt.person_account.person
    said = {"person": lena.pk} if who == "coach" else {}

    client.post(address("offer-choose", offer, sharing.cards.get()), said)

    chosen = offer.link_ups.get(sharing_family=sharing)
    assert (chosen.state, chosen.seeking_chose_by) == ("chosen", lena)


def test_child_chooses_together_with_a_grown_up(client, offer, sharing, seeking):
    client.force_login(sign_in_of(member_of(seeking, known_as="Ben", born=date(2016, 1, 1))))

    response = client.post(address("offer-choose", offer, sharing.cards.get()))

    assert (response.status_code, "together with a grown-up" in words(response)) == (403, True)


def test_none_of_these_asks_nothing(client, offer, brandt):
    client.force_login(brandt)

    client.post(address("offer-none", offer))

    assert MatchOffer.objects.get().is_none_of_these


def test_card_put_aside_can_be_looked_at_again(client, offer, sharing, brandt):
    client.force_login(brandt)
    card = sharing.cards.get()
    client.post(address("offer-put-aside", offer, card))
    aside = client.get(address("offer", offer)).context["page"].aside

    client.post(address("offer-put-aside", offer, card), {"back": "1"})

    after = client.get(address("offer", offer)).context["page"].aside
    assert ([one.card for one in aside], after) == ([card], [])


def test_card_that_was_changed_since_is_not_shown(client, offer, sharing, brandt):
    sharing.cards.update(headline="Not read by the family yet")
    client.force_login(brandt)

    assert len(client.get(address("offer", offer)).context["page"].cards) == 1


def test_second_answer_is_told_that_there_is_one(client, offer, brandt, sharing):
    client.force_login(brandt)
    client.post(address("offer-none", offer))

    assert client.post(address("offer-choose", offer, sharing.cards.get())).status_code == 403


def test_coach_reads_who_is_left_out_and_the_family_does_not(client, seeking, sharing, coach, brandt):
    resting = ProfileFactory(status="resting", family__name="Silva").family
    InvolvementFactory(family=resting, practitioner=coach.practitioner, role="family_coach")
    client.force_login(coach)
    before = words(client.get(address("offer-build", seeking)))
    client.post(address("offer-build", seeking), {"cards": [sharing.cards.get().pk]})
    client.force_login(brandt)

    shown = words(client.get(address("offer", MatchOffer.objects.get())))

    assert (f"{resting.name}: taking a rest" in before, resting.name in shown) == (True, False)


@pytest.mark.parametrize(("asked", "is_open"), [("", False), ("?language=&day=", False), ("?language=Klingon", True)])
def test_what_takes_cards_away_stands_open(marlon, seeking, sharing, asked, is_open):
    shown = marlon.get(f"{address('offer-build', seeking)}{asked}").content.decode()

    folded = shown[shown.index("<details") : shown.index("Only what the family asked for")]
    assert (" open" in folded) == is_open


def test_offer_without_a_card_is_asked_again(marlon, seeking):
    response = marlon.post(address("offer-build", seeking), {})

    assert (response.status_code, "Choose at least one card." in words(response)) == (422, True)


def test_family_with_a_link_up_is_offered_no_cards(marlon, under_way, seeking):
    page = words(marlon.get(address("family-linkups", seeking)))
    response = marlon.get(address("offer-build", seeking))

    assert (response.status_code, "One at a time." in page, "One at a time." in words(response)) == (403, True, True)


def test_full_family_has_no_card_to_tick(marlon, seeking, sharing):
    LinkUpFactory(sharing_family=sharing, under_way=True)

    shown = marlon.get(address("offer-build", seeking)).context["deck"]

    assert ([*shown.cards], [str(one.reason.label) for one in shown.left_out]) == (
        [],
        ["no room for another family now"],
    )
