"""Families as they are met: a child, parents with partners before and after, both sides' kin, foster carers."""

from __future__ import annotations

from random import Random

from families.drawing import FamilyTree, TreeParentage, TreePartnership, TreePerson
from tests.families.drawing.trees import person, tree


class Blended:
    """A family that is written down from one child outward, until `most` people are in it."""

    def __init__(self, seed: int, most: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - the same family every time, nothing secret
        self.most = most
        self.people: list[TreePerson] = []
        self.couples: list[TreePartnership] = []
        self.parents: list[TreeParentage] = []

    def add(self, year: int) -> list[tuple[str, int]]:
        """One more, if there is room."""
        if len(self.people) >= self.most:
            return []
        self.people.append(person(f"P{len(self.people)}", year, recorded=len(self.people)))
        return [(self.people[-1].id, year)]

    def child_of(self, *parents: str, year: int, basis: str = "birth", child: str = "") -> list[tuple[str, int]]:
        born = [] if child else self.add(year)
        for name in [child] if child else [name for name, _year in born]:
            self.parents += [TreeParentage(parent, name, basis) for parent in parents]
        return born

    def couple(self, one: str, other: str) -> None:
        ended = self.dice.random() < 0.4
        self.couples.append(TreePartnership(one, other, "married", None, None, "divorced" if ended else ""))

    def above(self, child: str, year: int) -> list[tuple[str, int]]:
        """The parents of `child`, their other children, later partners with children of their own, perhaps foster carers."""
        dice = self.dice
        parents = [*self.add(year - dice.randint(20, 32)), *(self.add(year - 25) if dice.random() < 0.85 else [])]
        names = [name for name, _year in parents]
        if len(parents) == 2:
            self.couple(*names)
        self.child_of(*names, year=year, child=child)
        found = list(parents)
        for _child in range(dice.choice([0, 1, 1, 2, 3])):
            found += self.child_of(*names, year=year + dice.choice([-4, -2, 3, 5]))
        if dice.random() < 0.1:
            self.child_of(*(name for name, _year in self.add(year - 35)), year=year, basis="foster", child=child)
        for name in names:
            if dice.random() < 0.4:
                found += self.again(name, year)
        return found

    def again(self, name: str, year: int) -> list[tuple[str, int]]:
        partners = self.add(year - 26)
        for partner, _year in partners:
            self.couple(name, partner)
            for _child in range(self.dice.choice([0, 1, 2])):
                self.child_of(name, partner, year=year + self.dice.randint(4, 9))
        return partners


def blended(seed: int, most: int) -> FamilyTree:
    family = Blended(seed, most)
    waiting = family.add(2015)
    for _turn in range(most):
        if waiting:
            name, year = waiting.pop(0)
            if not any(tie.child == name for tie in family.parents) and year > 1920:
                waiting += family.above(name, year)
            elif year < 1998:
                family.again(name, year + 26)
    return tree(family.people, family.couples, family.parents)
