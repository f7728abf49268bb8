"""What someone has read is not put right: by no clock, no merge, and not where nobody signed it (domain.md §12.5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions.adding import add_to_conversation, take_back_entry, write_to_workers
from casework.actions.conversations import log_conversation
from casework.models import Conversation
from casework.queries.mending import mendable_until
from database import clock
from database.asker import acting_as
from families.actions.merging import merge_people
from families.actions.records import EntryText, Sharing
from families.models import Entry, ShareState
from tests.casework.conftest import make
from tests.casework.refusals import change, refused_by

LINE, SAID = "At the table", "Amina likes maths"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """The database asks its own clock, so that nobody chooses when they wrote."""
    monkeypatch.setattr("database.clock.now", timezone.now)


@pytest.fixture
def talk(family, dana, worker):
    said = [EntryText(Entry.Kind.SAID, SAID, {"speaker": dana})]
    return log_conversation(family=family, people=[dana], headline=LINE, entries=said, by=worker)


@pytest.fixture
def entry(talk):
    return talk.record.entries.get()


def look(by, **shown):
    with acting_as(by.asker):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:person", by=by, **shown)


def refusals(talk, entry, by):
    with acting_as(by.asker):
        return refused_by(change(talk, headline="Else")), refused_by(change(entry, body="Else"))


STAY = ("conversation_line_stays", "entry_words_stay")


def test_nobody_rewrites_what_nobody_signed(talk, worker, manager):
    with acting_as(worker.asker):
        unsigned = Entry.objects.create(
            record=talk.record, kind="note", body="Found in a drawer", position=9, organisation=worker.organisation
        )

    for one in (worker, manager):
        with acting_as(one.asker):
            assert refused_by(change(unsigned, body="Else")) == "entry_words_stay"


def test_a_server_whose_clock_is_slow_has_looked_all_the_same(talk, entry, worker, manager, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: timezone.now() - timedelta(minutes=5))
    look(manager, record=talk.record_id)

    assert mendable_until(talk, worker) is None
    assert refusals(talk, entry, worker) == STAY


def test_a_line_is_not_written_later_than_it_was(talk, worker, manager):
    tomorrow = clock.now() + timedelta(days=1)
    with acting_as(worker.asker):
        assert refused_by(change(talk, created_at=tomorrow)) == "conversation_line_stays"
        assert refused_by(change(talk, created_at=tomorrow, headline="Else")) == "conversation_line_stays"


def test_nor_by_a_server_whose_clock_is_fast(family, worker):
    tomorrow = clock.now() + timedelta(days=1)
    record = make.RecordFactory(family=family, author=worker)
    with acting_as(worker.asker):
        Conversation.objects.create(
            record=record, headline=LINE, happened_at=tomorrow, created_at=tomorrow, organisation=worker.organisation
        )

    assert Conversation.objects.get(record=record).created_at < timezone.now()


def test_a_merge_makes_no_look_undone(talk, entry, joan, dana, worker, manager):
    look(manager, people=[dana.pk])

    with acting_as(worker.asker):
        merge_people(kept=joan, merged=dana, why="She told us", by=worker)

    assert refusals(talk, entry, worker) == STAY


def test_what_was_answered_stays(talk, entry, worker, manager):
    with acting_as(manager.asker):
        add_to_conversation(conversation=talk, entry=EntryText("note", "So do I"), responds_to=entry, by=manager)

    with acting_as(worker.asker):
        assert refused_by(change(entry, body="Else")) == "entry_words_stay"


def test_what_was_taken_back_is_not_put_right(family, dana, danas_sign_in):
    wrote = write_to_workers(family=family, person=dana, body=SAID, by=danas_sign_in)
    entry = wrote.record.entries.get()
    with acting_as(danas_sign_in.asker):
        take_back_entry(entry=entry, by=danas_sign_in)

        assert refused_by(change(entry, body="Else")) == "entry_words_stay"


def test_a_child_who_finds_the_line_in_their_own_space_has_read_it(client, family, amina, worker):
    talk = log_conversation(
        family=family, people=[amina], headline=LINE, sharing=Sharing(ShareState.State.CHILD_ONLY), by=worker
    )
    client.force_login(make.sign_in_of(amina))
    assert LINE in client.get(reverse("casework:only-mine")).text

    with acting_as(worker.asker):
        assert refused_by(change(talk, headline="Else")) == "conversation_line_stays"


def test_nobody_learns_that_another_of_the_family_was_on_its_pages(
    client, family, dana, danas_sign_in, joans_sign_in, manager
):
    wrote = write_to_workers(family=family, person=dana, body=SAID, by=danas_sign_in)
    until = mendable_until(wrote, danas_sign_in)
    client.force_login(joans_sign_in)
    assert client.get(reverse("casework:our-page")).status_code == 200

    assert mendable_until(wrote, danas_sign_in) == until

    look(manager, families=[family.pk])
    assert mendable_until(wrote, danas_sign_in) is None
