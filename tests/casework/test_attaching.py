"""A photo, a drawing or a voice note with what someone writes: made anew, read with its words, gone with them (domain.md §8.3)."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from accounts.models import AccessEvent
from casework.actions.adding import add_to_conversation, take_back_entry, write_to_workers
from casework.actions.conversations import log_conversation
from casework.actions.said import all_said_in
from database import clock
from database.asker import acting_as
from families.actions.merging import merge_people, unmerge_people
from families.actions.records import Attached, EntryText, Sharing
from families.forms.attachments import CHOOSE_AGAIN
from families.models import Attachment, Entry, ShareState, digest
from families.pictures import NO_PICTURE, TOO_LARGE, small_jpeg
from families.sounds import NO_SOUND
from tests.casework.refusals import change, refused_by
from tests.factories import MembershipFactory, PersonFactory
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
    whole, part, beyond = (
        shown(client, sent, **said) for said in ({}, {"range": "bytes=0-9"}, {"range": "bytes=99999-"})
    )
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
        (b"RIFF" + bytes(4) + b"WAVEfmt " + bytes(40), "me.wav", NO_SOUND),
    ],
)
def test_what_is_none_whatever_it_is_called_is_refused_in_a_sentence(client, danas_sign_in, content, name, sentence):
    client.force_login(danas_sign_in)
    kind = Attachment.Kind.AUDIO if name.endswith(".wav") else Attachment.Kind.PHOTO

    response = send(client, content, name, attached_kind=kind)

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
    users = (danas_sign_in, worker, sign_in_of(amina), joans_sign_in, outsider)

    seen = [Attachment.objects.visible_to(user).exists() for user in users]

    assert seen == [True, True, False, False, False]


def test_what_is_kept_back_is_kept_back_with_its_photo(family, dana, danas_sign_in, worker):
    review_on = clock.today() + timedelta(days=30)
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=review_on)
    said = [EntryText(Entry.Kind.SEEN, "The kitchen", attached=attached())]
    log_conversation(family=family, people=[dana], headline="A visit", entries=said, sharing=kept, by=worker)

    assert [Attachment.objects.visible_to(user).exists() for user in (danas_sign_in, worker)] == [False, True]


def test_what_can_be_seen_is_looked_through_as_other_words_are(family, dana, danas_sign_in, photo):
    hidden = attached(alt_text="The house at 12 Elm Road, YO1 7HH")

    with pytest.raises(ValidationError, match="written like an address"):
        write_to_workers(family=family, person=dana, body=SIDE, attached=hidden, by=danas_sign_in)
    assert ("A photo", SEEN) in all_said_in(photo.entry.record).items()


def test_what_nobody_reads_any_more_is_gone_with_its_photo(photo, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        take_back_entry(entry=photo.entry, by=danas_sign_in)

    photo.refresh_from_db()
    assert (bytes(photo.content), photo.alt_text, photo.gone_at is None) == (b"", "", False)
    assert not {"content", "alt_text"} & {field.name for field in Attachment.pgh_event_model._meta.fields}


def test_what_is_hidden_later_is_still_seen_by_who_works_here(talk, dana, danas_sign_in, worker):
    ours = {"organisation": talk.organisation, "created_by": danas_sign_in}
    said = {
        "record": talk.record,
        "position": 9,
        "kind": "said",
        "body": SIDE,
        "speaker": dana,
        "author": danas_sign_in,
    }
    with acting_as(danas_sign_in.asker):
        entry = Entry.objects.create(**ours, **said, created_at=datetime.now(UTC) - timedelta(hours=25))
        sent = vars_of(attached())
        Attachment.objects.create(**ours, entry=entry, sha256=digest(sent["content"]), **sent)
        take_back_entry(entry=entry, by=danas_sign_in)

    assert [Attachment.objects.visible_to(user).exists() for user in (danas_sign_in, worker)] == [False, True]


def test_of_two_who_are_one_it_stays_with_its_words(photo, dana, family, worker, talk):
    again = MembershipFactory(family=family, person__known_as="Dana").person
    merge = merge_people(kept=again, merged=dana, why="She told us", by=worker)

    assert Attachment.objects.visible_to(worker).get().entry.speaker == again
    unmerge_people(merge=merge, by=worker)
    assert Attachment.objects.visible_to(worker).get().entry.speaker == dana


def test_a_page_with_one_costs_no_further_query(client, worker, talk, photo, dana, django_assert_num_queries):
    client.force_login(worker)
    with CaptureQueriesContext(connection) as before:
        client.get(talk.get_absolute_url())
    said = EntryText(Entry.Kind.NOTE, SIDE, attached=attached())
    for _time in range(2):
        add_to_conversation(conversation=talk, entry=said, by=worker)

    with django_assert_num_queries(len(before)):
        page = client.get(talk.get_absolute_url())

    assert page.text.count("<figure") == 3


def test_it_stays_as_it_was_sent(photo, worker, danas_sign_in):
    assert refused_by(change(photo, alt_text="Something else")) == "attachment_described_by_who_put_it"
    assert refused_by(change(photo, kind="drawing")) == "attachment_stays_as_it_was"
    assert (
        refused_by(change(photo, gone_at=photo.created_at, content=b"", alt_text=""))
        == "attachment_goes_with_its_words"
    )


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"content": b"<svg/>"}, "attachment_was_made_by_us"),
        (
            {"content": b"\xff\xd8\xff\xe1" + with_its_secrets()[20:]},
            "attachment_was_made_by_us",
        ),  # as a camera begins one
        ({"content": b"\xff\xd8\xff\xe0" + bytes(2_000_000)}, "attachment_was_made_by_us"),
        ({"sha256": "0" * 64}, "attachment_is_what_was_sent"),
        ({"kind": "audio"}, "attachment_kind_fits"),
        ({"mime": "image/svg+xml"}, "attachment_kind_fits"),
        ({"alt_text": " "}, "attachment_says_what_it_shows"),
        ({"gone_at": datetime(2026, 3, 16, tzinfo=UTC)}, "attachment_gone_is_gone"),
        ({}, "attachment_by_who_wrote_it"),
    ],
)
def test_the_database_keeps_nothing_else(talk, danas_sign_in, facts, rule):
    said = vars_of(attached()) | facts
    said = {"sha256": digest(said["content"])} | said
    row = Attachment(organisation=talk.organisation, entry=talk.record.entries.get(), created_by=danas_sign_in, **said)

    if facts:
        assert refused_by(row.save) == rule
    else:
        with acting_as(danas_sign_in.asker):
            assert refused_by(row.save) == rule


def vars_of(sent):
    return {field.name: getattr(sent, field.name) for field in fields(sent)}
