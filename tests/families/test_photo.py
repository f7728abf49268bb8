"""A photo of someone: made anew, shown by their yes, gone when it is taken away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, ImageChops, ImageOps

from accounts.models import AccessEvent
from families.actions.granting import put_photo, record_agreement, take_photo_away, withdraw_agreement
from families.actions.merging import MergeRefused, merge_people
from families.models import Agreement, PersonAccount, PersonPhoto
from families.pictures import NO_PICTURE, TOO_LARGE, NotAPicture, small_jpeg
from families.rules.people import can_take_photo_away
from tests.conftest import make


def picture(kind="JPEG", size=(1200, 800), mode="RGB", **how):
    made = BytesIO()
    Image.new(mode, size, "teal").save(made, kind, **how)
    return made.getvalue()


def with_its_secrets():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Fairphone"  # turned to the right; the maker
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    return picture(exif=exif, comment=b"At grandma's", dpi=(300, 300))


def uploaded(content, name="me.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def put(client, person, content, **said):
    said = {"given_how": "spoken"} | said
    return client.post(reverse("families:photo-put", args=[person.pk]), {"file": uploaded(content), **said})


def sign_in_of(person):
    user = make.UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=person.organisation, person=person, user=user)
    return user


@pytest.fixture
def photo(amina, worker):
    return put_photo(person=amina, image=small_jpeg(BytesIO(picture())), given_how="spoken", by=worker)


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("WEBP"),
        picture(mode="CMYK"),
        picture(mode="L", size=(3, 4000)),
        picture("MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))]),  # as telephones make them
    ],
)
def test_it_is_made_a_small_jpeg(content):
    with Image.open(BytesIO(small_jpeg(BytesIO(content)))) as made:
        assert (made.format, made.mode, max(made.size) <= 512) == ("JPEG", "RGB", True)


def test_what_is_written_in_the_file_stays_behind():
    before, after = (
        Image.open(BytesIO(each)) for each in (with_its_secrets(), small_jpeg(BytesIO(with_its_secrets())))
    )

    assert (bool(before.getexif()), "comment" in before.info) == (True, True)
    assert (dict(after.getexif()), set(after.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}) == (
        {},
        set(),
    )


def test_it_stands_upright():
    with Image.open(BytesIO(small_jpeg(BytesIO(with_its_secrets())))) as made:
        assert made.height > made.width


@pytest.mark.parametrize("turn", range(1, 9))
def test_each_way_of_holding_the_camera_comes_upright(turn):
    """As Pillow would put it."""
    scene, exif = Image.linear_gradient("L").resize((60, 40)), Image.Exif()
    scene.paste(255, (0, 0, 20, 10))
    exif[0x0112] = turn
    written = BytesIO()
    scene.save(written, "PNG", exif=exif)

    with Image.open(BytesIO(small_jpeg(BytesIO(written.getvalue())))) as made:
        meant = ImageOps.exif_transpose(Image.open(BytesIO(written.getvalue())))
        difference = ImageChops.difference(made.convert("L"), meant.convert("L"))
        assert (made.size, max(difference.tobytes()) < 40) == (meant.size, True)


@pytest.mark.parametrize("tag", [0xA005, 0x0100, 0x0111])
def test_what_a_camera_wrote_wrongly_does_no_harm(tag):
    """Words where a number belongs: a reader that writes it anew falls over it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "words"
    said = bytearray(exif.tobytes())
    order = "little" if said[6:8] == b"II" else "big"
    at = said.find((0x010E).to_bytes(2, order))
    said[at : at + 2] = tag.to_bytes(2, order)

    with Image.open(BytesIO(small_jpeg(BytesIO(picture(exif=bytes(said)))))) as made:
        assert made.height > made.width


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", NO_PICTURE),
        (b"<!doctype html><script>alert(1)</script>", NO_PICTURE),
        (b"\xff\xd8\xff<script>alert(1)</script>", NO_PICTURE),
        (picture()[:900], NO_PICTURE),
        (picture("GIF"), NO_PICTURE),
        (b"", NO_PICTURE),
        (picture("PNG", size=(5000, 5000), mode="1"), TOO_LARGE),
        (picture("PNG", size=(12000, 12000), mode="1"), TOO_LARGE),
        (picture(size=(25000, 1000), mode="L"), TOO_LARGE),  # too thin to be read in small
    ],
)
def test_what_is_no_picture_or_unpacks_to_too_much_is_refused(content, sentence):
    with pytest.raises(NotAPicture, match=str(sentence)[:30]):
        small_jpeg(BytesIO(content))


