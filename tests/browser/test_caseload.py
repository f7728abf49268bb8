"""A coach's week with the 15 and 40 families that are planned for one, and what a nine-year-old reads: as they look, and for everyone."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from database.asker import acting_as
from families.models import Practitioner
from linkups.models import LinkUp, Meetup
from tests.browser.test_handed_over import shot
from tests.chromium import DESK, PHONE, ZOOMED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAMILIES = [
    f"{first}{last}"
    for first in ("Ash", "Bel", "Cor", "Dal", "Ell")
    for last in ("by", "ford", "ham", "ley", "more", "ton", "well", "wick")
]


@pytest.fixture
def caseload(demo):
    """Marlon coaches forty families who seek, with fifteen who share; who met how long ago differs."""
    from tests.factories import everything_is_of  # noqa: PLC0415

    system = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(system.asker), transaction.atomic(), everything_is_of(system.organisation):
        _load(Practitioner.objects.get(user__email="marlon@demo.example"))


def _load(marlon):
    from tests.factories import FamilyFactory, InvolvementFactory  # noqa: PLC0415
    from tests.factories_linkups import LinkUpFactory, ProfileFactory  # noqa: PLC0415

    families = [FamilyFactory(name=name) for name in (*FAMILIES, *(f"{name}-Reed" for name in FAMILIES[:15]))]
    for family in families:
        InvolvementFactory(family=family, practitioner=marlon, role="family_coach")
    seeking, sharing = families[:40], families[40:]
    for family in sharing:
        ProfileFactory(family=family, coach=marlon, max_linkups=4)
    for number, family in enumerate(seeking):
        other = sharing[number % 15]
        link_up = LinkUpFactory(seeking_family=family, sharing_family=other, coach=marlon, under_way=True)
        met = date(2026, 3, 15) - timedelta(days=number)
        faces = {"face_seeking": 1 + number % 5, "face_sharing": 4}
        Meetup.objects.create(organisation=marlon.organisation, link_up=link_up, state="held", held_on=met, **faces)


def test_a_whole_week_reads_well_on_a_phone_and_at_a_desk(caseload, someone):
    marlon = someone("Marlon", PHONE, also=[DESK, ZOOMED])
    page = marlon.open("/link-ups/week/")
    expect(page.get_by_text("worth a call").first).to_be_visible()
    marlon.check_accessible()
    shot(page, "caseload")
    page.set_viewport_size(DESK)
    shot(page, "caseload_desk")


def test_the_board_as_a_nine_year_old_looks_at_it(demo, someone):
    user = User.objects.get(email="marlon@demo.example")
    with acting_as(user.asker), transaction.atomic():
        board = reverse("linkups:goal-board", args=[LinkUp.objects.get(seeking_family__name="Novak").pk])
    marlon = someone("Marlon", PHONE, also=[DESK, ZOOMED])
    page = marlon.open(board)
    expect(page.get_by_text("Someone to ring when it gets too much").first).to_be_visible()
    marlon.check_accessible()
    shot(page, "board")
