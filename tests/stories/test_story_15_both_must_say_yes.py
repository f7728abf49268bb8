"""15. No link-up starts before both families said yes, or with a check that has run out; whose it is, only the coach reads."""

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK
from tests.stories.other_system import START, mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOTH = "Both families have to say yes before a link-up starts."
RUN_OUT = "Marco’s check has run out: Home visit."


@pytest.fixture
def mosaic(demo, live_server):
    with mosaic_bridge(live_server.url) as other_system:
        yield other_system


@pytest.fixture
def half_agreed(mosaic):
    """Okafor said yes; Brandt is still thinking."""
    link_up = mosaic.think_of("Brandt", "Okafor")
    mosaic.take(link_up, *mosaic.agreed("Petra", "Grace")[:-1])
    return link_up


def state_of(mosaic, link_up):
    told = mosaic.get(f"link-ups/{link_up}/")
    return told["state"], told["start_date"]


def test_the_coachs_page_asks_for_the_missing_yes_and_refuses_to_start_without(someone, mosaic, half_agreed):
    marlon = someone("Marlon", DESK)
    page = marlon.open(f"/link-ups/{half_agreed}/")
    expect(page.get_by_role("link", name="Ask the seeking family for its yes")).to_be_visible()
    expect(page.get_by_role("link", name="Start the link-up")).to_have_count(0)
    marlon.check_accessible()

    marlon.open(f"/link-ups/{half_agreed}/start/")

    expect(page.get_by_text(BOTH)).to_be_visible()
    expect(page.get_by_role("button", name="Start it")).to_have_count(0)
    assert state_of(mosaic, half_agreed) == ("agreeing", None)
    marlon.check_accessible()


def test_the_api_refuses_by_the_name_of_the_rule(mosaic, half_agreed):
    answer = mosaic.step(half_agreed, START[0], **START[1])

    assert (answer.status_code, answer.json()["code"]) == (409, "linkup_active_needs_both_yes")
    assert answer.json()["detail"] == BOTH
    assert state_of(mosaic, half_agreed) == ("agreeing", None)


def test_it_starts_once_petra_says_yes_on_her_phone(someone, mosaic, half_agreed):
    petra = someone("Petra")
    petra.open(f"/link-ups/{half_agreed}/").get_by_role("link", name="Say yes, or not this time").click()
    petra.check_accessible()
    petra.page.get_by_role("radio", name="No", exact=True).check(force=True)
    petra.page.get_by_role("button", name="Yes, we would").click()
    marlon = someone("Marlon", DESK)

    marlon.open(f"/link-ups/{half_agreed}/").get_by_role("link", name="Start the link-up").click()
    marlon.page.get_by_role("button", name="Start it").click()

    expect(marlon.page.get_by_role("status")).to_have_text("The link-up has started.")
    assert state_of(mosaic, half_agreed) == ("active", "2026-03-16")


def note_a_check_that_has_run_out(marlon, mosaic):
    """Marco's home visit was to be made again by last Saturday."""
    page = marlon.open(f"/link-ups/families/{mosaic.named('families', 'Silva')}/")
    page.get_by_role("link", name="Their way to sharing").click()
    page.get_by_role("link", name="Write a check down").click()
    page.get_by_role("radio", name="Marco", exact=True).check(force=True)
    page.get_by_label("Which check?").select_option(label="Home visit")
    page.get_by_role("radio", name="Clear", exact=True).check(force=True)
    page.get_by_label("When was it done?").fill("2026-01-10")
    page.get_by_label("Renew by").fill("2026-03-14")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Home visit: ran out on 14 March 2026").wait_for()


@pytest.fixture
def with_silva(someone, mosaic):
    """Both families said yes; then Marlon notes the check."""
    link_up = mosaic.think_of("Brandt", "Silva")
    mosaic.take(link_up, *mosaic.agreed("Petra", "Marco"))
    marlon = someone("Marlon", DESK)
    note_a_check_that_has_run_out(marlon, mosaic)
    marlon.check_accessible()
    return marlon, link_up


def test_a_check_that_has_run_out_refuses_and_tells_the_coach_whose_it_is(mosaic, with_silva):
    marlon, link_up = with_silva

    page = marlon.open(f"/link-ups/{link_up}/start/")
    page.get_by_role("button", name="Start it").click()

    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text([RUN_OUT])
    assert state_of(mosaic, link_up) == ("agreeing", None)
    marlon.check_accessible()


@pytest.mark.parametrize("path", ["", "start/"])
def test_the_other_family_reads_nothing_of_the_check(someone, with_silva, path):
    _marlon, link_up = with_silva
    petra = someone("Petra")

    page = petra.open(f"/link-ups/{link_up}/{path}")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert [word for word in ("Marco", "run out", "Home visit") if word in page.content()] == []
    petra.check_accessible()
