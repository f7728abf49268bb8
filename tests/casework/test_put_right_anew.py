"""A worker puts right what they wrote themselves once it was read: other words stand in its place (domain.md §8.3, INV-32)."""

from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions.anew import PutRightAlready, put_right_anew
from casework.actions.conversations import log_conversation
from casework.actions.corrections import say_otherwise
from casework.queries.adding import waiting_for_family
from casework.queries.today import today_page
from casework.rules.anew import can_put_right_anew
from database.asker import acting_as
from families.actions.records import EntryText
from families.models import Entry

KIND = Entry.Kind
OLD, NEW = "Three bags by the door", "Two bags by the door"


@pytest.fixture
def talk(family, dana, amina, worker, manager):
    """Which their manager has opened."""
    entries = [
        EntryText(KIND.SEEN, OLD, whose=(dana,)),
        EntryText(KIND.SAID, "I was there", {"speaker": amina}),
        EntryText(KIND.PROFESSIONAL_VIEW, "It is hard", {"because": "She said so"}),
    ]
    talk = log_conversation(family=family, people=[dana, amina], headline="At the table", entries=entries, by=worker)
    with acting_as(manager.asker), patch("database.clock.now", timezone.now):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:conversation", record=talk.record_id, by=manager)
    return talk


@pytest.fixture
def entry(talk):
    return lambda kind: talk.record.entries.filter(kind=kind, supersedes=None).get()


def page(entry):
    return reverse("casework:entry-put-right", args=[entry.pk])


def test_other_words_stand_in_its_place_and_the_old_ones_below(client, worker, talk, entry, danas_sign_in):
    seen, said, view = entry(KIND.SEEN), entry(KIND.SAID), entry(KIND.PROFESSIONAL_VIEW)
    client.force_login(worker)
    shown = client.get(talk.get_absolute_url()).text
    assert [page(one) in shown for one in (seen, said, view)] == [True, False, True]
    assert OLD in client.get(page(seen)).text

    client.post(page(seen), {"body": "Half of it", "keep": "later"})
    assert [one.href for one in today_page(worker).drafts] == [page(seen)]
    client.post(page(seen), {"body": NEW})
    client.post(page(view), {"body": "It is hard", "because": "I saw it"})

    new = Entry.objects.get(supersedes=seen)
    assert (new.body, new.author, [one.person for one in new.people.all()]) == (
        NEW,
        worker,
        [one.person for one in seen.people.all()],
    )
    assert Entry.objects.get(supersedes=view).because == "I saw it"
    assert not today_page(worker).drafts
    assert [one.text for one in waiting_for_family(danas_sign_in)]
    client.force_login(danas_sign_in)
    read = client.get(talk.get_absolute_url()).text
    assert read.index(NEW) < read.index("It said before") < read.index(OLD)
    with pytest.raises(PutRightAlready):
        put_right_anew(entry=seen, body="One bag", by=worker)


def test_the_same_words_are_refused_and_stay_in_the_form(client, worker, entry):
    client.force_login(worker)

    answer = client.post(page(entry(KIND.SEEN)), {"body": OLD})

    assert (answer.status_code, "other words for it" in answer.text) == (422, True)


def test_nobody_else_puts_it_right_and_nobody_a_quote(client, worker, manager, outsider, entry, dana, danas_sign_in):
    seen, said = entry(KIND.SEEN), entry(KIND.SAID)

    assert "Only whoever wrote it" in can_put_right_anew(manager, seen).refusal
    assert "Only whoever wrote it" in can_put_right_anew(danas_sign_in, seen).refusal
    assert "What someone said" in can_put_right_anew(worker, said).refusal
    client.force_login(outsider)
    assert client.get(page(seen)).status_code == 404
    talk = seen.record.conversation
    say_otherwise(conversation=talk, entry=seen, person=dana, statement="It was two", by=danas_sign_in)
    assert "Answer them" in can_put_right_anew(worker, seen).refusal


def test_what_nobody_has_read_is_put_right_where_it_stands(family, dana, worker):
    with patch("database.clock.now", timezone.now):
        entries = [EntryText(KIND.SEEN, OLD)]
        talk = log_conversation(family=family, people=[dana], headline="Now", entries=entries, by=worker)

    assert "Nobody has read it yet" in can_put_right_anew(worker, talk.record.entries.get()).refusal
