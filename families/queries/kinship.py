"""What people are to one another, as one viewer may know it (domain.md §5.4, §0.1 rule 3).

A derived word can tell a secret, so a term is made only from edges that `visible_to` gives this viewer, and only from
such as nobody disputes: a term is said as a fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import CharField, F, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable, RawSQL

from accounts import prepared
from accounts.models import User
from database import clock
from database.prepared import Statement
from families.kin import graph, terms
from families.models import Confidence, DeathPrecision, FamilyMembership, Parentage, Partnership, Person, SiblingLink

REACH = 8
"""Edges between a person and the farthest that a page shows."""
MOST_PEOPLE = 2_000
"""Where the walk stops in a record that joins everyone with everyone."""
NEAR, MEMBER = "near", "member"
PARENTAGE, PARTNERSHIP, SIBLINGS = "parentage", "partnership", "siblings"


E = TypeVar("E", bound=QuerySet[Any])


class Fact(NamedTuple):
    """A person or an edge, as a row of the one statement. `starts_as`, `ends_as`: how well the two days of an edge are known,
    and `ends_as` that of a death."""

    fact: str
    one: UUID
    other: UUID | None
    what: str
    ending: str
    starts: date | None
    ends: date | None
    called: str
    starts_as: str = ""
    ends_as: str = ""


@dataclass(frozen=True, slots=True)
class Kin:
    """The people around one person and what joins them; `steps` counts the edges to each who is joined to `ego`."""

    ego: UUID
    graph: graph.KinGraph
    steps: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """Someone, by id and name only, and what they are to the person whose relations these are."""

    person: Person
    term: str


def kin_of(person: UUID, user: User) -> Kin:
    """Everyone joined to a person by edges that the user may see, and those in a family with them. One query."""
    facts = [Fact(*row) for row in prepared.rows(_facts, user, person=person)]
    people = {fact.one: fact for fact in facts if fact.fact in {NEAR, MEMBER}}
    edges = [fact for fact in facts if fact.fact not in {NEAR, MEMBER}]
    steps = steps_from(person, edges)
    members = {fact.one for fact in facts if fact.fact == MEMBER}
    kept = {one: _kin_person(fact) for one, fact in people.items() if one in steps or one in members}
    return Kin(person, _graph(kept, edges, user), steps)


def kin_term(ego: UUID, alter: UUID, user: User) -> str | None:
    """What `alter` is to `ego`: "Joan is Amina's maternal grandmother". None when the user does not see both together."""
    graph = kin_of(ego, user).graph
    if not graph.people.keys() >= {ego, alter}:
        return None
    return terms.describe(graph, ego, alter, clock.today())


def relations(person: UUID, user: User) -> list[Relation]:
    """A person's relations by name and term, the nearest first; those whose tie is not recorded last."""
    found = kin_of(person, user)
    words = terms.describe_all(found.graph, person, clock.today())
    return [
        Relation(Person(pk=other, known_as=found.graph.people[other].name), words[other])
        for other in sorted(
            words, key=lambda other: (found.steps.get(other, REACH + 1), found.graph.people[other].name, other)
        )
    ]


def _facts(user: User, person: UUID) -> Statement:
    """Everyone near and in a family with someone, as far as the user may see; then the edges between those."""
    mine = FamilyMembership.objects.visible_to(user)
    fellows = mine.filter(family__in=mine.filter(person=person).values("family")).values("person")
    near, said = near_by(person, REACH)
    sets = {
        "fellows": fellows.query.sql_with_params(),
        "near": (f"{near} UNION SELECT unnest(people) FROM fellows", said),  # noqa: S608  (our own words)
    }
    return seen_of(
        user, sets, _rows(Person.objects.filter(pk__any=_made("seen")).filter(pk__any=_made("fellows")), MEMBER)
    )


def near_by(person: UUID, reach: int) -> Statement:
    """Whoever is joined to someone by so many edges at most, of whatever kind, whoever may see them."""
    return "SELECT kith_sec.kin_near(%s, %s, %s)", (person, reach, MOST_PEOPLE)


def seen_of(user: User, sets: Mapping[str, Statement], *more: QuerySet[Any]) -> Statement:
    """Whom of the set `near` the user may see, and the edges between those. Each set is made once, a constant to the rest."""
    seen = Person.objects.visible_to(user).filter(pk__any=_made("near"))
    branches = (
        _rows(_certain(Parentage.objects.visible_to(user, _made("seen"))), PARENTAGE),
        _rows(_certain(Partnership.objects.visible_to(user, _made("seen"))), PARTNERSHIP),
        _rows(_certain(SiblingLink.objects.visible_to(user, _made("seen"))), SIBLINGS),
        _rows(Person.objects.filter(pk__any=_made("seen")), NEAR),
        *more,
    )
    all_sets = {**sets, "seen": seen.values("pk").query.sql_with_params()}
    made = ", ".join(
        f"{name} (people) AS MATERIALIZED (SELECT ARRAY({sql}))" for name, (sql, _said) in all_sets.items()
    )
    sql, params = branches[0].union(*branches[1:], all=True).query.sql_with_params()
    return f"WITH {made} {sql}", [*chain.from_iterable(said for _sql, said in all_sets.values()), *params]


