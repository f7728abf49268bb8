"""A picture that someone chose, made anew: small, and with nothing in it but what it shows (docs/adr/0025-photos-by-pillow.md)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

SIDE = 512
MOST_PIXELS: Mapping[str, int] = {"JPEG": 60_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
"""What may be unpacked. A telephone takes 12 to 50 million, and a JPEG is read in small at once."""
NO_PICTURE = _("This is not a picture that can be read. Choose a photo: JPEG, PNG or WebP.")
TOO_LARGE = _("This picture has too many points. Choose a smaller one, or a picture of the screen.")


class NotAPicture(Exception):
    """It can't be shown; says what to do."""


def small_jpeg(file: IO[bytes]) -> bytes:
    """The picture upright, at most 512 points wide and high. Where it was taken, when and by what stays behind."""
    try:
        with Image.open(file, formats=list(MOST_PIXELS)) as picture:
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise NotAPicture(TOO_LARGE)
            return _anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture(TOO_LARGE) from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        KeyError,
        ArithmeticError,
    ) as error:  # what broken files do to readers
        raise NotAPicture(NO_PICTURE) from error


def _anew(picture: Image.Image) -> bytes:
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    shown = Image.new("RGB", upright.size, "white")  # a new one: a copy would take what is written in the file along
    shown.paste(upright, mask=upright)
    made = BytesIO()
    shown.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()
