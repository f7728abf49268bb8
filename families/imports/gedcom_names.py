"""The names of a person of a GEDCOM file: “Joan /Rowan/”, with their parts and their kinds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from families.imports.gedcom_text import Node
from families.imports.told import ToldName

LONGEST = 200
NOTHING = frozenset(
    ("unknown", "unnamed", "not known", "no name", "nn", "n n", "n.n", "living", "private", "unbekannt", "inconnu")
)
"""What programs write where a name isn't known, or is kept back because someone lives."""

KINDS = {
    "BIRTH": "birth",
    "MAIDEN": "birth",
    "LEGAL": "legal",
    "FORMER": "previous",
    "PREVIOUS": "previous",
    "NICKNAME": "nickname",
}
"""Of TYPE. All others ("aka", "married", "professional") become another name: nobody has seen whether it is the legal one."""

OWN_TAGS = {"NICK": "nickname", "_AKA": "alias", "_MARNM": "alias"}


@dataclass(frozen=True, slots=True)
class Name:
    """One NAME: as it is said, and its two parts where they are known."""

    whole: str
    given: str
    family: str


def read_name(node: Node) -> Name:
    """The name of one NAME line; what only says that a part isn't known is left out of it."""
    before, _slash, rest = node.text.partition("/")
    middle, _slash, after = rest.partition("/")
    family = _part(" ".join((node.text_of("SPFX"), node.text_of("SURN"))) or middle) or _part(middle)
    given = (
        _part(node.text_of("GIVN").replace(",", " ")) or _part(before) or _part(_without(after, node.text_of("NSFX")))
    )
    return Name(_whole(before, middle, after, given, family), given, family)


def further_names(nodes: list[Node], known_as: str) -> list[ToldName]:
    """All names but the first, and those that stand below a name, each once."""
    found = dict.fromkeys(_names(nodes))
    return [name for name in found if name.text and (name.kind, name.text) != ("alias", known_as)]


def _names(nodes: list[Node]) -> Iterator[ToldName]:
    for place, node in enumerate(nodes):
        name = read_name(node)
        kind = KINDS.get(node.text_of("TYPE").upper(), "alias")
        if name.given or name.family:
            yield from [ToldName(name.whole, kind)] if place or kind == "birth" else []
        for below in node.all(*OWN_TAGS):
            yield ToldName(_own(below, name), OWN_TAGS[below.tag])


def _own(node: Node, name: Name) -> str:
    """A nickname or another name as it stands; a married name is often the family name alone."""
    text = _part(node.text.replace("/", " "))
    alone = node.tag == "_MARNM" and " " not in text
    return f"{name.given} {text}".strip()[:LONGEST] if alone and text else text


def _whole(before: str, middle: str, after: str, given: str, family: str) -> str:
    parts = [_part(part) for part in (before, middle, after)]
    whole = " ".join(part for part in parts if part) or f"{given} {family}".strip()
    if family and not given:
        return (_("Unknown %(name)s") % {"name": family})[:LONGEST]
    return whole[:LONGEST].strip()


def _part(text: str) -> str:
    """One part, with single spaces; nothing where it only says that nobody knows."""
    plain = " ".join(text.split())[:LONGEST].strip()
    bare = plain.strip("()[]<>?_.-– ").casefold()
    return "" if not bare or bare in NOTHING else plain


def _without(text: str, suffix: str) -> str:
    return text.replace(suffix, "", 1) if suffix else text
