"""3. A quote, something seen, something told and a view look different without colour; a quote needs its speaker."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def begin_note(priya):
    page = priya.page
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Amina", exact=True).check(force=True)
    page.get_by_label("In one line").fill("At the table")
    page.get_by_text("Add what was said, seen, hoped or decided").click()
    return page


def test_a_quote_without_a_speaker_is_refused_and_kept(someone):
    priya = someone("Priya")
    page = begin_note(priya)

    page.get_by_label("In words").first.fill("I like it here")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(
        ["Who said it, or whom is it about? – Say who said it."]
    )
    expect(page.get_by_label("In words").first).to_have_value("I like it here")
    expect(page.get_by_label("In one line")).to_have_value("At the table")
    priya.check_accessible()


def test_the_four_kinds_are_told_apart_by_words(someone):
    priya = someone("Priya")
    page = begin_note(priya)
    rows = [
        ("Said", "I like it when Grandad picks me up", "Who said it, or whom is it about?", "Amina"),
        ("Told to us", "Quieter since half-term", "Who told you?", "Ms Hall"),
        ("My view", "Mornings are the hardest", "Because (for your own view)", "She said so twice"),
    ]
    for number, (kind, words, label, value) in enumerate(rows):
        row = page.locator("[data-rows] [data-row]").nth(number)
        row.get_by_label("What is it?").select_option(label=kind)
        row.get_by_label("In words").fill(words)
        field = row.get_by_label(label)
        field.select_option(label=value) if "Who said" in label else field.fill(value)

    page.get_by_role("button", name="Save").click()

    expect(page.locator(".k-entry__label b")).to_have_text(["Said", "Told to us by", "What Priya thinks"])
    expect(page.locator("blockquote")).to_have_text("I like it when Grandad picks me up")
    expect(page.get_by_text("She said so twice")).to_be_visible()
    priya.check_accessible()
