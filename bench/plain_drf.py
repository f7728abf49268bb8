"""The same answers as most people would write them: ModelSerializer views with select_related and prefetch_related.

Under the product's own authentication, scopes, visibility, row-level security and access log; only the reading, the making of
JSON and the writing are the framework's ordinary ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from api.scopes import Scope
from bench.plain_conversations import StatementSerializer, statements_on_line
from casework.models import Conversation
from families.models import (
    Family,
    FamilyMembership,
    Involvement,
)

STORY = 20


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
    statements = StatementSerializer(source="record.statements", many=True)

    class Meta:
        model = Conversation
        fields = ("id", "happened_at", "purpose", "is_child_seen", "is_child_seen_alone", "headline", "statements")


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
        told = told.select_related("record").prefetch_related(statements_on_line("record__corrections"))
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
