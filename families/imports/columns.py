"""Which column of a table holds what, by the usual spellings of headers; and the template, which has our own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a table may say of a person: our word, how others spell it, and what the template shows."""

    label: Any
    header: str
    spellings: str
    example: str = ""


COLUMNS: Mapping[str, Column] = {
    "key": Column(
        _("Each person’s own number, by which other rows name them"),
        "Number",
        "number no id key ref reference personid person",
        "1",
    ),
    "known_as": Column(
        _("Known as"),
        "Known as",
        "knownas name fullname preferredname childname personname",
        "EXAMPLE: delete this row",
    ),
    "given_name": Column(
        _("Given name"), "Given name", "givenname givennames firstname firstnames forename forenames", "Ann"
    ),
    "family_name": Column(_("Family name"), "Family name", "familyname lastname surname secondname", "Example"),
    "gender": Column(_("Gender"), "Gender", "gender sex", "woman or girl"),
    "born": Column(_("Date of birth"), "Date of birth", "dateofbirth dob birthdate born birthday", "27/03/2015"),
    "died": Column(_("Date of death"), "Date of death", "dateofdeath dod deathdate died"),
    "family": Column(_("Family"), "Family", "family familygroup household whichfamily"),
    "role": Column(_("In this family"), "In this family", "inthisfamily role familyrole roleinfamily", "child"),
    "mother": Column(_("Mother"), "Mother", "mother mothername mum motherid"),
    "father": Column(_("Father"), "Father", "father fathername dad fatherid"),
    "parent_1": Column(
        _("First parent or carer"), "Parent 1", "parent1 firstparent parentone parent carer carer1", "2"
    ),
    "basis_1": Column(_("First parent: on what basis"), "Parent 1 is", "parent1is parent1basis basis1 basis", "birth"),
    "parent_2": Column(_("Second parent or carer"), "Parent 2", "parent2 secondparent parenttwo carer2"),
    "basis_2": Column(_("Second parent: on what basis"), "Parent 2 is", "parent2is parent2basis basis2"),
    "partner": Column(_("Partner"), "Partner", "partner spouse husband wife partnerid"),
    "partner_kind": Column(
        _("Partner: as what"), "Partner is", "partneris partnerkind partnership couple maritalstatus"
    ),
    "lcs_person_id": Column(
        _("Number in the council’s system"),
        "Number in the council’s system",
        "lachildid childuniqueid lcsid lcspersonid",
    ),
    "upn": Column(_("Unique pupil number"), "UPN", "upn uniquepupilnumber"),
}


def matched(headers: Sequence[str]) -> dict[str, int]:
    """The columns that a table's headers name, each by its place; the first of two that say the same."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        name = OF_SPELLING.get(_squeezed(header))
        if name:
            found.setdefault(name, place)
    return found


def _squeezed(header: str) -> str:
    """Letters and digits only: `dateOfBirth`, ` Date of birth` and `DATE_OF_BIRTH` are one."""
    return re.sub(r"[\W_]", "", header).lower()


OF_SPELLING = {
    spelling: name
    for name, column in COLUMNS.items()
    for spelling in (*column.spellings.split(), _squeezed(column.header))
}
