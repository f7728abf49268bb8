"""The same answers as most people would write them: ModelSerializer views with select_related and prefetch_related.

Under the product's own authentication, scopes, visibility, row-level security and access log; only the reading, the making of
JSON and the writing are the framework's ordinary ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.access import looked_at
from accounts.models import AccessEvent, User
from api.scopes import Scope
from casework.models import Conversation
from database import clock
from families.kin import graph, terms
from families.models import (
    Family,
    FamilyMembership,
    Involvement,
    Parentage,
    Partnership,
    Person,
    PersonName,
    SiblingLink,
)

REACH = 8
STORY, MOST_HITS = 20, 50


class MemberSerializer(serializers.ModelSerializer[FamilyMembership]):
    id = serializers.UUIDField(source="person_id")
    known_as = serializers.CharField(source="person.known_as")
    since = serializers.DateField(source="period.lower")

    class Meta:
        model = FamilyMembership
        fields = ("id", "known_as", "role", "since")


class AlongsideSerializer(serializers.ModelSerializer[Involvement]):
    id = serializers.UUIDField(source="practitioner_id")
    name = serializers.CharField(source="practitioner.name")
    since = serializers.DateField(source="period.lower")

    class Meta:
        model = Involvement
        fields = ("id", "name", "role", "since")


class SummarySerializer(serializers.ModelSerializer[Conversation]):
    class Meta:
        model = Conversation
        fields = ("id", "happened_at", "is_child_seen", "is_child_seen_alone", "headline")


class FamilySerializer(serializers.ModelSerializer[Family]):
    locality = serializers.CharField(source="locality.name", default=None)
    members = MemberSerializer(source="members_now", many=True)
    lead_worker = serializers.SerializerMethodField()

    class Meta:
        model = Family
        fields: tuple[str, ...] = (
            "id", "name", "locality", "members", "lead_worker", "created_at", "updated_at", "row_version",
        )  # fmt: skip

    def get_lead_worker(self, family: Any) -> dict[str, str] | None:
        leading = (one.practitioner for one in family.alongside_now if one.role == Involvement.Role.LEAD_WORKER)
        return next(({"id": str(one.pk), "name": one.name} for one in leading), None)


class WholeFamilySerializer(FamilySerializer):
    alongside = AlongsideSerializer(source="alongside_now", many=True)
    conversations = serializers.SerializerMethodField()

    class Meta(FamilySerializer.Meta):
        fields = (
            *FamilySerializer.Meta.fields, "good_to_know", "story", "languages", "pets", "alongside", "conversations",
        )  # fmt: skip

    def get_conversations(self, family: Family) -> Any:
        told = Conversation.objects.visible_to(self.context["request"].user).filter(record__family=family)
        latest = told.order_by("-record__happened_on", "-record_id")[:STORY]
        return SummarySerializer(latest, many=True).data


class ByKey(CursorPagination):
    page_size = 50
    ordering = "id"


class FamilyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Family]):
    scopes = {"list": frozenset({Scope.FAMILIES_READ}), "retrieve": frozenset({Scope.FAMILIES_READ})}
    pagination_class = ByKey

    def get_serializer_class(self) -> type[FamilySerializer]:
        return FamilySerializer if self.action == "list" else WholeFamilySerializer

    def get_queryset(self) -> QuerySet[Family]:
        members = FamilyMembership.objects.current().select_related("person").order_by("pk")
        alongside = Involvement.objects.current().select_related("practitioner").order_by("pk")
        return (
            Family.objects.visible_to(self.request.user)  # type: ignore[arg-type]
            .select_related("locality")
            .prefetch_related(
                Prefetch("memberships", members, to_attr="members_now"),
                Prefetch("involvements", alongside, to_attr="alongside_now"),
            )
        )

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        note(request, response.data["results"])
        return response

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().retrieve(request, *args, **kwargs)
        note(request, [response.data])
        return response


def note(request: Request, families: Iterable[dict[str, Any]]) -> None:
    told = list(families)
    looked_at(
        kind=AccessEvent.Kind.API,
        what="plain",
        families=[UUID(family["id"]) for family in told],
        people={UUID(member["id"]) for family in told for member in family["members"]},
        by=request.user,  # type: ignore[arg-type]
    )


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


class PersonViewSet(viewsets.GenericViewSet[Person]):
    scopes = {"search": frozenset({Scope.PEOPLE_READ}), "relation": frozenset({Scope.PEOPLE_READ})}

    @action(detail=False, methods=["post"])
    def search(self, request: Request) -> Response:
        """By a word, as `icontains` would: the names that hold it, put in order in Python."""
        said: Any = request.data
        user, word = _user(request), said["name"].lower()
        names = PersonName.objects.visible_to(user).filter(search_key__contains=word)
        grades: dict[UUID, int] = {}
        for name in names:
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
        term = terms.describe(_walk(ego.pk, user), ego.pk, other, clock.today())
        looked_at(kind=AccessEvent.Kind.API, what="plain", people=[pk, other], by=user)
        return Response({"id": pk, "other": other, "term": term})


def _user(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (the door is the permission's)
    return request.user


def _grade(key: str, word: str) -> int | None:
    parts = key.replace("'", "").replace("’", "").replace("-", " ").split()
    if word in parts:
        return 0
    return 1 if any(part.startswith(word) for part in parts) else None


def _walk(ego: UUID, user: User) -> graph.KinGraph:
    found, frontier = {ego}, {ego}
    parentages: dict[UUID, Parentage] = {}
    couples: dict[UUID, Partnership] = {}
    siblings: dict[UUID, SiblingLink] = {}
    for _step in range(REACH):
        reached: set[UUID] = set()
        kinds: list[tuple[type[Any], dict[UUID, Any], tuple[str, str]]] = [
            (Parentage, parentages, ("parent", "child")),
            (Partnership, couples, ("a", "b")),
            (SiblingLink, siblings, ("a", "b")),
        ]
        for model, kept, ends in kinds:
            for end in ends:
                for edge in model.objects.visible_to(user).filter(**{f"{end}__in": frontier}):
                    kept[edge.pk] = edge
                    reached |= {getattr(edge, f"{one}_id") for one in ends}
        frontier = reached - found
        found |= frontier
        if not frontier:
            break
    people = Person.objects.visible_to(user).in_bulk(found)
    return _graph(people, parentages.values(), couples.values(), siblings.values())


def _graph(
    people: dict[UUID, Person],
    parentages: Iterable[Parentage],
    couples: Iterable[Partnership],
    siblings: Iterable[SiblingLink],
) -> graph.KinGraph:
    def lasted(edge: Any) -> dict[str, date | None]:
        return {"starts": edge.period.lower, "ends": edge.period.upper}

    return graph.KinGraph(
        {
            pk: graph.KinPerson(
                graph.Gender(one.gender), one.known_as, born=one.date_of_birth, died=one.date_of_death or False
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