def _made(name: str) -> RawSQL:
    """A set of the statement. The cast tells PostgreSQL that it is an array, and not rows to compare with."""
    return RawSQL(f"(SELECT people FROM {name})::uuid[]", ())  # noqa: S608, S611  (our own names)


def _certain(edges: E) -> E:
    return edges.exclude(confidence=Confidence.DISPUTED)


def _rows(rows: QuerySet[Any], fact: str) -> QuerySet[Any, tuple[Any, ...]]:
    """The columns of `Fact`, from a table of people or of edges."""
    nothing = Value("", CharField())
    lasts: dict[str, Combinable] = {"starts": F("period__startswith"), "ends": F("period__endswith")}
    known: dict[str, Combinable] = {"starts_as": F("since_precision"), "ends_as": F("until_precision"), **lasts}
    columns: dict[str, dict[str, Combinable]] = {
        PARENTAGE: {"one": F("parent_id"), "other": F("child_id"), "what": F("basis"), "ending": nothing, **known},
        PARTNERSHIP: {"one": F("a_id"), "other": F("b_id"), "what": F("kind"), "ending": F("end_kind"), **known},
        SIBLINGS: {"one": F("a_id"), "other": F("b_id"), "what": F("kind"), "ending": nothing, **lasts},
    }
    person: dict[str, Combinable] = {
        "one": F("pk"),
        "other": Value(None, UUIDField()),
        "what": F("gender"),
        "ending": nothing,
        "starts": F("date_of_birth"),
        "ends": F("date_of_death"),
        "ends_as": F("death_precision"),
        "called": F("known_as"),
    }
    unsaid = dict.fromkeys(("called", "starts_as", "ends_as"), nothing)
    chosen = {"fact": Value(fact, CharField()), **unsaid, **columns.get(fact, person)}
    told: QuerySet[Any, tuple[Any, ...]] = rows.annotate(
        **{f"fact_{name}": value for name, value in chosen.items()}
    ).values_list(*(f"fact_{name}" for name in Fact._fields))
    return told


def steps_from(ego: UUID, edges: Iterable[Fact], reach: int = REACH) -> dict[UUID, int]:
    """How many edges away each person is: those whom only an edge unseen by this viewer joins to ego are not in it."""
    joined: dict[UUID, set[UUID]] = defaultdict(set)
    for edge in edges:
        if edge.other:
            joined[edge.one].add(edge.other)
            joined[edge.other].add(edge.one)
    steps, frontier = {ego: 0}, {ego}
    for step in range(1, reach + 1):
        frontier = {other for one in frontier for other in joined[one]} - steps.keys()
        steps |= dict.fromkeys(frontier, step)
    return steps


def _kin_person(fact: Fact) -> graph.KinPerson:
    died = fact.ends or fact.ends_as == DeathPrecision.UNKNOWN
    return graph.KinPerson(graph.Gender(fact.what), fact.called, born=fact.starts, died=died)


def _graph(people: Mapping[UUID, graph.KinPerson], edges: Iterable[Fact], user: User) -> graph.KinGraph:
    parentages, partnerships, links = [], [], []
    for edge in edges:
        if edge.other is None:
            continue
        lasted: Any = {"starts": edge.starts, "ends": edge.ends, "starts_as": edge.starts_as, "ends_as": edge.ends_as}
        if edge.fact == PARENTAGE:
            basis = graph.Basis(edge.what)
            parentages.append(graph.Parentage(parent=edge.one, child=edge.other, basis=basis, **lasted))
        elif edge.fact == PARTNERSHIP:
            kind = graph.PartnershipKind(edge.what)
            end_kind = graph.EndKind(edge.ending) if edge.ending else None
            partnerships.append(graph.Partnership(a=edge.one, b=edge.other, kind=kind, end_kind=end_kind, **lasted))
        else:
            links.append(graph.SiblingLink(a=edge.one, b=edge.other, kind=graph.SiblingKind(edge.what), **lasted))
    is_told_to_family = user.kind == User.Kind.FAMILY
    return graph.KinGraph(people, tuple(parentages), tuple(partnerships), tuple(links), is_told_to_family)
