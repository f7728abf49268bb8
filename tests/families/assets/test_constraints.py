"""What is nearby: each rule of the database tried past every form (domain.md §6, §12.12)."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from families.lifecycle import ASSET_STEPS
from families.models import CommunityAsset
from families.periods import Period
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, PersonFactory, UserFactory
from tests.factories_access import AgreementFactory
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    GiftFactory,
    IntroductionFactory,
    PlaceFactory,
    SessionFactory,
)
from tests.factories_families import sign_in_of
from tests.refusals import again, change, refused_by

pytestmark = pytest.mark.usefixtures("organisation")
LATER = MONDAY + timedelta(days=1)
State = CommunityAsset.State


def taken():
    return AssetFactory(source="york", external_id="a1")


def monthly():
    return SessionFactory(freq="monthly", byday=["TU"], week_of_month=1)


def of_a_person():
    return IntroductionFactory(family=None, person=PersonFactory())


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("place_once", PlaceFactory, {}),
        ("place_has_a_name", PlaceFactory, {"name": " "}),
        ("place_on_the_map", PlaceFactory, {"postcode": "LS2", "latitude": 53}),
        ("place_on_the_map", PlaceFactory, {"postcode": "LS2", "latitude": 91, "longitude": 0}),
        ("asset_taken_once", taken, {}),
        ("asset_has_a_name", AssetFactory, {"name": "\n"}),
        ("asset_says_what_is_there", AssetFactory, {"what_it_offers": " "}),
        ("asset_ages_in_order", AssetFactory, {"min_age": 5, "max_age": 4}),
        ("asset_ages_of_people", AssetFactory, {"max_age": 121}),
        ("asset_costs_something_or_nothing", AssetFactory, {"cost_gbp": -1}),
        ("asset_url_of_the_web", AssetFactory, {"url": "javascript:alert(1)"}),
        ("asset_taken_by_its_id", AssetFactory, {"source": "york"}),
        ("asset_taken_by_its_id", AssetFactory, {"external_id": "a1"}),
        ("asset_there_when_looked_at", AssetFactory, {"last_checked_on": None}),
        ("asset_gift_says_whose", GiftFactory, {"shown_to": ""}),
        ("asset_gift_says_whose", AssetFactory, {"person": PersonFactory}),
        ("asset_gift_not_in_the_open", GiftFactory, {"safe_to_show": True}),
        ("asset_gift_not_in_the_open", GiftFactory, {"place": PlaceFactory}),
        ("asset_gift_near_somewhere", GiftFactory, {"locality": None}),
        ("asset_forgotten_has_no_words", GiftFactory, {"forgotten_on": MONDAY, "state": "closed"}),
        ("asset_gift_agreed", GiftFactory, {"person": PersonFactory}),
        ("asset_gift_agreed", GiftFactory, {"agreement": AgreementFactory}),
        ("asset_gift_a_year", GiftFactory, {"shown_until": MONDAY + timedelta(days=366)}),
        ("asset_session_has_a_day", SessionFactory, {"period": Period(MONDAY, MONDAY)}),
        ("asset_session_says_when", SessionFactory, {"byday": []}),
        ("asset_session_says_when", SessionFactory, {"freq": "", "byday": []}),
        ("asset_session_of_the_month", monthly, {"week_of_month": None}),
        ("asset_session_of_the_month", monthly, {"bymonthday": 3}),
        ("asset_session_in_the_calendar", monthly, {"week_of_month": 5}),
        ("asset_session_in_the_calendar", SessionFactory, {"interval": 0}),
        ("asset_session_ends_later", SessionFactory, {"opens_at": time(10), "closes_at": time(9)}),
        ("introduction_of_one", IntroductionFactory, {"family": None}),
        ("introduction_of_one", of_a_person, {"family": FamilyFactory}),
        ("introduction_asked_afterwards", IntroductionFactory, {"checked_on": MONDAY - timedelta(days=1)}),
        ("introduction_outcome_on_a_day", IntroductionFactory, {"outcome": "went_once"}),
        (
            "introduction_nobody_went_along",
            IntroductionFactory,
            {"outcome": "did_not_happen", "checked_on": MONDAY, "went_with": True},
        ),
        ("introduction_words_to_be_read", IntroductionFactory, {"may_be_read": True}),
    ],
)
def test_the_database_refuses(name, row, changed):
    written = row()

    assert refused_by(lambda: again(written, **changed)) == name


@pytest.mark.parametrize(
    ("name", "row", "changed"),
    [
        ("asset_gift_stays_one", GiftFactory, {"category": "association"}),
        ("asset_gift_stays_one", AssetFactory, {"category": "individual"}),
        ("introduction_of_then", IntroductionFactory, {"on": LATER}),
        ("introduction_of_then", IntroductionFactory, {"family": None, "person": PersonFactory}),
        ("introduction_words_stay", lambda: IntroductionFactory(words="Lovely"), {"words": "Lovely indeed"}),
    ],
)
def test_the_database_lets_stand(name, row, changed):
    written = row()
    changed = {field: value() if isinstance(value, type) else value for field, value in changed.items()}

    assert refused_by(lambda: change(written, **changed)) == name


def test_the_yes_of_a_gift_must_hold_when_more_is_said_of_it():
    gift = GiftFactory()
    change(gift.agreement, withdrawn_on=MONDAY)

    assert refused_by(lambda: change(gift, what_it_offers="Bakes too")) == "asset_gift_agreed"


def test_a_gift_whose_yes_was_taken_back_can_still_be_hidden():
    gift = GiftFactory()
    change(gift.agreement, withdrawn_on=MONDAY)
    change(gift, state="hidden")

    assert CommunityAsset.objects.get(pk=gift.pk).state == "hidden"


def test_what_was_forgotten_stays_forgotten():
    gift = GiftFactory()
    change(gift, name="", what_it_offers="", state="closed", forgotten_on=MONDAY)

    assert refused_by(lambda: change(gift, name="Knitting")) == "asset_forgotten_for_good"


def test_a_mailbox_tells_of_no_family_s_sign_in(dana):
    """Whether a family's address signs in here is told to nobody."""
    assert AssetFactory(mailbox=sign_in_of(dana).email).pk


