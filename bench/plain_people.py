"""People as most people would write them: the same ways as `bench/plain_drf.py`, and kin by walking, a query for each step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordDistance
from django.db.models import Min, Prefetch, Q, QuerySet
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.access import looked_at
from accounts.models import AccessEvent, User
from api.scopes import Scope
from database import clock
from families.kin import graph, terms
from families.models import (
    Confidence,
    FamilyMembership,
    Parentage,
    Partnership,
    Person,
    PersonName,
    SiblingLink,
)

REACH, MOST_HITS, MOST_ASKED, ENOUGH = 8, 50, 200, 100


class InFamilySerializer(serializers.ModelSerializer[FamilyMembership]):
    id = serializers.UUIDField(source="family_id")
    name = serializers.CharField(source="family.name")

    class Meta:
        model = FamilyMembership
        fields = ("id", "name")


class FoundSerializer(serializers.ModelSerializer[Person]):
    families = InFamilySerializer(source="memberships_now", many=True)

    class Meta:
        model = Person
        fields = ("id", "known_as", "date_of_birth", "dob_precision", "families")


class NearSerializer(serializers.ModelSerializer[Person]):
    hops = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = ("id", "known_as", "hops")

    def get_hops(self, person: Person) -> int:
        return int(self.context["steps"][person.pk])


class TieSerializer(serializers.Serializer[Any]):
    kind = serializers.SerializerMethodField()
    one = serializers.SerializerMethodField()
    other = serializers.SerializerMethodField()
    what = serializers.SerializerMethodField()
    is_over = serializers.SerializerMethodField()

    def get_kind(self, edge: Any) -> str:
        return KINDS[type(edge)]

    def get_one(self, edge: Any) -> UUID:
        return _ends(edge)[0]

    def get_other(self, edge: Any) -> UUID:
        return _ends(edge)[1]

    def get_what(self, edge: Any) -> str:
        return _what(edge)

    def get_is_over(self, edge: Any) -> bool:
        ended = edge.period.upper
        return bool((ended and ended <= clock.today()) or getattr(edge, "end_kind", ""))


class PersonViewSet(viewsets.GenericViewSet[Person]):
    scopes = dict.fromkeys(("search", "relation", "network"), frozenset({Scope.PEOPLE_READ}))

    @action(detail=False, methods=["post"])
    def search(self, request: Request) -> Response:
        """By a word, as `icontains` would: the names that hold it, put in order in Python."""
        said: Any = request.data
        user, word = _user(request), said["name"].lower()
        names = PersonName.objects.visible_to(user).filter(search_key__contains=word)
        grades: dict[UUID, int] = {}
        near = _nearest(names, word)
        for name in names:
            if len(near) >= ENOUGH and name.person_id not in near:
                continue
            grade = _grade(name.search_key, word)
            if grade is not None:
                grades[name.person_id] = min(grade, grades.get(name.person_id, grade))
        now = FamilyMembership.objects.current().select_related("family").order_by("pk")
        people = Person.objects.visible_to(user).filter(pk__in=grades)
        found = people.prefetch_related(Prefetch("memberships", now, to_attr="memberships_now"))
        best = sorted(found, key=lambda person: (grades[person.pk], person.sort_key, person.pk))[:MOST_HITS]
        data: Any = FoundSerializer(best, many=True).data
        families = {UUID(family["id"]) for person in data for family in person["families"]}
        people_ids = [person.pk for person in best]
        looked_at(kind=AccessEvent.Kind.API, what="plain", families=families, people=people_ids, by=user)
        return Response({"results": data})

    @action(detail=True, methods=["get"], url_path="relations/<uuid:other>")
    def relation(self, request: Request, pk: UUID, other: UUID) -> Response:
        """Walk from one person outward, a query for each kind of edge and step; the words are the product's."""
        user = _user(request)
        ego = get_object_or_404(Person.objects.visible_to(user), pk=pk)
        term = terms.describe(Walked(ego.pk, user).graph(), ego.pk, other, clock.today())
        looked_at(kind=AccessEvent.Kind.API, what="plain", people=[pk, other], by=user)
        return Response({"id": pk, "other": other, "term": term})

    @action(detail=True, methods=["get"])
    def network(self, request: Request, pk: UUID) -> Response:
        """The same walk, as far as is asked."""
        user, hops = _user(request), int(request.query_params.get("hops", 1))
        ego = get_object_or_404(Person.objects.visible_to(user), pk=pk)
        walked = Walked(ego.pk, user, hops)
        near = sorted(walked.people, key=lambda one: (walked.steps[one], one))
        people = [walked.people[one] for one in near]
        told: Any = NearSerializer(people, many=True, context={"steps": walked.steps}).data
        ties: Any = TieSerializer(walked.ties(), many=True).data
        looked_at(kind=AccessEvent.Kind.API, what="plain", people=near, by=user)
        return Response({"id": pk, "hops": hops, "people": told, "ties": ties, "detail": ""})


