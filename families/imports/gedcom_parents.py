"""From the families of each child to parents: on what basis, two by birth at most, nobody their own ancestor."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from families.imports.gedcom_children import BASES, Link, names_of
from families.imports.losses import Losses
from families.imports.told import ToldParentage, ToldPerson

LINEAGE = frozenset({"birth", "adoptive"})
MOST_BY_BIRTH = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """That a file makes someone a parent; `basis` is empty where it doesn't say on what basis."""

    parent: str
    link: Link
    basis: str

    def told(self, basis: str) -> ToldParentage:
        began = self.link.adopted_on if basis == "adoptive" else None
        return ToldParentage(self.parent, self.link.child, basis, self.link.line, began)


def parentages(
    links: Mapping[str, list[Link]], people: Mapping[str, ToldPerson], losses: Losses
) -> list[ToldParentage]:
    """Every parent of everyone, in the file's order of children."""
    found = [told for child in people for told in _of_child(links.get(child, []), people, losses)]
    return without_loops(found, people, losses)


def _of_child(links: list[Link], people: Mapping[str, ToldPerson], losses: Losses) -> Iterator[ToldParentage]:
    claims = [claim for link in links for claim in _claims(link, people, losses)]
    birth_family = _birth_family(claims)
    by_birth: list[str] = []
    told: dict[tuple[str, str], ToldParentage] = {}
    for claim in claims:
        basis = claim.basis or ("birth" if claim.link is birth_family else "")
        if basis == "birth" and claim.parent not in by_birth:
            by_birth.append(claim.parent)
        if why := _why_not(claim, basis, by_birth):
            losses.say(f"parent {why}", claim.link.line, why % names_of(claim.link, claim.parent, people))
        elif basis:
            told.setdefault((claim.parent, basis), claim.told(basis))
    for (parent, basis), parentage in told.items():
        # A mother whose new husband adopted her child stands in that family too, and has adopted nobody.
        if basis != "adoptive" or (parent, "birth") not in told:
            yield parentage


def _birth_family(claims: list[Claim]) -> Link | None:
    """Where the unsaid is taken as birth: the first family that doesn't say, if no other family is one by birth."""
    silent = next((claim.link for claim in claims if not claim.basis), None)
    said = [claim.link for claim in claims if claim.basis == "birth"]
    return silent if silent and all(link is silent for link in said) else None


def _why_not(claim: Claim, basis: str, by_birth: list[str]) -> str:
    if claim.parent == claim.link.child:
        return _("%(child)s would be their own parent; that was left out.")
    if basis == "birth" and claim.parent not in by_birth[:MOST_BY_BIRTH]:
        return _("%(child)s has two parents by birth already, so %(parent)s was left out as one.")
    if not basis and claim.parent not in by_birth:
        return _(
            "The file does not say on what basis %(parent)s is a parent of %(child)s, who has another family by birth."
        )
    return ""


def _claims(link: Link, people: Mapping[str, ToldPerson], losses: Losses) -> Iterator[Claim]:
    for parent, role in link.couple.partners:
        said = link.said_of(role)
        if said and said not in BASES:
            words = {**names_of(link, parent, people), "word": said[:40]}
            sentence = _("%(parent)s is a parent of %(child)s as “%(word)s”, which Kith has no tie for.")
            losses.say("basis", link.line, sentence % words)
            continue
        yield Claim(parent, link, BASES[said] if said else "")


def without_loops(found: list[ToldParentage], people: Mapping[str, ToldPerson], losses: Losses) -> list[ToldParentage]:
    """Whoever would be their own ancestor is not: the tie that closes the circle is left out."""
    closing = _closing(found)
    for tie in closing:
        sentence = _("%(child)s would be an ancestor of themselves, so %(parent)s was left out as a parent.")
        names = {"child": people[tie.child].known_as or tie.child, "parent": people[tie.parent].known_as or tie.parent}
        losses.say("loop", tie.line, sentence % names)
    left_out = {id(tie) for tie in closing}
    return [tie for tie in found if id(tie) not in left_out]


def _closing(found: list[ToldParentage]) -> list[ToldParentage]:
    """The ties that lead back to where the walk upwards is on its way; one walk, however long the line."""
    up: dict[str, list[ToldParentage]] = defaultdict(list)
    for tie in found:
        if tie.basis in LINEAGE:
            up[tie.child].append(tie)
    closing: list[ToldParentage] = []
    done: set[str] = set()
    for start in list(up):
        if start not in done:
            closing += _walk_up(start, up, done)
    return closing


def _walk_up(start: str, up: Mapping[str, list[ToldParentage]], done: set[str]) -> list[ToldParentage]:
    closing: list[ToldParentage] = []
    way = {start: iter(up.get(start, ()))}
    while way:
        child = next(reversed(way))
        tie = next(way[child], None)
        if tie is None:
            del way[child]
            done.add(child)
        elif tie.parent in way:
            closing.append(tie)
        elif tie.parent not in done:
            way[tie.parent] = iter(up.get(tie.parent, ()))
    return closing
