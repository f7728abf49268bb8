"""What a preview says of a file: where someone stands in it, and what each tie is. Pure: no database."""

from __future__ import annotations

from pathlib import PurePath

from django.utils.translation import gettext as _

from families.dates import known_date
from families.imports.plan import Tie
from families.imports.told import ToldDate, ToldParentage, ToldPartnership

GEDCOM, DRAWING = ".ged", ".json"


def where(file_name: str, line: int, key: str = "") -> str:
    """Where something stands in a file, as whoever opens that kind of file finds it there: "row 3"; "line 82", or "I9 on line 82" of
    someone (`key` is what the file calls them); "number 4 in the drawing".
    """
    kind = PurePath(file_name).suffix.lower()
    if kind == GEDCOM:
        said = {"line": line, "key": key.strip("@")}
        return _("%(key)s on line %(line)s") % said if said["key"] else _("line %(line)s") % said
    return (_("number %(line)s in the drawing") if kind == DRAWING else _("row %(line)s")) % {"line": line}


def heading_of_where(file_name: str) -> str:
    """What stands above a column of such places."""
    kind = PurePath(file_name).suffix.lower()
    return _("Line") if kind == GEDCOM else _("Number") if kind == DRAWING else _("Row")


def tie_words(tie: Tie, name: str) -> str:
    """A tie from one person of it, with the `name` of the other: "parent by birth: Uma", "married to Ben since 1978, divorced 1984"."""
    if isinstance(tie, ToldParentage):
        return ", ".join(filter(None, (_parent(tie.basis) % {"name": name}, *_dates(tie.began, tie.ended))))
    if isinstance(tie, ToldPartnership):
        together = ", ".join(filter(None, (_couple(tie.kind) % {"name": name}, *_dates(tie.began, None))))
        return ", ".join(filter(None, (together, _over(tie))))
    return _sibling(tie.kind) % {"name": name}


def _parent(basis: str) -> str:
    return {
        "birth": _("parent by birth: %(name)s"),
        "adoptive": _("parent by adoption: %(name)s"),
        "foster": _("foster carer: %(name)s"),
        "guardian": _("special guardian: %(name)s"),
        "kinship_carer": _("kinship carer: %(name)s"),
    }[basis]


def _couple(kind: str) -> str:
    return {
        "married": _("married to %(name)s"),
        "civil": _("civil partner of %(name)s"),
        "cohabiting": _("living together with %(name)s"),
        "relationship": _("in a relationship with %(name)s, not living together"),
    }[kind]


def _sibling(kind: str) -> str:
    return {
        "full": _("brother or sister of %(name)s, the same parents"),
        "half": _("brother or sister of %(name)s, one parent the same"),
        "unknown": _("brother or sister of %(name)s, full or half not known"),
    }[kind]


def _dates(began: ToldDate | None, ended: ToldDate | None) -> tuple[str, str]:
    since = _("since %(day)s") % {"day": known_date(began.on, began.precision)} if began else ""
    return since, _("until %(day)s") % {"day": known_date(ended.on, ended.precision)} if ended else ""


def _over(tie: ToldPartnership) -> str:
    """How a couple ended, and when; empty while it lasts."""
    if not (tie.is_over or tie.ended or tie.end_kind):
        return ""
    how = {
        "separated": _("separated"),
        "divorced": _("divorced"),
        "death": _("ended by a death"),
    }.get(tie.end_kind, _("ended"))
    return " ".join(filter(None, (how, known_date(tie.ended.on, tie.ended.precision) if tie.ended else "")))
