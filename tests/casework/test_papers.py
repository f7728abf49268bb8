"""A story and a conversation for paper, and as a file: each reader's own, by the one door; with nothing else in it (domain.md §9.4)."""

import re
import zlib
from io import BytesIO

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework import pdf
from casework.actions.conversations import log_conversation
from casework.views import papers
from families.actions.records import EntryText
from families.models import Entry
from families.pictures import NotAPicture, small_jpeg
from tests.casework.test_attaching import attached
from tests.families.test_photo import picture, with_its_secrets

HERS, THEIRS = "Hers alone to read", "We had tea together"


@pytest.fixture
def talk(family, dana, amina, joan, worker):
    shown = attached(content=small_jpeg(BytesIO(with_its_secrets())), alt_text="The kitchen")
    said = [
        EntryText(Entry.Kind.CONTEXT, HERS, whose=(joan,), attached=shown),
        EntryText(Entry.Kind.CONTEXT, THEIRS, attached=shown),
    ]
    return log_conversation(family=family, people=[dana, joan], headline="At the table", entries=said, by=worker)


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn, and with which pictures, in the place of drawing it."""
    seen = []
    monkeypatch.setattr(pdf, "can_be_drawn", lambda: True)
    monkeypatch.setattr(papers.pdf, "drawn", lambda html, **facts: seen.append((html, facts["pictures"])) or b"%PDF")
    return seen


def words_in(made):
    """All that is written in a file, unpacked; a packed part may end like a line, and its sum is lost with that."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return made + b"".join(zlib.decompressobj().decompress(one) for one in packed if one[:1] == b"\x78")


@pytest.mark.parametrize("page", ["casework:conversation-pdf", "casework:family-story-pdf"])
def test_each_reader_has_their_own_file(client, talk, family, worker, danas_sign_in, joans_sign_in, drawn, page):
    address = reverse(page, args=[talk.pk if "conversation" in page else family.pk])

    for user in (worker, danas_sign_in, joans_sign_in):
        client.force_login(user)
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"] == 'attachment; filename="to-read.pdf"'

    assert [(HERS in html, THEIRS in html, len(pictures)) for html, pictures in drawn] == [
        (True, True, 2),
        (False, True, 1),
        (True, True, 2),
    ]
    assert AccessEvent.objects.filter(kind="print", what=page.replace("pdf", "print")).count() == 3
    assert "<nav" not in drawn[0][0]


def test_to_who_may_not_read_it_there_is_none(client, talk, outsider, drawn):
    client.force_login(outsider)

    pages = ("casework:conversation-pdf", "casework:conversation-print")
    assert [client.get(reverse(page, args=[talk.pk])).status_code for page in pages] == [404, 404]
    assert not drawn


def test_where_it_cant_be_drawn_there_is_the_page_for_paper(client, talk, worker, monkeypatch):
    monkeypatch.setattr(pdf, "can_be_drawn", lambda: False)
    client.force_login(worker)

    page = client.get(reverse("casework:conversation-print", args=[talk.pk]))

    assert (page.status_code, THEIRS in page.text, "(PDF)" in page.text) == (200, True, False)
    assert client.get(reverse("casework:conversation-pdf", args=[talk.pk])).status_code == 404


def test_it_is_tagged_for_who_hears_it_and_says_no_more_than_the_page(has_pango, client, talk, worker):
    client.force_login(worker)

    made = words_in(client.get(reverse("casework:conversation-pdf", args=[talk.pk])).content)

    for mark in (b'pdfuaid:part="1"', b"/StructTreeRoot", b"/Lang (en-gb)", b"At the table", b"/Alt (The kitchen)"):
        assert mark in made, mark
    for secret in (b"Exif", b"Fairphone", b"/CreationDate", worker.email.encode()):
        assert secret not in made, secret


def test_half_a_picture_is_refused_after_a_file_was_drawn_too(has_pango):
    """The library that draws it would let the whole process read what ends too early."""
    pdf.drawn("<html lang=en><title>Kith</title><p>Words", address="http://testserver/", pictures={})

    with pytest.raises(NotAPicture):
        small_jpeg(BytesIO(picture()[:900]))
