"""What the Rowans say of themselves: their story, their pets, what helps, and two of them of their ethnicity and faith."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from config.demo import pictures
from families.actions import granting, people
from families.models import Agreement, Ethnicity, Family, Person, PersonBackground

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
    granting.put_photo(person=rowans["Amina"], image=pictures.face(), given_how=yes, given_by=rowans["Dana"], by=by)
