"""A recording that someone chose, made anew: the sound, and nothing else of the file (docs/adr/0028-photos-and-voice-notes.md).

What a telephone or a browser records comes in one of three containers. Each is read to its end by a few dozen lines here; what is not known
to be needed for hearing it is left out: names of places, days, pictures, other tracks. A file that can't be read so is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from families.sounds import mp3, mp4, webm
from families.sounds.reading import NotASound

NO_SOUND = _(
    "This is not a recording that can be played here. Choose a voice note: M4A, MP3 or WebM, with sound alone."
)
READERS: tuple[tuple[Callable[[bytes], bool], str, Callable[[bytes], bytes]], ...] = (
    (webm.begins, "audio/webm", webm.anew),
    (mp4.begins, "audio/mp4", mp4.anew),
    (mp3.begins, "audio/mpeg", mp3.anew),
)


@dataclass(frozen=True, slots=True)
class Sound:
    mime: str
    content: bytes


def begins_as_sound(start: bytes) -> bool:
    """Whether the file is a recording by how it begins, whatever it is called."""
    return any(begins(start) for begins, _mime, _anew in READERS)


def plain_sound(file: IO[bytes]) -> Sound:
    """The recording without anything written about it."""
    raw = file.read()
    for begins, mime, anew in READERS:
        if begins(raw):
            try:
                return Sound(mime, anew(raw))
            except IndexError as error:  # it ends where it should go on
                raise NotASound from error
    raise NotASound