def test_a_mailbox_is_no_ones_own():
    email = UserFactory(email="priya@leeds.test").email

    assert refused_by(lambda: AssetFactory(mailbox=email.upper())) == "asset_mailbox_not_a_persons"


@pytest.mark.parametrize("before", State)
def test_the_steps_of_the_database_are_those_of_the_pages(before):
    allowed = set()
    for after in State:
        asset = AssetFactory(state=before)
        if before == after:
            continue
        with suppress(IntegrityError), transaction.atomic():
            change(asset, state=after)
            allowed.add(after)

    assert allowed == ASSET_STEPS[before]


def test_the_words_of_a_gift_stand_in_no_history():
    gift = GiftFactory(what_it_offers="Knits at night")
    kept = {field.name for field in CommunityAsset.pgh_event_model._meta.fields}

    assert gift.pk
    assert kept & {"name", "what_it_offers", "feels_like", "how_to_start", "url"} == set()


@pytest.mark.parametrize(
    ("state", "seen", "today"),
    [
        ("new", None, "new"),
        ("verified", date(2026, 3, 16), "verified"),
        ("verified", date(2025, 9, 17), "check"),
        ("verified", date(2025, 3, 16), "hidden"),
        ("check", date(2025, 3, 16), "hidden"),
        ("check", None, "check"),
        ("closed", date(2020, 1, 1), "closed"),
    ],
)
def test_what_nobody_looks_at_fades(state, seen, today):
    assert CommunityAsset(state=state, last_checked_on=seen).state_today == today
    assert FROZEN.date() == MONDAY
