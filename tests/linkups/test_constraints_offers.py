"""Each rule that the database keeps of offers, meet-ups and check-ins, broken past `full_clean` (domain.md §11.4)."""

import pytest
from django.db import IntegrityError

from linkups.models import (
    ExcludedCard,
    FamilyCard,
    LinkUpCheckIn,
    Meetup,
    OfferCard,
)
from tests.factories import FamilyFactory
from tests.factories_linkups import (
    EARLIER,
    STARTED,
    CardFactory,
    LinkUpFactory,
    OfferCardFactory,
    OfferFactory,
    ProfileFactory,
    member_of,
)
from tests.linkups.refusals import a_row_of, broken

pytestmark = pytest.mark.usefixtures("organisation")


def they_met():
    link_up = LinkUpFactory(under_way=True)
    a_row_of(Meetup, link_up, link_up=link_up, state="held", held_on=STARTED)
    return link_up


def a_full_family_s_card(**how: bool) -> FamilyCard:
    family = ProfileFactory(max_linkups=1).family
    LinkUpFactory(sharing_family=family, **how)
    return family.cards.get()


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("offer_card_approved", lambda: CardFactory(approved_at=None)),
        ("offer_card_approved", lambda: CardFactory(kind="seeking")),
        ("offer_card_approved", lambda: CardFactory(version=2)),
        ("offer_family_ready", lambda: CardFactory(family=ProfileFactory(status="resting").family)),
        ("offer_family_has_room", lambda: a_full_family_s_card(agreeing=True)),
        ("offer_family_has_room", lambda: a_full_family_s_card(under_way=True)),
    ],
)
def test_offer_refuses_a_card(name, offered):
    card = offered()

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(card=card)

    assert broken(refused) == name


def test_offer_has_no_own_card():
    family = ProfileFactory().family

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(offer=OfferFactory(family=family), card=family.cards.get())

    assert broken(refused) == "offer_card_of_another"


def test_offer_shows_a_card_once():
    offered = OfferCardFactory()

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(offer=offered.offer, card=offered.card)

    assert broken(refused) == "offer_card_once"


def test_offer_one_at_a_time():
    offer = OfferFactory()

    with pytest.raises(IntegrityError) as refused:
        OfferFactory(family=offer.family)

    assert broken(refused) == "offer_one_at_a_time"


@pytest.mark.parametrize(
    "answer",
    [
        {"is_none_of_these": True},
        {"answered_at": EARLIER},
        {"answered_at": EARLIER, "is_none_of_these": True, "chosen": True},
    ],
)
def test_offer_has_one_answer(answer):
    offered = OfferCardFactory()
    if "chosen" in answer:
        answer = {**answer, "chosen": offered.card}

    with pytest.raises(IntegrityError) as refused:
        type(offered.offer).objects.filter(pk=offered.offer_id).update(**answer)

    assert broken(refused) == "offer_one_answer"


def test_offer_choice_is_one_of_its_cards():
    offered, another = OfferCardFactory(), OfferCardFactory()

    with pytest.raises(IntegrityError) as refused:
        type(offered.offer).objects.filter(pk=offered.offer_id).update(answered_at=EARLIER, chosen=another.card)

    assert broken(refused) == "offer_chose_what_was_offered"


def test_excluded_family_is_named_once():
    offer, family = OfferFactory(), FamilyFactory()
    a_row_of(ExcludedCard, offer, offer=offer, family=family, reason="full")

    with pytest.raises(IntegrityError) as refused:
        a_row_of(ExcludedCard, offer, offer=offer, family=family, reason="resting")

    assert broken(refused) == "excluded_card_once"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("meetup_says_when", {"state": "held"}),
        ("meetup_says_when", {"state": "planned"}),
        ("meetup_says_when", {"state": "missed", "held_on": STARTED}),
        ("meetup_faces_when_held", {"state": "planned", "planned_for": STARTED, "face_sharing": 3}),
    ],
)
def test_meetup_refuses(name, fields):
    link_up = LinkUpFactory(under_way=True)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(Meetup, link_up, link_up=link_up, **fields)

    assert broken(refused) == name


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("check_in_answered_says_how", {"state": "answered", "answered_on": STARTED}),
        ("check_in_answered_says_how", {"state": "answered", "things": "same"}),
        ("check_in_answered_says_how", {"state": "declined", "things": "worse"}),
        ("check_in_answered_says_how", {"getting_on": 4}),
        ("check_in_on_the_scale", {"state": "answered", "answered_on": STARTED, "things": "same", "getting_on": 11}),
    ],
)
def test_check_in_refuses(name, fields):
    link_up = they_met()
    parent = member_of(link_up.seeking_family).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(
            LinkUpCheckIn,
            link_up,
            link_up=link_up,
            family=link_up.seeking_family,
            person=parent,
            asked_on=STARTED,
            **fields,
        )

    assert broken(refused) == name


def test_check_in_comes_once_they_met():
    link_up = LinkUpFactory(under_way=True)
    person = member_of(link_up.seeking_family).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(
            LinkUpCheckIn, link_up, link_up=link_up, family=link_up.seeking_family, person=person, asked_on=STARTED
        )

    assert broken(refused) == "check_in_once_they_met"


def test_check_in_one_open_for_each_person():
    link_up = they_met()
    asked = {
        "link_up": link_up,
        "family": link_up.seeking_family,
        "person": member_of(link_up.seeking_family).person,
        "asked_on": STARTED,
    }
    a_row_of(LinkUpCheckIn, link_up, **asked)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpCheckIn, link_up, **asked)

    assert broken(refused) == "check_in_one_open"


@pytest.mark.parametrize("of", ["a third family", "the other family"])
def test_check_in_is_of_the_two_families(of):
    link_up = they_met()
    family = FamilyFactory() if of == "a third family" else link_up.sharing_family
    person = member_of(family if of == "a third family" else link_up.seeking_family).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpCheckIn, link_up, link_up=link_up, family=family, person=person, asked_on=STARTED)

    assert broken(refused) == "check_in_of_the_two_families"


def test_offered_card_keeps_the_version_that_was_offered():
    FamilyCard.objects.filter(pk=OfferCardFactory().card_id).update(headline="Another text")

    assert OfferCard.objects.values_list("card_version", "card__version").get() == (1, 2)
