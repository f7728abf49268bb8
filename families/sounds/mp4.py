"""MP4, as telephones record (.m4a): boxes within boxes.

Where the sound stands is told by its place in the file, so what is left out is blanked where it stands: every box that hearing it does
not need (names and places stand in `udta` and `meta`), what the boxes that stay say of days, and tracks that are no sound. A film is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from families.sounds.reading import NotASound

HOLDING = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf"}
DATED = {b"mvhd", b"tkhd", b"mdhd"}
KEPT = DATED | {
    *(
        b"ftyp",
        b"styp",
        b"mdat",
        b"hdlr",
        b"smhd",
        b"dref",
        b"elst",
        b"trex",
        b"mehd",
        b"mfhd",
        b"tfhd",
        b"tfdt",
        b"trun",
        b"sidx",
    ),
    *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sgpd", b"sbgp"),
}
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    start: int
    inside: int
    end: int


def begins(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp"


def anew(raw: bytes) -> bytes:
    made = bytearray(raw)
    tracks = [_told(made, box) for box in _clean(made, 0, len(made), 0)]
    if b"vide" in tracks or b"soun" not in tracks:
        raise NotASound
    return bytes(made)


def _clean(made: bytearray, start: int, end: int, depth: int) -> Iterator[Box]:
    """Blank what is not needed between two places. Gives the tracks."""
    if depth > DEEPEST:
        raise NotASound
    for box in _boxes(made, start, end):
        if box.kind in HOLDING:
            yield from _clean(made, box.inside, box.end, depth + 1)
            if box.kind == b"trak":
                yield box
        elif box.kind in KEPT:
            _undated(made, box)
        else:
            made[box.start + 4 : box.start + 8] = b"free"
            made[box.inside : box.end] = bytes(box.end - box.inside)


def _boxes(made: bytearray, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        size, inside = int.from_bytes(made[at : at + 4], "big"), at + 8
        if size == 1:
            size, inside = int.from_bytes(made[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if not inside <= stop <= end:
            raise NotASound
        yield Box(bytes(made[at + 4 : at + 8]), at, inside, stop)
        at = stop


def _undated(made: bytearray, box: Box) -> None:
    """Nothing of when it was made, and of the words by which a telephone names its own track."""
    if box.kind in DATED:
        length = 16 if made[box.inside] == 1 else 8
        first, last = box.inside + 4, box.inside + 4 + length
    elif box.kind == b"hdlr":
        first, last = box.inside + 24, box.end
    else:
        return
    if last > box.end:
        raise NotASound
    made[first:last] = bytes(last - first)


def _told(made: bytearray, track: Box) -> bytes:
    """What a track says that it is; one that is neither sound nor film is blanked."""
    media = next((box for box in _boxes(made, track.inside, track.end) if box.kind == b"mdia"), None)
    says = next((box for box in _boxes(made, media.inside, media.end) if box.kind == b"hdlr"), None) if media else None
    kind = bytes(made[says.inside + 8 : says.inside + 12]) if says else b""
    if kind not in {b"soun", b"vide"}:
        made[track.start + 4 : track.start + 8] = b"free"
        made[track.inside : track.end] = bytes(track.end - track.inside)
    return kind
