"""Large families to draw: realistic ones, made the same every time."""

from __future__ import annotations

from random import Random

from families.drawing import FamilyTree, TreeParentage, TreePartnership, TreePerson
from tests.families.drawing.trees import man, tree, woman

NAMES = [
    "Ada",
    "Ben",
    "Cleo",
    "Dan",
    "Efa",
    "Finn",
    "Gwen",
    "Hal",
    "Ivy",
    "Jude",
    "Kay",
    "Lou",
    "Mabel",
    "Ned",
    "Orla",
    "Pete",
    "Quill",
    "Rhys",
    "Sal",
    "Ted",
]


class Growing:
    """A family that grows from its oldest couple until `most` people are in it."""

    def __init__(self, most: int) -> None:
        self.dice = Random(most)  # noqa: S311 - the same family every time, nothing secret
        self.most = most
        self.people: list[TreePerson] = []
        self.couples: list[TreePartnership] = []
        self.parents: list[TreeParentage] = []

    def add(self, year: int) -> TreePerson:
        number = len(self.people)
        make = self.dice.choice([woman, man])
        self.people.append(make(f"{NAMES[number % len(NAMES)]} {number}", year, id=f"p{number}"))
        return self.people[-1]

    def is_full(self) -> bool:
        return len(self.people) >= self.most

    def family_of(self, person: TreePerson, year: int) -> list[tuple[TreePerson, int]]:
        """One or two partners of `person`, one after the other, and the children of each."""
        born: list[tuple[TreePerson, int]] = []
        for turn in range(self.dice.choice([1, 1, 1, 2])):
            if self.is_full():
                break
            partner, began = self.add(year + self.dice.randint(-3, 3)), year + 22 + 6 * turn
            ended = ("divorced", began + 5) if turn == 0 and self.dice.random() < 0.3 else ("", None)
            self.couples.append(TreePartnership(person.id, partner.id, "married", began, ended[1], ended[0]))
            for place in range(self.dice.choice([1, 2, 2, 3, 4])):
                if self.is_full():
                    break
                child = self.add(began + 2 * place + 1)
                self.parents += [TreeParentage(person.id, child.id), TreeParentage(partner.id, child.id)]
                born.append((child, began + 2 * place + 1))
        return born


def large(most: int, begins: int = 1922) -> FamilyTree:
    """`most` people in three to six generations, the first born in `begins`; each generation's partners married in, some with two."""
    growing = Growing(most)
    waiting = [(growing.add(begins), begins)]
    while waiting and not growing.is_full():
        waiting += growing.family_of(*waiting.pop(0))
    return tree(growing.people, growing.couples, growing.parents)
