"""A recording is made anew: the sound alone, without the place and the day that telephones write into it."""

from io import BytesIO

import pytest

from families.sounds import begins_as_sound, plain_sound
from families.sounds.reading import NotASound
from tests.sounds import PLACE, box, mp3, mp4, webm


@pytest.mark.parametrize(("raw", "mime"), [(webm(), "audio/webm"), (mp4(), "audio/mp4"), (mp3(), "audio/mpeg")])
def test_the_sound_stays_and_the_place_goes(raw, mime):
    made = plain_sound(BytesIO(raw))

    assert (PLACE in raw, PLACE in made.content, made.mime) == (True, False, mime)
    assert made.content.count(b"sound") == raw.count(b"sound")
    assert plain_sound(BytesIO(made.content)) == made


def test_nor_does_the_day_stay():
    day = b"\xdf\x01\x02\x03"

    made = plain_sound(BytesIO(mp4(day=day))).content

    assert (mp4(day=day).count(day), made.count(day), b"Core Media" in made, len(made)) == (6, 0, False, len(mp4()))


@pytest.mark.parametrize(
    "raw",
    [
        webm(kind=1, codec=b"V_VP8"),  # films
        mp4(track=b"vide"),
        mp4(track=b"meta"),  # neither seen nor heard
        mp3(frames=3),
        mp3(frames=12) + b"<script>alert(1)</script>" * 99,  # something else behind a few frames
        webm()[:180],
        mp4()[:60],
        webm().replace(b"webm", b"html"),
        box(b"ftyp", b"M4A ") + (2**31).to_bytes(4, "big") + b"moov",
        b"\x1a\x45\xdf\xa3",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"<svg/>",
        b"",
    ],
)
def test_what_is_no_recording_or_a_film_is_refused(raw):
    with pytest.raises(NotASound):
        plain_sound(BytesIO(raw))


def test_boxes_in_boxes_without_end_are_refused():
    deep = b""
    for _time in range(500):
        deep = box(b"moov", deep)

    with pytest.raises(NotASound):
        plain_sound(BytesIO(box(b"ftyp", b"M4A ") + deep))


@pytest.mark.parametrize(("raw", "sound"), [(webm(), True), (mp4(), True), (mp3(), True), (b"\xff\xd8\xff\xe0", False)])
def test_it_is_told_by_how_it_begins(raw, sound):
    assert begins_as_sound(raw[:64]) is sound
