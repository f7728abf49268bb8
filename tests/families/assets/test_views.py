"""What is nearby, from its pages: found, written down, looked at again, and left behind on paper (domain.md §6)."""

import pytest

from accounts.models import AccessEvent
from families.models import Agency, CommunityAsset
from families.queries.assets import waiting_for
from tests.factories import TeamFactory, UserFactory
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    GiftFactory,
    IntroductionFactory,
    LocalityFactory,
    PlaceFactory,
    SessionFactory,
)
from tests.factories_families import sign_in_of

LIST = "/nearby/"


def page_of(asset, what=""):
    return f"/nearby/{asset.pk}/{what}"


def names(response):
    return [asset.name for asset in response.context["page"].rows]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_many(signed_in, rows, django_assert_num_queries):
    for _ in range(rows):
        SessionFactory(place=PlaceFactory())

    with django_assert_num_queries(7):
        response = signed_in.get(LIST)

    assert response.text.count("every Tuesday") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_the_same_queries_however_much_is_there(signed_in, family, rows, django_assert_num_queries):
    asset = AssetFactory()
    for _ in range(rows):
        SessionFactory(asset=asset, place=PlaceFactory())
        IntroductionFactory(asset=asset, family=family, words="Lovely", may_be_read=True)

    with django_assert_num_queries(9):
        response = signed_in.get(page_of(asset))

    assert response.text.count("<blockquote") == 2 * rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Bikes", "Tots"]),
        ({"words": "tea"}, ["Tots"]),
        ({"words": "tea bikes"}, []),
        ({"words": "bike"}, ["Bikes"]),
        ({"words": "sheds"}, ["Bikes"]),
        ({"words": "polish"}, ["Bikes"]),
        ({"category": "exchange"}, ["Bikes"]),
        ({"day": "TU"}, ["Tots"]),
        ({"day": "WE"}, []),
        ({"language": "Polish"}, ["Bikes"]),
        ({"age": "3"}, ["Tots"]),
        ({"age": "30"}, ["Bikes"]),
        ({"free": "on"}, ["Bikes"]),
    ],
)
def test_what_is_nearby_is_found_by_what_one_looks_for(signed_in, asked, found):
    SessionFactory(asset=AssetFactory(name="Tots", max_age=4, cost_gbp=1))
    AssetFactory(
        name="Bikes", category="exchange", what_it_offers="A shed", languages=["Polish"], min_age=8, cost_gbp=0
    )
    AssetFactory(name="Closed", state="closed")

    assert names(signed_in.get(LIST, asked)) == found


def test_the_list_goes_on_and_keeps_what_was_looked_for(signed_in, monkeypatch):
    monkeypatch.setattr("families.paging.MAX_SIZE", 1)
    for name in ("One", "Three", "Two"):
        AssetFactory(name=name, cost_gbp=0 if name != "Three" else 1)
    first = signed_in.get(LIST, {"free": "on"})

    assert "?free=on&amp;after=" in first.text
    assert names(signed_in.get(LIST, {"free": "on", "after": first.context["page"].next})) == ["Two"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [({}, "Begin with what a family told you about"), ({"words": "chess"}, "Nothing of that kind is written down yet")],
)
def test_an_empty_list_says_what_to_do(signed_in, asked, says):
    assert says in signed_in.get(LIST, asked).text


def test_an_age_that_is_none_is_said(signed_in):
    assert "120 at most" in signed_in.get(LIST, {"age": "200"}).text


def test_a_family_reads_what_is_nearby_and_changes_nothing(client, family, dana):
    asset = AssetFactory(feels_like="Everyone says hello")
    client.force_login(sign_in_of(dana))
    page = client.get(page_of(asset)).text

    assert "Everyone says hello" in page
    assert ("Yes: I looked today" in page, "Introduce someone" in page) == (False, False)
    assert client.post(page_of(asset, "confirm/")).status_code == 403


def test_a_place_that_must_not_be_told_is_on_no_page_of_a_family(client, dana, worker):
    asset = AssetFactory(place=PlaceFactory(name="Secret House"), hide_location=True)
    SessionFactory(asset=asset, place=PlaceFactory(name="Secret Annex"))
    told = {}
    for user in (sign_in_of(dana), worker):
        client.force_login(user)
        told[user.kind] = client.get(page_of(asset)).text + client.get(LIST).text

    assert "Secret" not in told["family"]
    assert ("Secret House" in told["staff"], "Secret Annex" in told["staff"]) == (True, True)


