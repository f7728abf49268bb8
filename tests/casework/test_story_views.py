"""The pages of a story: what they show, what they say where nothing stands, and that each look and each print is written down."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework.actions.corrections import say_otherwise
from database.asker import acting_as
from families.models import Entry
from families.periods import since
from tests.casework.pages import at
from tests.casework.test_story import MONDAY, talk
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_conferences import ConferenceFactory
from tests.factories_families import GoalFactory, share
from tests.factories_worries import AlertFactory

PAGES = ["family-story", "family-story-print", "person-story", "person-story-print"]


def page_of(name, family, person):
    return at(name, family if name.startswith("family") else person)


def text(response):
    """Words alone."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_told(client, family, amina, worker, name):
    talk(family, MONDAY, "At the table", about=[amina], author=worker)
    client.force_login(worker)

    shown = text(client.get(page_of(name, family, amina)))

    assert "At the table Monday 16 March 2026 · Priya" in shown


@pytest.mark.parametrize("name", PAGES[:2])
def test_the_family_reads_its_own(client, family, dana, danas_sign_in, name):
    share(talk(family, MONDAY, "Shared").record, dana)
    talk(family, MONDAY, "Not shared")
    client.force_login(danas_sign_in)

    shown = text(client.get(at(name, family)))

    assert ("Shared Monday 16 March 2026" in shown, "Not shared" in shown) == (True, False)


@pytest.mark.parametrize("name", PAGES[2:])
def test_the_story_of_a_person_is_for_who_works_here(client, amina, danas_sign_in, name):
    client.force_login(danas_sign_in)

    assert client.get(at(name, amina)).status_code == 403


@pytest.mark.parametrize(("name", "kind"), list(zip(PAGES, ["view", "print"] * 2, strict=True)))
def test_each_look_and_each_print_is_written_down(client, family, amina, dana, worker, name, kind):
    talk(family, MONDAY, about=[amina])
    client.force_login(worker)

    client.get(page_of(name, family, amina))

    event = AccessEvent.objects.get()
    of_person = name.startswith("person")
    assert (event.kind, event.what, event.families) == (kind, f"casework:{name}", [family.pk])
    assert set(event.people) == ({amina.pk} if of_person else {amina.pk, dana.pk})
    assert event.record == (amina.pk if of_person else None)


def test_paper_says_for_whom_it_is_and_when_it_was_printed(client, family, worker):
    talk(family, MONDAY)
    client.force_login(worker)

    shown = text(client.get(at("family-story-print", family)))

    assert "Printed for Priya on 16 March 2026, 09:00. It holds what they may read, and others may not" in shown


def test_paper_holds_more_and_says_where_it_stops(client, family, worker, monkeypatch):
    monkeypatch.setattr("casework.queries.story.ON_PAPER", 2)
    for day in range(3):
        talk(family, MONDAY - timedelta(day), f"Talk {day}")
    client.force_login(worker)

    shown = text(client.get(at("family-story-print", family)))

    assert ("Talk 1" in shown, "Talk 2" in shown, "It goes further back than this" in shown) == (True, False, True)


def test_paper_says_that_a_part_was_chosen(client, family, worker):
    talk(family, MONDAY)
    client.force_login(worker)

    shown = text(client.get(at("family-story-print", family), {"since": "2026-01-01", "kind": "talk"}))

    assert "A part of it was chosen: What we talked about, from 1 January 2026." in shown


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("family-story", 17), ("family-story-print", 17), ("person-story", 17)])
def test_query_count(client, family, amina, worker, django_assert_num_queries, count, name, queries):
    for number in range(count):
        record = talk(family, MONDAY, f"Talk {number}", about=[amina], author=worker).record
        write(record, amina)
    client.force_login(worker)
    page = page_of(name, family, amina)
    client.get(page)

    with django_assert_num_queries(queries):
        client.get(page)


def write(record, person, kind="strength", body="She rang the school herself"):
    place = record.entries.count() + 1
    entry = Entry.objects.create(organisation=record.organisation, record=record, position=place, kind=kind, body=body)
    entry.people.create(organisation=record.organisation, person=person)
    return entry


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_other_rooms(client, family, worker, django_assert_num_queries, count):
    for number in range(count):
        InvolvementFactory(family=family, practitioner__name=f"W{number}", period=since(MONDAY))
        ConferenceFactory(family=family)
        GoalFactory(family=family)
        AlertFactory(person=MembershipFactory(family=family).person, kind="missing")
    client.force_login(worker)
    page = f"{at('family-story', family)}?safety=on"
    client.get(page)

    with django_assert_num_queries(13):
        client.get(page)


@pytest.mark.parametrize("chosen", ["kind=talk", "good=on", "safety=on", "since=2026-01-01", "until=2026-12-31"])
def test_what_was_chosen_stays_chosen_on_the_next_page(client, family, worker, monkeypatch, chosen):
    monkeypatch.setattr("casework.queries.story.SHOWN", 1)
    for number in range(3):
        write(talk(family, MONDAY, f"Talk {number}").record, MembershipFactory(family=family).person)
    client.force_login(worker)

    first = client.get(f"{at('family-story', family)}?{chosen}").content.decode()
    href = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(at("family-story", family) + href)

    assert (href.startswith(f"?{chosen}&after="), "Talk 1" in second.content.decode()) == (True, True)


