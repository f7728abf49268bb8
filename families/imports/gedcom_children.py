"""Who is whose parent in a GEDCOM file, and on what basis.

A child may stand in several families: where they were born, where they were adopted, where they are fostered. All are kept, each
on its own basis; that every tie is by birth is the classic wrong of such files (domain.md §5.4). Where a second family doesn't
say on what basis, nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from families.imports.gedcom_couples import Couple, add_partner, is_there
from families.imports.gedcom_dates import NoDate, told_date
from families.imports.gedcom_people import label
from families.imports.gedcom_text import Node
from families.imports.losses import Losses
from families.imports.told import ToldDate, ToldPerson, ToldSiblings

BASES = {
    "birth": "birth",
    "natural": "birth",
    "biological": "birth",
    "adopted": "adoptive",
    "adoptive": "adoptive",
    "adoption": "adoptive",
    "foster": "foster",
    "fostered": "foster",
    "guardian": "guardian",
    "special guardian": "guardian",
}
MOST_SIBLINGS = 12
"""Of a family without parents: each pair is a tie of its own."""


@dataclass(slots=True)
class Link:
    """That a child stands in a family, with all that the file says of it in its several places."""

    child: str
    couple: Couple
    line: int
    pedigree: str = ""
    by_husband: str = ""
    by_wife: str = ""
    adopter: str = ""
    adopted_on: ToldDate | None = None

    def said_of(self, role: str) -> str:
        """On what basis the one in this role is a parent, in the file's word; empty where it doesn't say."""
        if self.adopter in {role, "BOTH"}:
            return "adopted"
        own = self.by_husband if role == "HUSB" else self.by_wife
        if own:
            return own
        only_the_other = self.adopter and BASES.get(self.pedigree) == "adoptive"
        return "" if only_the_other else self.pedigree

    def read(self, node: Node) -> None:
        """PEDI, or the words of programs that tell father and mother apart."""
        self.pedigree = self.pedigree or node.text_of("PEDI").casefold()
        self.by_husband = self.by_husband or node.text_of("_FREL").casefold()
        self.by_wife = self.by_wife or node.text_of("_MREL").casefold()


class Links:
    """The families of each child, in the child's own order, whichever side of the pointer is missing."""

    def __init__(self, people: Mapping[str, ToldPerson], couples: Mapping[str, Couple], losses: Losses) -> None:
        self._people, self._couples, self._losses = people, couples, losses
        self._found: dict[str, dict[str, Link]] = defaultdict(dict)

    def read(self, individuals: Mapping[str, Node]) -> dict[str, list[Link]]:
        """From the children's side, from the couples', and from what is told of adoptions."""
        for key, node in individuals.items():
            self._read_child(key, node)
            self._read_partner(key, node)
        for couple in self._couples.values():
            self._read_children(couple)
        for key, node in individuals.items():
            for event in node.all("ADOP"):
                self._read_adoption(key, event)
        return {child: list(links.values()) for child, links in self._found.items()}

    def _read_child(self, key: str, node: Node) -> None:
        for pointer in node.all("FAMC"):
            if is_there(pointer.text, self._couples, pointer, self._losses):
                self._link(key, self._couples[pointer.text], pointer).read(pointer)
        for pointer in (below for birth in node.all("BIRT") for below in birth.all("FAMC")):
            if is_there(pointer.text, self._couples, pointer, self._losses):
                link = self._link(key, self._couples[pointer.text], pointer)
                link.pedigree = link.pedigree or "birth"

    def _read_partner(self, key: str, node: Node) -> None:
        for pointer in node.all("FAMS"):
            if is_there(pointer.text, self._couples, pointer, self._losses):
                add_partner(self._couples[pointer.text], pointer, key, self._people, self._losses)

    def _read_children(self, couple: Couple) -> None:
        for pointer in couple.node.all("CHIL"):
            if is_there(pointer.text, self._people, pointer, self._losses):
                self._link(pointer.text, couple, pointer).read(pointer)

    def _link(self, child: str, couple: Couple, at: Node) -> Link:
        couple.has_children = True
        return self._found[child].setdefault(couple.key, Link(child, couple, at.line))

    def _read_adoption(self, child: str, event: Node) -> None:
        """ADOP says by which family, and by whom of the two; if it says neither, the family that is said to be adoptive."""
        on = _adopted_on(event, self._losses)
        pointers = [node for node in event.all("FAMC") if is_there(node.text, self._couples, node, self._losses)]
        for pointer in pointers:
            link = self._link(child, self._couples[pointer.text], pointer)
            who = pointer.text_of("ADOP").upper()
            link.adopter, link.adopted_on = who if who in {"HUSB", "WIFE"} else "BOTH", on
        adoptive = [link for link in self._found[child].values() if _is_adoptive(link)]
        if pointers:
            return
        for link in adoptive[:1]:
            link.adopted_on = on
        if not adoptive:
            sentence = _(
                "An adoption is told, but not by whom: look whether the parents in the file are those by birth."
            )
            self._losses.say("adopted", event.line, sentence)


def _is_adoptive(link: Link) -> bool:
    return any(BASES.get(said) == "adoptive" for said in (link.pedigree, link.by_husband, link.by_wife))


def _adopted_on(event: Node, losses: Losses) -> ToldDate | None:
    text = event.text_of("DATE")
    try:
        return told_date(text) if text else None
    except NoDate as why:
        sentence = _("The date “%(text)s” of an adoption was left out: %(why)s.")
        losses.say("adopted on", event.line, sentence % {"text": text[:60], "why": why})
        return None


def siblings(
    links: Mapping[str, list[Link]], people: Mapping[str, ToldPerson], losses: Losses
) -> Iterator[ToldSiblings]:
    """The children of a family without parents: that they are brothers and sisters is all it says."""
    together: dict[str, list[Link]] = defaultdict(list)
    for child in people:
        for link in links.get(child, []):
            if not link.couple.partners and BASES.get(link.pedigree, "birth") == "birth":
                together[link.couple.key].append(link)
    for key, found in together.items():
        if len(found) > MOST_SIBLINGS:
            sentence = _("The family %(key)s names %(count)s children and no parent: they were not joined as siblings.")
            losses.say("siblings", found[0].line, sentence % {"key": key, "count": len(found)})
            continue
        for one, other in combinations(found, 2):
            if not _with_parents(links[one.child]) & _with_parents(links[other.child]):
                yield ToldSiblings(one.child, other.child, "unknown", one.line)


def _with_parents(links: list[Link]) -> set[str]:
    return {link.couple.key for link in links if link.couple.partners}


def names_of(link: Link, parent: str, people: Mapping[str, ToldPerson]) -> dict[str, str]:
    """The two, for a sentence."""
    return {"parent": label(people[parent]), "child": label(people[link.child])}
