"""What the demo's families drew, wrote on the wall, or put on their card: nobody's photo."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from families.actions.records import Attached
from families.models import Attachment
from families.models.attachments import MOST_BYTES_OF_A_PICTURE
from families.pictures import LARGE_SIDE, SIDE, small_jpeg

SHEET = (900, 640)


def face() -> bytes:
    """A face as a child draws it."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((96, 96, 416, 416), fill="#b07a4a")
        pen.pieslice((96, 76, 416, 376), 180, 360, fill="#3a2417")
        for left in (184, 296):
            pen.ellipse((left, 226, left + 32, 258), fill="#241509")
        pen.arc((186, 236, 326, 346), 20, 160, fill="#7a2f22", width=10)

    return small_jpeg(_drawn((SIDE, SIDE), "#f6e3c5", draw))


def cake() -> bytes:
    """A cake with candles and a football beside it."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        # In the middle: a card shows that part of its photo alone.
        pen.rectangle((0, 424, 900, 640), fill="#b98b5e")
        pen.rectangle((190, 320, 540, 424), fill="#7a4a2f")
        pen.rectangle((190, 284, 540, 332), fill="#f4d9d0")
        for left in range(225, 520, 70):
            pen.rectangle((left, 244, left + 10, 284), fill="#0f5c57")
            pen.ellipse((left - 3, 222, left + 13, 250), fill="#f2c14e")
        pen.ellipse((640, 316, 748, 424), fill="white", outline="#241509", width=6)
        pen.regular_polygon((694, 370, 26), 5, fill="#241509")

    return small_jpeg(_drawn(SHEET, "#f6e3c5", draw))


def drawing() -> Attached:
    """What Amina drew while she told of it."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.ellipse((720, 40, 840, 160), fill="#f2c14e")
        pen.rectangle((160, 300, 620, 470), outline="#0f5c57", width=10)
        pen.polygon(((250, 300), (330, 190), (540, 190), (590, 300)), outline="#0f5c57", width=10)
        for left in (220, 470):
            pen.ellipse((left, 430, left + 100, 530), fill="#241509")
        for left, fill in ((350, "#b07a4a"), (460, "#7a2f22")):
            pen.ellipse((left, 215, left + 60, 275), fill=fill)
        pen.line((40, 535, 860, 535), fill="#5f7f3f", width=12)

    content = small_jpeg(_drawn(SHEET, "white", draw), LARGE_SIDE, MOST_BYTES_OF_A_PICTURE)
    said = "Two people in a car, under a big yellow sun."
    return Attached(Attachment.Kind.DRAWING, Attachment.Mime.JPEG, content, said)


def written_on_the_wall() -> bytes:
    """A family's plan in felt pen, as it hung there."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for number, words in enumerate(("Pru sleeps here", "Sundays: hospital", "Kwame says when")):
            pen.text((70, 90 + number * 150), words, fill="#2b4a8b", font_size=64)

    return small_jpeg(_drawn(SHEET, "white", draw))


def _drawn(size: tuple[int, int], paper: str, draw: Callable[[ImageDraw.ImageDraw], None]) -> BytesIO:
    picture = Image.new("RGB", size, paper)
    draw(ImageDraw.Draw(picture))
    file = BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file
