"""23. “Good practice” until the law’s day is set. From then the law’s words, and of each who holds parental responsibility whether they
were offered a family meeting, in which letter, what they said; or the exemption and who decided.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.conference_pages import errors, its_conference, refused, to_rowan

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DUTY = "The law asks for it since Sunday 1 March 2026"


def before_court(staff, name):
    """The page of one child of Rowan’s conference."""
    page = its_conference(staff)
    page.get_by_role("link", name=f"Before a court is asked: {name}").click()
    page.get_by_role("heading", level=1, name=name).wait_for()
    return page


def set_the_day(alex):
    page = alex.open("/administration/")
    page.get_by_role("link", name="From when the law asks for a family meeting").click()
    page.get_by_role("link", name="Say what holds").click()
    page.get_by_label("The law asks for it from a day on").check(force=True)
    page.get_by_label("Where does it say so?").fill("SI 2026/212")
    assert (refused(page, "Save"), errors(page)) == (
        422,
        ["Give the day from which the law asks for it, and only then."],
    )
    expect(page.get_by_label("Where does it say so?")).to_have_value("SI 2026/212")
    page.get_by_label("From which day?").fill("2026-03-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    alex.check_accessible()


def offer_to_dana_in_the_letter(priya):
    """A meeting about Mia, offered in the letter before proceedings of 2 March; Dana says yes."""
    to_rowan(priya).get_by_role("link", name="Offer a family meeting").click()
    page = priya.page
    page.get_by_role("heading", name="Family group conferences").wait_for()
    page.get_by_role("link", name="Offer a family meeting").click()
    page.get_by_role("checkbox", name="Mia", exact=True).check(force=True)
    page.get_by_role("checkbox", name=re.compile(r"^Dana \(")).check(force=True)
    page.get_by_label("About a child or children").check(force=True)
    page.get_by_label("By letter").check(force=True)
    page.get_by_label("The offer stands in the letter before proceedings").check(force=True)
    page.get_by_label("What day is on that letter?").fill("2026-03-02")
    page.get_by_role("button", name="Write down the offer").click()
    page.get_by_text("Offer written down.").wait_for()
    page.get_by_role("link", name=re.compile("Their answer")).click()
    page.get_by_label("Yes", exact=True).check(force=True)
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_text("Answer written down.").wait_for()
    page.get_by_role("link", name="Before a court is asked: Mia").click()
    return page


def test_it_is_good_practice_until_the_day_is_set(someone):
    priya, alex = someone("Priya"), someone("Alex")

    page = before_court(priya, "Amina")
    expect(page.get_by_text("It is good practice")).to_be_visible()
    expect(page.get_by_text("The law asks for it")).to_have_count(0)
    expect(page.get_by_text("Offered to 2 of 2 people with parental responsibility; accepted by 1.")).to_be_visible()
    priya.check_accessible()

    set_the_day(alex)
    page.reload()
    expect(page.get_by_text(DUTY)).to_be_visible()
    expect(page.get_by_text("It is good practice")).to_have_count(0)


def test_from_the_day_it_says_who_was_offered_it_in_which_letter_and_who_said_yes(someone):
    set_the_day(someone("Alex"))
    priya = someone("Priya")

    page = offer_to_dana_in_the_letter(priya)

    expect(page.get_by_text(DUTY)).to_be_visible()
    expect(page.get_by_text("Offered to 1 of 1 person with parental responsibility; accepted by 1.")).to_be_visible()
    theirs = page.get_by_role("listitem").filter(has_text="Dana")
    expect(theirs).to_contain_text("In the letter before proceedings of Monday 2 March 2026.")
    priya.check_accessible()


def test_from_the_day_it_says_the_exemption_and_who_decided(someone):
    set_the_day(someone("Alex"))
    priya = someone("Priya")
    page = before_court(priya, "Theo")

    page.get_by_role("link", name="A meeting would not be best for the child: write down why").click()
    page.get_by_label("Offering one would not be best for the child").check(force=True)
    page.get_by_role("radio", name=re.compile("^Sarah")).check(force=True)
    page.get_by_label("When was it decided?").fill("2026-03-13")
    button = "Write it down"
    assert (refused(page, button), errors(page)) == (422, ["Say why it would not be best for the child."])
    page.get_by_label("Why would it not be best for the child?").fill("Someone who would come has threatened them.")
    priya.check_accessible()
    page.get_by_role("button", name=button).click()

    expect(page.get_by_text("Someone who would come has threatened them.")).to_be_visible()
    expect(page.get_by_text("Sarah decided on Friday 13 March 2026.")).to_be_visible()
    priya.check_accessible()
