"""29. Given the ten seeded obsessions, the headline reads “6 of 10 curves improving; 3 turned; 1 not enough data”, the worked vector
in §7.4 gives *turned*, 72→90 % reads “+18 percentage points”, d=8 shows “3 of 8”, partner login sees no person; republishing a
published forecast is refused.
"""

import re
from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from database.asker import acting_as
from families.models import Family, Person
from outcomes.actions.partners import make_partner_link
from outcomes.models import Forecast, Measure, TurnTheCurveReport
from tests.casework.refusals import change, refused_by


def asked(read, name="Arun"):
    """What is read as someone of the demo; Arun is an analyst, who reads no record."""
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


@pytest.fixture
def by_link(client, demo):
    """A partner with a link to all ten, and no sign-in."""
    arun = User.objects.get(name="Arun")
    said = {
        "name": "The partnership",
        "purpose": "Its board",
        "until": date(2027, 3, 31),
        "measures": Measure.objects.all(),
    }
    token = asked(lambda: make_partner_link(**said, by=arun).token)
    client.logout()
    return lambda end="": client.get(f"/curves/{token}/{end}")


def test_a_partner_without_a_sign_in_sees_all_ten_and_no_person(by_link):
    names = asked(
        lambda: {*Person.objects.values_list("known_as", flat=True), *Family.objects.values_list("name", flat=True)},
        name="Kith",
    )
    shown = [by_link().text, by_link("figures.json").text, by_link("figures.csv").content.decode()]

    assert [text.count("Children looked after") > 0 for text in shown] == [True] * 3
    assert [name for name in names for text in shown if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_a_partner_reads_no_number_from_one_to_five_nor_what_would_tell_of_one(by_link):
    told = {one["measure"]: one for one in by_link("figures.json").json()["measures"]}

    few = told["Families offered a meeting before court"]["figures"]
    parts = [(one["figure"], one["number"]) for one in few]
    assert (len(told), parts) == (12, [("c", "c")] * 5)
    suitable = told["Care leavers in suitable accommodation"]
    assert [one["figure"] for one in suitable["figures"]][-1] == "c"  # 45 of 50: five are not
    assert "90%" not in by_link().text
    assert told["Children looked after"]["says"].startswith("Turned.")


def test_the_wall_says_the_same_and_what_is_done_next(client, demo):
    client.force_login(User.objects.get(name="Arun"))
    shown = client.get("/outcomes/wall/").text

    assert "6 of 10 curves improving; 3 turned; 1 not enough data" in shown
    assert "Next: Pay relatives in the first week" in shown


def test_a_report_of_a_meeting_that_was_held_stays_and_the_next_goes_on_from_it(client, demo):
    client.force_login(User.objects.get(name="Arun"))
    held, draft = asked(
        lambda: list(TurnTheCurveReport.objects.filter(measure__name="Children looked after").order_by("version"))
    )

    assert asked(lambda: refused_by(change(held, families_said="Otherwise"))) == "report_frozen"
    more = client.post(f"{held.get_absolute_url()}idea/add/", {"words": "More", "kind": "hunch"})
    assert (more.status_code, "its report stays" in more.text) == (422, True)
    shown = client.get(draft.get_absolute_url()).text
    assert ("Before: Proposed" in shown, shown.count("<b>New.</b>")) == (True, 1)
