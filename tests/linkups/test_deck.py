"""Which cards can be offered: by facts, in one order for all, and silent about who is kept apart (domain.md §1.3, step 8; §1.5)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from accounts.models import Locality
from families.models import Family
from linkups.actions.offers import choose_card, offer_cards
from linkups.models import ExcludedCard, LinkUp
from linkups.queries import deck as queries
from linkups.queries.deck import Wanted, deck
from tests.factories import InvolvementFactory, ParentageFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_linkups import CheckFactory, LinkUpFactory, ProfileFactory, member_of
from tests.linkups.pages import address, words
from tests.linkups.refusals import broken


@pytest.fixture
def card(sharing):
    """Okafor's, with words to look for."""
    found = sharing.cards.get()
    type(found).objects.filter(pk=found.pk).update(
        tough_times=["school"], languages=["English", "Igbo"], availability=["Sundays", "Thursday after school"]
    )
    type(found).objects.filter(pk=found.pk).update(approved_at="2026-01-02T12:00Z")
    found.refresh_from_db()
    return found


def offered(coach, seeking, **wanted):
    return [one.pk for one in deck(coach, seeking, Wanted(**wanted)).cards]


# --- What the family asked for


@pytest.mark.parametrize(
    "wanted", [{}, {"theme": "school"}, {"language": "igbo"}, {"day": "sunday"}, {"theme": "school", "day": "Thursday"}]
)
def test_a_card_that_has_it_stays(seeking, coach, card, wanted):
    assert offered(coach, seeking, **wanted) == [card.pk]


@pytest.mark.parametrize(
    "wanted", [{"theme": "health"}, {"language": "Polish"}, {"day": "Friday"}, {"day": "_unday"}, {"language": "%"}]
)
def test_a_card_that_has_it_not_is_taken_away(seeking, coach, card, wanted):
    assert offered(coach, seeking, **wanted) == []


def test_only_families_of_a_place(seeking, coach, sharing, card):
    york = Locality.objects.get_or_create(organisation=sharing.organisation, name="York")[0]
    assert offered(coach, seeking, locality=york.pk) == []
    Family.objects.filter(pk=sharing.pk).update(locality=york)
    assert offered(coach, seeking, locality=york.pk) == [card.pk]


def test_what_was_asked_for_changes_no_order(seeking, coach, card):
    for headline in ("Zebras", "ants", "Mice"):
        profile = ProfileFactory()
        type(card).objects.filter(family=profile.family).update(headline=headline, tough_times=["school"])
        type(card).objects.filter(family=profile.family).update(approved_at="2026-01-02T12:00Z")

    every, some = (
        [one.headline for one in deck(coach, seeking, wanted).cards] for wanted in (Wanted(), Wanted(theme="school"))
    )

    assert every == some == sorted(every, key=str.casefold)


def test_more_than_fit_is_said(seeking, coach, card, monkeypatch):
    monkeypatch.setattr(queries, "CARDS_SHOWN", 1)
    ProfileFactory()
    found = deck(coach, seeking)
    assert (len(found.cards), found.has_more) == (1, True)


def test_the_page_asks_what_they_want(marlon, seeking, card):
    page = address("offer-build", seeking)
    assert card.headline in words(marlon.get(f"{page}?language=Igbo"))
    none = words(marlon.get(f"{page}?language=Polish"))
    assert card.headline not in none
    assert "No family with room has that on its card" in none


# --- Who is kept apart


@pytest.fixture
def two(seeking, sharing):
    return member_of(seeking).person, member_of(sharing).person


def block(two):
    AccessBlockFactory(viewer_person=two[1], protected_person=two[0])


def be_protected_from(two):
    AccessBlockFactory(viewer_person=two[0], protected_person=two[1])


def be_related(two):
    ParentageFactory(parent=two[0], child=two[1])


KEPT_APART = pytest.mark.parametrize("keep", [block, be_protected_from, be_related])


