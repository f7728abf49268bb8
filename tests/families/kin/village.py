"""A family written in sentences: names stand for people, so that a test reads as one says it."""

from datetime import date
from uuid import NAMESPACE_DNS, UUID, uuid5

from families.kin.graph import (
    Basis,
    EndKind,
    Gender,
    KinGraph,
    KinPerson,
    Parentage,
    Partnership,
    PartnershipKind,
    SiblingKind,
    SiblingLink,
)
from families.kin.terms import describe, describe_all

TODAY = date(2026, 3, 16)
GENDERS = {"w": Gender.WOMAN_GIRL, "m": Gender.MAN_BOY, "?": Gender.NOT_RECORDED, "n": Gender.NON_BINARY}


def key(name: str) -> UUID:
    """The same name, the same person."""
    return uuid5(NAMESPACE_DNS, name)


class Village:
    """Build a graph by name: `Village("Ana w, Ben m").parents("Ana→Ben")`."""

    def __init__(self, people: str, **details: dict[str, date | bool]) -> None:
        self.people: dict[UUID, KinPerson] = {}
        self.parentages: list[Parentage] = []
        self.partnerships: list[Partnership] = []
        self.links: list[SiblingLink] = []
        for entry in people.split(", "):
            name, gender = entry.split()
            self.people[key(name)] = KinPerson(GENDERS[gender], name, **details.get(name, {}))

    def parents(
        self,
        edges: str,
        basis: Basis = Basis.BIRTH,
        starts: date | None = None,
        ends: date | None = None,
    ) -> "Village":
        for edge in edges.split(", "):
            parent, child = edge.split("→")
            self.parentages.append(Parentage(key(parent), key(child), basis, starts=starts, ends=ends))
        return self

    def couple(
        self,
        pair: str,
        kind: PartnershipKind = PartnershipKind.MARRIED,
        end_kind: EndKind | None = None,
        starts: date | None = None,
        ends: date | None = None,
    ) -> "Village":
        a, b = map(key, pair.split("+"))
        self.partnerships.append(Partnership(a, b, kind, end_kind, starts=starts, ends=ends))
        return self

    def siblings(self, pair: str, kind: SiblingKind = SiblingKind.UNKNOWN, ends: date | None = None) -> "Village":
        a, b = map(key, pair.split("+"))
        self.links.append(SiblingLink(a, b, kind, ends=ends))
        return self

    @property
    def graph(self) -> KinGraph:
        return KinGraph(self.people, tuple(self.parentages), tuple(self.partnerships), tuple(self.links))

    def term(self, ego: str, alter: str, on: date = TODAY) -> str:
        """What alter is to ego; asked both ways, which must agree."""
        one = describe(self.graph, key(ego), key(alter), on)
        if ego != alter:
            assert describe_all(self.graph, key(ego), on)[key(alter)] == one
        return one

    def without(self, edge: str) -> "Village":
        """What someone is given who may not see that one parent→child edge."""
        parent, child = map(key, edge.split("→"))
        self.parentages = [p for p in self.parentages if (p.parent, p.child) != (parent, child)]
        return self


def rowans() -> Village:
    """The family of the kin-term vectors (domain.md §5.4)."""
    people = (
        "Amina w, Dana w, Rob m, Joan w, Bill m, Pat ?, Sid m, Theo m, Lee m, Mia w, Kai m, Carol w, Zoe w, Max m, "
        "Gwen w, Uma w, Ivy w, Otto m, Nell w, Fay w, Fin m, Gus m, Pru w, Quinn ?, Rae w, Sam w, Vic ?"
    )
    born = (
        "Dana→Amina, Rob→Amina, Joan→Dana, Bill→Dana, Gwen→Rob, Joan→Uma, Bill→Uma, Uma→Ivy, Ivy→Nell, Dana→Theo, "
        "Sid→Theo, Dana→Mia, Carol→Sid, Sid→Zoe, Pru→Zoe, Fay→Fin, Quinn→Sam, Gus→Quinn"
    )
    return (
        Village(people)
        .parents(born)
        .parents("Fay→Kai", Basis.FOSTER)
        .couple("Dana+Sid", PartnershipKind.COHABITING)
        .couple("Dana+Rob", PartnershipKind.MARRIED, EndKind.DIVORCED)
        .couple("Rob+Rae", PartnershipKind.RELATIONSHIP)
        .couple("Uma+Otto", PartnershipKind.MARRIED)
        .siblings("Max+Vic", SiblingKind.UNKNOWN)
    )


def kits() -> Village:
    """A child with a birth mother and two adoptive fathers."""
    return Village("Kit m, Bea w, Al m, Bo m").parents("Bea→Kit").parents("Al→Kit, Bo→Kit", Basis.ADOPTIVE)
