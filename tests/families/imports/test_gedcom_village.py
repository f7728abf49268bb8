"""Four hundred people as GEDCOM 5.5.1 and 7: reading gives the written truth, and the kin terms that follow from it."""

from io import BytesIO
from uuid import NAMESPACE_DNS, UUID, uuid5

import pytest

from families.imports.gedcom import read
from families.kin.graph import Basis, EndKind, Gender, KinGraph, KinPerson, Parentage, Partnership, PartnershipKind
from families.kin.terms import describe
from tests.families.imports.village_file import SIZE, day_of, gedcom, village_of_400
from tests.families.imports.village_terms import terms
from tests.families.kin.village import TODAY

GENDERS = {"F": "woman_girl", "M": "man_boy"}


@pytest.fixture(scope="module")
def village():
    return village_of_400()


@pytest.fixture(scope="module", params=["5.5.1", "7.0"])
def told(request, village):
    return read(BytesIO(gedcom(village, request.param).encode()))


def day(told_date):
    return told_date and (told_date.on, told_date.precision)


def test_everyone_of_the_village_is_read(village, told):
    read_people = [(one.key, one.given_name, one.family_name, one.gender, day(one.born)) for one in told.people]

    assert len(told.people) == SIZE
    assert read_people == [
        (one.key, name, one.family if name else "", GENDERS[one.sex], day_of(one.born))
        for name, one in village.people.items()
    ]


def test_the_dead_of_the_village_are_dead(village, told):
    assert [(one.key, one.is_dead, day(one.died)) for one in told.people] == [
        (one.key, one.is_dead or bool(one.died), day_of(one.died)) for one in village.people.values()
    ]


def test_everyone_has_the_parents_and_carers_they_have_and_no_other(village, told):
    read_ties = [(tie.parent, tie.child, tie.basis) for tie in told.parentages]

    assert len(read_ties) == len(set(read_ties))
    assert set(read_ties) == {(village.key(parent), village.key(child), basis) for parent, child, basis in village.ties}


def test_couples_are_together_as_they_are(village, told):
    read_couples = {(one.one, one.other, one.kind, one.end_kind) for one in told.partnerships}

    assert len(told.partnerships) == len(village.couples)
    assert read_couples == {(village.key(one), village.key(other), *rest) for one, other, *rest in village.couples}


def test_the_days_of_couples_and_adoptions(village, told):
    cyrils = {one.other: one for one in told.partnerships if one.one == village.key("Cyril")}
    adopted = {(tie.parent, tie.child): tie for tie in told.parentages if tie.basis == "adoptive"}
    fern, dot = cyrils[village.key("Fern")], cyrils[village.key("Dot")]

    assert (fern.began.on.year, fern.ended.on.year, fern.is_over) == (1970, 1975, True)
    assert (dot.began.on.year, dot.ended.on.year) == (1957, 1962)
    assert adopted[village.key("Marc"), village.key("Jude")].began.on.year == 2008
    assert adopted[village.key("Cleo"), village.key("Dora")].began.on.year == 1972


def test_the_nameless_father_is_unknown_and_whose(village, told):
    (nameless,) = [one for one in told.people if one.key == village.key("")]

    assert nameless.known_as == "Unknown (parent of Tom Oak)"


def test_what_else_the_village_loses_is_said(told):
    said = [lost.sentence.partition(":")[0].partition(".")[0] for lost in told.lost]
    assert said == [
        "The file tells the sex of people, not their gender",
        *["The file does not say whether the parents in the family @F11@ were a couple"],
        *["The file does not say whether the parents in the family @F13@ were a couple"],
        *["The file does not say whether the parents in the family @F15@ were a couple"],
    ]


def node(key: str) -> UUID:
    return uuid5(NAMESPACE_DNS, key)


def graph_of(told) -> KinGraph:
    people = {
        node(one.key): KinPerson(
            Gender(one.gender),
            one.known_as,
            born=one.born.on if one.born else None,
            died=one.died.on if one.died else one.is_dead,
        )
        for one in told.people
    }
    parentages = [
        Parentage(node(tie.parent), node(tie.child), Basis(tie.basis), starts=tie.began.on if tie.began else None)
        for tie in told.parentages
    ]
    partnerships = [
        Partnership(
            node(one.one),
            node(one.other),
            PartnershipKind(one.kind),
            EndKind(one.end_kind) if one.end_kind else None,
            starts=one.began.on if one.began else None,
            ends=one.ended.on if one.ended else None,
        )
        for one in told.partnerships
    ]
    return KinGraph(people, tuple(parentages), tuple(partnerships))


def test_everyone_is_to_one_another_what_they_are(village, told):
    graph = graph_of(told)
    expected = {(ego, alter): term for ego, alter, term in terms(village)}

    assert len(expected) > 150
    assert {
        (ego, alter): describe(graph, node(village.key(ego)), node(village.key(alter)), TODAY)
        for ego, alter in expected
    } == expected