def _nearest(names: QuerySet[PersonName], word: str) -> set[UUID]:
    """Whose name begins with the word, of very many the nearest: where these are enough, the product tells no others."""
    distance = Min(TrigramWordDistance(word, "search_key"))
    begin = names.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
    by_person = begin.values("person").annotate(near=distance).order_by("near", "person")
    return set(by_person.values_list("person", flat=True)[:MOST_ASKED])


def _user(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the door is the permission's)
    return request.user


def _grade(key: str, word: str) -> int | None:
    parts = key.replace("'", "").replace("’", "").replace("-", " ").split()
    if word in parts:
        return 0
    return 1 if any(part.startswith(word) for part in parts) else None


class Walked:
    """Whom edges join to someone, step by step."""

    def __init__(self, ego: UUID, user: User, reach: int = REACH) -> None:
        self.steps, frontier = {ego: 0}, {ego}
        self.parentages: dict[UUID, Parentage] = {}
        self.couples: dict[UUID, Partnership] = {}
        self.siblings: dict[UUID, SiblingLink] = {}
        for step in range(1, reach + 2):  # one more, for the edges among the last who are reached
            reached: set[UUID] = set()
            kinds: list[tuple[type[Any], dict[UUID, Any], tuple[str, str]]] = [
                (Parentage, self.parentages, ("parent", "child")),
                (Partnership, self.couples, ("a", "b")),
                (SiblingLink, self.siblings, ("a", "b")),
            ]
            for model, kept, ends in kinds:
                edges = model.objects.visible_to(user).exclude(confidence=Confidence.DISPUTED)
                for end in ends:
                    for edge in edges.filter(**{f"{end}__in": frontier}):
                        kept[edge.pk] = edge
                        reached |= {getattr(edge, f"{one}_id") for one in ends}
            frontier = reached - self.steps.keys()
            if not frontier or step > reach:
                break
            self.steps |= dict.fromkeys(frontier, step)
        self.people = Person.objects.visible_to(user).in_bulk(list(self.steps))

    def ties(self) -> list[Any]:
        edges = [*self.parentages.values(), *self.couples.values(), *self.siblings.values()]
        return sorted((edge for edge in edges if set(_ends(edge)) <= self.people.keys()), key=_order)

    def graph(self) -> graph.KinGraph:
        return _graph(self.people, self.parentages.values(), self.couples.values(), self.siblings.values())


def _ends(edge: Any) -> tuple[UUID, UUID]:
    return (edge.parent_id, edge.child_id) if isinstance(edge, Parentage) else (edge.a_id, edge.b_id)


def _order(edge: Any) -> Any:
    return KINDS[type(edge)], *_ends(edge), _what(edge), edge.period.lower or date.min


def _what(edge: Any) -> str:
    return str(edge.basis if isinstance(edge, Parentage) else edge.kind)


KINDS: dict[type[Any], str] = {Parentage: "parentage", Partnership: "partnership", SiblingLink: "siblings"}


def _graph(
    people: dict[UUID, Person],
    parentages: Iterable[Parentage],
    couples: Iterable[Partnership],
    siblings: Iterable[SiblingLink],
) -> graph.KinGraph:
    def lasted(edge: Any) -> dict[str, Any]:
        return {"starts": edge.period.lower, "ends": edge.period.upper}

    return graph.KinGraph(
        {
            pk: graph.KinPerson(
                graph.Gender(one.gender), one.known_as, born=one.date_of_birth, died=one.date_of_death or one.has_died
            )
            for pk, one in people.items()
        },
        tuple(
            graph.Parentage(parent=one.parent_id, child=one.child_id, basis=graph.Basis(one.basis), **lasted(one))
            for one in parentages
        ),
        tuple(
            graph.Partnership(
                a=one.a_id,
                b=one.b_id,
                kind=graph.PartnershipKind(one.kind),
                end_kind=graph.EndKind(one.end_kind) if one.end_kind else None,
                **lasted(one),
            )
            for one in couples
        ),
        tuple(
            graph.SiblingLink(a=one.a_id, b=one.b_id, kind=graph.SiblingKind(one.kind), **lasted(one))
            for one in siblings
        ),
    )
