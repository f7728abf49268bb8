"""In which letters a GEDCOM file is written: what it says (CHAR) is often wrong, so its bytes are asked first.

Text in any of the old letters is never valid UTF-8 by chance as soon as it holds an accent, so what is valid is UTF-8.
"""

from re import compile as pattern

from django.utils.translation import gettext as _
from gedcom_lite.ansel import decode_ansel

from families.imports.losses import Losses

BOMS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"0\x00": "utf-16-le",
    b"\x000": "utf-16-be",
}
"""How a file begins; the last two have no mark but begin with the 0 of "0 HEAD"."""

DECLARED = pattern(rb"(?:^|[\r\n])[ \t]*1[ \t]+CHAR[ \t]+([^\r\n]{1,40})")
HEAD = 10_000
"""So many bytes from the start are searched for CHAR."""

WESTERN = "cp1252"
CODECS = {
    "ANSI": WESTERN,
    "WINDOWS": WESTERN,
    "IBM WINDOWS": WESTERN,
    "IBM_WINDOWS": WESTERN,
    "CP1252": WESTERN,
    "LATIN1": "iso8859-1",
    "IBMPC": "cp437",
    "IBM-PC": "cp437",
    "OEM": "cp437",
    "MSDOS": "cp850",
    "MS-DOS": "cp850",
    "IBM DOS": "cp850",
    "MACINTOSH": "mac-roman",
} | {f"WINDOWS-125{n}": f"cp125{n}" for n in range(9)}
CODECS |= {f"{prefix}{n}": f"iso8859-{n}" for prefix in ("ISO-8859-", "ISO8859-") for n in (1, 2, 5, 7, 9, 15)}


def decoded(data: bytes, losses: Losses) -> str:
    """The file as text. What can't be read stands as � and is said."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return _said_where_broken(data.decode(encoding, errors="replace"), losses)
    found = DECLARED.search(data[:HEAD])
    declared = found[1].decode("ascii", errors="replace").strip().upper() if found else ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _said_where_broken(_in_old_letters(data, declared, losses), losses)
    if not text.isascii() and declared not in {"UTF-8", "UTF8", ""}:
        sentence = _("The file says that its letters are “%(said)s”, but they are UTF-8, and were read so.")
        losses.say("letters", 1, sentence % {"said": declared})
    return text


def _in_old_letters(data: bytes, declared: str, losses: Losses) -> str:
    if declared == "ANSEL":
        return str(decode_ansel(data))
    if declared not in CODECS:
        losses.say("letters", 1, _("The file does not say rightly in which letters it is written; check the accents."))
    return data.decode(CODECS.get(declared, WESTERN), errors="replace")


def _said_where_broken(text: str, losses: Losses) -> str:
    if "�" in text:
        line = text.replace("\r\n", "\n").replace("\r", "\n").count("\n", 0, text.index("�")) + 1
        losses.say("broken", line, _("Some letters can’t be read and stand as �; this is the first line with one."))
    return text
