"""What a GEDCOM file holds beside people and what joins them, counted: none of it is carried."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from families.imports.gedcom_children import BASES
from families.imports.gedcom_couples import ENDS, PARTED, TOGETHER
from families.imports.gedcom_text import Node
from families.imports.losses import Losses

EVENT = frozenset({"DATE", "TYPE"})
READ: dict[str, frozenset[str]] = {
    "INDI": frozenset({"NAME", "SEX", "BIRT", "DEAT", "BURI", "CREM", "ADOP", "FAMC", "FAMS"}),
    "NAME": frozenset({"GIVN", "SURN", "SPFX", "NPFX", "NSFX", "NICK", "TYPE", "_MARNM", "_AKA"}),
    "BIRT": frozenset({"DATE", "FAMC"}),
    "DEAT": frozenset({"DATE"}),
    "ADOP": frozenset({"DATE", "FAMC"}),
    "FAMC": frozenset({"PEDI", "_FREL", "_MREL", "ADOP"}),
    "CHIL": frozenset({"PEDI", "_FREL", "_MREL"}),
    "FAM": frozenset({"HUSB", "WIFE", "CHIL", "MARR", "EVEN", *ENDS}),
    "MARR": EVENT,
    "EVEN": EVENT,
} | dict.fromkeys(ENDS, EVENT)
"""Of each tag, what below it is read; `gedcom_people`, `gedcom_couples` and `gedcom_children` read it."""

EVENTS = (
    "BAPM CHR CHRA BARM BASM BLES CONF FCOM CONL ENDL INIL SLGC SLGS ORDN NATU EMIG IMMI CENS PROB WILL GRAD RETI EVEN "
    "ENGA MARB MARC MARL MARS DIVF BURI CREM NO"
)
FACTS = (
    "OCCU EDUC RELI NATI DSCR PROP SSN IDNO CAST TITL FACT NCHI NMR RESI TYPE AGE CAUS AGNC HUSB WIFE PHRASE STAT TIME"
)
OWN = "CHAN CREA REFN RIN UID EXID AFN RFN ANCI DESI SUBM SUBN REPO HEAD TRLR LANG"


def count_the_rest(records: Iterable[Node], losses: Losses) -> None:
    """All that nobody read, by what it is."""
    for record in records:
        if record.tag in {"INDI", "FAM"}:
            _count_below(record, losses)
        elif record.tag not in {"TRLR", "SUBM", "SUBN", "REPO"}:
            losses.count(_things(record.tag), record.line)


def _count_below(node: Node, losses: Losses) -> None:
    for below in node.below:
        if below.tag in READ.get(node.tag, ()) and not _is_another_event(node, below):
            _count_below(below, losses)
        else:
            losses.count(_things(below.tag), below.line)


def _is_another_event(node: Node, below: Node) -> bool:
    """An EVEN of a couple that neither joins nor parts them; PEDI is always read, or said."""
    said = (below.text_of("TYPE") or below.text).casefold()
    return node.tag == "FAM" and below.tag == "EVEN" and said not in {*TOGETHER, *PARTED, *BASES}


def _things(tag: str) -> str:
    named = {
        "NOTE": _("notes"),
        "SNOTE": _("notes"),
        "SOUR": _("sources"),
        "OBJE": _("pictures and documents"),
        "PLAC": _("places"),
        "ADDR": _("addresses and ways to reach someone"),
        "PHON": _("addresses and ways to reach someone"),
        "EMAIL": _("addresses and ways to reach someone"),
        "ASSO": _("ties to friends, godparents and others"),
        "ALIA": _("remarks that two may be the same person"),
        "RESN": _("marks that something is confidential; look at them before you share"),
    }
    if tag in named:
        return named[tag]
    if tag in EVENTS.split():
        return _("events such as baptisms, moves and engagements")
    if tag in FACTS.split():
        return _("facts such as work, faith and schooling")
    return (
        _("numbers of the program that wrote the file")
        if tag in OWN.split()
        else _("other entries (%(tag)s)") % {"tag": tag}
    )
