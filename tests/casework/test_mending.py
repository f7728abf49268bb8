"""What one wrote is put right until someone else has opened it, within a day, and then stands (domain.md §12.5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.errors import ChangedMeanwhile, RuleBroken
from accounts.models import AccessEvent
from casework.actions.adding import take_back_entry, write_to_workers
from casework.actions.conversations import log_conversation
from casework.actions.mending import mend_conversation
from casework.models import Conversation
from casework.queries.mending import mendable_until, mending_of
from database.asker import acting_as
from families.actions.records import EntryText
from families.models import Entry, Involvement
from tests.casework.conftest import make
from tests.casework.refusals import change, refused_by

WRONG, RIGHT, VIEW, LINE = "Amina likes maths", "Amina likes music", "They are tired", "At the tabel"
Kind = AccessEvent.Kind


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """The database asks its own clock, so that nobody chooses when they wrote."""
    monkeypatch.setattr("database.clock.now", timezone.now)


@pytest.fixture
def talk(family, dana, amina, worker):
    said = [
        EntryText(Entry.Kind.SAID, WRONG, {"speaker": dana}),
        EntryText(Entry.Kind.PROFESSIONAL_VIEW, VIEW, {"because": "They yawned"}),
    ]
    return log_conversation(family=family, people=[dana, amina], headline=LINE, entries=said, by=worker)


@pytest.fixture
def entry(talk):
    return talk.record.entries.get(body=WRONG)


@pytest.fixture
def mend(talk, entry, worker):
    """Put the first entry right, and the line if that is given."""

    def mended(headline=LINE, versions=None, by=worker):
        with acting_as(by.asker):
            return mend_conversation(
                conversation=talk, headline=headline, words={entry.pk: {"body": RIGHT}}, versions=versions or {}, by=by
            )

    return mended


def body_of(entry):
    return Entry.objects.get(pk=entry.pk).body


def look(talk, by, *, kind=Kind.VIEW, what="casework:conversation", **shown):
    with acting_as(by.asker):
        looked_at(kind=kind, what=what, record=talk.record_id, by=by, **shown)


def test_a_slip_is_put_right_and_what_it_said_stays_in_its_history(mend, talk, entry, worker):
    mend("At the table")

    talk.refresh_from_db()
    assert (talk.headline, body_of(entry)) == ("At the table", RIGHT)
    assert list(entry.events.order_by("pgh_id").values_list("body", flat=True)) == [WRONG, RIGHT]


def test_its_own_writer_may_open_it_as_often_as_they_like(mend, talk, entry, worker):
    look(talk, worker)

    mend()

    assert body_of(entry) == RIGHT


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"kind": Kind.PRINT},
        {"kind": Kind.API, "what": "api:conversation"},
        {"kind": Kind.LIST, "what": "casework:conversation-list"},
    ],
)
def test_what_someone_else_has_opened_stays(mend, talk, entry, manager, shown):
    look(talk, manager, **shown)

    with pytest.raises(RuleBroken, match="stays as it was written"):
        mend()

    assert body_of(entry) == WRONG


@pytest.mark.parametrize("about", ["families", "people"])
def test_so_does_what_stands_on_a_page_that_someone_else_has_opened(mend, talk, manager, dana, about):
    ids = {"families": [talk.record.family_id], "people": [dana.pk]}[about]
    with acting_as(manager.asker):
        looked_at(kind=Kind.VIEW, what="casework:family", by=manager, **{about: ids})

    with pytest.raises(RuleBroken, match="stays as it was written"):
        mend()


@pytest.mark.parametrize("kind", [Kind.DENIED, Kind.SEARCH, Kind.LIST])
def test_who_read_no_words_has_opened_nothing(mend, talk, entry, manager, kind):
    look(talk, manager, kind=kind, what="families:family-list", families=[talk.record.family_id])

    mend()

    assert body_of(entry) == RIGHT


def test_a_look_of_before_it_was_written_does_not_count(family, dana, worker, manager):
    with acting_as(manager.asker):
        looked_at(kind=Kind.VIEW, what="casework:family", families=[family.pk], by=manager)
    talk = log_conversation(family=family, people=[dana], headline=LINE, by=worker)

    assert mendable_until(talk, worker) == talk.created_at + timedelta(hours=24)


def test_after_a_day_it_stays(family, worker):
    a_day_ago = timezone.now() - timedelta(hours=24, minutes=1)
    here = {"record": make.RecordFactory(family=family, author=worker), "organisation": worker.organisation}
    with acting_as(worker.asker):
        old = Conversation.objects.create(headline=LINE, happened_at=a_day_ago, created_at=a_day_ago, **here)
        new = Entry.objects.create(author=worker, kind="note", body=WRONG, position=1, **here)

        assert mendable_until(old, worker) == new.created_at + timedelta(hours=24)
        assert refused_by(change(old, headline="Another")) == "conversation_line_stays"


def test_past_the_form_nobody_rewrites_what_another_wrote(talk, entry, manager):
    with acting_as(manager.asker):
        assert refused_by(change(talk, headline="Another")) == "conversation_line_stays"
        assert refused_by(change(entry, body=RIGHT)) == "entry_words_stay"


@pytest.mark.parametrize("field", [{"kind": "note"}, {"speaker": None}, {"position": 9}])
def test_nor_anything_of_it_but_its_words(entry, worker, field):
    with acting_as(worker.asker):
        assert refused_by(change(entry, **field)) == "entry_words_stay"


def test_two_windows_do_not_write_over_each_other(mend, talk, entry):
    mend("At the table", versions={talk.pk: talk.row_version, entry.pk: entry.row_version})

    with pytest.raises(ChangedMeanwhile):
        mend("On the table", versions={talk.pk: 1, entry.pk: 1})


def test_nor_over_the_words_of_an_entry(mend, entry):
    with pytest.raises(ChangedMeanwhile):
        mend(versions={entry.pk: entry.row_version - 1})

    assert body_of(entry) == WRONG


def test_a_hidden_address_is_kept_out_here_too(talk, entry, worker, dana):
    words = {entry.pk: {"body": "Now at LS6 3HG"}}

    with pytest.raises(ValidationError, match="written like an address"), acting_as(worker.asker):
        mend_conversation(conversation=talk, headline=LINE, words=words, versions={}, by=_who_reads_less(worker, talk))


def _who_reads_less(worker, talk):
    """The worker as the family’s coach now, who doesn’t read all of it: what is hidden here is hidden from them too."""
    Involvement.objects.filter(family=talk.record.family).update(role="family_coach")
    return worker


def test_the_page_says_until_when_and_takes_it(client, talk, entry, worker):
    client.force_login(worker)
    assert "Put right what you wrote" in client.get(talk.get_absolute_url()).text
    page = reverse("casework:conversation-mend", args=[talk.pk])
    fields = client.get(page).context["form"]

    response = client.post(page, {one.html_name: one.value() for one in fields} | {f"body-{entry.pk}": RIGHT})

    assert (response.url, body_of(entry)) == (talk.get_absolute_url(), RIGHT)


def test_too_late_says_so_and_keeps_what_was_typed(client, talk, entry, worker, manager):
    client.force_login(worker)
    page = reverse("casework:conversation-mend", args=[talk.pk])
    fields = client.get(page).context["form"]
    look(talk, manager)

    response = client.post(page, {one.html_name: one.value() for one in fields} | {f"body-{entry.pk}": RIGHT})

    assert (response.status_code, body_of(entry)) == (422, WRONG)
    assert RIGHT in response.text
    assert "stays as it was written" in response.text
    assert "Put right what you wrote" not in client.get(talk.get_absolute_url()).text
    assert "<form" not in client.get(page).text.split("<main", 1)[1]


def test_whoever_wrote_nothing_of_it_puts_nothing_right(client, talk, manager):
    client.force_login(manager)

    assert client.get(reverse("casework:conversation-mend", args=[talk.pk])).status_code == 403


def test_someone_of_a_family_puts_right_what_they_wrote(client, family, dana, danas_sign_in):
    wrote = write_to_workers(family=family, person=dana, body=WRONG, by=danas_sign_in)
    entry = wrote.record.entries.get()
    client.force_login(danas_sign_in)
    page = reverse("casework:conversation-mend", args=[wrote.pk])
    assert page in client.get(wrote.get_absolute_url()).text
    fields = client.get(page).context["form"]

    client.post(page, {one.html_name: one.value() for one in fields} | {f"body-{entry.pk}": RIGHT})

    assert body_of(entry) == RIGHT


def test_what_was_taken_back_is_not_offered(family, dana, danas_sign_in):
    wrote = write_to_workers(family=family, person=dana, body=WRONG, by=danas_sign_in)
    with acting_as(danas_sign_in.asker):
        take_back_entry(entry=wrote.record.entries.get(), by=danas_sign_in)

    assert mending_of(wrote.pk, danas_sign_in).entries == []


def test_a_draft_goes_on_from_today(client, talk, entry, worker):
    client.force_login(worker)
    keeps_at = reverse("casework:conversation-mend-draft", args=[talk.pk])

    kept = client.put(
        keeps_at,
        {"fields": {f"body-{entry.pk}": RIGHT}, "people": []},
        content_type="application/json",
        headers={"If-Match": '"0"'},
    )

    assert kept.status_code == 200
    assert "Something to put right for Rowan" in client.get("/today/").text
    assert RIGHT in client.get(reverse("casework:conversation-mend", args=[talk.pk])).text
    client.post(reverse("casework:conversation-mend-draft-discard", args=[talk.pk]))
    assert RIGHT not in client.get(reverse("casework:conversation-mend", args=[talk.pk])).text


def test_as_many_questions_for_one_entry_as_for_three(client, talk, family, dana, worker, django_assert_num_queries):
    three = log_conversation(
        family=family, people=[dana], headline=LINE, entries=[EntryText("note", f"{n}") for n in range(3)], by=worker
    )
    client.force_login(worker)
    client.get(talk.get_absolute_url())

    for one in (talk, three):
        with django_assert_num_queries(9):
            client.get(reverse("casework:conversation-mend", args=[one.pk]))
