"""13. Marlon offers three cards to Brandt: nothing is ranked or scored, the family chooses, and none needs no reason."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK
from tests.stories.other_system import mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SILVA = "A kitchen, a football and too much cake"
OKAFOR = "Loud, early risers, good at hair"
HUGHES = "Two dads, one drum kit, a big garden"
BY_THE_ALPHABET = [SILVA, OKAFOR, HUGHES]
JUDGED = re.compile(
    r"\b(scor|rank|rat(ed|ing)|star|best|top|recommend|compatib|points?\b|closest|suits?\b)|\d\s*(%|/\s*\d|of 10)", re.I
)


@pytest.fixture
def mosaic(demo, live_server):
    with mosaic_bridge(live_server.url) as other_system:
        yield other_system


@pytest.fixture
def marlon(someone):
    return someone("Marlon", DESK)


def deck_for(marlon, family):
    """The page on which the coach chooses cards for a family."""
    page = marlon.open("/families/")
    page.get_by_role("link", name=family, exact=True).click()
    page.get_by_role("link", name="Link-up", exact=True).click()
    page.get_by_role("link", name="Choose cards to look at together").click()
    page.get_by_role("heading", name="Choose a few cards to look at", level=1).wait_for()
    return page


def headlines(page):
    """The cards, in the order in which they stand on the page."""
    shown = page.locator("main").get_by_role("heading").all_inner_texts()
    return [headline for headline in shown if headline in BY_THE_ALPHABET]


@pytest.fixture
def offered(marlon):
    """Marlon offers all three; the address of what Brandt is shown."""
    page = deck_for(marlon, "Brandt")
    for headline in BY_THE_ALPHABET:
        page.get_by_label(f"Show “{headline}”").check()
    page.get_by_role("button", name="Show them these cards").click()
    page.get_by_role("link", name="Look at them together").wait_for()
    deck = page.url
    page.get_by_role("link", name="Look at them together").click()
    expect(page).not_to_have_url(deck)
    return page.url


def test_the_coach_sees_the_cards_in_one_order_for_every_family(marlon, mosaic):
    mosaic.begin_family("Lund")

    brandt, lund = (headlines(deck_for(marlon, family)) for family in ("Brandt", "Lund"))

    assert (brandt, lund) == (BY_THE_ALPHABET, BY_THE_ALPHABET)
    marlon.check_accessible()


def test_no_card_is_ticked_or_judged_for_the_coach(marlon):
    page = deck_for(marlon, "Brandt")

    expect(page.locator("main").get_by_role("checkbox", checked=True)).to_have_count(0)
    assert JUDGED.findall(page.locator("main").inner_html()) == []


@pytest.mark.parametrize("reader", ["Marlon", "Petra"])
def test_the_cards_are_shown_in_the_same_order_with_no_word_of_judgement(someone, offered, reader):
    one = someone(reader)

    one.page.goto(offered)

    assert headlines(one.page) == BY_THE_ALPHABET
    assert JUDGED.findall(one.page.locator("main").inner_html()) == []
    one.check_accessible()


def test_choosing_okafor_records_when_brandt_chose(someone, offered, mosaic):
    petra = someone("Petra")
    okafor, before = mosaic.named("families", "Okafor"), mosaic.link_ups_of("Brandt")
    petra.page.goto(offered)

    petra.page.get_by_role("button", name=re.compile(f"Would like to meet them.*{OKAFOR}")).click()

    expect(petra.page.get_by_text(f"You would like to meet “{OKAFOR}”. They are asked next.")).to_be_visible()
    petra.check_accessible()
    assert {(one["state"], one["seeking_chose_at"]) for one in before} == {("offered", None)}
    chosen = [one for one in mosaic.link_ups_of("Brandt") if one["seeking_chose_at"]]
    assert [(one["sharing_family"], one["state"]) for one in chosen] == [(okafor, "chosen")]
    assert chosen[0]["seeking_chose_at"].startswith("2026-03-16T09:00:00")


def test_none_of_these_asks_for_no_reason(someone, offered, mosaic):
    petra = someone("Petra")
    petra.page.goto(offered)
    expect(petra.page.locator("main").get_by_role("textbox")).to_have_count(0)

    petra.page.get_by_role("button", name="None of these, keep looking").click()

    expect(petra.page.get_by_text("None of these. That is fine, you can keep looking.")).to_be_visible()
    expect(petra.page.locator("main").get_by_role("textbox")).to_have_count(0)
    petra.check_accessible()
    found = mosaic.link_ups_of("Brandt")
    assert [(one["state"], one["seeking_chose_at"], one["end_kind"]) for one in found] == [
        ("not_this_time", None, "")
    ] * 3
