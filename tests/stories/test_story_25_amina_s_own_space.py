"""25. What Amina tells only Priya: nothing for Dana; Sarah breaks the glass and says why, Lena looks, and Amina reads of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECRET = "I don’t want to sleep at Dad’s. Tell only Priya that Otto shouts."  # noqa: S105  (what a child tells)
WHY = "School rang: Amina did not come home, and nobody knows where she is."
TOLD = "Nobody knew where you were. Sarah looked for who could help you."


def today():
    """The day by the database's own clock, which no test stops: what stands open is measured by it."""
    return datetime.now(ZoneInfo("Europe/London"))


def tell_only_priya(amina):
    page = amina.page
    page.get_by_role("link", name="What is only mine").click()
    amina.check_accessible()
    page.get_by_role("link", name="Tell someone something").click()
    amina.check_accessible()
    page.get_by_label("What do you want to say?").fill(SECRET)
    page.get_by_role("checkbox", name="Priya", exact=True).check()
    page.get_by_role("button", name="Tell them").click()
    expect(page.get_by_text(SECRET)).to_be_visible()
    amina.check_accessible()


def not_shown(someone, child="Amina"):
    """The folded list on a child's page of what is not shown there."""
    page = someone.page
    page.get_by_role("link", name="My families").click()
    page.get_by_role("link", name="Rowan", exact=True).first.click()
    page.get_by_role("link", name=child).first.click()
    page.get_by_text("What isn’t shown here").click()
    return page.locator("details", has_text="What isn’t shown here")


def open_it(sarah):
    page = sarah.page
    not_shown(sarah).get_by_role("link", name="Open it with a reason").first.click()
    page.get_by_label("Someone may not be safe now").check()
    page.get_by_label("What happened?").fill("Not enough")
    page.get_by_role("button", name="Open it for four hours").click()
    expect(page.get_by_text("at least 20 characters").first).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("Not enough")
    sarah.check_accessible()
    page.get_by_label("What happened?").fill(WHY)
    page.get_by_role("button", name="Open it for four hours").click()


def look_at_it(lena):
    page = lena.page
    page.get_by_role("link", name="Look at what was opened", exact=False).last.click()
    expect(page.get_by_text(WHY)).to_be_visible()
    lena.check_accessible()
    page.get_by_label("This was right").check()
    page.get_by_label("What will they read about it?").fill(TOLD)
    page.get_by_role("button", name="I have looked at it").click()
    lena.check_accessible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_amina_s_own_space(someone, size):
    amina, dana, sarah = (someone(name, size) for name in ("Amina", "Dana", "Sarah"))
    tell_only_priya(amina)
    told_at = amina.page.url.removeprefix(amina.address)

    assert "A child wrote to you" in someone("Priya", size).page.content()
    for path in ("/our-page/", "/our-page/who-has-looked/", told_at):
        assert not [
            word for word in ("A message", "Tell only Priya", "confidence") if word in dana.open(path).content()
        ]

    sarah.open(told_at)
    assert SECRET not in sarah.page.content()
    sarah.open("/today/")
    open_it(sarah)
    expect(sarah.page.get_by_text(SECRET)).to_be_visible()
    for path in ("/today/", "/families/", told_at):
        expect(sarah.open(path).get_by_role("region", name="Opened in an emergency")).to_be_visible()
    sarah.check_accessible()
    assert "Opened for a reason" not in amina.open("/our-page/who-has-looked/").content()

    look_at_it(someone("Lena", size))
    read = amina.open("/our-page/who-has-looked/")
    expect(read.get_by_text(f"A team manager looked on {today():%-d %B %Y}")).to_be_visible()
    expect(read.get_by_text(TOLD)).to_be_visible()
    amina.check_accessible()
    assert TOLD not in dana.open("/our-page/who-has-looked/").content()

    sarah.page.get_by_role("button", name="Stop now").click()
    expect(sarah.page.get_by_role("region", name="Opened in an emergency")).to_have_count(0)
    assert SECRET not in sarah.open(told_at).content()
