"""A GEDCOM file, 5.5.1 or 7, as what it says of people and of what joins them (docs/imports-gedcom.md).

Whatever the file holds, the answer is a `Told` with sentences about what was left out, or `NotAGedcom`.
"""

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from families.imports.gedcom_children import Links, siblings
from families.imports.gedcom_couples import partnerships, read_couples
from families.imports.gedcom_parents import parentages
from families.imports.gedcom_people import name_the_nameless, read_people
from families.imports.gedcom_rest import count_the_rest
from families.imports.gedcom_text import nodes
from families.imports.losses import Losses
from families.imports.not_a_gedcom import NotAGedcom
from families.imports.told import Told

__all__ = ["NotAGedcom", "read"]


def read(stream: IO[bytes]) -> Told:
    """All that the file says, as far as Kith can carry it; `Told.lost` says the rest."""
    losses = Losses()
    records = nodes(stream, losses)
    people = read_people((node for node in records if node.tag == "INDI"), losses)
    if not people:
        raise NotAGedcom(_("It tells of no people."))
    couples = read_couples([node for node in records if node.tag == "FAM"], people, losses)
    individuals = {person.key: node for node in reversed(records) if (person := people.get(_key(node.xref, node.line)))}
    links = Links(people, couples, losses).read({key: individuals[key] for key in people})
    told = Told(people=list(people.values()))
    told.parentages = parentages(links, people, losses)
    told.partnerships = partnerships(couples, people, losses)
    told.siblings = list(siblings(links, people, losses))
    name_the_nameless(people, _ties(told))
    count_the_rest(records, losses)
    told.lost = losses.told()
    return told


def _key(xref: str, line: int) -> str:
    return xref or f"line {line}"


def _ties(told: Told) -> Iterator[tuple[str, str, str]]:
    """Who is what to whom, the nearest word for a nameless person first."""
    for tie in told.parentages:
        yield tie.parent, _("Unknown (parent of %(name)s)"), tie.child
    for couple in told.partnerships:
        yield couple.one, _("Unknown (partner of %(name)s)"), couple.other
        yield couple.other, _("Unknown (partner of %(name)s)"), couple.one
    for tie in told.parentages:
        yield tie.child, _("Unknown (child of %(name)s)"), tie.parent
