"""Children and the meetings of their families as a Children in Need census has them: the other way round than `census` reads.

Only what Kith knows is written: a child's numbers, day of birth and sex, and the block `PreProceedingsandFGDM`. The rest of the census is
the council's system's to return (domain.md §9.7).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from families.imports.census import Child, Meeting
from families.imports.census_xml import MEETINGS
from families.models import Person

SEX = {Person.Sex.MALE: "M", Person.Sex.FEMALE: "F"}
UNKNOWN_SEX = "U"


@dataclass(frozen=True, slots=True)
class Header:
    """Which council returns it (three digits of the Department for Education), until which day, and when it was made."""

    council: str
    until: date
    made_at: datetime


def written(children: Iterable[Child], header: Header) -> bytes:
    """The file, as UTF-8."""
    message = Element("Message")
    _write_header(SubElement(message, "Header"), header)
    every = SubElement(message, "Children")
    for child in children:
        _write_child(SubElement(every, "Child"), child)
    indent(message, space="    ")
    found: bytes = tostring(message, encoding="utf-8", xml_declaration=True)
    return found


def _write(above: Element, **texts: object) -> None:
    """Each that is known, in this order."""
    for tag, text in texts.items():
        if text not in {None, ""}:
            SubElement(above, tag).text = str(text)


def _write_header(above: Element, header: Header) -> None:
    _write(SubElement(above, "CollectionDetails"), Collection="CIN", Year=header.until.year, ReferenceDate=header.until)
    made_at = header.made_at.strftime("%Y-%m-%dT%H:%M:%S")
    source = {"SourceLevel": "L", "LEA": header.council, "SoftwareCode": "Kith", "SerialNo": "001", "DateTime": made_at}
    _write(SubElement(above, "Source"), **source)


def _write_child(above: Element, child: Child) -> None:
    _write(
        SubElement(above, "ChildIdentifiers"),
        LAchildID=child.id,
        UPN=child.upn,
        FormerUPN=child.former_upn,
        PersonBirthDate=child.born_on,
        Sex=SEX.get(child.sex, UNKNOWN_SEX),
    )
    details = SubElement(above, "CINdetails")
    for meeting in child.meetings:
        _write_meeting(SubElement(details, MEETINGS), meeting)


def _write_meeting(above: Element, meeting: Meeting) -> None:
    _write(
        above,
        PPStartDate=meeting.proceedings_on,
        LBPSentDate=meeting.letter_on,
        FGDMMeetingOffer=_yes_or_no(known=meeting.is_offered),
        FGDMMeetingFac=_yes_or_no(known=meeting.is_held),
    )


def _yes_or_no(*, known: bool | None) -> str:
    return "" if known is None else str(int(known))
