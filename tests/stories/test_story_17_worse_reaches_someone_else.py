"""17. Brandt's mother says *worse* and writes something past the coach: Marlon can't read it, his supervisor is to ring within two working
days, and Okafor sees nothing."""

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK
from tests.stories.other_system import START, mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = "After each Sunday we quarrel, and Marlon says to keep going."


@pytest.fixture
def link_up(demo, live_server):
    """Brandt and Okafor have begun."""
    with mosaic_bridge(live_server.url) as mosaic:
        link_up = mosaic.think_of("Brandt", "Okafor")
        mosaic.take(link_up, *mosaic.agreed("Petra", "Grace"), START)
        yield link_up


@pytest.fixture
def answered(someone, link_up):
    """They met, Marlon asks everyone, and Petra answers on her phone."""
    marlon = someone("Marlon", DESK)
    page = marlon.open(f"/link-ups/{link_up}/meet-ups/new/")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Ask everyone how it’s going").click()
    expect(page.get_by_text("is asked how it is going")).to_be_visible()
    petra = someone("Petra")
    page = petra.open(f"/link-ups/{link_up}/")
    page.get_by_role("link", name="Three questions for Petra").click()
    page.get_by_label("Worse", exact=True).check()
    petra.check_accessible()
    page.get_by_label("Is there anything you want someone other than your coach to know?").fill(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Thank you for saying.")).to_be_visible()
    return link_up


def test_the_coach_reads_that_it_is_worse_and_not_the_words(someone, answered):
    marlon = someone("Marlon", DESK)
    page = marlon.open(f"/link-ups/{answered}/")

    expect(page.locator(".k-card", has=page.locator("#check-ins"))).to_contain_text("Worse")
    for path in (f"/link-ups/{answered}/", "/today/", "/link-ups/"):
        said = marlon.open(path).content()
        assert WORDS not in said
        assert "Ring Petra" not in said
    marlon.check_accessible()


def test_his_supervisor_is_to_ring_within_two_working_days(someone, answered):
    maya = someone("Maya", DESK)
    page = maya.open("/today/")
    page.get_by_role("link", name="Ring Petra").click()

    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("By Wednesday 18 March.")).to_be_visible()
    maya.check_accessible()

    page.get_by_role("link", name="I have rung: write it down").click()
    page.get_by_label("We talked").check()
    maya.check_accessible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("That is written down.")).to_be_visible()
    expect(maya.open("/today/").get_by_text("Ring Petra")).to_have_count(0)


def test_okafor_sees_nothing(someone, answered):
    grace = someone("Grace")
    for path in (f"/link-ups/{answered}/", "/our-page/"):
        said = grace.open(path).content()
        assert "Worse" not in said
        assert WORDS not in said
