"""28. Priya writes down a visit that the law requires once: within minutes Mosaic has it, once, and nothing that is only a child's."""

import re
from datetime import timedelta
from itertools import accumulate

import pytest

from api.delivering import AGAIN
from api.queries.elsewhere import SOON
from tests.conftest import FROZEN
from tests.stories.council_system import council_system

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEADLINE = "Amina showed me her den"
ONLY_AMINAS = "Please tell only you about the stairs"


@pytest.fixture
def mosaic(demo, live_server, settings):
    with council_system(live_server.url, settings) as system:
        yield system


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(by):
        monkeypatch.setattr("database.clock.now", lambda: FROZEN + by)

    return move


@pytest.fixture
def priya(someone):
    return someone("Priya")


def visit(priya, **about):
    """Priya writes down the visit, as the law asks for it; the address of its page."""
    page = priya.open("/today/")
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Amina", exact=True).check(force=True)
    page.get_by_label("In one line").fill(HEADLINE)
    page.get_by_text("When, where, and who can read it").click()
    page.get_by_label("What for").select_option("visit_required_by_law")
    page.get_by_label("Was the child seen?").select_option("alone")
    for label, words in about.items():
        page.get_by_role("radio", name=re.compile(label.replace("_", " "))).check(force=True)
        page.get_by_label("What did you talk about?").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", level=1, name=HEADLINE).wait_for()
    return page.url


def told_on(priya, address):
    """What the page of the visit says of other systems and of who wrote it."""
    return card(priya.open(address.removeprefix(priya.address)), "Written down").inner_text()


def card(page, name):
    return page.locator(".k-card").filter(has=page.get_by_role("heading", name=name))


def not_yet(priya):
    """The lines of Priya's day about what other systems did not take."""
    return card(priya.open("/today/"), "Not yet in other systems").get_by_role("listitem").all_inner_texts()


def test_mosaic_has_the_visit_once_and_priya_reads_that_it_has(priya, mosaic):
    address = visit(priya)
    before = told_on(priya, address)

    mosaic.work()

    assert "Not yet in Mosaic" in before
    (told,) = mosaic.visits.values()
    facts = ("headline", "purpose", "is_child_seen", "is_child_seen_alone")
    assert [told[name] for name in facts] == [HEADLINE, "visit_required_by_law", True, True]
    assert "In Mosaic since Monday 16 March 2026, 09:00." in told_on(priya, address)
    priya.check_accessible()


def test_told_three_times_over_it_is_one_visit(priya, mosaic):
    began = mosaic.http.get("changes/?since=now").json()["next_cursor"]
    visit(priya)
    mosaic.work()

    for _time in range(3):
        mosaic.replay(began)
        mosaic.work()

    assert (len(mosaic.visits), mosaic.written, len(mosaic.told())) == (1, 1, 4)


def test_while_mosaic_is_down_her_page_says_so_and_it_arrives_afterwards(priya, mosaic, at):
    mosaic.is_down = True
    address = visit(priya)
    mosaic.work()
    at(SOON + timedelta(seconds=1))

    while_down = told_on(priya, address), not_yet(priya)
    priya.check_accessible()
    mosaic.is_down = False
    mosaic.work()

    assert "Not yet in Mosaic" in while_down[0]
    assert [HEADLINE in one and "Not yet in Mosaic" in one for one in while_down[1]] == [True]
    assert "In Mosaic since" in told_on(priya, address)
    assert (not_yet(priya), len(mosaic.visits)) == ([], 1)


def test_what_never_arrived_says_whom_to_ask(priya, mosaic, at):
    mosaic.is_down = True
    address = visit(priya)
    mosaic.work()
    for since in accumulate(AGAIN):
        at(since)
        mosaic.work()

    assert "Not in Mosaic: it did not answer." in told_on(priya, address)
    assert len(not_yet(priya)) == 1


def test_what_is_only_a_childs_is_told_to_no_other_system(priya, mosaic):
    visit(priya, Only_the_child=ONLY_AMINAS)

    mosaic.work()

    assert mosaic.told() == []
    assert not any(ONLY_AMINAS in body or HEADLINE in body for body in mosaic.bodies)


def test_of_what_mosaic_may_not_read_her_page_says_nothing(priya, mosaic):
    address = visit(priya, Only_the_child=ONLY_AMINAS)
    mosaic.work()

    assert "Mosaic" not in told_on(priya, address)
