"""Recordings as telephones and browsers make them, of no sound, with a place written into each."""

PLACE = b"5 Elm Road"


def box(kind, inside=b""):
    return (8 + len(inside)).to_bytes(4, "big") + kind + inside


def mp4(track=b"soun", place=PLACE, day=b"\xdf\x01\x02\x03"):
    def header(kind):
        return box(kind, bytes(4) + day + day + bytes(72))

    told = box(b"hdlr", bytes(8) + track + bytes(12) + b"Core Media Audio\x00")
    media = box(
        b"mdia", header(b"mdhd") + told + box(b"minf", box(b"smhd", bytes(8)) + box(b"stbl", box(b"stsd", bytes(8))))
    )
    named = box(b"udta", box(b"\xa9nam", place))
    moov = box(b"moov", header(b"mvhd") + box(b"trak", header(b"tkhd") + media) + named)
    return box(b"ftyp", b"M4A \x00\x00\x00\x00M4A isom") + moov + box(b"mdat", b"sound" * 40) + box(b"uuid", place)


def mp3(place=PLACE, frames=20):
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(place)]) + place
    return tag + (b"\xff\xfb\x50\xc4" + bytes(204)) * frames + b"TAG" + place.ljust(125, b"\x00")


def element(number, inside):
    head = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return head + (1 << 56 | len(inside)).to_bytes(8, "big") + inside


def webm(kind=2, codec=b"A_OPUS", place=PLACE):
    unknown = b"\x01" + b"\xff" * 7
    audio = element(0xE1, element(0xB5, b"\x47\x3b\x80\x00") + element(0x9F, b"\x01"))
    track = (
        element(0xD7, b"\x01") + element(0x83, bytes([kind])) + element(0x86, codec) + element(0x536E, place) + audio
    )
    return b"".join(
        [
            element(0x1A45DFA3, element(0x4282, b"webm")),
            b"\x18\x53\x80\x67" + unknown,
            element(
                0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, place) + element(0x4461, bytes(8))
            ),
            element(0x1654AE6B, element(0xAE, track)),
            b"\x1f\x43\xb6\x75" + unknown,
            element(0xE7, b"\x00") + element(0xA3, b"\x81\x00\x00\x80" + b"sound" * 9),
            b"\x1f\x43\xb6\x75" + unknown,
            element(0xE7, b"\x3c") + element(0xA3, b"\x81\x00\x00\x80" + b"sound" * 9),
            element(0x1254C367, place),
        ]
    )
