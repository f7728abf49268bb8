"""What the Rowans say of themselves: their story, their pets, what helps, and two of them of their ethnicity and faith."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from accounts.models import User
from families.actions import granting, people
from families.actions.records import Attached
from families.models import Agreement, Attachment, Ethnicity, Family, Person, PersonBackground
from families.models.attachments import MOST_BYTES_OF_A_PICTURE
from families.pictures import LARGE_SIDE, SIDE, small_jpeg

AMINA = {
    "about_me": "I draw horses. Ask me before you tell.",
    "access_needs": "Something to draw with. A break when she goes quiet.",
}
FAMILY: Mapping[str, Any] = {
    "story": "Joan came over from Cork with two suitcases. We have been on Ash Road ever since, and the door is mostly open.",
    "languages": ["English", "a bit of Somali"],
    "pets": ["Bramble, dog", "Captain, goldfish"],
}
_ToldBy = PersonBackground.ToldBy
SAID: Mapping[str, Mapping[str, Any]] = {
    "Joan": {
        "ethnicity_words": "Irish, from Cork",
        "ethnicity_code": Ethnicity.WHITE_IRISH,
        "faith": "Catholic: Mass on Sundays, so no visits then",
        "told_by": _ToldBy.THEMSELVES,
    },
    "Amina": {
        "ethnicity_words": "Irish and Somali",
        "ethnicity_code": Ethnicity.MIXED_WHITE_AFRICAN,
        "told_by": _ToldBy.PARENT_CARER,
    },
}


def tell(family: Family, by: User) -> Family:
    """What the family tells of itself."""
    return people.change_family(family=family, row_version=family.row_version, **FAMILY, by=by)


def say(rowans: Mapping[str, Person], by: User) -> None:
    """What two of them say of their ethnicity and faith, each told in another way."""
    for name, said in SAID.items():
        people.note_background(person=rowans[name], row_version=0, **said, by=by)
    yes = Agreement.GivenHow.PICTURES
    granting.put_photo(person=rowans["Amina"], image=_face(), given_how=yes, given_by=rowans["Dana"], by=by)


def _face() -> bytes:
    """Nobody’s photo: a face as a child draws it."""
    picture = Image.new("RGB", (SIDE, SIDE), "#f6e3c5")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((96, 96, 416, 416), fill="#b07a4a")
    draw.pieslice((96, 76, 416, 376), 180, 360, fill="#3a2417")
    for left in (184, 296):
        draw.ellipse((left, 226, left + 32, 258), fill="#241509")
    draw.arc((186, 236, 326, 346), 20, 160, fill="#7a2f22", width=10)
    file = BytesIO()
    picture.save(file, "PNG")
    return small_jpeg(file)


def drawing() -> Attached:
    """What Amina drew while she told of it."""
    picture = Image.new("RGB", (900, 640), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((720, 40, 840, 160), fill="#f2c14e")
    draw.rectangle((160, 300, 620, 470), outline="#0f5c57", width=10)
    draw.polygon(((250, 300), (330, 190), (540, 190), (590, 300)), outline="#0f5c57", width=10)
    for left in (220, 470):
        draw.ellipse((left, 430, left + 100, 530), fill="#241509")
    for left, fill in ((350, "#b07a4a"), (460, "#7a2f22")):
        draw.ellipse((left, 215, left + 60, 275), fill=fill)
    draw.line((40, 535, 860, 535), fill="#5f7f3f", width=12)
    file = BytesIO()
    picture.save(file, "PNG")
    content = small_jpeg(file, LARGE_SIDE, MOST_BYTES_OF_A_PICTURE)
    said = "Two people in a car, under a big yellow sun."
    return Attached(Attachment.Kind.DRAWING, Attachment.Mime.JPEG, content, said)
