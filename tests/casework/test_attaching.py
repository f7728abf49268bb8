"""A photo, a drawing or a voice note with what someone writes: made anew, read with its words, gone with them (domain.md §8.3)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import AccessEvent
from casework.actions.adding import add_to_conversation, take_back_entry, write_to_workers
from casework.actions.confidence import write_in_confidence
from casework.actions.conversations import log_conversation
from casework.actions.said import all_said_in
from casework.queries.conversations import conversation_page
from database.asker import acting_as
from families.actions.merging import merge_people, undo_merge
from families.actions.records import Attached, EntryText
from families.forms.attachments import CHOOSE_AGAIN
from families.models import Attachment, Entry, PersonMerge, digest
from families.pictures import LARGE_SIDE, NO_PICTURE, TOO_LARGE, small_jpeg
from families.sounds import NO_SOUND
from tests.casework.refusals import change, refused_by
from tests.factories import PersonFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import sign_in_of
from tests.families.test_photo import picture, with_its_secrets
from tests.sounds import PLACE, mp4, webm

SEEN, SIDE = "Me and Nan at the sea", "We had a good day"
WRITE = "/our-page/write/"


@pytest.fixture
def talk(family, dana, amina, worker):
    said = [EntryText(Entry.Kind.NOTE, "We had tea")]
    return log_conversation(family=family, people=[dana, amina], headline="At the table", entries=said, by=worker)


def attached(**facts):
    said = {"kind": "photo", "mime": "image/jpeg", "content": small_jpeg(BytesIO(picture())), "alt_text": SEEN}
    return Attached(**(said | facts))


@pytest.fixture
def photo(talk, dana, danas_sign_in):
    said = EntryText(Entry.Kind.SAID, SIDE, {"speaker": dana}, attached=attached())
    with acting_as(danas_sign_in.asker):
        return add_to_conversation(conversation=talk, entry=said, by=danas_sign_in).attachment


def send(client, content, name="photo.jpg", to=WRITE, **said):
    said = {"body": SIDE, "attached_kind": "photo", "alt_text": SEEN} | said
    return client.post(to, {"attached": SimpleUploadedFile(name, content, content_type="image/jpeg"), **said})


def shown(client, attachment, **headers):
    return client.get(reverse("families:attachment", args=[attachment.pk]), headers=headers)


def test_a_photo_goes_with_their_words_and_nothing_of_where_it_was_taken(client, danas_sign_in, worker):
    client.force_login(danas_sign_in)

    response = send(client, with_its_secrets())

    sent = Attachment.objects.get()
    assert (response.status_code, sent.entry.body, sent.alt_text) == (302, SIDE, SEEN)
    client.force_login(worker)
    answer = shown(client, sent)
    with Image.open(BytesIO(answer.content)) as made:
        assert (made.format, dict(made.getexif()), "comment" in made.info, made.height > made.width) == (
            "JPEG",
            {},
            False,
            True,
        )
    for secret in (b"Exif", b"Fairphone", b"grandma"):
        assert (secret in with_its_secrets(), secret in answer.content) == (True, False)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert (answer["Content-Disposition"], answer["Content-Security-Policy"]) == (
        'inline; filename="picture.jpg"',
        "default-src 'none'; sandbox",
    )
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    looked = AccessEvent.objects.get(what="families:attachment")
    assert (looked.user_id, looked.record) == (worker.pk, sent.entry.record_id)
    page = client.get(sent.entry.record.conversation.get_absolute_url()).text
    assert f'alt="{SEEN}"' in page


def test_a_voice_note_is_played_in_parts_and_kept_as_a_file(client, danas_sign_in, talk):
    client.force_login(danas_sign_in)
    to = reverse("casework:conversation-add", args=[talk.pk])

    assert send(client, webm(), to=to, attached_kind="audio", body="").status_code == 302

    sent = Attachment.objects.get()
    whole, part, beyond = (shown(client, sent, **said) for said in ({}, {"range": "bytes=0-9"}, {"range": "bytes=99999-"}))
    assert (sent.mime, sent.entry.body, PLACE in whole.content) == ("audio/webm", SEEN, False)
    assert whole["Content-Disposition"] == 'attachment; filename="voice-note.webm"'
    assert (part.status_code, part.content, beyond.status_code) == (206, whole.content[:10], 416)
    assert part["Content-Range"] == f"bytes 0-9/{len(whole.content)}"
    assert "<audio controls" in client.get(talk.get_absolute_url()).text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "me.jpg", NO_PICTURE),
        (b"<!doctype html><script>alert(1)</script>", "me.jpg", NO_PICTURE),
        (b"GIF89a/*" + bytes(60) + b"*/=1;alert(1)", "me.jpg", NO_PICTURE),
        (picture("PNG", size=(12000, 12000), mode="1"), "me.png", TOO_LARGE),
        (mp4(track=b"vide"), "me.jpg", NO_SOUND),
        (b"", "me.jpg", "This file is empty."),
    ],
)
def test_what_is_none_whatever_it_is_called_is_refused_in_a_sentence(client, danas_sign_in, content, name, sentence):
    client.force_login(danas_sign_in)

    response = send(client, content, name)

    assert (response.status_code, str(sentence)[:40] in response.text, SIDE in response.text) == (422, True, True)
    assert not Entry.objects.exists()


def test_of_what_is_two_things_at_once_only_the_picture_stays(client, danas_sign_in):
    client.force_login(danas_sign_in)

    send(client, picture() + b"PK\x03\x04<script>alert(1)</script>", "photo.jpg.html")

    assert b"script" not in bytes(Attachment.objects.get().content)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"alt_text": " "}, "Say in a sentence what can be seen"),
        ({"attached_kind": ""}, "Say what it is"),
        ({"attached_kind": "audio"}, "That is a picture, and no recording."),
    ],
)
def test_what_can_be_seen_is_said_before_it_is_shared(client, danas_sign_in, said, sentence):
    client.force_login(danas_sign_in)

    response = send(client, picture(), **said)

    assert (response.status_code, sentence in response.text, str(CHOOSE_AGAIN) in response.text) == (422, True, True)
    assert not Attachment.objects.exists()


def test_a_child_shows_a_drawing_to_whom_they_choose(client, amina, worker, dana):
    child = sign_in_of(amina)
    client.force_login(child)

    to, said = "/our-page/only-mine/write/", {"words": "", "attached_kind": "drawing", "workers": [worker.pk]}
    assert send(client, picture("PNG", mode="RGBA"), to=to, **said).status_code == 302

    sent = Attachment.objects.get()
    seen = [Attachment.objects.visible_to(user).exists() for user in (child, worker, sign_in_of(dana))]
    assert (sent.kind, seen) == ("drawing", [True, True, False])
    client.force_login(sign_in_of(PersonFactory()))
    assert shown(client, sent).status_code == 404


def test_who_reads_its_words_sees_it_and_nobody_else(photo, danas_sign_in, joans_sign_in, worker, outsider, amina):
    client = sign_in_of(amina)

    seen = [Attachment.objects.visible_to(user).exists() for user in (danas_sign_in, worker, client, joans_sign_in, outsider)]

    assert seen == [True, True, False, False, False]


def test_whoever_is_kept_from_who_sent_it_does_not_see_it(photo, dana, worker, talk, family):
    AccessBlockFactory(viewer_user=worker, viewer_person=None, protected_person=dana)

    assert not Attachment.objects.visible_to(worker).exists()


def test_what_can_be_seen_is_looked_through_as_other_words_are(family, dana, danas_sign_in, photo):
    hidden = attached(alt_text="The house at 12 Elm Road, YO1 7HH")

    with pytest.raises(ValidationError, match="written like an address"):
        write_to_workers(family=family, person=dana, body=SIDE, attached=hidden, by=danas_sign_in)
    assert ("A photo", SEEN) in list(all_said_in(photo.entry.record))


@pytest.mark.parametrize(("ago", "is_left"), [(timedelta(hours=23), False), (timedelta(hours=25), True)])
def test_it_goes_with_what_is_taken_back(photo, danas_sign_in, worker, client, ago, is_left):
    said = photo.entry
    Entry.objects.filter(pk=said.pk).update(created_at=said.created_at) if False else None
    with acting_as(danas_sign_in.asker):
        take_back_entry(entry=said, by=danas_sign_in)

    photo.refresh_from_db()
    assert bool(photo.content)
