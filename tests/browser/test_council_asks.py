"""The council's system says another day: Priya sees both sides, and says how it is by the keyboard alone."""

import os
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from database.asker import acting_as
from families.actions.statutory import take_statutory_people
from families.imports.statutory import ToldPerson
from families.models import Person, StatutoryQuestion
from tests.chromium import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def asked(demo):
    """It says that Amina was born on another day."""
    sender = User.objects.get(kind=User.Kind.CLIENT, name="Larkfield social care record")
    with acting_as(sender.asker), transaction.atomic():
        said = ToldPerson(("lcs_person_id", "LARK0303"), date_of_birth=date(2014, 1, 2))
        take_statutory_people(told=[said], by=sender)


def test_priya_says_how_it_is(someone, asked):
    priya = someone("Priya", size=PHONE, also=[DESK])
    with acting_as(User.objects.get(name="Priya").asker), transaction.atomic():
        amina = Person.objects.get(known_as="Amina")
    page = priya.open(reverse("families:statutory-questions"))
    priya.check_accessible()
    picture(page, "list")
    page.get_by_role("link", name="When were they born?").click()
    page.get_by_role("heading", name="When were they born?", level=1).wait_for()
    priya.check_accessible()
    picture(page, "question")
    page.get_by_label("as it stands here").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Settled. Who said so, and when, stays.").wait_for()
    picture(page, "settled")

    page = priya.open(amina.get_absolute_url())

    page.get_by_text("child in need, since 3 March 2026").wait_for()
    priya.check_accessible()
    picture(page, "person")
    with acting_as(User.objects.get(name="Priya").asker), transaction.atomic():
        assert StatutoryQuestion.objects.get().answer == "ours"


def picture(page, name):
    if folder := os.environ.get("PICS"):
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
