"""One clan: three generations, forty people, ten families, and what was said with them.

Everything is right by construction: no one is their own ancestor, has three birth parents or two main anything. A clan has
159 edges (parentage, partnership, sibling link, parental responsibility) and 120 conversations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from bench import words
from bench.tables import NULL, Table, hex_id

FAMILIES, PEOPLE, CONVERSATIONS = 10, 40, 120
MONDAY = date(2026, 3, 16)
"""The day on which the made-up years end; a fixed one, so that a seed says all."""
START_MS = 1_700_000_000_000
DAY_MS = 86_400_000
YEARS_OF_TALK = 3
LONG_STORY, SHORT_STORY = 48, 8

ELDERS, MIDDLE, YOUNG = range(8), range(8, 22), range(22, 40)
COUPLES = ((8, 9), (12, 10), (16, 18), (13, 11), (17, 19), (14, 20), (15, 21))
"""Of the middle generation, the mother first."""
FORMER = ((8, 19), (12, 20), (16, 21), (13, 19))
"""They are the parents of the four youngest, and live apart."""
SIBLINGS = ((18, 19), (18, 20), (19, 20), (5, 7), (1, 6))
"""Nobody recorded their parents."""
OWN_KINDS = ("strength", "worry", "hope")


class Involved(NamedTuple):
    """A worker, as the two rows that other rows point to."""

    practitioner: str
    user: str


def parents_of(person: int) -> tuple[int, int] | None:
    """Mother and father, by their places in the clan."""
    if person in range(8, 18):
        couple = (person - 8) % 4
        return 2 * couple, 2 * couple + 1
    if person in YOUNG:
        child = person - 22
        return FORMER[child - 14] if child >= 14 else COUPLES[child % 7]
    return None


def members_of(family: int) -> list[int]:
    """Who is in a family, children last; the four youngest are in their father's too."""
    if family >= 7:
        return [[0, 1], [2, 3], [4, 5, 6, 7]][family - 7]
    mother, father = COUPLES[family]
    children = [person for person in YOUNG if (person - 22) % 7 == family]
    with_father = [36 + place for place, (_, other) in enumerate(FORMER) if other == father]
    return [mother, father, *children, *with_father]


