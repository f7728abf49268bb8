"""The photo of a card: part of what the family says yes to (domain.md §1.3, step 6)."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from linkups.models import CardPhoto
from tests.factories_linkups import OfferCardFactory, OfferFactory
from tests.linkups.pages import address, words
from tests.linkups.refusals import broken

SECRET = b"somewhere on the hill"


def picture(kind="JPEG", name="us.jpg"):
    made = BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, kind, comment=SECRET) if kind == "JPEG" else None
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


@pytest.fixture
def card(sharing):
    return sharing.cards.get()


def put(client, card, **said):
    facts = {"file": picture(), "photo_alt": "Two people and a dog on a sofa"} | said
    return client.post(address("card-photo-add", card), facts)


def approved(card):
    type(card).objects.filter(pk=card.pk).update(approved_at="2026-03-16T12:00Z")
    card.refresh_from_db()


def test_a_photo_takes_the_yes_away_and_is_made_anew(marlon, card):
    answer = put(marlon, card)

    card.refresh_from_db()
    photo = bytes(CardPhoto.objects.get().content)
    assert (answer.status_code, card.approved_at, card.version) == (302, None, 2)
    assert (SECRET in photo, photo[:2]) == (False, b"\xff\xd8")


def test_the_family_that_is_offered_it_sees_it_with_its_words(client, marlon, card, seeking, brandt):
    put(marlon, card)
    approved(card)
    offer = OfferFactory(family=seeking)
    OfferCardFactory(offer=offer, card=card, card_version=card.version)
    client.force_login(brandt)

    shown = client.get(address("offer", offer)).content.decode()
    seen = client.get(address("offer-photo", offer, card))

    assert 'alt="Two people and a dog on a sofa"' in shown
    assert f"{address('offer-photo', offer, card)}?v={card.photo_sha256[:8]}" in shown
    assert (seen.status_code, seen["Content-Type"], "sandbox" in seen["Content-Security-Policy"]) == (
        200,
        "image/jpeg",
        True,
    )


def test_nobody_else_sees_it(client, marlon, card, brandt):
    put(marlon, card)
    client.force_login(brandt)
    assert client.get(address("card-photo", card)).status_code == 404


def test_another_takes_its_place_and_nothing_of_the_first_is_kept(marlon, card):
    put(marlon, card)
    put(marlon, card, photo_alt="A table with cake")

    assert sorted(bytes(one.content) == b"" for one in CardPhoto.objects.all()) == [False, True]


def test_taken_away_nothing_is_kept(marlon, card):
    put(marlon, card)

    marlon.post(address("card-photo-away", card))

    card.refresh_from_db()
    assert (card.photo_sha256, card.photo_alt, bytes(CardPhoto.objects.get().content)) == ("", "", b"")
    assert marlon.get(address("card-photo", card)).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"file": ""}, "Choose the photo first."),
        ({"photo_alt": ""}, "Choose the photo once more: no browser keeps it."),
        ({"photo_alt": "The Okafors at home"}, "Leave the surname out"),
        ({"file": SimpleUploadedFile("a.jpg", b"no picture")}, "photo"),
    ],
)
def test_what_is_not_right_is_asked_again_with_the_words_kept(marlon, card, said, sentence):
    answer = put(marlon, card, **said)

    card.refresh_from_db()
    assert (answer.status_code, sentence in words(answer), card.photo_sha256) == (422, True, "")
    assert answer.context["form"]["photo_alt"].value() == said.get("photo_alt", "Two people and a dog on a sofa")


def test_a_stranger_s_card_gets_no_photo(client, card, brandt):
    client.force_login(brandt)
    assert put(client, card).status_code == 404


def a_photo(card, content=b"x", sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"):
    """By SHA-256 of “x”."""
    return CardPhoto.objects.create(organisation=card.organisation, card=card, content=content, sha256=sha256)


def digest_is_another(card):
    a_photo(card, content=b"y")


def two(card):
    a_photo(card)
    a_photo(card)


def gone_and_kept(card):
    CardPhoto.objects.filter(pk=a_photo(card).pk).update(gone_at="2026-03-16T12:00Z")


def rewritten(card):
    CardPhoto.objects.filter(pk=a_photo(card).pk).update(content=b"y")


def not_there(card):
    type(card).objects.filter(pk=card.pk).update(photo_sha256="0" * 64, photo_alt="Us")


def without_words(card):
    sha256 = a_photo(card).sha256
    type(card).objects.filter(pk=card.pk).update(photo_sha256=sha256)


@pytest.mark.parametrize(
    ("do", "rule"),
    [
        (digest_is_another, "card_photo_by_its_digest"),
        (two, "card_photo_one"),
        (gone_and_kept, "card_photo_gone_is_gone"),
        (rewritten, "card_photo_as_it_was"),
        (not_there, "card_photo_is_kept"),
        (without_words, "card_photo_says_what_it_shows"),
    ],
)
def test_the_database_holds_it(card, do, rule):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        do(card)
    assert broken(refused) == rule
