"""What a GEDCOM file holds beside people and what joins them, counted: none of it is carried."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from families.imports.gedcom_couples import ENDS, PARTED, TOGETHER
from families.imports.gedcom_text import Node
from families.imports.losses import Losses

READ: dict[str, frozenset[str]] = {
    "INDI": frozenset({"NAME", "SEX", "BIRT", "DEAT", "BURI", "CREM", "ADOP", "FAMC", "FAMS"}),
    "NAME": frozenset({"GIVN", "SURN", "SPFX", "NPFX", "NSFX", "NICK", "TYPE", "_MARNM", "_AKA"}),
    "BIRT": frozenset({"DATE", "FAMC"}),
    "DEAT": frozenset({"DATE"}),
    "ADOP": frozenset({"DATE", "FAMC"}),
    "FAMC": frozenset({"PEDI", "_FREL", "_MREL", "ADOP"}),
    "CHIL": frozenset({"PEDI", "_FREL", "_MREL"}),
    "FAM": frozenset({"HUSB", "WIFE", "CHIL", "MARR", "EVEN", *ENDS}),
    "MARR": frozenset({"DATE", "TYPE"}),
    "EVEN": frozenset({"DATE", "TYPE"}),
} | dict.fromkeys(ENDS, frozenset({"DATE"}))
"""Of each tag, what below it is read; `gedcom_people`, `gedcom_couples` and `gedcom_children` read it."""

_reach = noop("addresses and ways to reach someone")
_events = noop("events such as baptisms, moves and engagements")
_facts = noop("facts such as work, faith and schooling")
_numbers = noop("numbers of the program that wrote the file")
THINGS: dict[str, str] = {
    "NOTE": noop("notes"),
    "SNOTE": noop("notes"),
    "SOUR": noop("sources"),
    "OBJE": noop("pictures and documents"),
    "PLAC": noop("places"),
    "ASSO": noop("ties to friends, godparents and others"),
    "ALIA": noop("remarks that two may be the same person"),
    "RESN": noop("marks that something is confidential; look at them before you share"),
    **dict.fromkeys(("ADDR", "PHON", "EMAIL", "FAX", "WWW"), _reach),
    **dict.fromkeys(("BAPM", "CHR", "CHRA", "BARM", "BASM", "BLES", "CONF", "FCOM", "CONL", "ENDL", "INIL"), _events),
    **dict.fromkeys(("SLGC", "SLGS", "ORDN", "NATU", "EMIG", "IMMI", "CENS", "PROB", "WILL", "GRAD", "RETI"), _events),
    **dict.fromkeys(("EVEN", "ENGA", "MARB", "MARC", "MARL", "MARS", "DIVF", "NO"), _events),
    **dict.fromkeys(("OCCU", "EDUC", "RELI", "NATI", "DSCR", "PROP", "SSN", "IDNO", "CAST", "TITL", "FACT"), _facts),
    **dict.fromkeys(("NCHI", "NMR", "RESI", "TYPE", "AGE", "CAUS", "AGNC", "HUSB", "WIFE", "PHRASE", "TIME"), _facts),
    **dict.fromkeys(("CHAN", "CREA", "REFN", "RIN", "UID", "EXID", "AFN", "RFN", "SUBM", "HEAD"), _numbers),
}
UNNAMED = frozenset({"TRLR", "SUBM", "SUBN", "REPO"})
"""Records that are about the file and its sources, of which nobody misses anything."""

MOST_TAGS = 60
"""Of programs' own tags, so many by name."""


def count_the_rest(records: Iterable[Node], losses: Losses) -> None:
    """All that nobody read, by what it is."""
    words: dict[str, str] = {}
    for tag, line in _unread(records):
        if tag not in words:
            words[tag] = _things(tag, named=len(words) < MOST_TAGS)
        losses.count(words[tag], line)


def _things(tag: str, *, named: bool) -> str:
    if tag in THINGS:
        return _(THINGS[tag])
    return _("other entries (%(tag)s)") % {"tag": tag} if named else _("other entries")


def _unread(records: Iterable[Node]) -> Iterator[tuple[str, int]]:
    for record in records:
        if record.tag in {"INDI", "FAM"}:
            yield from _unread_below(record)
        elif record.tag not in UNNAMED:
            yield record.tag, record.line


def _unread_below(node: Node) -> Iterator[tuple[str, int]]:
    for below in node.below:
        if _is_read(node, below):
            yield from _unread_below(below)
        else:
            yield below.tag, below.line


def _is_read(node: Node, below: Node) -> bool:
    """Of a couple's events those that join or part them; of a wedding's kind what makes it more than a wedding."""
    if node.tag == "FAM" and below.tag == "EVEN":
        return (below.text_of("TYPE") or below.text).casefold() in {*TOGETHER, *PARTED}
    if node.tag == "MARR" and below.tag == "TYPE":
        return below.text.casefold() in TOGETHER
    return below.tag in READ.get(node.tag, ())
