"""2. Given a half-typed note and the network cut, when she saves and the network returns, then exactly one note exists and the page had
said "kept on this phone"."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from casework.models import Conversation
from database.asker import acting_as
from tests.chromium import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LINE = "Toast in the stairwell"


def test_a_note_that_is_saved_without_a_signal_exists_once(someone):
    priya = someone("Priya", PHONE, has_touch=True)
    page = priya.page
    page.get_by_role("link", name="New conversation with Rowan").click()
    page.get_by_role("checkbox", name="Dana", exact=True).check(force=True)
    page.get_by_label("In one line").press_sequentially("Toast in")

    priya.context.set_offline(True)
    page.get_by_label("In one line").press_sequentially(" the stairwell")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-draft-state]").first).to_contain_text("Kept on this phone")
    with page.expect_navigation():
        priya.context.set_offline(False)

    expect(page.get_by_role("heading", level=1)).to_have_text(LINE)
    with acting_as(User.objects.get(email="priya@demo.example").asker), transaction.atomic():
        assert Conversation.objects.filter(headline__startswith="Toast in").count() == 1