def test_it_is_put_with_their_yes_and_shown(signed_in, amina):
    page = signed_in.get(put(signed_in, amina, with_its_secrets()).headers["Location"])

    assert 'alt="Photo of Amina"' in page.text
    assert Agreement.objects.get(person=amina).to_what == "photo"
    shown = signed_in.get(reverse("families:person-photo", args=[amina.pk]))
    assert (shown.headers["Content-Type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(shown.headers["Cache-Control"].split(", "))


def test_whoever_looks_at_it_is_noted(signed_in, worker, amina, photo):
    signed_in.get(reverse("families:person-photo", args=[amina.pk]))

    event = AccessEvent.objects.get(what="families:person-photo")
    assert (event.user_id, set(event.people)) == (worker.pk, {amina.pk})


@pytest.mark.parametrize(("content", "sentence"), [(b"<svg/>", NO_PICTURE), (b"", "This file is empty.")])
def test_a_refused_file_is_a_sentence_and_what_was_chosen_stays(signed_in, amina, content, sentence):
    response = put(signed_in, amina, content)

    assert (response.status_code, str(sentence) in response.text) == (422, True)
    assert response.context["form"]["given_how"].value() == "spoken"
    assert not PersonPhoto.objects.exists()


def test_without_their_yes_there_is_no_photo(signed_in, amina):
    response = put(signed_in, amina, picture(), given_how="")

    assert (response.status_code, "Choose the photo once more" in response.text) == (422, True)
    assert (PersonPhoto.objects.exists(), Agreement.objects.exists()) == (False, False)


def test_a_yes_that_was_said_before_is_not_asked_for_again(signed_in, amina, photo):
    page = signed_in.get(reverse("families:photo-add", args=[amina.pk]))

    assert list(page.context["form"].fields) == ["file"]


def test_another_takes_its_place(signed_in, amina, photo):
    put(signed_in, amina, picture(size=(10, 20)))

    photo.refresh_from_db()
    assert (bytes(photo.image), PersonPhoto.objects.standing().count()) == (b"", 1)


def test_a_telephones_photo_may_be_larger_than_any_other_body(signed_in, amina, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    answers = [put(signed_in, amina, picture()), signed_in.post(amina.get_absolute_url(), {"x": "x" * 1_000})]

    assert [answer.status_code for answer in answers] == [302, 413]


def test_it_has_an_end_there_too(signed_in, amina, settings):
    settings.LARGER_BODIES = {"/photo/put/": 1_000}

    assert put(signed_in, amina, picture()).status_code == 413


def test_who_sees_it(worker, outsider, amina, joan, photo):
    client = make.UserFactory(kind="client", roles=[])

    seen = [
        PersonPhoto.objects.visible_to(user).exists()
        for user in (worker, sign_in_of(amina), sign_in_of(joan), outsider, client)
    ]

    assert seen == [True, True, False, False, False]


def test_to_who_may_not_see_it_there_is_none(client, outsider, amina, photo):
    client.force_login(outsider)

    assert client.get(reverse("families:person-photo", args=[amina.pk])).status_code == 404


@pytest.mark.parametrize("whose", ["worker", "themselves"])
def test_whoever_writes_or_is_on_it_takes_it_away_for_good(client, worker, amina, photo, whose):
    client.force_login(worker if whose == "worker" else sign_in_of(amina))

    response = client.post(reverse("families:photo-take-away", args=[amina.pk]))

    photo.refresh_from_db()
    assert (response.status_code, bytes(photo.image), photo.taken_away_on is None) == (302, b"", False)
    assert "image" not in {field.name for field in PersonPhoto.pgh_event_model._meta.fields}


def test_their_own_page_shows_it_and_how_to_take_it_away(client, amina, photo):
    client.force_login(sign_in_of(amina))

    page = client.get(reverse("families:our-facts")).text

    assert 'alt="Photo of Amina"' in page
    assert reverse("families:photo-take-away", args=[amina.pk]) in page


def test_someone_else_of_the_family_takes_nothing_away(amina, joan):
    assert not can_take_photo_away(sign_in_of(joan), amina)


def test_with_their_yes_the_photo_goes(worker, amina, photo):
    withdraw_agreement(agreement=Agreement.objects.get(person=amina), by=worker)

    photo.refresh_from_db()
    assert bytes(photo.image) == b""


def test_while_another_yes_to_a_photo_holds_it_stays(worker, amina, photo):
    first = Agreement.objects.get(person=amina)
    yes = {"to_what": "photo", "what_exactly": "On the wall", "given_how": "spoken", "given_on": first.given_on}
    record_agreement(person=amina, **yes, by=worker)

    withdraw_agreement(agreement=first, by=worker)

    assert PersonPhoto.objects.visible_to(worker).count() == 1


def test_without_a_yes_that_holds_nobody_sees_it(worker, amina, photo):
    Agreement.objects.filter(person=amina).update(withdrawn_on=photo.created_at.date())

    assert PersonPhoto.objects.visible_to(worker).count() == 0


@pytest.mark.parametrize("image", [b"<svg/>", b"", b"\xff\xd8\xff" + b"x" * 300_000])
def test_the_database_keeps_small_jpegs_alone(amina, image):
    with pytest.raises(IntegrityError, match="photo_is_a_small_jpeg"), transaction.atomic():
        PersonPhoto.objects.create(organisation=amina.organisation, person=amina, image=image)


def test_of_what_was_taken_away_the_database_keeps_nothing(photo):
    photo.taken_away_on = photo.created_at.date()

    with pytest.raises(IntegrityError, match="photo_taken_away_is_gone"), transaction.atomic():
        photo.save()


def test_one_person_has_one(photo):
    with pytest.raises(IntegrityError, match="photo_one_of_a_person"), transaction.atomic():
        PersonPhoto.objects.create(organisation=photo.organisation, person=photo.person, image=bytes(photo.image))


def test_two_with_a_photo_are_not_made_one(worker, amina, joan, photo):
    image = small_jpeg(BytesIO(picture()))
    put_photo(person=joan, image=image, given_how="spoken", by=worker)

    with pytest.raises(MergeRefused, match="There is a photo of both"):
        merge_people(kept=joan, merged=amina, why="She told us", by=worker)


def test_of_two_who_are_one_the_photo_moves(worker, amina, joan, photo):
    put_photo(person=joan, image=bytes(photo.image), given_how="spoken", by=worker)
    take_photo_away(person=joan, by=worker)

    merge_people(kept=joan, merged=amina, why="She told us", by=worker)

    assert PersonPhoto.objects.visible_to(worker).get().person == joan
