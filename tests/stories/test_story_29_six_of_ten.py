"""29. Given the ten seeded obsessions, the headline reads “6 of 10 curves improving; 3 turned; 1 not enough data”, the worked vector
in §7.4 gives *turned*, 72→90 % reads “+18 percentage points”, d=8 shows “3 of 8”, partner login sees no person; republishing a
published forecast is refused.
"""

import re

import pytest
from django.db import transaction

from accounts.models import User
from database.asker import acting_as
from families.models import Family, Person
from outcomes.models import Forecast, Measure
from tests.casework.refusals import change, refused_by


def asked(read, name="Arun"):
    """What is read as someone of the demo; Arun is an analyst, who reads no record. Kith has no other sign-in for a partner."""
    with acting_as(User.objects.get(name=name).asker), transaction.atomic():
        return read()


@pytest.fixture
def pages(demo):
    return asked(lambda: {one.name: one.get_absolute_url() for one in Measure.objects.all()})


@pytest.fixture
def read(client, pages):
    client.force_login(User.objects.get(name="Arun"))
    return lambda name: client.get(pages[name]).text


def test_the_headline_counts_all_ten_and_each_curve_speaks_for_itself(client, read):
    worked, headline = read("Children looked after"), client.get("/outcomes/").text

    assert "6 of 10 curves improving; 3 turned; 1 not enough data" in headline
    assert "<b>Turned.</b>" in worked
    assert "449 now, where 533 was expected" in worked
    assert "Down for 3 periods: improving." in worked
    assert "+18 percentage points" in read("Care leavers in suitable accommodation")
    assert "3 of 8" in read("Families offered a meeting before court")


def test_who_reads_no_record_sees_every_curve_and_no_person(client, read, pages):
    names = asked(
        lambda: {*Person.objects.values_list("known_as", flat=True), *Family.objects.values_list("name", flat=True)},
        name="Kith",
    )
    shown = [client.get("/outcomes/").text, *(read(name) for name in pages)]

    assert (len(shown), "Amina" in names) == (13, True)
    assert [name for name in names for text in shown if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_a_published_forecast_is_not_published_again(client, read):
    shown = read("Children looked after")
    forecast = asked(lambda: Forecast.objects.get(measure__name="Children looked after"))

    answer = client.post(f"/outcomes/forecasts/{forecast.pk}/publish/", follow=True)

    assert "frozen since" in shown
    assert "This forecast is published already, and frozen." in answer.text
    assert asked(lambda: refused_by(change(forecast, published_at=None))) == "forecast_frozen"
