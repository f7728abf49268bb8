"""A photo, a drawing or a voice note by another system: made anew, read with its words (domain.md §11.2, §11.3)."""

from base64 import b64decode, b64encode
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from accounts.models import AccessEvent
from api.serializers.conversations import AttachmentOutput, ConversationOutput
from casework.actions.conversations import log_conversation
from database import clock
from families.actions.records import EntryText, Sharing
from families.models import Attachment, Entry, ShareState
from tests.api.shapes import misfits
from tests.casework.test_attaching import attached
from tests.factories import MembershipFactory
from tests.families.test_photo import with_its_secrets
from tests.sounds import webm

CONVERSATIONS, ATTACHMENTS = "/api/v1/conversations/", "/api/v1/attachments/"
SEEN = "Mia on the swing"
SECRET = b"Fairphone"


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


def said(family, mia, **shown):
    shown = {"kind": "photo", "alt_text": SEEN, "content": b64encode(with_its_secrets()).decode()} | shown
    entry = {"kind": "note", "body": "At the park", "attached": shown}
    return {"family": str(family.pk), "people": [str(mia.pk)], "headline": "At the park", "entries": [entry]}


def test_a_photo_is_sent_made_anew_and_read(caller, family, mia):
    system = caller("conversations.write", "conversations.read")

    written = system.send(CONVERSATIONS, said(family, mia))

    assert (written.status_code, misfits(ConversationOutput, written.json())) == (201, [])
    [beside] = written.json()["entries"][0]["attachments"]
    whole = system.get(f"{ATTACHMENTS}{beside['id']}/")
    assert {name: whole.json()[name] for name in beside} == beside
    assert (beside["kind"], beside["mime"], beside["alt_text"]) == ("photo", "image/jpeg", SEEN)
    assert misfits(AttachmentOutput, whole.json()) == []
    content = b64decode(whole.json()["content"], validate=True)
    assert (SECRET in with_its_secrets(), SECRET in content, content) == (
        True,
        False,
        bytes(Attachment.objects.get().content),
    )
    with Image.open(BytesIO(content)) as made:
        assert made.format == "JPEG"
    looked = AccessEvent.objects.filter(what="api:attachment-retrieve").get()
    assert (looked.kind, looked.families, looked.people) == ("api", [family.pk], [mia.pk])


def test_a_voice_note_is_one_by_what_is_in_it(caller, family, mia):
    content = b64encode(webm()).decode()
    system = caller("conversations.write", "conversations.read")

    written = system.send(CONVERSATIONS, said(family, mia, kind="audio", content=content))

    assert written.json()["entries"][0]["attachments"][0]["mime"] == "audio/webm"


@pytest.mark.parametrize(
    ("shown", "pointer", "sentence"),
    [
        ({"content": "<svg/>"}, "content", "Give it in base64."),
        ({"content": 5}, "content", "Give it in base64."),
        ({"content": ""}, "content", "This file is empty. Choose another."),
        ({"content": b64encode(b"<svg/>").decode()}, "content", "This is not a picture that can be read."),
        ({"kind": "audio"}, "kind", "That is a picture, and no recording."),
        ({"content": b64encode(webm()).decode()}, "kind", "That is a recording."),
        ({"alt_text": " "}, "alt_text", "Write something: this can’t be empty."),
        ({"kind": "video"}, "kind", "This is not one of the values that can stand here."),
        ({"mime": "image/svg+xml"}, "mime", "There is no such field."),
    ],
)
def test_what_is_none_is_refused_by_its_place(caller, family, mia, shown, pointer, sentence):
    answer = caller("conversations.write").send(CONVERSATIONS, said(family, mia, **shown))

    [wrong] = answer.json()["errors"]
    assert (answer.status_code, wrong["pointer"]) == (400, f"/entries/0/attached/{pointer}")
    assert wrong["detail"].startswith(sentence)
    assert not Attachment.objects.exists()


def test_what_is_kept_back_or_gone_is_not_there(caller, family, mia, worker):
    review_on = clock.today() + timedelta(days=30)
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=review_on)
    for sharing in (kept, Sharing()):
        shown = [EntryText(Entry.Kind.SEEN, "The swing", attached=attached())]
        log_conversation(family=family, people=[mia], headline="Park", entries=shown, sharing=sharing, by=worker)
    system = caller("conversations.read")

    answers = [system.get(f"{ATTACHMENTS}{one.pk}/").status_code for one in Attachment.objects.order_by("pk")]

    assert answers == [404, 200]
    assert (
        caller("conversations.summary", name="Another").get(f"{ATTACHMENTS}{Attachment.objects.last().pk}/").status_code
        == 403
    )


def test_more_than_five_at_once_are_refused_before_one_is_made_anew(caller, family, mia, monkeypatch):
    monkeypatch.setattr("api.serializers.conversations.made_anew", None)
    body = said(family, mia)

    answer = caller("conversations.write").send(CONVERSATIONS, body | {"entries": body["entries"] * 6})

    assert answer.status_code == 400
    assert "five photos" in answer.text
