"""A few cards, and the family's own choice (stories 13 and 14)."""

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RuleBroken
from linkups.actions.offers import choose_card, none_of_these, not_this_time, offer_cards, put_aside, suggest_link_up
from linkups.actions.steps import StepRefused
from linkups.models import ExcludedCard, LinkUp, MatchOffer
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_linkups import CardFactory, LinkUpFactory, ProfileFactory, a_card_to_offer, member_of

pytestmark = pytest.mark.usefixtures("organisation")


@pytest.fixture
def card(sharing):
    return sharing.cards.get()


@pytest.fixture
def offer(seeking, card, coach):
    return offer_cards(family=seeking, cards=[card, a_card_to_offer()], coach=coach.practitioner, by=coach)


def states() -> dict[str, str]:
    return dict(LinkUp.objects.values_list("sharing_family__name", "state"))


def test_offer_shows_the_cards_as_they_read(offer, card):
    assert [*offer.cards.filter(card=card).values_list("card_version", "is_not_for_us")] == [(1, False)]


def test_offer_begins_a_link_up_for_each_card(offer):
    assert [*LinkUp.objects.values_list("state", flat=True)] == ["offered", "offered"]


def test_offer_takes_up_what_was_suggested(seeking, sharing, card, coach):
    suggested = suggest_link_up(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, by=coach)

    offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)

    assert [*LinkUp.objects.values_list("pk", "state")] == [(suggested.pk, "offered")]


@pytest.mark.parametrize("count", [0, 7])
def test_offer_has_one_to_six_cards(seeking, coach, count):
    cards = [a_card_to_offer() for _each in range(count)]

    with pytest.raises(ValidationError, match="between one and 6 cards"):
        offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)


def test_full_family_is_not_offered_and_nothing_is_left_half_written(seeking, sharing, card, coach):
    LinkUpFactory(sharing_family=sharing, under_way=True)

    with pytest.raises(RuleBroken) as refused:
        offer_cards(family=seeking, cards=[a_card_to_offer(), card], coach=coach.practitioner, by=coach)

    assert (refused.value.code, MatchOffer.objects.exists()) == ("offer_family_has_room", False)


def test_edited_card_is_not_offered(seeking, card, coach):
    type(card).objects.filter(pk=card.pk).update(headline="Not approved yet")

    with pytest.raises(RuleBroken) as refused:
        offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)

    assert refused.value.code == "offer_card_approved"


def test_offer_notes_who_was_left_out_and_why(seeking, coach, card):
    full = LinkUpFactory(sharing_family=ProfileFactory(max_linkups=1).family, under_way=True).sharing_family
    resting = ProfileFactory(status="resting").family
    training = ProfileFactory(status="training").family
    unapproved = ProfileFactory().family
    unapproved.cards.update(headline="Changed")
    related = ProfileFactory().family
    MembershipFactory(family=related, person=member_of(seeking).person)
    for family in (full, resting, training, unapproved, related):
        InvolvementFactory(family=family, practitioner=coach.practitioner, role="family_coach")

    offer = offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)

    assert dict(offer.excluded.values_list("family", "reason")) == {
        full.pk: ExcludedCard.Reason.FULL,
        resting.pk: ExcludedCard.Reason.RESTING,
        training.pk: ExcludedCard.Reason.NOT_READY,
        unapproved.pk: ExcludedCard.Reason.CARD_NOT_APPROVED,
        related.pk: ExcludedCard.Reason.SAME_PEOPLE,
    }


def test_a_family_that_the_coach_does_not_know_is_not_named(seeking, coach, card):
    ProfileFactory(status="resting")

    offer = offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)

    assert not offer.excluded.exists()


def test_choice_is_the_family_s_and_the_others_hear_nothing(offer, card, brandt, sharing):
    chosen = choose_card(offer=offer, card=card, person=brandt.person_account.person, by=brandt)

    others = {name: state for name, state in states().items() if name != sharing.name}
    assert (chosen.state, chosen.seeking_chose_by, set(others.values())) == (
        "chosen",
        brandt.person_account.person,
        {"not_this_time"},
    )


def test_choice_is_written_on_the_offer(offer, card, brandt, frozen_clock):
    choose_card(offer=offer, card=card, person=brandt.person_account.person, by=brandt)

    assert MatchOffer.objects.values_list("chosen", "answered_at", "is_none_of_these").get() == (
        card.pk,
        frozen_clock,
        False,
    )


def test_choice_of_a_card_that_was_not_offered_is_refused(offer, brandt):
    with pytest.raises(RuleBroken) as refused:
        choose_card(offer=offer, card=a_card_to_offer(), person=brandt.person_account.person, by=brandt)

    assert refused.value.code == "offer_chose_what_was_offered"


def test_choice_is_made_once(offer, card, brandt):
    choose_card(offer=offer, card=card, person=brandt.person_account.person, by=brandt)

    with pytest.raises(StepRefused, match="answered already"):
        none_of_these(offer=offer, by=brandt)


def test_none_of_these_needs_no_reason(offer, brandt):
    none_of_these(offer=offer, by=brandt)

    found = MatchOffer.objects.get()
    assert (found.is_none_of_these, found.chosen, set(states().values())) == (True, None, {"not_this_time"})


@pytest.mark.parametrize("is_not_for_us", [True, False])
def test_card_is_put_aside_and_taken_back(offer, card, brandt, is_not_for_us):
    offered = put_aside(offer=offer, card=card, is_not_for_us=is_not_for_us, by=brandt)

    assert type(offered).objects.get(pk=offered.pk).is_not_for_us is is_not_for_us


def test_suggested_is_let_go(coach):
    assert not_this_time(link_up=LinkUpFactory(), by=coach).state == "not_this_time"


def test_not_this_time_is_too_late_once_it_has_started(under_way, coach):
    with pytest.raises(StepRefused, match="can’t become “Not this time”"):
        not_this_time(link_up=under_way, by=coach)


def test_offer_of_a_card_of_a_family_without_a_profile_is_refused(seeking, coach):
    with pytest.raises(RuleBroken) as refused:
        offer_cards(family=seeking, cards=[CardFactory()], coach=coach.practitioner, by=coach)

    assert refused.value.code == "offer_family_ready"
