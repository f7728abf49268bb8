"""A finished drawing as PNG, for those whose letters and slides take no SVG.

Lettered with our own font alone, so that it looks the same on every server; what is written in letters that the font lacks would
be left out without a word, and so it has no PNG.
"""

from __future__ import annotations

import math
import re
import unicodedata
from xml.etree.ElementTree import Element

import resvg_py
from defusedxml import ElementTree
from django.conf import settings

from families.drawing.markup import NAMESPACE

FONT = "static/vendor/atkinson-hyperlegible-next-{}-wght-normal.ttf"
SHARPNESS = 2.0
MOST_PIXELS = 20_000_000
"""80 MB while it is drawn: a drawing that would be larger is made less sharp."""

# What both files of the font hold together.
_LETTERS = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126-\u012b\u012e-\u0133"
    "\u0136-\u0137\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a-\u016b\u016e-\u017e\u0192"
    "\u0218-\u021b\u0237\u1e80-\u1e85\u1e9e\u1ef2-\u1ef3\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]*"
)


def can_be_png(svg: str) -> bool:
    """Whether our font has every letter that is written in a drawing."""
    return all(_LETTERS.fullmatch(one.text or "") for one in _texts(svg))


def as_png(svg: str, width: float, height: float) -> bytes:
    """The drawing at twice its size, or as near to it as memory allows."""
    return resvg_py.svg_to_bytes(
        svg_string=unicodedata.normalize("NFC", svg),
        zoom=min(SHARPNESS, math.sqrt(MOST_PIXELS / (width * height))),
        skip_system_fonts=True,
        font_files=[str(settings.BASE_DIR / FONT.format(part)) for part in ("latin", "latin-ext")],
    )


def _texts(svg: str) -> list[Element]:
    parsed: Element = ElementTree.fromstring(unicodedata.normalize("NFC", svg))
    return list(parsed.iter(f"{{{NAMESPACE}}}text"))
