"""What the rows of a Children in Need census mean (CIN collection guides 2021 to 2026), with what is wrong in them.

Real files are untidy. A value that can't be right is left out and said; only a child without an id of the council's
system, or that came before, is left out whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from re import compile as pattern
from typing import IO

from django.utils.translation import gettext as _

from database import clock
from families.imports.census_xml import Row, Value, rows
from families.models import Ethnicity, Person

EARLIEST = date(1900, 1, 1)
LONGEST_ID = 100
UPN = pattern(r"[A-Z][0-9]{11}[0-9A-Z]")
SEXES: Mapping[str, Person.Sex] = {
    "1": Person.Sex.MALE,
    "M": Person.Sex.MALE,
    "2": Person.Sex.FEMALE,
    "F": Person.Sex.FEMALE,
    "0": Person.Sex.NOT_RECORDED,
    "U": Person.Sex.UNKNOWN,
    "9": Person.Sex.UNKNOWN,
}
ETHNICITIES: Mapping[str, Ethnicity] = {
    "WBRI": Ethnicity.WHITE_BRITISH,
    "WIRI": Ethnicity.WHITE_IRISH,
    "WIRT": Ethnicity.WHITE_TRAVELLER,
    "WOTH": Ethnicity.WHITE_OTHER,
    "MWBC": Ethnicity.MIXED_WHITE_CARIBBEAN,
    "MWBA": Ethnicity.MIXED_WHITE_AFRICAN,
    "MWAS": Ethnicity.MIXED_WHITE_ASIAN,
    "MOTH": Ethnicity.MIXED_OTHER,
    "AIND": Ethnicity.ASIAN_INDIAN,
    "APKN": Ethnicity.ASIAN_PAKISTANI,
    "ABAN": Ethnicity.ASIAN_BANGLADESHI,
    "CHNE": Ethnicity.ASIAN_CHINESE,
    "AOTH": Ethnicity.ASIAN_OTHER,
    "BCRB": Ethnicity.BLACK_CARIBBEAN,
    "BAFR": Ethnicity.BLACK_AFRICAN,
    "BOTH": Ethnicity.BLACK_OTHER,
    "OOTH": Ethnicity.OTHER,
    "REFU": Ethnicity.NOT_SAID,
}
GYPSY_OR_ROMA = "WROM"
"""One group in the census of children, two in the groups here: which of them it is, nobody may guess."""
NOT_ASKED = "NOBT"
YES_NO: Mapping[str, bool] = {"1": True, "true": True, "0": False, "false": False}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out or looks odd: where, of whom, and what."""

    line: int
    child: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """That a family group decision-making meeting was offered or held before court proceedings."""

    proceedings_on: date | None
    is_offered: bool | None
    is_held: bool | None
    letter_on: date | None = None
    """The day of the letter before proceedings."""


@dataclass(slots=True)
class Child:
    """What the census knows of a child: never a name."""

    line: int
    id: str
    upn: str = ""
    former_upn: str = ""
    sex: Person.Sex = Person.Sex.NOT_RECORDED
    ethnicity: Ethnicity | None = None
    born_on: date | None = None
    expected_on: date | None = None
    died_on: date | None = None
    meetings: list[Meeting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, sentence: str) -> None:
        self.problems.append(Problem(line, self.id, sentence))


def children(file: IO[bytes]) -> Iterator[Child | Problem]:
    """The children of a file, each with its own problems; a Problem in the place of a child that can't be taken."""
    seen: dict[str, int] = {}
    upns: dict[str, int] = {}
    for row in rows(file):
        given = row.identifiers.get("LAchildID", [])
        if not given:
            yield Problem(row.line, "", _("This child has no LAchildID, so they were left out."))
        elif len(given[0].text) > LONGEST_ID:
            yield Problem(row.line, given[0].text[:LONGEST_ID], _("This LAchildID is too long, so they were left out."))
        elif first := seen.get(given[0].text):
            sentence = _("This child came before, on line %(line)s; the first is taken.") % {"line": first}
            yield Problem(row.line, given[0].text, sentence)
        else:
            seen[given[0].text] = row.line
            yield _child(row, given[0].text, upns)


