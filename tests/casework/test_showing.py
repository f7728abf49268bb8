"""A photo, a drawing or a voice note in the quick note itself (domain.md §8.3, §11.2)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.models import Conversation
from families.forms.attachments import CHOOSE_AGAIN, NOTHING_CHOSEN
from families.models import Attachment, Draft, Entry
from tests.factories_families import AddressFactory, ResidenceFactory, sign_in_of
from tests.families.test_photo import picture, with_its_secrets
from tests.sounds import webm

SEEN = "The fish that Amina drew"


@pytest.fixture
def form(client, family, worker):
    client.force_login(worker)
    return reverse("casework:conversation-new", args=[family.pk])


@pytest.fixture
def send(client, form, dana, amina):
    def post(content=None, **said):
        rows = {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}
        file = {"shown-attached": SimpleUploadedFile("a.jpg", content, "image/jpeg")} if content is not None else {}
        shown = {
            f"shown-{name}": value for name, value in ({"attached_kind": "photo", "alt_text": SEEN} | said).items()
        }
        note = {"people": [dana.pk, amina.pk], "headline": "At the table", "note": "We had tea"}
        note |= {name: said[name] for name in ("headline", "people") if name in said}
        return client.post(form, note | rows | shown | file)

    return post


def test_a_photo_stands_in_the_first_form_with_what_can_be_seen_as_its_words(client, form, send, dana):
    assert 'name="shown-attached"' in client.get(form).text

    assert send(with_its_secrets()).status_code == 302

    note, shown = Entry.objects.order_by("position")
    sent = shown.attachment
    assert [(one.kind, one.body) for one in (note, shown)] == [("note", "We had tea"), ("note", SEEN)]
    assert (sent.alt_text, sent.mime, b"Exif" in bytes(sent.content)) == (SEEN, "image/jpeg", False)
    assert Attachment.objects.visible_to(sign_in_of(dana)).get() == sent


def test_a_childs_drawing_is_theirs_and_a_voice_note_is_said_by_someone(send, amina, dana):
    assert (
        send(picture(), kind="child_view", attached_kind="drawing", person=amina.pk, how_told="drawing").status_code
        == 302
    )
    assert send(webm(), kind="said", attached_kind="audio", person=dana.pk).status_code == 302

    drawn, said = Attachment.objects.order_by("pk")
    assert (drawn.kind, drawn.entry.kind, drawn.entry.speaker, drawn.entry.how_told) == (
        "drawing",
        "child_view",
        amina,
        "drawing",
    )
    assert (said.mime, said.entry.kind, said.entry.speaker) == ("audio/webm", "said", dana)


def test_a_photo_of_someone_is_seen_by_them_and_not_by_the_others(send, amina, dana):
    assert send(picture(), kind="seen", person=dana.pk).status_code == 302

    seen = [Attachment.objects.visible_to(sign_in_of(one)).exists() for one in (dana, amina)]
    assert seen == [True, False]


def test_without_a_file_nothing_stands_there_for_it(send):
    assert send(alt_text="", attached_kind="").status_code == 302

    assert [entry.body for entry in Entry.objects.all()] == ["We had tea"]


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        (None, {}, NOTHING_CHOSEN),
        (b"<svg/>", {}, "photo"),
        (picture(), {"alt_text": " "}, "Say in a sentence what can be seen"),
        (picture(), {"kind": "said"}, "Say who said it."),
        (picture(), {"kind": "nobody"}, "Choose one of the answers that are there."),
        (picture(), {"headline": " "}, CHOOSE_AGAIN),
    ],
)
def test_what_is_not_right_is_said_beside_it_and_all_words_stay(client, send, content, said, sentence, worker, family):
    response = send(content, **said)

    assert (response.status_code, str(sentence) in response.text, "We had tea" in response.text) == (422, True, True)
    assert not Conversation.objects.exists()


def test_what_can_be_seen_is_looked_through_for_what_is_hidden(send, joan, amina):
    home = AddressFactory(lines="4 Quarry Mount", postcode="LS6 2JP")
    ResidenceFactory(person=amina, address=home, is_confidential=True)

    response = send(picture(), alt_text="Our house at LS6 2JP", people=[joan.pk])

    assert (response.status_code, "Joan must not read" in response.text, str(CHOOSE_AGAIN) in response.text) == (
        422,
        True,
        True,
    )


def test_of_a_draft_the_words_are_kept_and_the_file_is_asked_for_again(client, form, send, worker):
    send(picture(), headline=" ")
    response = client.post(form, {"headline": "", "shown-alt_text": SEEN, "keep": "later", "draft_version": "0"})

    assert (response.status_code, Draft.objects.get().body["shown-alt_text"]) == (302, SEEN)
    assert SEEN in client.get(form).text


def test_what_is_heard_before_it_is_sent_may_play_there(client, form):
    assert "media-src 'self' blob:" in client.get(form)["Content-Security-Policy"]
