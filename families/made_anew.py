"""What is sent as a photo, a drawing or a voice note, made anew by us (docs/adr/0028-photos-and-voice-notes.md)."""

from __future__ import annotations

from typing import IO

from django.core.exceptions import ValidationError

from families.models.attachments import MOST_BYTES_OF_A_PICTURE
from families.pictures import LARGE_SIDE, NotAPicture, small_jpeg
from families.sounds import NO_SOUND, begins_as_sound, plain_sound
from families.sounds.reading import NotASound


def made_anew(file: IO[bytes], *, is_meant_as_sound: bool = False) -> tuple[str, bytes]:
    """What it is by what is in it, whatever it is called or said to be, and only what can be seen or heard of it."""
    start = file.read(64)
    file.seek(0)
    try:
        if begins_as_sound(start):
            sound = plain_sound(file)
            return sound.mime, sound.content
        return "image/jpeg", small_jpeg(file, LARGE_SIDE, MOST_BYTES_OF_A_PICTURE)
    except NotASound as error:
        raise ValidationError(NO_SOUND) from error
    except NotAPicture as error:
        raise ValidationError(NO_SOUND if is_meant_as_sound else str(error)) from error
