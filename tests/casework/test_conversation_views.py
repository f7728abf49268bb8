"""Writing a conversation down by the page: what is typed is kept, whatever is wrong with it."""

import json

import pytest
from django.urls import reverse

from casework.models import Conversation
from database import clock
from families.models import Draft
from tests.factories import MembershipFactory
from tests.factories_families import sign_in_of
from tests.hostile import TELLING


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def page(client, family, worker):
    client.force_login(worker)
    return reverse("casework:conversation-new", args=[family.pk])


def rows(**entry):
    management = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}
    return management | {f"entries-0-{name}": value for name, value in entry.items()}


def test_it_is_saved(client, page, amina):
    response = client.post(page, {"people": [amina.pk], "headline": "At the table", **rows()})

    assert response.url == Conversation.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    "told", [{"kind": "professional_view", "because": "She said so"}, {"kind": "reported", "source_name": "School"}]
)
def test_what_we_think_and_were_told_is_read_by_whom_it_is_about(client, family, page, amina, told):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    entry = rows(body="The mornings are hard", person=dana.pk, **told)
    written = client.post(page, {"people": [amina.pk, dana.pk], "headline": "At the table", **entry}).url

    shown = {}
    for person in (amina, dana):
        client.force_login(sign_in_of(person))
        shown[person.known_as] = "The mornings are hard" in client.get(written).text

    assert shown == {"Amina": False, "Dana": True}


def test_saving_empties_the_draft(client, page, amina):
    put(client, page, json.dumps({"fields": {"headline": "At the"}, "people": []}))

    client.post(page, {"people": [amina.pk], "headline": "At the table", **rows()})

    draft = Draft.objects.get()
    assert (draft.body, draft.people, draft.finished_at) == ({}, [], clock.now())


def test_what_the_draft_has_kept_is_saved_whole(client, page, amina):
    said = {"headline": "At the table", **rows(kind="worry", body="Mum was crying", person=str(amina.pk))}
    put(client, page, json.dumps({"fields": said, "people": [str(amina.pk)]}))

    client.post(page, {"people": [amina.pk], **said})

    assert Conversation.objects.get().record.entries.get().body == "Mum was crying"


def test_a_refusal_keeps_what_was_typed(client, page, amina):
    response = client.post(page, {"people": [amina.pk], "headline": "", **rows(kind="said", body="I did it")})

    assert response.status_code == 422
    assert "I did it" in response.content.decode()


@pytest.mark.parametrize("said", TELLING)
def test_hostile_text_is_saved_as_it_is_or_refused(client, page, amina, said):
    sent = {"people": [amina.pk], "headline": said[:140], "others": said[:200].replace(",", " ")}
    response = client.post(page, sent | rows(kind="context", body=said))

    assert response.status_code in {302, 422}
    if response.status_code == 302:
        shown = client.get(response.url).content.decode()
        assert "<script>alert" not in shown


@pytest.mark.parametrize("day", ["0000-01-01", "10000-01-01", "2026-02-30", "yesterday"])
def test_an_impossible_day_is_refused_and_kept(client, page, amina, day):
    sent = {"people": [amina.pk], "headline": "At the table", "happened_at_0": day, "happened_at_1": "10:00"}
    response = client.post(page, sent | rows())

    assert response.status_code == 422
    assert "At the table" in response.content.decode()


@pytest.mark.parametrize(("day", "hour"), [("2026-03-29", "01:30"), ("2025-10-26", "01:30")])
def test_an_hour_that_was_not_or_was_twice_is_refused(client, page, amina, day, hour):
    sent = {"people": [amina.pk], "headline": "At the table", "happened_at_0": day, "happened_at_1": hour}
    response = client.post(page, sent | rows())

    assert response.status_code == 422


def test_someone_of_another_family_can_not_be_picked(client, page):
    stranger = MembershipFactory().person

    response = client.post(page, {"people": [stranger.pk], "headline": "At the table", **rows()})

    assert response.status_code == 422
    assert Conversation.objects.count() == 0


def put(client, page, body, version="0"):
    return client.put(f"{page}draft/", body, content_type="application/json", headers={"If-Match": f'"{version}"'})


def test_a_draft_is_kept_from_version_to_version(client, page, amina):
    first = put(client, page, json.dumps({"fields": {"headline": "At"}, "people": []})).json()
    more = json.dumps({"fields": {"headline": "At the"}, "people": [str(amina.pk)]})
    second = put(client, page, more, first["version"]).json()

    assert (first["version"], second["version"]) == (1, 2)
    assert Draft.objects.get().people == [amina.pk]


