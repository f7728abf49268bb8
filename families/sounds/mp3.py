"""MP3: frames, one behind the other. What stands before and behind them (ID3, APE: titles, pictures, places) is left out."""

from __future__ import annotations

from families.sounds.reading import NotASound

ID3 = b"ID3"
FEWEST_FRAMES = 10
"""About a quarter of a second: a few bytes that look like a frame by chance are none."""
BITRATES = {  # in thousands a second, for layer III: of MPEG 1, and of 2 and 2.5
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def begins(raw: bytes) -> bool:
    return raw[:3] == ID3 or _frame(raw, 0) > 0


def anew(raw: bytes) -> bytes:
    at = start = _behind_id3(raw)
    frames = 0
    while (length := _frame(raw, at)) and at + length <= len(raw):
        at, frames = at + length, frames + 1
    if frames < FEWEST_FRAMES or 10 * (at - start) < 9 * (len(raw) - start):
        raise NotASound
    return raw[start:at]


def _behind_id3(raw: bytes) -> int:
    at = 0
    while raw[at : at + 3] == ID3 and len(raw) > at + 10:
        size = 0
        for byte in raw[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size
    return at


def _frame(raw: bytes, at: int) -> int:
    """How long the frame is that begins here; 0 where none does."""
    head = int.from_bytes(raw[at : at + 4], "big")
    version, layer, bitrate, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if (
        len(raw) < at + 4
        or head >> 21 != 0x7FF
        or version not in RATES
        or layer != 1
        or bitrate in {0, 15}
        or rate == 3
    ):
        return 0
    is_first = version == 3
    samples = 144 if is_first else 72
    return samples * 1_000 * BITRATES[is_first][bitrate] // RATES[version][rate] + (head >> 9 & 1)