def test_someone_of_the_family_is_chosen(client, family, amina, dana, worker):
    talk(family, MONDAY, "With Amina", about=[amina])
    talk(family, MONDAY, "With Dana", about=[dana])
    client.force_login(worker)

    shown = text(client.get(at("family-story", family), {"person": amina.pk}))

    assert ("With Amina" in shown, "With Dana" in shown) == (True, False)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The last day comes after the first."),
        ({"since": "yesterday"}, "That is not a day."),
        ({"kind": "gossip"}, "What about?"),
        ({"person": "01a22934-5f92-7420-95fd-cb9d8563f8eb"}, "Whom about?"),
    ],
)
def test_what_can_not_be_chosen_is_said_and_nothing_is_shown(client, family, amina, worker, said, refusal):
    talk(family, MONDAY)
    client.force_login(worker)

    response = client.get(at("family-story", family), said)

    assert (response.status_code, refusal in text(response)) == (422, True)
    assert "At the table" not in text(response)


def test_a_family_can_not_ask_for_worries(client, family, danas_sign_in):
    client.force_login(danas_sign_in)

    asked = {name: client.get(at("family-story", family), {name: value}) for name, value in ALARMS.items()}

    assert {name: response.status_code for name, response in asked.items()} == {"kind": 422, "safety": 200}
    assert "Worries" not in text(asked["safety"])


ALARMS = {"kind": "safety", "safety": "on"}


def test_a_cursor_that_is_none_leads_to_the_beginning(client, family, worker):
    client.force_login(worker)

    assert client.get(at("family-story", family), {"after": "x"}).status_code == 400


def test_where_nothing_stands_the_page_says_what_to_do(client, family, worker, joans_sign_in, ngozi):
    said = {}
    for user in (worker, joans_sign_in, ngozi.user):
        client.force_login(user)
        said[user.name] = text(client.get(at("family-story", family), {"kind": "goal"} if user == worker else {}))

    assert "Choose a longer time, or another kind. Show everything" in said["Priya"]
    assert "Nothing has been shared with you yet. When something is, it stands here." in said["Joan"]
    assert "Nothing that you can see here." in said["Ngozi"]


def test_a_story_that_has_not_begun(client, family, worker):
    client.force_login(worker)

    assert "The story begins with the first conversation." in text(client.get(at("family-story", family)))


def test_what_is_disputed_stands_beside_it_and_is_never_folded_away(client, family, amina, dana, danas_sign_in, worker):
    told = talk(family, MONDAY, author=worker)
    record = told.record
    share(record, dana)
    for _ in range(4):
        write(record, dana)
    disputed = write(record, dana, body="She was late")
    with acting_as(danas_sign_in.asker):
        for entry, statement in ((disputed, "The bus was late"), (None, "We never sat at a table")):
            say_otherwise(
                conversation=told,
                entry=entry,
                person=dana,
                kind="fact",
                statement=statement,
                should_say="",
                by=danas_sign_in,
            )
    client.force_login(worker)

    shown = client.get(at("family-story", family)).content.decode()

    unfolded = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)
    assert ("The bus was late" in unfolded, "We never sat at a table" in unfolded) == (True, True)


def test_what_was_told_to_us_is_masked_for_the_family(client, family, dana, danas_sign_in, worker):
    record = talk(family, MONDAY).record
    share(record, dana)
    told = Entry.objects.create(
        organisation=record.organisation,
        record=record,
        position=1,
        kind="reported",
        body="Quiet",
        source_name="Ms Hall",
    )
    told.people.create(organisation=record.organisation, person=dana)

    named = {}
    for user in (worker, danas_sign_in):
        client.force_login(user)
        named[user.name] = "Ms Hall" in text(client.get(at("family-story", family)))

    assert named == {"Priya": True, "Dana": False}


@pytest.mark.parametrize(("name", "page"), [("family", "family-story"), ("person", "person-story")])
def test_the_menu_leads_there(client, family, amina, worker, name, page):
    client.force_login(worker)

    assert page_of(page, family, amina) in client.get(page_of(name, family, amina)).content.decode()


def test_our_pages_lead_there(client, family, danas_sign_in):
    client.force_login(danas_sign_in)

    assert at("family-story", family) in client.get(reverse("casework:our-page")).content.decode()


def test_who_has_looked_says_that_it_was_printed(client, family, amina, worker, danas_sign_in):
    client.force_login(worker)
    client.get(at("family-story-print", family))
    client.force_login(danas_sign_in)

    assert "printed the story" in text(client.get(reverse("families:our-looked")))


def test_of_what_happened_on_another_day_it_says_when_it_was_written_down(client, family, worker):
    InvolvementFactory(family=family, practitioner__name="Tom", period=since(date(2026, 3, 1)))
    client.force_login(worker)

    assert re.search(r"Sunday 1 March 2026 · written down on \d", text(client.get(at("family-story", family))))
