"""Strings that broke something somewhere once: each is a name that someone could have, or a text that someone could type."""

import json
import os
from pathlib import Path

A_LONG_NUMBER = "9" * 80
"""Written like one that someone could be rung by: who may not see such is refused it where others read it."""

TEXTS = [
    "undefined", "null", "NULL", "(null)", "nil", "None", "true", "false", "NaN", "Infinity", "-0", "0", "1/0", "1e999", "0x0",
    A_LONG_NUMBER, "١٢٣", "½", "⁰⁴⁵", "Ω≈ç√∫", "åß∂ƒ©", "田中さん", "사회과학원", "Ⱥ", "ﷺ", "مُنَاقَشَةُ", "بِسْمِ ٱللَّهِ", "שלום",
    "👩‍👩‍👧‍👦", "👾 🙇 💁", "❤️", "🇬🇧🇵🇱", "Ṱ̺̺̕o͞ ̷i̲̬n̝̗v̟̜o̘k", "ﬁ", "İstanbul", "ß", "Ǆ", "ʻOkina", "O’Neill", "d'Arc", "Anne-Marie",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=1>", "javascript:alert(1)", "{{7*7}}", "${7*7}",
    "{% raw %}", "%s%n%x", "%d", "../../etc/passwd", "C:\\nul", "$(touch x)", "`ls`", "| cat", "&& true", "--help", "=1+1",
    "+cmd", "@SUM(A1)", "'; DROP TABLE families_family; --", "1' OR '1'='1", "\\", "\\\\", "%", "_", "a&b=c#d?e", "\ufeffBOM",
    "zero\u200bwidth", "soft\u00adhyphen", "tab\tand\nline\r\nbreak", "bell\x07", "\x1b[31mred", "\x7f", "\ue000", "\U000e0041tag",
    "\uffff", "\ufffe", " leading", "trailing ", "line\u2028break", "a" * 99,
]  # fmt: skip

TURNED = ["\u202egnirts", "\u2066isolated\u2069"]

MISFITS = ["\x00", "nonsense", "01900000-0000-7000-8000-000000000000", "-1", "1e999", "9" * 5000, "\x0b\x85\u2028"]
"""What stands in no list, is no number, and has no day."""

NOT_DAYS = [
    "0000-01-01", "0001-01-01", "1066-10-14", "9999-12-31", "10000-01-01", "2026-02-31", "2026-13-01", "2026-3-1T00:00", "today",
    "2026-03-16\x00",
]  # fmt: skip
"""Days that never were, or that nobody now living has to do with."""

UNREADABLE = [r'"\u0000"', r'"a\u0000b"', r'"\ud800"', r'"\udc00\ud800"', '"\x00"', '"\x01"']


def pick(number: int) -> str:
    """One of the strings, by turns."""
    return TEXTS[number % len(TEXTS)]


TELLING = ["<script>alert(1)</script>", "{{7*7}}", "bell\x07", "\u0000", A_LONG_NUMBER, "Ṱ̺̺̕o͞ ̷i̲̬n̝̗v̟̜o̘k", *TURNED]
"""A few of every kind, for a page of its own making; the sweeps send all of them round all forms and endpoints."""

PARTS = 4
TURNS = range(PARTS if "KITH_STRINGS" in os.environ else 1)
"""All quarters of a list that was asked for; of ours one for each form, so that `make fuzz` ends in minutes."""


def texts(part: int) -> list[str]:
    """A quarter of the strings: ours, or those of another list, a JSON array of strings at `KITH_STRINGS`.

    In quarters, because a test is one transaction, and nobody may ask for longer than five minutes in one.
    """
    outside = os.environ.get("KITH_STRINGS")
    found: list[str] = json.loads(Path(outside).read_text(encoding="utf-8")) if outside else TEXTS
    return found[part % PARTS :: PARTS]
