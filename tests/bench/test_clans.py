"""The generator makes clans that the product would accept, the same ones for the same seed."""

from random import Random
from uuid import UUID

import pytest

from bench import clans
from bench.clans import Clan, Involved, members_of, parents_of
from bench.load import SEEN_BY_TWENTY
from bench.tables import hex_id

PERSON, FAMILY, EDGES = "person", "family", ("parentage", "partnership", "sibling", "responsibility")


class Kept:
    """A table that keeps its rows."""

    def __init__(self):
        self.rows = []

    def add(self, *values):
        self.rows.append(values)


class Tables(dict):
    def __missing__(self, name):
        self[name] = Kept()
        return self[name]


def one_clan(seed=1):
    tables = Tables()
    Clan(tables, [Involved("p1", "u1"), Involved("p2", "u2")], Random(seed)).make()  # noqa: S311  (made-up people)
    return tables


def test_a_clan_is_as_large_as_it_says():
    tables = one_clan()

    counts = [len(tables[name].rows) for name in (PERSON, FAMILY, "membership", "conversation")]
    assert counts == [clans.PEOPLE, clans.FAMILIES, 44, clans.CONVERSATIONS]


def test_a_clan_has_four_edges_for_each_person():
    tables = one_clan()

    assert sum(len(tables[name].rows) for name in EDGES) == 159


def test_the_same_seed_makes_the_same_clan():
    first, again, other = one_clan(), one_clan(), one_clan(seed=2)

    assert first[PERSON].rows == again[PERSON].rows != other[PERSON].rows


def test_a_conversation_holds_about_six_hundred_characters():
    tables = one_clan()
    written = sum(len(row[3]) for row in tables["conversation"].rows) + sum(len(row[4]) for row in tables["entry"].rows)

    assert 500 < written / clans.CONVERSATIONS < 700


def test_everyone_is_in_a_family():
    assert {person for family in range(clans.FAMILIES) for person in members_of(family)} == set(range(clans.PEOPLE))


@pytest.mark.parametrize("person", range(clans.PEOPLE))
def test_parents_are_of_an_earlier_generation(person):
    assert all(parent < person for parent in parents_of(person) or ())


def test_an_id_is_a_uuid_of_version_7():
    made = UUID(hex=hex_id(1_700_000_000_000, 2**72 - 1))

    assert (made.version, made.variant, made.int >> 80) == (7, "specified in RFC 4122", 1_700_000_000_000)


def test_a_genogram_of_twenty_is_of_twenty_people():
    assert len({person for family in SEEN_BY_TWENTY for person in members_of(family)}) == 20
