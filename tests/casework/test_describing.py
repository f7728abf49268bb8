"""What can be seen in a photo, said anew by who put it there; what it said before stays beside it (domain.md §11.2)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.errors import ChangedMeanwhile
from casework.actions.adding import add_to_conversation, take_back_entry
from casework.actions.conversations import log_conversation
from casework.actions.describing import GoneAlready, describe_anew
from casework.actions.said import all_said_in
from casework.rules.describing import can_describe_anew
from database.asker import acting_as
from families.actions.records import EntryText
from families.models import Attachment, Entry, digest
from tests.casework.refusals import change, refused_by
from tests.casework.test_attaching import SEEN, attached
from tests.factories_families import sign_in_of

NOW = "Me and Nan on the beach at Filey"


@pytest.fixture
def photo(family, dana, amina, danas_sign_in, worker):
    talk = log_conversation(family=family, people=[dana, amina], headline="At the table", by=worker)
    said = EntryText(Entry.Kind.SAID, "We had a good day", {"speaker": dana}, attached=attached())
    with acting_as(danas_sign_in.asker):
        return add_to_conversation(conversation=talk, entry=said, by=danas_sign_in).attachment


@pytest.fixture
def page(photo):
    return reverse("casework:attachment-describe", args=[photo.pk])


def test_who_put_it_there_says_anew_what_can_be_seen(client, photo, page, danas_sign_in, worker):
    client.force_login(danas_sign_in)
    told = photo.entry.record.conversation.get_absolute_url()
    assert page in client.get(told).text

    answer = client.post(page, {"alt_text": NOW, "row_version": photo.row_version})

    photo.refresh_from_db()
    assert (answer.status_code, photo.alt_text, photo.said_before) == (302, NOW, [SEEN])
    client.force_login(worker)
    seen = client.get(told).text
    assert (f'alt="{NOW}"' in seen, f"It said before: {SEEN}" in seen, page in seen) == (True, True, False)
    assert ("A photo", f"{NOW}\n{SEEN}") in all_said_in(photo.entry.record).items()
    assert not {"alt_text", "said_before"} & {field.name for field in Attachment.pgh_event_model._meta.fields}


def test_nobody_else_does(client, photo, page, worker, amina):
    client.force_login(worker)
    assert client.post(page, {"alt_text": NOW, "row_version": 1}).status_code == 403
    client.force_login(sign_in_of(amina))
    assert client.get(page).status_code == 404
    assert (
        can_describe_anew(worker, photo).refusal
        == "Only whoever put it there says anew what can be seen or heard in it."
    )
    with acting_as(worker.asker):
        assert refused_by(change(photo, alt_text=NOW)) == "attachment_described_by_who_put_it"


def test_what_is_hidden_is_not_said_anew_either(photo, danas_sign_in):
    with acting_as(danas_sign_in.asker), pytest.raises(ValidationError) as caught:
        describe_anew(attachment=photo, alt_text="The house at 12 Elm Road, YO1 7HH", by=danas_sign_in)

    assert list(caught.value.message_dict) == ["alt_text"]


def test_of_two_windows_the_second_is_told(client, photo, page, danas_sign_in):
    client.force_login(danas_sign_in)
    client.post(page, {"alt_text": NOW, "row_version": photo.row_version})

    answer = client.post(page, {"alt_text": "Filey", "row_version": photo.row_version})

    assert (answer.status_code, NOW in answer.text, "Filey" in answer.text) == (422, True, True)
    with acting_as(danas_sign_in.asker), pytest.raises(ChangedMeanwhile):
        describe_anew(attachment=photo, alt_text="Filey", row_version=photo.row_version, by=danas_sign_in)


def test_what_says_the_same_leaves_nothing_behind(photo, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        assert describe_anew(attachment=photo, alt_text=SEEN, by=danas_sign_in).said_before == []


def test_of_what_is_taken_back_none_of_it_stays(photo, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        describe_anew(attachment=photo, alt_text=NOW, by=danas_sign_in)
        take_back_entry(entry=photo.entry, by=danas_sign_in)
        with pytest.raises(GoneAlready):
            describe_anew(attachment=photo, alt_text=NOW, by=danas_sign_in)

    photo.refresh_from_db()
    assert (photo.alt_text, photo.said_before) == ("", [])
    assert not can_describe_anew(danas_sign_in, photo)
    assert refused_by(change(photo, said_before=[SEEN])) == "attachment_gone_is_gone"


def test_what_it_said_before_is_the_databases_to_write(photo, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        assert refused_by(change(photo, said_before=["Something else"])) == "attachment_stays_as_it_was"
        for number in range(20):
            describe_anew(attachment=photo, alt_text=f"{NOW} {number}", by=danas_sign_in)
        assert refused_by(change(photo, alt_text=NOW)) == "attachment_described_anew_so_often"


def test_what_it_said_before_is_forged_by_nobody(family, dana, worker):
    one = attached()
    with acting_as(worker.asker):
        talk = log_conversation(
            family=family, people=[dana], headline="x", entries=[EntryText(Entry.Kind.NOTE, "t")], by=worker
        )
        said = {"kind": one.kind, "mime": one.mime, "content": one.content, "alt_text": one.alt_text}
        put = Attachment.objects.create(
            organisation=worker.organisation,
            entry=talk.record.entries.get(),
            sha256=digest(one.content),
            said_before=["He hit me"],
            created_by=worker,
            **said,
        )

    put.refresh_from_db()
    assert put.said_before == []