def _child(row: Row, name: str, upns: dict[str, int]) -> Child:
    child = Child(row.line, name)
    for stray in row.stray:
        child.note(
            stray.line, _("Text that belongs to nothing was passed over: “%(text)s”.") % {"text": stray.text[:60]}
        )
    for tag, values in row.identifiers.items():
        if len(values) > 1:
            child.note(values[1].line, _("%(tag)s stands here more than once; the first is taken.") % {"tag": tag})
    first = {tag: values[0] for tag, values in row.identifiers.items()}
    child.upn = _upn(child, first.get("UPN"), upns)
    child.former_upn = _upn(child, first.get("FormerUPN"), {})
    child.sex = _sex(child, first)
    child.ethnicity = _ethnicity(child, row.ethnicity)
    _read_dates(child, first)
    meetings = [_meeting(child, meeting) for meeting in row.meetings]
    child.meetings = [one for one in meetings if one.is_offered is not None or one.is_held is not None]
    return child


def _upn(child: Child, value: Value | None, seen: dict[str, int]) -> str:
    if value is None:
        return ""
    text = value.text.upper()
    if not UPN.fullmatch(text):
        child.note(value.line, _("“%(text)s” is not a pupil number, so it was left out.") % {"text": value.text[:60]})
        return ""
    if line := seen.get(text):
        child.note(value.line, _("The child of line %(line)s has this pupil number; it was left out.") % {"line": line})
        return ""
    seen[text] = child.line
    return text


def _sex(child: Child, first: Mapping[str, Value]) -> Person.Sex:
    """`Sex` since 2024, `GenderCurrent` before. It says nothing of how someone describes themselves."""
    value = first.get("Sex") or first.get("GenderCurrent")
    if value is None:
        return Person.Sex.NOT_RECORDED
    if value.text.upper() not in SEXES:
        child.note(
            value.line, _("“%(text)s” is not a sex of the census, so it was left out.") % {"text": value.text[:60]}
        )
        return Person.Sex.NOT_RECORDED
    return SEXES[value.text.upper()]


def _ethnicity(child: Child, value: Value | None) -> Ethnicity | None:
    code = value.text.upper() if value else NOT_ASKED
    if value is None or code == NOT_ASKED:
        return None
    if code == GYPSY_OR_ROMA:
        child.note(value.line, _("“WROM” does not say whether Gypsy or Roma, so it was left out: ask them."))
    elif code not in ETHNICITIES:
        said = {"text": value.text[:60]}
        child.note(value.line, _("“%(text)s” is not an ethnic group of the census, so it was left out.") % said)
    return ETHNICITIES.get(code)


def _read_dates(child: Child, first: Mapping[str, Value]) -> None:
    child.born_on = _date(child, first.get("PersonBirthDate"), latest=clock.today())
    child.expected_on = _date(child, first.get("ExpectedPersonBirthDate"))
    died_on = _date(child, first.get("PersonDeathDate"), latest=clock.today())
    if child.born_on and child.expected_on:
        child.note(first["ExpectedPersonBirthDate"].line, _("Born already, so the expected date was left out."))
        child.expected_on = None
    if child.born_on and died_on and died_on < child.born_on:
        child.note(first["PersonDeathDate"].line, _("Death before birth: the date of death was left out."))
        died_on = None
    child.died_on = died_on


def _date(child: Child, value: Value | None, latest: date = date.max) -> date | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(value.text[:10])
    except ValueError:
        child.note(value.line, _("“%(text)s” is not a date, so it was left out.") % {"text": value.text[:60]})
        return None
    if not EARLIEST <= found <= latest:
        child.note(value.line, _("%(date)s can’t be, so it was left out.") % {"date": found})
        return None
    return found


def _meeting(child: Child, meeting: Mapping[str, Value]) -> Meeting:
    return Meeting(
        proceedings_on=_date(child, meeting.get("PPStartDate"), latest=clock.today()),
        is_offered=_yes_or_no(child, meeting.get("FGDMMeetingOffer")),
        is_held=_yes_or_no(child, meeting.get("FGDMMeetingFac")),
        letter_on=_date(child, meeting.get("LBPSentDate"), latest=clock.today()),
    )


def _yes_or_no(child: Child, value: Value | None) -> bool | None:
    if value is None:
        return None
    if value.text.lower() not in YES_NO:
        child.note(value.line, _("“%(text)s” is neither yes nor no, so it was left out.") % {"text": value.text[:60]})
        return None
    return YES_NO[value.text.lower()]
