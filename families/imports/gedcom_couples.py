"""The families of a GEDCOM file (FAM) as couples, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from families.imports.gedcom_dates import NoDate, told_period
from families.imports.gedcom_people import label
from families.imports.gedcom_text import Node
from families.imports.losses import Losses
from families.imports.told import ToldDate, ToldPartnership, ToldPerson

PARTNERS = ("HUSB", "WIFE")
NOBODY = "@VOID@"
"""How GEDCOM 7 says that someone stands here who isn't in the file."""

TOGETHER = {
    "civil partnership": "civil",
    "civil union": "civil",
    "registered partnership": "civil",
    "common law": "cohabiting",
    "common law marriage": "cohabiting",
    "common-law": "cohabiting",
    "cohabiting": "cohabiting",
    "cohabitation": "cohabiting",
    "living together": "cohabiting",
    "partners": "cohabiting",
    "unmarried": "relationship",
    "relationship": "relationship",
}
"""What TYPE says, of a MARR or of an EVEN of the couple, where they were not married or not only so."""

ENDS = {"DIV": "divorced", "ANUL": "ended", "_SEPR": "separated", "_SEPARATED": "separated"}
PARTED = {"separation": "separated", "separated": "separated", "legal separation": "separated", "divorce": "divorced"}


@dataclass(slots=True)
class Couple:
    """A FAM: whoever stands in it as a partner, each with HUSB or WIFE."""

    key: str
    node: Node
    partners: list[tuple[str, str]] = field(default_factory=list)
    has_children: bool = False


def read_couples(records: list[Node], people: Mapping[str, ToldPerson], losses: Losses) -> dict[str, Couple]:
    """Every FAM by its pointer; of three partners the first two."""
    couples: dict[str, Couple] = {}
    for node in records:
        key = node.xref or f"line {node.line}"
        if key in couples:
            sentence = _("The family %(key)s came before, on line %(line)s; the first is taken.")
            losses.say("twice", node.line, sentence % {"key": key, "line": couples[key].node.line})
            continue
        couple = couples[key] = Couple(key, node)
        for pointer in node.all(*PARTNERS):
            add_partner(couple, pointer, pointer.text, people, losses)
    return couples


def add_partner(couple: Couple, at: Node, key: str, people: Mapping[str, ToldPerson], losses: Losses) -> None:
    """One more partner, unless they are nobody, there already, or a third."""
    if not is_there(key, people, at, losses) or key in dict(couple.partners):
        return
    if len(couple.partners) == len(PARTNERS):
        sentence = _("%(name)s would be the third in a couple of two, and was left out of it.")
        losses.say("third", at.line, sentence % {"name": label(people[key])})
        return
    couple.partners.append((key, at.tag))


def is_there(key: str, known: Mapping[str, object], at: Node, losses: Losses) -> bool:
    """A pointer leads to something of the file; if not, that is said."""
    if key not in known and key != NOBODY:
        sentence = _("%(tag)s points to “%(key)s”, which is not in the file.")
        losses.say("nowhere", at.line, sentence % {"tag": at.tag, "key": key[:40]})
    return key in known


def partnerships(
    couples: Mapping[str, Couple], people: Mapping[str, ToldPerson], losses: Losses
) -> list[ToldPartnership]:
    """As what two are together. The same couple twice in the same words is taken once."""
    found: dict[tuple[object, ...], ToldPartnership] = {}
    for couple in couples.values():
        told = _partnership(couple, losses) if len(couple.partners) == 2 else None
        if len(couple.partners) < 2 and couple.node.first("MARR"):
            sentence = _("The family %(key)s tells of a marriage, but not who both were.")
            losses.say("alone", couple.node.line, sentence % {"key": couple.key})
        if told is None:
            continue
        same = (frozenset((told.one, told.other)), told.kind, told.began)
        if same in found:
            sentence = _("%(one)s and %(other)s came before as a couple, on line %(line)s.")
            names = {"one": label(people[told.one]), "other": label(people[told.other])}
            losses.say("again", told.line, sentence % {**names, "line": found[same].line})
        found.setdefault(same, told)
    return list(found.values())


def _partnership(couple: Couple, losses: Losses) -> ToldPartnership | None:
    (one, _role), (other, _role) = couple.partners
    ends = [(event, kind) for event in couple.node.below if (kind := _ending(event))]
    forming = [(event, kind) for event in couple.node.below if (kind := _forming(event))]
    if not forming and any(kind == "divorced" for _event, kind in ends):
        forming = [(couple.node, "married")]
    if not forming:
        return _unsaid(couple, one, other, losses)
    for event, _kind in forming[1:]:
        losses.count(_("further weddings of the same couple"), event.line)
    event, kind = forming[0]
    began, ended = _dates(event, losses)
    told = ToldPartnership(one, other, kind, couple.node.line, began)
    if ended:
        told = replace(told, ended=ended, end_kind="ended", is_over=True)
    return _parted(told, ends, losses) if ends else told


def _unsaid(couple: Couple, one: str, other: str, losses: Losses) -> ToldPartnership | None:
    """Two with a child need not have been a couple: their child joins them. Without one, that they were is all it says."""
    if couple.has_children:
        sentence = _(
            "The file does not say whether the parents in the family %(key)s were a couple: they are joined by their children only."
        )
        losses.say("unsaid", couple.node.line, sentence % {"key": couple.key})
        return None
    sentence = _("The family %(key)s does not say how the two are together: they are taken as not living together.")
    losses.say("unsaid", couple.node.line, sentence % {"key": couple.key})
    return ToldPartnership(one, other, "relationship", couple.node.line)


def _parted(told: ToldPartnership, ends: list[tuple[Node, str]], losses: Losses) -> ToldPartnership:
    """Divorced rather than separated where the file tells both."""
    event, kind = min(ends, key=lambda end: list(ENDS.values()).index(end[1]))
    ended, _later = _dates(event, losses)
    if ended and told.began and ended.on < told.began.on:
        losses.say("end", event.line, _("This end is before its beginning, so its date was left out."))
        ended = None
    return replace(told, ended=ended, end_kind=kind, is_over=True)


def _dates(event: Node, losses: Losses) -> tuple[ToldDate | None, ToldDate | None]:
    date = event.first("DATE")
    if date is None or not date.text:
        return None, None
    try:
        return told_period(date.text)
    except NoDate as why:
        sentence = _("The date “%(text)s” of a couple was left out: %(why)s.")
        losses.say(f"couple {why}", date.line, sentence % {"text": date.text[:60], "why": why})
        return None, None


def _forming(event: Node) -> str:
    said = event.text_of("TYPE").casefold() or (event.text.casefold() if event.tag == "EVEN" else "")
    if event.tag == "MARR" and event.text.upper() != "N":
        return TOGETHER.get(said, "married")
    return TOGETHER.get(said, "") if event.tag == "EVEN" else ""


def _ending(event: Node) -> str:
    if event.tag == "EVEN":
        return PARTED.get((event.text_of("TYPE") or event.text).casefold(), "")
    return ENDS.get(event.tag, "") if event.text.upper() != "N" else ""
