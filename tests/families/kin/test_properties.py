"""What holds of any record, however tangled (domain.md §5.4)."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from families.kin.graph import (
    LINEAGE,
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
    people=st.fixed_dictionaries({person: persons for person in PEOPLE}),
    parentages=st.lists(parentages, max_size=14).map(tuple),
    partnerships=st.lists(partnerships, max_size=6).map(tuple),
    sibling_links=st.lists(links, max_size=3).map(tuple),
)
orderly = graphs.map(
    lambda graph: KinGraph(
        graph.people,
        tuple(p for p in graph.parentages if p.basis not in LINEAGE or p.parent < p.child),
        graph.partnerships,
        graph.sibling_links,
    )
)
"""Carers in loops, but nobody their own ancestor: what the database lets in."""

INVERSE = {
    "parent": {"child"},
    "grandparent": {"grandchild"},
    "sibling": {"sibling"},
    "spouse": {"spouse"},
    "carer": {"cared for", "carer"},  # two who care for each other are both carers
    "step-parent": {"stepchild"},
    "step-sibling": {"step-sibling"},
    "parent-in-law": {"child-in-law"},
    "sibling-in-law": {"sibling-in-law"},
    "foster sibling": {"foster sibling"},
    "unconnected": {"unconnected"},
}
ROLES = {
    "parent": "mother father parent",
    "child": "daughter son child",
    "grandparent": "grandmother grandfather grandparent",
    "grandchild": "granddaughter grandson grandchild",
    "sibling": "sister brother sibling half-sister half-brother half-sibling",
    "spouse": "wife husband partner",
    "step-parent": "stepmother stepfather step-parent",
    "stepchild": "stepdaughter stepson stepchild",
    "step-sibling": "stepsister stepbrother step-sibling",
    "parent-in-law": "mother-in-law father-in-law parent-in-law",
    "child-in-law": "daughter-in-law son-in-law child-in-law",
    "sibling-in-law": "sister-in-law brother-in-law sibling-in-law",
}


def role(term: str) -> str:
    """The bare relation a term names, whatever the gender, side or basis; empty for those not checked here."""
    phrases = {"foster carer": "carer", "foster child": "cared for", "connected person": "unconnected"}
    phrases |= {f"foster {word}": "foster sibling" for word in ("sister", "brother", "sibling")}
    if term in phrases:
        return phrases[term]
    word = term.split(" (")[0].removeprefix("maternal ").removeprefix("paternal ")
    word = word.removeprefix("birth ").removeprefix("adoptive ")
    return next((name for name, names in ROLES.items() if word in names.split()), "")


@settings(max_examples=150, deadline=None)
@given(graphs)
def test_one_and_all_agree_and_never_fail(graph):
    for ego in [*PEOPLE, STRANGER]:
        terms = describe_all(graph, ego, TODAY)

        assert terms == {other: describe(graph, ego, other, TODAY) for other in PEOPLE if other != ego}


@settings(max_examples=150, deadline=None)
@given(orderly)
def test_the_other_way_round_is_the_inverse(graph):
    terms = {ego: describe_all(graph, ego, TODAY) for ego in PEOPLE}
    for ego in PEOPLE:
        for alter, term in terms[ego].items():
            if expected := INVERSE.get(role(term)):
                assert role(terms[alter][ego]) in expected, (term, terms[alter][ego])


@settings(max_examples=100, deadline=None)
@given(graphs)
def test_every_term_is_words(graph):
    terms = {term for ego in PEOPLE for term in describe_all(graph, ego, TODAY).values()}

    assert not [term for term in terms if not term or "%" in term or term != term.strip()]


@settings(max_examples=60, deadline=None)
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
