"""What a table of people says: one row for each, who their parents are and with whom they are a couple (domain.md §5.4).

A row in which something can't be meant is left out whole, with the sentence why; a tie that can't be meant is left out by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from database import clock
from families.imports.census import UPN
from families.imports.columns import COLUMNS
from families.imports.meanings import Basis, Gender, Kind, NotAWord, Role, meaning
from families.imports.sheets import Row, Sheet
from families.imports.told import Lost, Told, ToldDate, ToldParentage, ToldPartnership, ToldPerson
from families.imports.told_dates import NotADate, month_first, told_date
from families.models.people import BORN_TO_COME, DIED_TO_COME

LONGEST_NAME = 200
PARENTS = (("mother", ""), ("father", ""), ("parent_1", "basis_1"), ("parent_2", "basis_2"))


class Refused(ValueError):
    """Why a row or a tie is left out, in a sentence for people."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A row by the names of our columns."""

    row: Row
    places: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        place = self.places.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else ""


def told_by(sheet: Sheet, places: Mapping[str, int], *, parents_are: str = "") -> Told:
    """What the rows say. `parents_are`: on what basis someone is a parent where the table has no word for it; empty: not told."""
    told = Told()
    rows = [Cells(row, places) for row in sheet.rows]
    either_way = month_first(cells[name] for cells in rows for name in ("born", "died"))
    taken: list[tuple[Cells, ToldPerson]] = []
    seen: dict[str, int] = {}
    for cells in rows:
        try:
            person = _person(cells, either_way=either_way)
            first = seen.setdefault(person.key.casefold(), person.line)
            if first != person.line:
                raise Refused(_("Row %(row)s has this number already.") % {"row": first})
        except (Refused, NotAWord, NotADate) as error:
            told.lost.append(Lost(cells.row.line, str(error)))
        else:
            taken.append((cells, person))
    told.people = [person for _cells, person in taken]
    _Ties(told, taken, parents_are).tell()
    return told


def _person(cells: Cells, *, either_way: bool) -> ToldPerson:
    given, family = cells["given_name"], cells["family_name"]
    known_as = cells["known_as"] or f"{given} {family}".strip()
    if not known_as:
        raise Refused(_("There is no name in this row."))
    if known_as == COLUMNS["known_as"].example:
        raise Refused(_("This is the example of the template."))
    if max(len(known_as), len(f"{given} {family}")) > LONGEST_NAME:
        raise Refused(_("The name has more than %(most)s letters.") % {"most": LONGEST_NAME})
    upn = cells["upn"].upper()
    if upn and not UPN.fullmatch(upn):
        raise Refused(_("“%(text)s” is not a pupil number.") % {"text": upn[:60]})
    if len(cells["family"]) > LONGEST_NAME:
        raise Refused(_("The name of the family has more than %(most)s letters.") % {"most": LONGEST_NAME})
    number = cells["lcs_person_id"]
    return ToldPerson(
        key=cells["key"] or number or f"row {cells.row.line}",
        line=cells.row.line,
        known_as=known_as,
        given_name=given,
        family_name=family,
        gender=meaning(cells["gender"], Gender) or Gender.NOT_RECORDED.value,
        born=_past(cells, "born", BORN_TO_COME, either_way=either_way),
        died=_past(cells, "died", DIED_TO_COME, either_way=either_way),
        family=cells["family"],
        role=meaning(cells["role"], Role),
        identifiers=[(scheme, value) for scheme, value in (("lcs_person_id", number), ("upn", upn)) if value],
    )


def _past(cells: Cells, name: str, otherwise: str | Promise, *, either_way: bool) -> ToldDate | None:
    told = told_date(cells[name], either_way=either_way)
    if told and told.on > clock.today():
        raise Refused(otherwise)
    return told


class _Ties:
    """Who is whose parent or partner, by what the file calls them."""

    def __init__(self, told: Told, taken: list[tuple[Cells, ToldPerson]], parents_are: str) -> None:
        self.told, self.taken, self.parents_are = told, taken, parents_are
        self.keys = {person.key.casefold(): person.key for _cells, person in taken}
        names = [(name, person.key) for _cells, person in taken for name in _names(person)]
        self.named = dict(names)
        self.how_many = Counter(name for name, _key in names)
        self.parents: set[tuple[str, str, str]] = set()
        self.couples: set[tuple[frozenset[str], str]] = set()

    def tell(self) -> None:
        for cells, person in self.taken:
            for column, basis in PARENTS:
                self._try(cells, person, column, basis)
            self._try(cells, person, "partner", "partner_kind")

    def _try(self, cells: Cells, person: ToldPerson, column: str, how: str) -> None:
        if not cells[column]:
            return
        try:
            other, line = self._key_of(cells[column]), cells.row.line
            if column == "partner":
                self._couple(person.key, other, meaning(cells[how], Kind), line)
            else:
                self._parent(other, person.key, meaning(cells[how], Basis) if how else "", line)
        except (Refused, NotAWord) as error:
            sentence = _("The tie of %(name)s to “%(other)s” was left out. %(why)s")
            said = {"name": person.known_as, "other": cells[column][:60], "why": error}
            self.told.lost.append(Lost(cells.row.line, sentence % said))

    def _parent(self, parent: str, child: str, basis: str, line: int) -> None:
        basis = basis or self.parents_are
        if not basis:
            raise Refused(_("The file does not say on what basis: by birth, by adoption or as a carer."))
        if (parent, child, basis) not in self.parents:  # as mother and again as first parent
            self.parents.add((parent, child, basis))
            self.told.parentages.append(ToldParentage(parent, child, basis, line))

    def _couple(self, one: str, other: str, kind: str, line: int) -> None:
        if not kind:
            raise Refused(_("The file does not say as what: married, civil partners, living together or not."))
        both = frozenset({one, other}), kind
        if both not in self.couples:  # each of the two may name the other
            self.couples.add(both)
            self.told.partnerships.append(ToldPartnership(one, other, kind, line))

    def _key_of(self, text: str) -> str:
        said = text.casefold()
        if said in self.keys:
            return self.keys[said]
        if self.how_many[said] > 1:
            raise Refused(_("More than one row has this name: write the number of the row’s first column instead."))
        if said not in self.named:
            raise Refused(
                _(
                    "No row that is taken in has this number or name: add a row for them, and say in the next step who they are."
                )
            )
        return self.named[said]


def _names(person: ToldPerson) -> set[str]:
    full = f"{person.given_name} {person.family_name}".strip()
    return {name.casefold() for name in (person.known_as, full) if name}
