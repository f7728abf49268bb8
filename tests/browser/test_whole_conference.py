"""A whole family group conference from the offer to looking back: by who asks for it, who coordinates it, a mother, a grandmother, a
young person and a manager, each in a browser of their own.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import Album
from tests.browser.whole_conference import PLAN, READ_OUT, STEP, Walk
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERE = ZoneInfo("Europe/London")
ASKED = ("Dana", "Joan", "Jay", "Mia")


@pytest.fixture
def it_is(monkeypatch):
    """The days go by."""

    def go_to(month, day, hour, minute=0):
        at = datetime(2026, month, day, hour, minute, tzinfo=HERE)
        monkeypatch.setattr("database.clock.now", lambda: at)

    return go_to


@pytest.fixture
def walk():
    return Walk(Album())


def test_six_people_take_a_family_meeting_from_the_offer_to_looking_back(walk, someone, it_is):
    priya, dana, sarah, ngozi = someone("Priya"), someone("Dana"), someone("Sarah", DESK), someone("Ngozi")
    offered_and_accepted(walk, priya, dana, sarah)

    joan, jay = someone("Joan"), someone("Jay")
    prepared(walk, ngozi, dana, joan, jay)
    it_is(3, 27, 17, 5)
    walk.begin_the_day(ngozi)
    it_is(3, 27, 18, 15)
    planned_and_agreed(walk, ngozi, sarah)

    it_is(4, 3, 19)
    walk.tick(joan)
    walk.set_the_review(ngozi, "2026-06-12")
    walk.copies(ngozi, ASKED)
    it_is(6, 12, 17)
    walk.look_back(ngozi, "2026-06-12")

    expect(ngozi.page.get_by_text("1 of 1 step is done")).to_be_visible()
    kept_by_the_family(walk, dana, jay)


def offered_and_accepted(walk, priya, dana, sarah):
    walk.offer(priya)
    walk.take_the_letter(priya)
    walk.say_yes_to_the_offer(dana)
    walk.ask_for_it(priya)
    walk.accept_it(sarah)


def prepared(walk, ngozi, dana, joan, jay):
    walk.ask_people(ngozi)
    walk.prepare(ngozi)
    walk.answer(dana, "Yes")
    walk.answer(joan, "Yes", words=READ_OUT)
    walk.answer(jay, "By phone or video")
    walk.arrange(ngozi)
    walk.give(ngozi, "What the family reads before", ASKED)
    expect(walk.at(ngozi).get_by_text("They have it since Monday 16 March, in time.")).to_be_visible()
    walk.papers(ngozi)


def planned_and_agreed(walk, ngozi, sarah):
    walk.end_just_us(ngozi)
    walk.write_the_plan(ngozi)
    walk.ask_a_service(ngozi)
    walk.keep_the_photo(ngozi)
    walk.agree(sarah)
    walk.answer_for_the_service(sarah)
    expect(sarah.page.get_by_text("Early years, Mrs Bell, 27 March")).to_be_visible()


def kept_by_the_family(walk, *family):
    """The plan stays theirs after it was closed."""
    for one in family:
        page = walk.ours(one)
        expect(page.get_by_text(PLAN)).to_be_visible()
        expect(page.get_by_text(STEP).first).to_be_visible()
        expect(page.get_by_text("Friday 12 June 2026")).to_be_visible()
        walk.seen(one, "our_meeting_at_the_end")
