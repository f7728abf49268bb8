"""What holds of any record, however tangled (domain.md §5.4)."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from families.kin import words
from families.kin.bonds import BondState
from families.kin.day import FamilyDay
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
from families.kin.words import Words
from tests.families.kin.village import TODAY

PEOPLE = [UUID(int=number) for number in range(1, 9)]
STRANGER = UUID(int=99)

days = st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1))
anyone = st.sampled_from([*PEOPLE, STRANGER])
persons = st.builds(
    KinPerson,
    gender=st.sampled_from(Gender),
    name=st.sampled_from(["", "Quinn"]),
    born=days,
    died=st.just(False) | st.booleans() | days.map(lambda day: day or False),
)
parentages = st.builds(
    Parentage, parent=anyone, child=anyone, basis=st.sampled_from(Basis), starts=days, ends=st.none() | days
)
partnerships = st.builds(
    Partnership,
    a=anyone,
    b=anyone,
    kind=st.sampled_from(PartnershipKind),
    end_kind=st.none() | st.sampled_from(EndKind),
    starts=days,
    ends=days,
)
links = st.builds(SiblingLink, a=anyone, b=anyone, kind=st.sampled_from(SiblingKind), starts=days, ends=days)
graphs = st.builds(
    KinGraph,
    people=st.fixed_dictionaries(dict.fromkeys(PEOPLE, persons)),
    parentages=st.lists(parentages, max_size=14).map(tuple),
    partnerships=st.lists(partnerships, max_size=6).map(tuple),
    sibling_links=st.lists(links, max_size=3).map(tuple),
)
orderly = graphs.map(
    lambda graph: KinGraph(
        graph.people,
        tuple(p for p in graph.parentages if p.parent < p.child),
        graph.partnerships,
        graph.sibling_links,
    )
)
"""Nobody is their own ancestor, nor cared for by those they care for."""

PAIRS = [
    ((words.PARENT, *words.PARENT_ON_BASIS.values()), (words.CHILD,)),
    ((words.GRANDPARENT,), (words.GRANDCHILD,)),
    ((words.AUNT, Words("", "", "mother’s sibling"), Words("", "", "father’s sibling")), (words.NIECE,)),
    ((words.GREAT_AUNT,), (words.GREAT_NIECE,)),
    ((words.SIBLING, words.HALF_SIBLING, words.SIBLING_NOT_KNOWN),) * 2,
    ((words.COUSIN,),) * 2,
    ((words.PARTNER[PartnershipKind.MARRIED][BondState.CURRENT],),) * 2,
    ((words.PARTNER[PartnershipKind.MARRIED][BondState.EX],),) * 2,
    (tuple(words.CARER.values()), tuple(words.CARED_FOR.values())),
    (tuple(words.FORMER_CARER.values()), tuple(words.FORMERLY_CARED_FOR.values())),
    ((words.STEP_PARENT,), (words.STEP_CHILD,)),
    ((words.FORMER_STEP_PARENT,), (words.FORMER_STEP_CHILD,)),
    ((words.STEP_SIBLING,),) * 2,
    ((words.STEP_GRANDPARENT,), (words.STEP_GRANDCHILD,)),
    ((words.FOSTER_SIBLING,),) * 2,
    ((words.FORMER_FOSTER_SIBLING,),) * 2,
    ((words.IN_LAW[1, 0],), (words.IN_LAW[0, 1],)),
    ((words.IN_LAW[1, 1],),) * 2,
    ((words.CONNECTED,),) * 2,
]
"""The terms that must answer one another."""


def phrases(table: tuple[Words | str, ...]) -> set[str]:
    """Every word of these, for whatever gender."""
    return {word for entry in table for word in ([entry] if isinstance(entry, str) else [entry.of(g) for g in Gender])}


def bare(term: str) -> str:
    """The term with nothing said of the side."""
    return term.partition(" (on ")[0].removeprefix("maternal ").removeprefix("paternal ")


def answers(term: str) -> set[str]:
    """What may be said the other way round; empty where the record alone does not settle it."""
    for one, other in PAIRS:
        for this, that in ((one, other), (other, one)):
            if bare(term) in phrases(this):
                return phrases(that)
    return set()


def related_twice(graph: KinGraph, ego: UUID, alter: UUID) -> bool:
    """Two ways equally near, as a granddaughter adopted as a sister: each sees the one with fewer steps up (rule 2)."""
    day = FamilyDay(graph, TODAY)
    there, back = day.path(ego, alter), day.path(alter, ego)
    return there is not None and back is not None and there.steps != back.steps[::-1]


@settings(max_examples=50, deadline=None)
@given(graphs)
def test_one_and_all_agree_and_never_fail(graph):
    for ego in [*PEOPLE, STRANGER]:
        terms = describe_all(graph, ego, TODAY)

        assert terms == {other: describe(graph, ego, other, TODAY) for other in PEOPLE if other != ego}


@settings(max_examples=50, deadline=None)
@given(orderly)
def test_the_other_way_round_is_the_inverse(graph):
    terms = {ego: describe_all(graph, ego, TODAY) for ego in PEOPLE}
    for ego in PEOPLE:
        for alter, term in terms[ego].items():
            expected = set() if related_twice(graph, ego, alter) else answers(term)
            assert not expected or bare(terms[alter][ego]) in expected, (term, terms[alter][ego])


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_every_term_is_words(graph):
    terms = {term for ego in PEOPLE for term in describe_all(graph, ego, TODAY).values()}

    assert not [term for term in terms if not term or "%" in term or term != term.strip()]


@settings(max_examples=40, deadline=None)
@given(graphs)
def test_people_left_out_say_nothing(graph):
    """Edges to people the viewer may not see change no term."""
    seen = {person: graph.people[person] for person in PEOPLE[:5]}
    edges = (graph.parentages, graph.partnerships, graph.sibling_links)
    whole = KinGraph(seen, *edges)
    cut = KinGraph(
        seen,
        tuple(p for p in graph.parentages if p.parent in seen and p.child in seen),
        tuple(p for p in graph.partnerships if p.a in seen and p.b in seen),
        tuple(p for p in graph.sibling_links if p.a in seen and p.b in seen),
    )

    assert describe_all(whole, PEOPLE[0], TODAY) == describe_all(cut, PEOPLE[0], TODAY)
