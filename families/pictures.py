"""A picture that someone chose, made anew: small, and with nothing in it but what it shows (docs/adr/0025-photos-by-pillow.md)."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image
from PIL.ExifTags import Base as Tag
from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile

SIDE = 512
LARGE_SIDE = 1_600
"""A drawing is looked at, and read."""
QUALITIES = (85, 60, 35)
"""The next where one is more than may be kept."""
FORMATS = ["JPEG", "PNG", "WEBP"]
"""A JPEG with a second picture inside, as telephones make them, is one too (Pillow calls it MPO); the first is shown."""
MOST_BYTES = 300_000
"""Of one that is made small."""
MOST_PIXELS = 20_000_000
"""What may be unpacked."""
MOST_OF_A_JPEG = 60_000_000
"""A telephone takes 12 to 50 million, and a JPEG is read in small at once, unless it is thin."""
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""How a picture is put upright, by what the camera wrote down (Exif 2.32, *Orientation*). Pillow's own way writes all of that anew, and
falls over what it can't write."""
NO_PICTURE = _("This is not a picture that can be read. Choose a photo: JPEG, PNG or WebP.")
TOO_LARGE = _("This picture has too many points. Choose a smaller one, or a picture of the screen.")


class NotAPicture(Exception):
    """It can't be shown; says what to do."""


def small_jpeg(file: IO[bytes], side: int = SIDE, most_bytes: int = MOST_BYTES) -> bytes:
    """The picture upright, at most `side` points wide and high. Where it was taken, when and by what stays behind."""
    try:
        with Image.open(file, formats=FORMATS) as picture:
            return _written(_anew(picture, side), most_bytes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture(TOO_LARGE) from error
    except (
        OSError,
        EOFError,
        struct.error,
        ValueError,
        SyntaxError,
        TypeError,
        KeyError,
        ArithmeticError,
    ) as error:  # what broken files do to readers
        raise NotAPicture(NO_PICTURE) from error


def _anew(picture: Image.Image, side: int) -> Image.Image:
    _refuse_more_than(MOST_OF_A_JPEG if isinstance(picture, JpegImageFile) else MOST_PIXELS, picture)
    picture.draft("RGB", (2 * side, 2 * side))
    _refuse_more_than(MOST_PIXELS, picture)
    turn = TURNS.get(picture.getexif().get(Tag.Orientation, 1))
    upright = (picture.transpose(turn) if turn is not None else picture).convert("RGBA")
    upright.thumbnail((side, side))
    shown = Image.new("RGB", upright.size, "white")  # a new one: a copy would take what is written in the file along
    shown.paste(upright, mask=upright)
    return shown


def _written(shown: Image.Image, most_bytes: int) -> bytes:
    for quality in QUALITIES:
        made = BytesIO()
        shown.save(made, "JPEG", quality=quality, optimize=True)
        if made.tell() <= most_bytes:
            return made.getvalue()
    raise NotAPicture(TOO_LARGE)


def _refuse_more_than(points: int, picture: Image.Image) -> None:
    if picture.width * picture.height > points:
        raise NotAPicture(TOO_LARGE)