@KEPT_APART
def test_two_who_are_apart_are_not_offered_and_the_coach_hears_not_why(
    marlon, seeking, coach, sharing, card, two, keep
):
    keep(two)

    page = words(marlon.get(address("offer-build", seeking)))

    assert card.headline not in page
    assert "Okafor: not available" in page
    assert deck(coach, seeking).left_out[0].reason == ExcludedCard.Reason.NOT_AVAILABLE


@KEPT_APART
def test_a_card_of_them_is_refused_past_the_form_too(seeking, coach, card, two, keep):
    keep(two)
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)
    assert refused.value.code == "offer_family_available"


@KEPT_APART
def test_a_block_since_the_cards_were_shown_counts_past_the_form_too(link_up, two, keep):
    keep(two)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        LinkUp.objects.filter(pk=link_up.pk).update(
            state="active", start_date="2026-03-16", checks_cleared_at="2026-03-16T12:00Z"
        )
    assert broken(refused) == "linkup_of_two_who_can_meet"


def test_a_pause_of_two_who_met_before_goes_on_as_it_was(under_way, two):
    block(two)
    LinkUp.objects.filter(pk=under_way.pk).update(state="paused")
    under_way.refresh_from_db()
    assert under_way.state == "paused"


def test_an_ended_block_keeps_nobody_apart(seeking, coach, card, two):
    AccessBlockFactory(viewer_person=two[1], protected_person=two[0], ended_on="2026-03-01", ended_because="It is over")
    assert offered(coach, seeking) == [card.pk]


def test_a_family_that_left_is_named_to_nobody(seeking, coach, card):
    gone = ProfileFactory(status="stepped_back").family
    InvolvementFactory(family=gone, practitioner=coach.practitioner, role="family_coach")
    assert gone not in [one.family for one in deck(coach, seeking).left_out]


# --- In the meantime


def test_an_offer_withdrawn_while_it_is_chosen(seeking, sharing, coach, card):
    from linkups.actions.steps import StepRefused  # noqa: PLC0415

    offer = offer_cards(family=seeking, cards=[card], coach=coach.practitioner, by=coach)
    LinkUp.objects.filter(offer=offer).update(state="not_this_time")
    with pytest.raises(StepRefused, match="can’t be chosen any more"), transaction.atomic():
        choose_card(offer=offer, card=card, person=member_of(seeking).person, by=coach)
    offer.refresh_from_db()
    assert offer.chosen is None


def rest(two, sharing):
    sharing.sharing_profile.status = "resting"
    sharing.sharing_profile.save()


def fill_up(two, sharing):
    CheckFactory(person=two[1])
    LinkUpFactory(sharing_family=sharing, under_way=True)


def be_kept_from(two, sharing):
    block(two)


NO_LONGER = pytest.mark.parametrize("become", [rest, fill_up, be_kept_from])


@NO_LONGER
def test_a_card_that_can_no_longer_be_offered_is_looked_at_no_more(client, offer, sharing, brandt, two, become):
    card = sharing.cards.get()
    client.force_login(brandt)
    before = words(client.get(address("offer", offer)))
    become(two, sharing)

    after = words(client.get(address("offer", offer)))

    assert (card.headline in before, card.headline in after) == (True, False)
    assert [client.get(address(page, offer, card)).status_code for page in ("offer-choose", "offer-photo")] == [404] * 2
    assert client.post(address("offer-put-aside", offer, card)).status_code == 404


@NO_LONGER
def test_nor_is_it_chosen_past_the_page_and_the_others_can_be(offer, sharing, brandt, coach, two, become):
    from linkups.actions.steps import StepRefused  # noqa: PLC0415

    lena = brandt.person_account.person
    become(two, sharing)
    with pytest.raises(StepRefused, match="can’t be chosen any more"), transaction.atomic():
        choose_card(offer=offer, card=sharing.cards.get(), person=lena, by=brandt)

    other = offer.cards.exclude(card__family=sharing).get().card
    assert choose_card(offer=offer, card=other, person=lena, by=brandt).state == "chosen"


def test_a_full_family_is_left_out(seeking, coach, sharing, card):
    LinkUpFactory(sharing_family=sharing, under_way=True)
    assert deck(coach, seeking).left_out[0].reason == ExcludedCard.Reason.FULL
