"""16. A link-up of twenty weeks that began on 5 January, with a pause of two in February, is in week 9 on 16 March and ends on 8 June."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from accounts.models import User
from database.asker import acting_as
from linkups.models import LinkUp
from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def link_up(demo):
    """Novak and Silva, as the demo has them."""
    with acting_as(User.objects.get(name="Marlon").asker), transaction.atomic():
        return LinkUp.objects.get(seeking_family__name="Novak").pk


def test_the_coach_reads_the_week_and_the_planned_end(someone, live_server, link_up):
    marlon = someone("Marlon", DESK)

    page = marlon.open(f"/link-ups/{link_up}/")

    expect(page.get_by_text("Week 9 of 20").first).to_be_visible()
    expect(page.get_by_text("Planned end: Monday 8 June 2026.")).to_be_visible()
    marlon.check_accessible()


def test_it_stands_so_in_the_list(someone, live_server, link_up):
    page = someone("Marlon", DESK).open("/link-ups/")

    expect(page.get_by_role("listitem").filter(has_text="Novak with Silva")).to_contain_text("Week 9 of 20")
