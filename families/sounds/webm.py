"""WebM, as browsers record: elements within elements (EBML). It is written anew of those that hearing it needs, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from families.sounds.reading import NotASound

EBML, DOC_TYPE = 0x1A45DFA3, 0x4282
SEGMENT, CLUSTER = 0x18538067, 0x1F43B675
INFO, TIMESTAMP_SCALE, DURATION = 0x1549A966, 0x2AD7B1, 0x4489
TRACKS, TRACK, TRACK_TYPE, CODEC, AUDIO = 0x1654AE6B, 0xAE, 0x83, 0x86, 0xE1
TIMESTAMP, SIMPLE_BLOCK, BLOCK_GROUP = 0xE7, 0xA3, 0xA0
OF_GROUP = {0xA1, 0x9B, 0xFB, 0x75A2}  # the block, how long it is, what it stands on, what is cut from its end
OF_TRACK = {0xD7, 0x73C5, TRACK_TYPE, CODEC, 0x63A2, 0x56AA, 0x56BB, 0x23E383, 0x88, 0xB9, 0x9C}
OF_AUDIO = {0xB5, 0x78B5, 0x9F, 0x6264}
SOUND, CODECS = 2, {b"A_OPUS", b"A_VORBIS"}
WRITTEN_BY = ((0x4D80, b"Kith"), (0x5741, b"Kith"))
HEAD = (
    *((0x4286, b"\x01"), (0x42F7, b"\x01"), (0x42F2, b"\x04"), (0x42F3, b"\x08")),
    *((DOC_TYPE, b"webm"), (0x4287, b"\x04"), (0x4285, b"\x02")),
)
UNKNOWN = b"\x01" + b"\xff" * 7
"""The size of what goes on until something else begins, as a recorder writes it that doesn't know yet how long it will be."""


@dataclass(frozen=True, slots=True)
class Element:
    id: int
    inside: int
    end: int | None


def begins(raw: bytes) -> bool:
    return raw[:4] == EBML.to_bytes(4, "big")


def anew(raw: bytes) -> bytes:
    made = [_written(EBML, b"".join(_written(*one) for one in HEAD)), SEGMENT.to_bytes(4, "big") + UNKNOWN]
    seen = set()
    for element in _open(raw):
        made.append(_needed(element, raw[element.inside : element.end]))
        seen.add(element.id)
    if not ({EBML, TRACKS} <= seen and seen & {SIMPLE_BLOCK, BLOCK_GROUP}):
        raise NotASound
    return b"".join(made)


def _needed(element: Element, inside: bytes) -> bytes:
    """What hearing it needs of one element."""
    if element.id == CLUSTER:
        return CLUSTER.to_bytes(4, "big") + UNKNOWN
    if element.id in {TIMESTAMP, SIMPLE_BLOCK}:
        return _written(element.id, inside)
    anew = WRITTEN_ANEW.get(element.id)
    return anew(inside) if anew else b""


def _open(raw: bytes) -> Iterator[Element]:
    """All elements one behind the other, those of the segment and its clusters as if they stood beside them."""
    at = 0
    while at < len(raw):
        element = _element(raw, at)
        yield element
        if element.id in {SEGMENT, CLUSTER}:
            at = element.inside
        elif element.end is None:
            raise NotASound
        else:
            at = element.end


def _element(raw: bytes, at: int) -> Element:
    id_length = 9 - raw[at].bit_length()
    if id_length > 4:
        raise NotASound
    size_at = at + id_length
    length = 9 - raw[size_at].bit_length()
    if length > 8:
        raise NotASound
    inside = size_at + length
    said = int.from_bytes(raw[size_at:inside], "big")
    size = said & ((1 << 7 * length) - 1)
    if inside > len(raw):
        raise NotASound
    end = None if size == (1 << 7 * length) - 1 else inside + size
    element = Element(int.from_bytes(raw[at:size_at], "big"), inside, end)
    if end is not None and end > len(raw) and element.id not in {SEGMENT, CLUSTER}:
        raise NotASound
    return element


def _children(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(raw):
        element = _element(raw, at)
        if element.end is None:
            raise NotASound
        yield element.id, raw[element.inside : element.end]
        at = element.end


def _written(number: int, inside: bytes) -> bytes:
    size = (1 << 56 | len(inside)).to_bytes(8, "big")
    return number.to_bytes((number.bit_length() + 7) // 8, "big") + size + inside


def _only(raw: bytes, wanted: set[int]) -> bytes:
    return b"".join(_written(number, inside) for number, inside in _children(raw) if number in wanted)


def _head(head: bytes) -> bytes:
    """Nothing: ours was written before."""
    if dict(_children(head)).get(DOC_TYPE, b"").rstrip(b"\x00") not in {b"webm", b"matroska"}:
        raise NotASound
    return b""


def _info(raw: bytes) -> bytes:
    by_us = b"".join(_written(*one) for one in WRITTEN_BY)
    return _written(INFO, _only(raw, {TIMESTAMP_SCALE, DURATION}) + by_us)


def _group(raw: bytes) -> bytes:
    return _written(BLOCK_GROUP, _only(raw, OF_GROUP))


def _tracks(raw: bytes) -> bytes:
    """One or more tracks of sound; with any other, it is a film."""
    tracks = [(dict(_children(inside)), inside) for number, inside in _children(raw) if number == TRACK]
    if not tracks or not all(_is_sound(said) for said, _inside in tracks):
        raise NotASound
    return _written(TRACKS, b"".join(_written(TRACK, _track(said, inside)) for said, inside in tracks))


def _is_sound(said: Mapping[int, bytes]) -> bool:
    return said.get(TRACK_TYPE) == bytes([SOUND]) and said.get(CODEC, b"").rstrip(b"\x00") in CODECS


def _track(said: Mapping[int, bytes], inside: bytes) -> bytes:
    return _only(inside, OF_TRACK) + _written(AUDIO, _only(said.get(AUDIO, b""), OF_AUDIO))


WRITTEN_ANEW: Mapping[int, Callable[[bytes], bytes]] = {EBML: _head, INFO: _info, TRACKS: _tracks, BLOCK_GROUP: _group}
