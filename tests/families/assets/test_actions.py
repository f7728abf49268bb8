"""Writing down what is nearby, looking again, and forgetting (domain.md §6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import ChangedMeanwhile, RuleBroken
from database.asker import acting_as
from families.actions import assets as actions
from families.actions.granting import withdraw_agreement
from families.models import Agreement, CommunityAsset, Place
from families.periods import since
from tests.factories_assets import MONDAY, AssetFactory, GiftFactory, SessionFactory

HALL = {"name": "Harbour Hall", "lines": "1 Quay", "town": "Leeds", "postcode": "LS1 1AA"}


@pytest.fixture(autouse=True)
def asking(worker):
    with acting_as(worker.asker):
        yield


def added(worker, **facts):
    said = {"name": "Toddlers", "category": "association", "what_it_offers": "Toys and tea"} | facts
    return actions.add_asset(**said, by=worker)


def test_what_is_written_down_is_new_until_someone_looks(worker):
    asset = added(worker)

    assert (asset.state, asset.last_checked_on, asset.created_by) == ("new", None, worker)
    assert asset.pgh_event_model.objects.get(pgh_obj_id=asset.pk).pgh_context["action"] == "add_asset"


def test_whoever_has_been_there_has_looked(worker):
    asset = added(worker, has_looked=True)

    assert (asset.state, asset.last_checked_on) == ("verified", MONDAY)


def test_a_venue_is_written_down_once(worker):
    first, second = added(worker, place=HALL), added(worker, place={**HALL, "county": "Yorkshire"})

    assert first.place == second.place
    assert Place.objects.get().county == "Yorkshire"


def test_how_a_browser_ends_a_line_is_no_change(worker):
    asset = AssetFactory(source="york", external_id="a1", what_it_offers="Tea\nToys")

    assert actions.change_asset(asset=asset, what_it_offers="Tea\r\nToys", by=worker).locally_owned == []


def test_what_is_emptied_of_a_place_is_empty_and_what_another_says_of_it_stays(worker):
    first, second = added(worker, place={**HALL, "access_notes": "Steps"}), added(worker, place=HALL)
    assert second.place.access_notes == "Steps"

    actions.change_asset(asset=first, place={**HALL, "access_notes": ""}, by=worker)

    assert Place.objects.get().access_notes == ""


def test_a_place_that_was_changed_here_is_ours(worker):
    asset = AssetFactory(source="york", external_id="a1", place=actions.find_place(**HALL, by=worker))

    changed = actions.change_asset(asset=asset, place={**HALL, "town": "York"}, by=worker)

    assert (changed.locally_owned, changed.place.town) == (["place"], "York")


def test_a_change_of_what_someone_else_changed_is_refused(worker):
    asset = added(worker)
    actions.change_asset(asset=asset, name="Tots", row_version=1, by=worker)

    with pytest.raises(ChangedMeanwhile):
        actions.change_asset(asset=asset, name="Tinies", row_version=1, by=worker)


def test_what_is_changed_by_hand_is_ours_from_then_on(worker):
    asset = AssetFactory(source="york", external_id="a1")
    actions.change_asset(asset=asset, name="Tots", what_it_offers=asset.what_it_offers, by=worker)
    actions.doubt_asset(asset=asset, by=worker)
    actions.add_session(asset=asset, freq="weekly", byday=["MO"], by=worker)

    asset.refresh_from_db()
    assert asset.locally_owned == ["name", "sessions", "state"]


def test_looking_again_says_when(worker):
    asset = AssetFactory(last_checked_on=MONDAY - timedelta(days=300))

    assert actions.confirm_asset(asset=asset, by=worker).last_checked_on == MONDAY


@pytest.mark.parametrize(
    ("step", "state"), [("doubt_asset", "check"), ("hide_asset", "hidden"), ("close_asset", "closed")]
)
def test_each_step_says_how_it_stands(worker, step, state):
    asset = getattr(actions, step)(asset=AssetFactory(), by=worker)

    assert CommunityAsset.objects.get(pk=asset.pk).state == state


def test_a_step_that_came_too_late_is_refused(worker):
    with pytest.raises(actions.StepTooLate, match="too late"):
        actions.confirm_asset(asset=AssetFactory(state="closed"), by=worker)


@pytest.mark.parametrize(
    ("began", "last"), [(MONDAY - timedelta(days=7), MONDAY), (MONDAY, MONDAY + timedelta(days=1))]
)
def test_a_time_ends_today_and_stays_written_down(worker, began, last):
    session = SessionFactory(period=since(began))

    assert actions.end_session(session=session, by=worker).period.upper == last


def gift_of(person, worker, harbour=None, **facts):
    said = {"name": "Mends bikes", "what_it_offers": "Mends bikes on Sundays", "shown_to": "coaches"}
    said |= {"given_how": "spoken", "given_on": MONDAY, "locality": harbour}
    return actions.add_gift(person=person, **said | facts, by=worker)


def test_a_gift_stands_by_a_yes_for_a_year(dana, worker):
    gift = gift_of(dana, worker)

    assert (gift.agreement.to_what, gift.agreement.person, gift.agreement.what_exactly) == (
        "individual_asset",
        dana,
        "",
    )
    assert (gift.shown_until, gift.state) == (MONDAY + timedelta(days=365), "verified")


def test_someone_may_have_two_gifts_each_by_a_yes_of_its_own(dana, worker):
    first, second = gift_of(dana, worker), gift_of(dana, worker)

    assert first.agreement != second.agreement


def test_a_gift_for_families_says_near_where(dana, worker):
    with pytest.raises(ValidationError, match="near where"):
        gift_of(dana, worker, shown_to="families")


@pytest.mark.parametrize("words", ["Come to 5 Mill Road", "LS1 4AB", "Ring 01632 960456", "jo at mail dot org"])
def test_a_gift_does_not_say_where_its_giver_is(dana, worker, words):
    with pytest.raises(ValidationError, match="written like an address or a number"):
        gift_of(dana, worker, how_to_start=words)

    gift = gift_of(dana, worker)
    with pytest.raises(ValidationError, match="written like an address or a number"):
        actions.change_asset(asset=gift, what_it_offers=words, by=worker)


def test_a_group_says_where_it_is(worker):
    assert added(worker, how_to_start="Ring 01632 960456").pk


def test_no_more_is_said_of_a_gift_whose_yes_was_taken_back(dana, worker):
    gift = gift_of(dana, worker)
    withdraw_agreement(agreement=gift.agreement, by=worker)

    with pytest.raises(RuleBroken, match="by their own yes"):
        actions.change_asset(asset=gift, name="Mends cars", by=worker)


def test_no_word_of_a_gift_that_was_forgotten_is_left_in_any_row(dana, worker):
    gift = gift_of(dana, worker, name="Zqxword", what_it_offers="Zqxword", how_to_start="Zqxword")
    actions.forget_gift(gift=gift, by=worker)

    assert Agreement.objects.get(pk=gift.agreement_id).withdrawn_on == MONDAY
    assert rows_that_say("Zqxword") == []


def test_whose_gift_it_is_is_locked_before_the_gift(dana, worker):
    gift = gift_of(dana, worker)

    with CaptureQueriesContext(connection) as asked:
        actions.forget_gift(gift=gift, by=worker)

    locked = [query["sql"].split('"families_')[1].split('"')[0] for query in asked if "FOR UPDATE" in query["sql"]]
    assert locked[:2] == ["person", "communityasset"]


def rows_that_say(word):
    tables = ["families_assetsessionevent", "families_introductionevent"]
    tables += [
        "families_communityasset",
        "families_communityassetevent",
        "families_agreement",
        "families_agreementevent",
    ]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} one WHERE one::text LIKE %s", [f"%{word}%"])
            found += [table] * cursor.fetchone()[0]
        return found


def test_the_words_would_be_found_if_they_were_there(dana, worker):
    GiftFactory(person=dana, name="Zqxword", shown_to="coaches", locality=None)

    assert "families_communityasset" in rows_that_say("Zqxword")


@pytest.mark.parametrize("said", ["Ask at 1 Quay", "It is in ls11aa, at the back"])
def test_no_word_says_where_a_place_is_that_must_not_be_told(worker, said):
    with pytest.raises(ValidationError, match="“how to start” says where it is"):
        added(worker, place=HALL, hide_location=True, how_to_start=said)


def test_a_place_without_an_address_keeps_nothing_back(worker):
    assert added(worker, place={"name": "Safe Haven"}, hide_location=True, how_to_start="Ring first").hide_location


def test_where_it_is_goes_before_it_is_kept_quiet(worker):
    asset = added(worker, place=HALL, how_to_start="Ask at 1 Quay")

    with pytest.raises(ValidationError, match="must not be told"):
        actions.change_asset(asset=asset, hide_location=True, place=HALL, by=worker)
    asset.refresh_from_db()
    assert not asset.hide_location
