"""Taking over a directory: again and again, and never over what was written here (domain.md §6.1)."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from database.models import Change
from families.actions import assets as actions
from families.models import Agency, AssetSession, CommunityAsset, Place
from tests.factories import UserFactory
from tests.factories_assets import AssetFactory
from tests.families.directory.oruk import BIKES, GARDEN, GONE, TOTS, services
from tests.sweeps.forms import words_of

UNCHANGED = "unchanged  4"


def one(pk):
    return CommunityAsset.objects.get(source="york", external_id=pk)


@pytest.fixture
def kith(organisation):
    return User.objects.get(kind=User.Kind.SYSTEM)


def test_what_a_directory_says_is_written_down(take):
    take(services())

    tots = one(TOTS)
    assert (tots.name, tots.what_it_offers, tots.category, tots.state) == (
        "Tiny Tots",
        "Toys and tea",
        "association",
        "verified",
    )
    assert (tots.min_age, tots.max_age, tots.cost_gbp, tots.cost_words) == (0, 4, Decimal("1.50"), "A session")
    assert (tots.languages, tots.last_checked_on, tots.mailbox) == (
        ["Polish", "English"],
        date(2026, 2, 1),
        "directory@york.example",
    )
    assert (tots.place.address, tots.place.access_notes) == ("1 Quay Lane, York, YO1 7AA", "A ramp at the side")
    assert tots.agency.name == "York Community Trust"


def test_times_are_written_down_in_our_words(take):
    take(services())

    assert one(TOTS).sessions.get().when == "every Tuesday and Thursday, 09:30 to 11:00"
    assert {session.when for session in one(BIKES).sessions.all()} == {
        "the last Saturday of the month, from 10:00",
        "day 15 of the month",
        "Friday 1 May 2026, from 12:00",
    }


@pytest.mark.parametrize(
    ("pk", "state"), [(TOTS, "verified"), (BIKES, "verified"), (GARDEN, "hidden"), (GONE, "closed")]
)
def test_how_it_stands_is_taken_over(take, pk, state):
    take(services())

    assert one(pk).state == state


def test_what_nobody_vouches_for_is_to_be_looked_at(take):
    take(services((TOTS, {"assured_date": None})))

    assert (one(TOTS).state, one(TOTS).last_checked_on) == ("check", None)


@pytest.mark.parametrize("show", [True, False])
def test_families_are_shown_what_is_new_only_when_it_is_said(take, show):
    take(services(), show=show)

    assert one(TOTS).safe_to_show is show


def test_without_commit_nothing_is_written(take):
    told = take(services(), commit=False)

    assert ("new        4" in told, "Nothing was written" in told) == (True, True)
    assert not CommunityAsset.objects.exists()
    assert not Place.objects.exists()


def test_the_same_directory_changes_nothing(take):
    take(services())
    before = Change.objects.count()

    assert UNCHANGED in take(services())
    assert Change.objects.count() == before


def test_what_is_new_in_it_is_taken_over(take):
    take(services())
    moved = {"service_at_locations": [], "schedules": [{"freq": "WEEKLY", "byday": "MO"}], "name": "Tots"}

    told = take(services((TOTS, moved)))

    assert ("changed    1" in told, one(TOTS).name, one(TOTS).place) == (True, "Tots", None)
    going_on = AssetSession.objects.current().filter(asset=one(TOTS))
    assert [session.when for session in going_on] == ["every Monday"]


def test_what_was_changed_here_is_kept_field_by_field(take, kith):
    take(services())
    actions.change_asset(asset=one(TOTS), what_it_offers="Toys, tea and Bev", place=None, by=kith)
    actions.add_session(asset=one(TOTS), freq="weekly", byday=["FR"], by=kith)

    take(services((TOTS, {"description": "Fun", "name": "Tots", "schedules": []})))

    tots = one(TOTS)
    assert (tots.what_it_offers, tots.name, tots.place) == ("Toys, tea and Bev", "Tots", None)
    assert tots.sessions.count() == 2


def test_what_is_written_of_a_place_here_stands_and_what_is_empty_is_filled(take):
    take(services())
    Place.objects.update(access_notes="Ring twice", county="")

    take(services())

    assert (Place.objects.get().access_notes, Place.objects.get().county) == ("Ring twice", "North Yorkshire")


def test_a_place_that_was_emptied_here_is_not_filled_again(take, kith):
    take(services())
    place = {"name": "Quay Hall", "lines": "1 Quay Lane", "postcode": "YO1 7AA", "town": "York", "access_notes": ""}
    actions.change_asset(asset=one(TOTS), place=place, by=kith)

    assert UNCHANGED in take(services())
    assert one(TOTS).place.access_notes == ""


def test_what_has_gone_from_a_whole_directory_is_looked_at_and_stays(take):
    take(services())

    told = take(services(without=TOTS))

    assert ("to be looked at: 1" in told, one(TOTS).state) == (True, "check")


def test_whoever_looked_here_is_believed(take, kith):
    take(services())
    take(services(without=TOTS))
    actions.confirm_asset(asset=one(TOTS), by=kith)

    assert "to be looked at: 0" in take(services(without=TOTS))
    assert one(TOTS).state == "verified"


@pytest.mark.parametrize(
    "page",
    [
        services(without=TOTS) | {"total_pages": 2},
        services((TOTS, {"name": ""})),
    ],
)
def test_nothing_is_taken_for_gone_that_was_not_read(take, page):
    take(services())

    assert "not the whole directory" in take(page)
    assert one(TOTS).state == "verified"


def test_looking_again_there_is_looking_again(take):
    take(services((BIKES, {"assured_date": None})))

    take(services((BIKES, {"assured_date": "2026-03-10"})))

    assert (one(BIKES).state, one(BIKES).last_checked_on) == ("verified", date(2026, 3, 10))


def test_an_older_look_there_is_not_taken_for_a_newer_one_here(take, kith):
    take(services((TOTS, {"assured_date": "2026-03-01"})))

    assert UNCHANGED in take(services())
    assert one(TOTS).last_checked_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("status", "state"), [("inactive", "hidden"), ("defunct", "closed"), ("temporarily closed", "hidden")]
)
def test_what_closes_there_closes_here(take, status, state):
    take(services())
    take(services((TOTS, {"status": status})))

    assert one(TOTS).state == state


def test_what_opens_again_there_is_looked_at_here(take):
    take(services())
    take(services((GONE, {"status": "active"}), (GARDEN, {"status": "active"})))

    assert (one(GONE).state, one(GARDEN).state) == ("check", "check")


def test_what_is_closed_here_and_sleeps_there_stays_closed(take):
    take(services())

    assert "was left so" in take(services((GONE, {"status": "inactive"})))
    assert one(GONE).state == "closed"


def test_the_council_itself_is_no_body_beside_it(take, organisation):
    take(services((TOTS, {"organization": {"name": organisation.name}})))

    assert (one(TOTS).agency, Agency.objects.count()) == (None, 1)


def test_a_persons_own_address_is_no_mailbox(take):
    UserFactory(email="directory@york.example")

    told = take(services())

    assert "Give a mailbox that a team shares" in told
    assert not CommunityAsset.objects.filter(external_id=TOTS).exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"assured_date": "soon"}, "“soon” is not a date"),
        ({"minimum_age": 9, "maximum_age": 3}, "in the wrong order"),
        ({"description": "x" * 4_001}, "too long, and was cut"),
        ({"schedules": [{"freq": "YEARLY"}]}, "of a kind that we don’t write down"),
        ({"schedules": [{"freq": "MONTHLY", "byday": "1MO,2TU"}]}, "of several weeks"),
        (
            {"schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "09:00"}]},
            "ends before it begins",
        ),
        ({"cost_options": [{"amount": 1}, {"amount": 2}]}, "more than one price"),
        ({"status": "open"}, "needs an id, a name and a status"),
        ({"id": "tots-1"}, "needs an id, a name and a status"),
        ({"name": "x" * 201}, "its name is too long"),
    ],
)
def test_what_can_not_be_taken_is_said(take, said, told):
    assert told in take(services((TOTS, said)))


@pytest.mark.parametrize("hostile", [None, 7, [], {}, "x", True, "\x00"])
def test_whatever_stands_in_a_field_is_taken_or_left_out(take, hostile):
    fields = ("description", "url", "minimum_age", "organization", "cost_options", "languages", "attributes")
    fields += ("service_at_locations", "schedules", "assured_date", "assurer_email")

    told = take(services((TOTS, dict.fromkeys(fields, hostile)), (BIKES, {"id": hostile})))

    assert "Services read: 4." in told


def test_an_address_that_would_run_is_no_page(take):
    take(services((TOTS, {"url": "javascript:alert(1)"})))

    assert one(TOTS).url == ""


def test_a_time_by_another_clock_is_read_as_it_stands(take):
    take(services((TOTS, {"schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00+01:00"}]})))

    assert time(10) in {session.opens_at for session in one(TOTS).sessions.all()}


def test_our_own_directory_taken_back_changes_nothing_of_ours(take, leave):
    AssetFactory(name="Ours")

    told = take(leave(), source="kith")

    assert ("ours       1" in told, CommunityAsset.objects.count()) == (True, 1)


@pytest.mark.parametrize("text", ["no json", "{}", "[" * 100_000])
def test_what_is_no_directory_is_refused(organisation, tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text)

    with pytest.raises(CommandError, match="can't be read") as refused:
        call_command("import_assets", str(file), source="york")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("source", [" ", "x" * 61])
def test_a_source_has_a_name(organisation, source):
    with pytest.raises(CommandError, match="--source"):
        call_command("import_assets", "x.json", source=source)


def test_what_was_taken_is_found_on_its_page(take, client, outsider):
    take(services(), show=True)
    client.force_login(outsider)

    assert "Bike kitchen" in words_of(client.get("/nearby/").text)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("<p>Toys &amp; tea.</p><p>Ask for <b>Bev</b>.</p>", "Toys & tea.\nAsk for Bev."),
        ("<ul><li>Toys</li><li>Tea</li></ul>", "Toys\nTea"),
        ("Under 5s: 4 < 5, and < 3 too", "Under 5s: 4 < 5, and < 3 too"),
        ("Cats & dogs", "Cats & dogs"),
    ],
)
def test_a_text_in_html_is_read_as_what_it_would_look_like(take, said, read):
    changed = services((TOTS, {"description": said}))

    take(changed)

    assert one(TOTS).what_it_offers == read
    assert UNCHANGED in take(changed)


def test_its_page_says_where_it_comes_from_and_what_is_ours(client, take, worker):
    take(services((TOTS, {"assured_date": None})), show=True)
    client.force_login(worker)

    told = client.get(f"/nearby/{one(TOTS).pk}/").text

    assert "It comes from the directory “york”." in told
    assert "families are shown it once someone has looked" in told
