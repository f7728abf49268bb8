"""What every page promises: accessible at both sizes, in every language, and the sign-in and error pages too."""

import re

import pytest
from django.utils import translation
from django.utils.translation import trans_real
from playwright.sync_api import expect

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = ["/today/", "/families/", "/families/begin/", "/conferences/", "/link-ups/"]


def test_the_pages_of_a_worker(someone):
    priya = someone("Priya", also=[DESK])

    for path in PATHS:
        priya.open(path)
        priya.check_accessible()


def test_where_everyone_begins(someone):
    for name in ("Dana", "Petra", "Marlon", "Ngozi", "Sarah", "Ines"):
        someone(name).check_accessible()


def test_the_inbox_of_a_manager(someone):
    sarah = someone("Sarah", also=[DESK])

    for path in ["/inbox/", "/inbox/families/"]:
        page = sarah.open(path)
        sarah.check_accessible()
    page.get_by_role("link", name=re.compile("warm hand-over")).first.click()

    expect(page.get_by_label("Who comes next?")).to_be_visible()
    sarah.check_accessible()


def test_the_parts_that_pages_are_made_of(someone):
    priya = someone("Priya")

    priya.open("/components/")

    priya.check_accessible()


def test_a_page_that_is_not_there(someone):
    priya = someone("Priya")

    page = priya.open("/nowhere/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    priya.check_accessible()


class Stretched(trans_real.DjangoTranslation):
    """A language in which every word is longer and marked: what shows unmarked was never meant to be translated."""

    def gettext(self, message):
        return f"⟦{message}·····⟧" if message else message

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context, message):
        return self.gettext(message)

    def npgettext(self, context, one, many, number):
        return self.ngettext(one, many, number)


@pytest.fixture
def stretched(monkeypatch):
    language = Stretched("en-gb")
    monkeypatch.setattr(trans_real, "translation", lambda code: language)
    monkeypatch.setattr(trans_real, "_default", language)  # of the thread that serves, where nothing is activated
    translation.activate("en-gb")
    yield
    monkeypatch.undo()
    translation.activate("en-gb")


def test_every_heading_goes_through_gettext(someone, stretched):
    priya = someone("Priya")

    for path in PATHS:
        page = priya.open(path)
        said = [text.strip() for text in page.locator("h1, h2, label, button, nav a, main th").all_inner_texts()]
        unmarked = [text for text in said if re.search("[a-z]{3}", text) and "⟦" not in text and text not in NAMES]
        assert unmarked == []
        priya.check_accessible()


NAMES = {"Priya", "Osei", "Rowan", "P\nPriya"}