def test_another_window_is_told_and_nothing_is_overwritten(client, page):
    put(client, page, json.dumps({"fields": {"headline": "Mine"}, "people": []}))

    response = put(client, page, json.dumps({"fields": {"headline": "Theirs"}, "people": []}))

    assert (response.status_code, response.json()["version"]) == (412, 1)
    assert Draft.objects.get().body == {"headline": "Mine"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{" * 20_000,
        '{"fields": {"headline": "\\u0000"}, "people": []}',
        '{"fields": {"headline": "\\ud800"}, "people": []}',
        '{"fields": {"headline": 5}, "people": []}',
        '{"fields": {}, "people": ["me"]}',
        '{"fields": {}, "people": 5}',
    ],
)
def test_what_our_page_never_sends_is_refused(client, page, body):
    assert put(client, page, body).status_code == 400


def test_a_person_of_another_family_is_not_kept_in_a_draft(client, page):
    stranger = MembershipFactory().person

    put(client, page, json.dumps({"fields": {}, "people": [str(stranger.pk)]}))

    assert Draft.objects.get().people == []


def test_a_draft_is_its_authors_alone(client, page, manager):
    put(client, page, json.dumps({"fields": {"headline": "Half a line"}, "people": []}))
    client.force_login(manager)

    assert "Half a line" not in client.get(page).content.decode()


def finish_later(client, page, version="0", *, keep="later", **typed):
    """What a browser without JavaScript sends by the button *Finish later*."""
    return client.post(page, {"headline": "At the", "keep": keep, "draft_version": version, **typed})


def test_what_is_finished_later_is_kept_without_javascript(client, family, page, amina):
    response = finish_later(client, page, people=[amina.pk], **rows(kind="seen", body="Three bags"))

    assert (response.url, Conversation.objects.count()) == (family.get_absolute_url(), 0)
    assert Draft.objects.get().people == [amina.pk]
    assert all(words in client.get(page).text for words in ("At the", "Three bags"))


def test_there_is_room_for_more_without_javascript(client, page):
    response = finish_later(client, page, keep="more", **rows(kind="seen", body="Three bags"))

    assert (response.url, 'name="entries-3-body"' in client.get(page).text) == (page, True)


def test_what_another_window_kept_is_not_overwritten_without_javascript(client, page):
    finish_later(client, page)

    response = finish_later(client, page, others="Uncle Bo")

    assert (response.status_code, "Uncle Bo" in response.text) == (422, True)
    assert "others" not in Draft.objects.get().body


def test_nothing_is_kept_that_can_not_be_stored(client, page):
    response = finish_later(client, page, others="a\x00b")

    assert (response.status_code, Draft.objects.count()) == (422, 0)


NOTE = "We had tea. I like it here. Then we walked home."


def test_the_note_is_cut_where_a_sentence_was_marked(client, page, amina):
    marked = rows(kind="said", body="I like it here.", person=amina.pk, at="12")

    client.post(page, {"people": [amina.pk], "headline": "Tea", "note": NOTE.replace(". ", ".\r\n", 1), **marked})

    entries = Conversation.objects.get().record.entries.order_by("position")
    assert [(entry.kind, entry.body) for entry in entries] == [
        ("note", "We had tea."),
        ("said", "I like it here."),
        ("note", "Then we walked home."),
    ]


def test_what_is_marked_as_about_one_person_is_cut_out_for_the_others(client, family, page, amina):
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    marked = rows(kind="worry", body="I like it here.", person=dana.pk, at="12")
    written = client.post(page, {"people": [amina.pk, dana.pk], "headline": "Tea", "note": NOTE, **marked}).url

    shown = {}
    for person in (amina, dana):
        client.force_login(sign_in_of(person))
        text = client.get(written).text
        shown[person.known_as] = ["I like it here." in text, "Then we walked home." in text]

    assert shown == {"Amina": [False, True], "Dana": [True, True]}


def test_what_was_marked_and_is_not_in_the_note_any_more_is_refused_and_kept(client, page, amina):
    marked = rows(kind="worry", body="Only for Amina", person=amina.pk, at="12")

    response = client.post(page, {"people": [amina.pk], "headline": "Tea", "note": NOTE, **marked})

    assert (response.status_code, Conversation.objects.count()) == (422, 0)
    assert all(words in response.text for words in (NOTE, "Only for Amina", "not there word for word any more"))


def test_a_note_of_nothing_is_no_entry(client, page, amina):
    client.post(page, {"people": [amina.pk], "headline": "Tea", "note": " \r\n ", **rows()})

    assert Conversation.objects.get().record.entries.count() == 0


def test_a_row_without_words_is_kept_with_what_was_typed_in_it(client, page):
    finish_later(client, page, **rows(kind="professional_view", because="She said so twice"))

    assert "She said so twice" in client.get(page).text


@pytest.mark.parametrize("button", [{"look": "words"}, {"ignore": "nothing of ours"}])
def test_looking_at_words_takes_whatever_was_sent(client, page, button):
    response = client.post(page, {"people": ["me"], "happened_at_0": "yesterday", **rows(body="a\x00b"), **button})

    assert response.status_code == 200
