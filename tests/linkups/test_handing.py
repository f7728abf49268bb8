"""A phone that is handed over shows the cards and nothing else, until the coach types their own number (domain.md §1.3, step 8)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.handed_over import HANDED, MOST_TRIES
from tests.addresses import addresses
from tests.factories_linkups import GoalFactory, a_card_to_offer, coach_of, member_of
from tests.linkups.pages import address, words

BACK = reverse("linkups:handed-back")
ELSEWHERE = sorted(
    {
        one.path
        for one in addresses()
        if not one.path.startswith(("/link-ups/offers/", "/accounts/logout/", "/static/", "/api/"))
        and one.name != "linkups:handed-back"
    }
)


@pytest.fixture
def handed(marlon, offer):
    """Marlon's phone, in the hands of the Brandts."""
    assert marlon.post(address("offer-hand-over", offer), {"pin": "4711"}).status_code == 302
    return marlon


def type_in(client, pin):
    return client.post(BACK, {"pin": pin})


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_other_address_opens(handed, offer, path):
    answer = handed.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, address("offer", offer))


def test_no_other_offer_opens(handed, coach, offer):
    other = address("offer", coach.pk)
    assert handed.get(other).headers["Location"] == address("offer", offer)


@pytest.mark.parametrize("path", ["/", "/today/", "/families/"])
def test_nothing_can_be_posted_elsewhere(handed, offer, path):
    assert handed.post(path, {"q": "Brandt"}).headers["Location"] == address("offer", offer)


def test_no_endpoint_answers(handed):
    answer = handed.get("/api/v1/people/")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "This phone is handed over. Type your number first."


def test_the_page_shows_the_cards_and_no_way_elsewhere(handed, offer):
    page = words(handed.get(address("offer", offer)))

    assert "Would like to meet them" in page
    assert not {"Marlon", "Find a person or family", "My families", "Choosing with", "Sign out"} & {*_said(page)}
    assert reverse("casework:today") not in page


def _said(page):
    sentences = ["Marlon", "Find a person or family", "My families", "Choosing with", "Sign out"]
    return [one for one in sentences if one in page]


def test_the_family_chooses_on_it(handed, offer, seeking):
    card = offer.cards.first().card
    person = member_of(seeking).person

    chosen = handed.post(address("offer-choose", offer, card), {"person": str(person.pk)}, follow=True)

    offer.refresh_from_db()
    assert offer.chosen == card
    assert "They are asked next" in words(chosen)


@pytest.mark.parametrize("chosen", [True, False])
def test_the_family_reads_what_comes_next_once_it_has_answered(handed, offer, seeking, chosen):
    if chosen:
        handed.post(address("offer-choose", offer, offer.cards.first().card), {"person": member_of(seeking).person_id})
    else:
        handed.post(address("offer-none", offer))

    page = words(handed.get(address("offer", offer)))
    assert ("<title>Your choice" in page, "Hand it back to your coach" in page) == (True, True)
    assert ("You can change your mind until you have started: tell your coach." in page) == chosen


def test_the_number_opens_the_rest_again(handed, seeking):
    assert type_in(handed, "4711").headers["Location"] == address("family-linkups", seeking)
    assert handed.get(reverse("linkups:linkup-list")).status_code == 200


def test_a_wrong_number_opens_nothing_and_says_how_many_tries_are_left(handed, offer):
    refused = type_in(handed, "1111")
    assert refused.status_code == 422
    assert "You can try 4 more times" in words(refused)
    assert handed.get("/").headers["Location"] == address("offer", offer)


def test_after_five_wrong_ones_the_session_ends(handed):
    for _each in range(MOST_TRIES):
        answer = type_in(handed, "1111")

    assert answer.headers["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in handed.session


def test_signing_out_is_the_other_way_out(handed):
    handed.post("/accounts/logout/")
    assert "_auth_user_id" not in handed.session


def test_the_number_is_kept_by_its_hash_alone(handed):
    assert "4711" not in str(handed.session[HANDED])


@pytest.mark.parametrize("pin", ["", "12", "abcd", "123456789", "12 4"])
def test_a_number_is_four_to_eight_digits(marlon, offer, pin):
    refused = marlon.post(address("offer-hand-over", offer), {"pin": pin})
    assert refused.status_code == 422
    assert HANDED not in marlon.session


def test_only_a_coach_hands_a_phone_over(client, offer, brandt):
    client.force_login(brandt)
    refused = client.get(address("offer-hand-over", offer))
    assert refused.status_code == 403
    assert "Only a coach hands a phone over" in words(refused)


def test_it_is_handed_over_once(handed, offer):
    assert handed.get(address("offer-hand-over", offer)).headers["Location"] == address("offer", offer)


def test_who_has_handed_nothing_over_is_led_to_the_link_ups(marlon):
    assert marlon.get(BACK).headers["Location"] == reverse("linkups:linkup-list")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_so_many_queries(handed, offer, seeking, django_assert_num_queries, count):
    for _each in range(count):
        GoalFactory(family=seeking)
        offer.cards.create(organisation=offer.organisation, card=(card := a_card_to_offer()), card_version=card.version)

    with django_assert_num_queries(12):
        handed.get(address("offer", offer))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_guesses_that_come_at_once_are_counted_each(organisation):
    with transaction.atomic():
        from linkups.actions.offers import offer_cards  # noqa: PLC0415
        from tests.factories import FamilyFactory  # noqa: PLC0415

        family = FamilyFactory()
        coach = coach_of(family)
        offer = offer_cards(family=family, cards=[a_card_to_offer()], coach=coach.practitioner, by=coach)
    first = Client()
    first.force_login(coach)
    first.post(address("offer-hand-over", offer), {"pin": "4711"})
    many = 12
    together = Barrier(many)

    def guess(number: int) -> int:
        client = Client()
        client.cookies.update(first.cookies)
        together.wait()
        try:
            return type_in(client, f"{1000 + number}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        answers = list(pool.map(guess, range(many)))

    assert answers.count(422) <= MOST_TRIES - 1