def test_who_only_administers_is_not_offered_it(client, organisation):
    client.force_login(UserFactory(roles=["administrator"]))

    assert client.get(LIST).status_code == 403


def test_a_gift_in_a_list_is_noted(client, outsider, dana, harbour):
    GiftFactory(person=dana, locality=harbour)
    client.force_login(outsider)
    client.get(LIST)

    assert AccessEvent.objects.get().people == [dana.pk]


def test_something_nearby_is_written_down_with_its_place(signed_in):
    said = {"name": "Tots", "category": "association", "what_it_offers": "Toys", "languages": "Polish, Urdu"}
    said |= {"place_name": "Harbour Hall", "place_town": "Leeds", "cost_gbp": "0", "has_looked": "on"}

    answer = signed_in.post("/nearby/add/", said)

    asset = CommunityAsset.objects.get()
    assert answer.url == page_of(asset)
    assert (asset.place.town, asset.languages, asset.state) == ("Leeds", ["Polish", "Urdu"], "verified")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"place_town": "Leeds"}, "Say what the place is called."),
        ({"min_age": "9", "max_age": "3"}, "The first age is the younger one."),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"languages": "x" * 61}, "Put a comma between languages."),
        ({"category": "individual"}, "Choose one of the answers"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, said, says):
    answer = signed_in.post(
        "/nearby/add/", {"name": "Tots", "category": "association", "what_it_offers": "Toys and tea"} | said
    )

    assert (answer.status_code, says in answer.text, "Toys and tea" in answer.text) == (422, True, True)


def test_a_change_is_saved_with_what_was_there(signed_in):
    asset = AssetFactory(place=PlaceFactory(name="Hall"), languages=["Urdu"])
    form = signed_in.get(page_of(asset, "change/")).context["form"]
    said = {name: value for name, value in form.initial.items() if value not in {None, False}}

    signed_in.post(page_of(asset, "change/"), said | {"name": "Tots"})

    asset.refresh_from_db()
    assert (asset.name, asset.place.name, asset.languages) == ("Tots", "Hall", ["Urdu"])


@pytest.mark.parametrize(
    ("step", "state"), [("confirm", "verified"), ("doubt", "check"), ("hide", "hidden"), ("close", "closed")]
)
def test_each_step_is_one_button(signed_in, step, state):
    asset = AssetFactory()

    answer = signed_in.post(page_of(asset, f"{step}/"), follow=True)

    asset.refresh_from_db()
    assert (answer.status_code, asset.state) == (200, state)


def test_a_step_too_late_is_said(signed_in):
    asset = AssetFactory(state="closed")

    assert "too late for that" in signed_in.post(page_of(asset, "confirm/"), follow=True).text


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ({"how_often": "weekly", "byday": ["TH", "TU"], "opens_at": "10:00"}, "every Tuesday and Thursday, from 10:00"),
        (
            {"how_often": "fortnightly", "byday": "FR", "opens_at": "10:00", "closes_at": "12:00"},
            "every other Friday, 10:00 to 12:00",
        ),
        ({"how_often": "monthly", "byday": "SU", "week_of_month": "-1"}, "the last Sunday of the month"),
        ({"how_often": "once", "begins_on_0": "20", "begins_on_1": "3", "begins_on_2": "2026"}, "Friday 20 March 2026"),
    ],
)
def test_when_it_is_on_stands_there_in_words(signed_in, said, when):
    asset = AssetFactory()

    answer = signed_in.post(page_of(asset, "sessions/add/"), said | {"attending": "in_person"})

    assert answer.status_code == 302
    assert asset.sessions.get().when == when


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"how_often": "weekly"}, "Say on which day of the week."),
        ({"how_often": "once"}, "Say on which date."),
        ({"how_often": "once", "byday": "MO"}, "A date is enough"),
        ({"how_often": "monthly", "byday": "MO"}, "Say in which week of the month."),
        ({"how_often": "weekly", "byday": "MO", "week_of_month": "1"}, "only for what happens every month"),
        ({"how_often": "weekly", "byday": "MO", "opens_at": "10:00", "closes_at": "09:00"}, "It ends after it begins."),
    ],
)
def test_a_time_that_does_not_fit_together_is_said(signed_in, said, says):
    answer = signed_in.post(page_of(AssetFactory(), "sessions/add/"), said | {"attending": "in_person"})

    assert (answer.status_code, says in answer.text) == (422, True)