class Clan:
    """Makes the rows of one clan after another, the same for the same seed."""

    def __init__(self, tables: dict[str, Table], workers: Sequence[Involved], rng: Random) -> None:
        self.tables, self.workers, self.rng = tables, workers, rng
        self.paragraphs, self.headlines = words.paragraphs(rng), words.headlines(rng)
        self.number = 0

    def make(self) -> None:
        self.people = [self._id() for _ in range(PEOPLE)]
        surnames = [words.family_name(self.rng) for _ in range(6)]
        names = [surnames[self._house(person)] for person in range(PEOPLE)]
        for person, surname in enumerate(names):
            self._person(person, surname)
        self._kinship()
        for family in range(FAMILIES):
            self._family(family, names[members_of(family)[0]])
        self.number += 1

    def join(self, person: int, other: str) -> None:
        """Someone of this clan and someone of another are a couple."""
        a, b = sorted((self.people[person], other))
        self.tables["partnership"].add(self._id(), a, b, "relationship", "[2020-01-01,)", "")

    def _id(self, milliseconds: int | None = None) -> str:
        moment = START_MS + self.number if milliseconds is None else milliseconds
        return hex_id(moment, self.rng.getrandbits(72))

    def _house(self, person: int) -> int:
        """Whose surname: a child has the father's."""
        while parents := parents_of(person):
            person = parents[1]
        return person // 2 if person in ELDERS else 4 + person % 2

    def _person(self, person: int, surname: str) -> None:
        rng = self.rng
        woman = (
            rng.random() < 0.5 if person in YOUNG else person in {0, 2, 4, 6} or person in {pair[0] for pair in COUPLES}
        )
        given = rng.choice(words.WOMEN if woman else words.MEN)
        oldest = 80 if person in ELDERS else 45 if person in MIDDLE else 16
        born = MONDAY - timedelta(days=365 * oldest - rng.randrange(5000))
        me, known_as = self.people[person], f"{given} {surname}"
        gender = "woman_girl" if woman else "man_boy"
        self.tables["person"].add(me, known_as, given, surname, gender, born.isoformat())
        self.tables["name"].add(self._id(), me, known_as, "known_as")
        if rng.random() < 0.2:
            other = f"{rng.choice(words.NICKNAMES)} {surname}"
            self.tables["name"].add(self._id(), me, other, "nickname")

    def _kinship(self) -> None:
        for one, other in ((a, a + 1) for a in range(0, 8, 2)):
            self._partners(one, other, "married", "[1985-06-01,)", "")
        for one, other in COUPLES:
            self._partners(one, other, "cohabiting", "[2012-06-01,)", "")
        for one, other in FORMER:
            self._partners(one, other, "relationship", "[2008-01-01,2011-01-01)", "separated")
        for one, other in SIBLINGS:
            self._ordered("sibling", one, other, "full")
        for person in (*MIDDLE, *YOUNG):
            self._raised(person)

    def _raised(self, person: int) -> None:
        parents = parents_of(person)
        if not parents:
            return
        held = "[2010-01-01,)" if person in YOUNG else "[1985-01-01,2003-01-01)"
        bases = ("mother_at_birth", "on_birth_certificate")
        for parent, basis in zip(parents, bases, strict=True):
            self._parent(parent, person, "birth", "(,)")
            self.tables["responsibility"].add(
                self._id(), self.people[parent], self.people[person], basis, "confirmed", held
            )
        if person in YOUNG:
            grandparents = parents_of(parents[0]) or ELDERS[:2]
            self._parent(grandparents[0], person, "kinship_carer", "[2018-01-01,2018-09-01)")
            if person % 3 == 0:
                self._parent(grandparents[1], person, "kinship_carer", "[2018-01-01,2018-09-01)")
            if person % 6 == 0:
                self._parent(18, person, "guardian", "[2019-01-01,2020-01-01)")

    def _parent(self, parent: int, child: int, basis: str, period: str) -> None:
        self.tables["parentage"].add(self._id(), self.people[parent], self.people[child], basis, period)

    def _partners(self, one: int, other: int, kind: str, period: str, end_kind: str) -> None:
        self._ordered("partnership", one, other, kind, period, end_kind)

    def _ordered(self, table: str, one: int, other: int, *rest: str) -> None:
        a, b = sorted((self.people[one], self.people[other]))
        self.tables[table].add(self._id(), a, b, *rest)

    def _family(self, family: int, surname: str) -> None:
        number = self.number * FAMILIES + family
        pk, members = self._id(), members_of(family)
        self.tables["family"].add(pk, surname)
        for person in members:
            adult = "other_adult" if person in ELDERS else "parent_carer"
            role = "child" if person in YOUNG else adult
            self.tables["membership"].add(self._id(), pk, self.people[person], role)
        lead = self.workers[number % len(self.workers)]
        for involved, role, period in self._alongside(number, lead):
            self.tables["involvement"].add(self._id(), pk, involved.practitioner, role, period)
        count = LONG_STORY if family == self.number % FAMILIES else SHORT_STORY
        for happened in sorted(self.rng.randrange(YEARS_OF_TALK * 365) for _ in range(count)):
            self._conversation(pk, members, lead, happened)

    def _alongside(self, number: int, lead: Involved) -> Iterator[tuple[Involved, str, str]]:
        """A lead worker always; a former one for a third; a coach, a coordinator or a co-worker for some."""
        count = len(self.workers)
        yield lead, "lead_worker", "[2024-01-01,)"
        if number % 3 == 0:
            yield self.workers[(number * 7 + 1) % count], "lead_worker", "[2022-01-01,2024-01-01)"
        for every, role in ((10, "family_coach"), (12, "fgc_coordinator"), (15, "co_worker")):
            if number % every == 0:
                yield self.workers[(number * every + 3) % count], role, "[2025-01-01,)"

    def _conversation(self, family: str, members: Sequence[int], lead: Involved, day: int) -> None:
        rng, tables = self.rng, self.tables
        happened = MONDAY - timedelta(days=YEARS_OF_TALK * 365 - day)
        moment = START_MS + day * DAY_MS + self.number
        record, conversation = self._id(moment), self._id(moment)
        tables["record"].add(record, family, happened.isoformat(), lead.user, lead.user)
        tables["conversation"].add(conversation, record, f"{happened}T10:00:00Z", rng.choice(self.headlines), lead.user)
        present = [self.people[person] for person in rng.sample(members, 2)]
        for person in present:
            tables["subject"].add(self._id(moment), record, person)
            tables["share"].add(self._id(moment), record, person, *self._shared(happened, lead))
            tables["presence"].add(self._id(moment), conversation, person)
        said, own = self._id(moment), self._id(moment)
        tables["entry"].add(said, record, "1", "said", rng.choice(self.paragraphs), present[0], lead.user)
        kind = rng.choice(OWN_KINDS)
        tables["entry"].add(own, record, "2", kind, rng.choice(self.paragraphs), NULL, lead.user)
        tables["whose"].add(self._id(moment), own, present[1])

    def _shared(self, happened: date, lead: Involved) -> tuple[str, ...]:
        """With those it is about: nearly always, and at once."""
        dice = self.rng.random()
        if dice < 0.97:
            return ("shared", NULL, "", NULL, NULL, NULL)
        if dice < 0.98:
            return ("shared_later", str(happened + timedelta(days=60)), "", NULL, NULL, NULL)
        if dice < 0.99:
            review = happened + timedelta(days=80)
            return ("withheld", NULL, "third_party", lead.user, str(happened), str(review))
        return ("child_only", NULL, "", NULL, NULL, NULL)
