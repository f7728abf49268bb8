"""What is nearby as a directory: by the rules of HSDS 3.0 and its UK profile, and nothing that may not leave (domain.md §6.1)."""

from datetime import date, time, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from database.asker import acting_as
from families.periods import Period
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    GiftFactory,
    PlaceFactory,
    SessionFactory,
)
from tests.families.directory.hsds_rules import faults


def names(page):
    return [service["name"] for service in page["contents"]]


@pytest.fixture
def whole(organisation):
    """One with all that can be said of it."""
    place = PlaceFactory(latitude=53, longitude=-1, access_notes="A ramp", county="")
    asset = AssetFactory(place=place, cost_gbp=0, cost_words="Nothing", languages=["Urdu"], min_age=0, max_age=5)
    asset.url, asset.mailbox, asset.last_checked_on = (
        "https://a.example",
        "hub@leeds.test",
        MONDAY - timedelta(days=200),
    )
    asset.save()
    SessionFactory(
        asset=asset, place=place, opens_at=time(9), closes_at=time(10), period=Period(MONDAY, date(2026, 9, 1))
    )
    SessionFactory(asset=asset, freq="monthly", byday=["SA"], week_of_month=-1, place=PlaceFactory(lines=""))
    SessionFactory(asset=asset, freq="monthly", byday=[], bymonthday=3)
    SessionFactory(asset=asset, freq="", byday=[], begins_on=date(2026, 5, 1), interval=1)
    return asset


def test_everything_that_is_said_is_said_by_the_rules(whole, leave):
    page = leave()

    assert faults(page) == []
    assert len(page["contents"][0]["service_at_locations"]) == 2


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"status": "open"}, "service: status can’t be 'open'"),
        ({"phones": "1"}, "service: phones is not of both standards"),
        ({"name": ""}, "service: name can’t be ''"),
        ({"organization": {"id": "0fdfb57f-c147-4cfb-864c-000000000001", "name": "A"}}, "organization: no description"),
        (
            {"schedules": [{"id": "0fdfb57f-c147-4cfb-864c-000000000001", "freq": "DAILY"}]},
            "schedule: freq can’t be 'DAILY'",
        ),
    ],
)
def test_the_rules_find_a_fault(whole, leave, said, fault):
    page = leave()
    page["contents"][0] |= said

    assert faults(page) == [fault]


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "active"),
        ({"state": "check"}, "active"),
        ({"last_checked_on": date(2025, 3, 1)}, "inactive"),
        ({"state": "hidden"}, "inactive"),
        ({"state": "closed"}, "defunct"),
    ],
)
def test_how_it_stands_is_said_in_the_words_of_the_standard(organisation, leave, facts, status):
    AssetFactory(**facts)

    assert leave()["contents"][0]["status"] == status


def test_what_nobody_looked_at_for_half_a_year_says_so(whole, leave):
    assert "someone last looked on 28 August 2025" in leave()["contents"][0]["alert"]


def test_nobodys_gift_and_nothing_that_may_not_be_shown_leaves(organisation, leave):
    AssetFactory(name="Open")
    GiftFactory(name="Joan’s bread")
    AssetFactory(name="Not safe", safe_to_show=False)
    AssetFactory(name="Refuge", hide_location=True, place=PlaceFactory(name="Secret House"))
    AssetFactory(name="Unseen", state="new", last_checked_on=None)

    assert names(leave()) == ["Open"]


def test_no_words_of_families_and_no_half_of_an_address_leave(organisation, leave):
    AssetFactory(feels_like="Bev hugs you", how_to_start="Ask Bev", place=PlaceFactory(postcode=""))

    page = leave()

    assert ("Bev" in str(page), page["contents"][0]["service_at_locations"][0]["location"].get("addresses")) == (
        False,
        None,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_takes_the_same_queries_however_long(organisation, rows, tmp_path, django_assert_num_queries):
    for _ in range(rows):
        SessionFactory(asset__place=PlaceFactory(), place=PlaceFactory())

    with django_assert_num_queries(6):
        call_command("export_assets", str(tmp_path / "services.json"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_is_written_from_the_command_line_too(organisation, tmp_path):
    """Where no test's transaction stands around the command, and the asker is told as each begins."""
    with transaction.atomic():
        asset = AssetFactory()
    file = tmp_path / "services.json"

    with acting_as(None):
        call_command("export_assets", str(file))

    assert asset.name in file.read_text(encoding="utf-8")