def test_what_an_answer_asks_for_is_not_folded_away(signed_in):
    form = signed_in.get(page_of(AssetFactory(), "sessions/add/")).context["form"]

    assert {"byday", "week_of_month", "begins_on"} <= {field.name for field in form.first_fields()}


def test_a_time_ends(signed_in):
    session = SessionFactory()

    answer = signed_in.post(f"/asset-sessions/{session.pk}/end/", follow=True)

    assert "every Tuesday" not in answer.text.split("<main")[1]


def test_paper_holds_what_was_picked_and_nothing_that_may_not_be_found(signed_in, dana, harbour):
    quiet = AssetFactory(name="Refuge", place=PlaceFactory(name="Secret House"), hide_location=True)
    picked = [AssetFactory(name="Tots"), quiet, GiftFactory(person=dana, locality=harbour, name="Bread")]
    picked.append(AssetFactory(name="Unsafe", safe_to_show=False))

    page = signed_in.get("/nearby/print/", {"pick": [one.pk for one in picked[:2]]}).text

    assert ("Tots" in page, "Refuge" in page, "Secret House" in page) == (True, True, False)
    for one in picked[2:]:
        assert one.name not in signed_in.get("/nearby/print/", {"pick": [one.pk]}).text


def test_the_list_on_paper_leaves_out_what_may_not_be_on_paper_and_what_one_ticks(signed_in, dana, harbour):
    AssetFactory(name="Tots")
    GiftFactory(person=dana, locality=harbour, name="Bread")

    page = signed_in.get("/nearby/").text
    printed = {
        row.split("</a>")[0].split(">")[-1]: "no-print" not in row.split(">")[0] for row in page.split("<li")[1:]
    }

    assert (printed["Tots"], printed["Bread"]) == (True, False)
    assert 'class="govuk-checkboxes govuk-checkboxes--small k-no-print"' in page
    assert 'class="govuk-details k-no-print"' in page


@pytest.mark.parametrize("pick", [{}, {"pick": "no id"}])
def test_paper_with_nothing_on_it_says_what_to_do(signed_in, pick):
    assert "Tick up to six" in signed_in.get("/nearby/print/", pick).text


def waits(user):
    return [(item.text, item.is_overdue) for item in waiting_for(user)]


def test_what_is_due_waits_for_who_wrote_it_down(worker, outsider):
    AssetFactory(name="Tots", state="new", last_checked_on=None, created_by=worker)
    AssetFactory(name="Fresh", created_by=worker)

    assert (waits(worker), waits(outsider)) == ([("Is it still there? Tots", False)], [])


def test_what_a_team_looks_after_waits_for_its_people_and_its_manager(worker, manager, outsider):
    old = MONDAY.replace(year=2025, month=6)
    AssetFactory(name="Tots", team=worker.practitioner.team, created_by=outsider, last_checked_on=old)
    AssetFactory(name="Others", team=TeamFactory(), created_by=worker, last_checked_on=old)

    expected = [("Is it still there? Tots", True)]
    assert (waits(worker), waits(manager), waits(outsider)) == (expected, expected, [])


def test_what_is_due_stands_on_today(signed_in, worker):
    AssetFactory(name="Tots", state="check", created_by=worker)

    assert "Is it still there? Tots" in signed_in.get("/").text + signed_in.get("/today/").text


def test_nothing_waits_for_a_family(dana):
    assert waiting_for(sign_in_of(dana)) == []


def test_of_a_hidden_place_nothing_tells_where_it_is(client, dana):
    agency = Agency.objects.create(organisation=dana.organisation, name="Harbour Women", sector="voluntary")
    said = {"hide_location": True, "locality": LocalityFactory(name="Harbour Quarter"), "agency": agency}
    asset = AssetFactory(**said, access_notes="Behind the church")
    client.force_login(sign_in_of(dana))

    page = client.get(f"/nearby/{asset.pk}/").text

    assert asset.name in page
    assert not [told for told in ("Harbour Quarter", "Harbour Women", "Behind the church") if told in page]
