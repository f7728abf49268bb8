"""The list of conversations as most people would page it: ModelSerializers, and OFFSET."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from api.scopes import Scope
from bench.plain_conversations import statements_on_line
from bench.plain_drf import SummarySerializer
from casework.models import Conversation, WrittenWords
from casework.queries.searching import MOST_FOUND


class LineSerializer(SummarySerializer):
    family = serializers.UUIDField(source="record.family_id")

    class Meta(SummarySerializer.Meta):
        fields: tuple[str, ...] = (*SummarySerializer.Meta.fields, "family")  # type: ignore[assignment]


class TimelineViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Conversation]):
    scopes = {"list": frozenset({Scope.CONVERSATIONS_READ})}
    serializer_class = LineSerializer
    pagination_class = LimitOffsetPagination

    def get_queryset(self) -> QuerySet[Conversation]:
        seen = Conversation.objects.visible_to(self.request.user)  # type: ignore[arg-type]
        told = seen.select_related("record").prefetch_related(
            "record__subjects", statements_on_line("record__corrections")
        )
        return told.order_by("pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        self._note(page)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def _note(self, page: Iterable[Conversation]) -> None:
        looked_at(
            kind=AccessEvent.Kind.API,
            what="plain",
            families={one.record.family_id for one in page if one.record.family_id},
            people={about.person_id for one in page for about in one.record.subjects.all()},
            by=self.request.user,  # type: ignore[arg-type]
        )


class FoundViewSet(TimelineViewSet):
    """By words: the last fifty conversations in which they stand, without a shorter way to them."""

    scopes = {"create": frozenset({Scope.CONVERSATIONS_READ})}

    def create(self, request: Request) -> Response:
        said: Any = request.data
        saying = WrittenWords.objects.visible_to(request.user).that_say(said["words"])  # type: ignore[arg-type]
        found = self.get_queryset().filter(record__in=saying.values("record")).order_by("-pk")[:MOST_FOUND]
        self._note(found)
        return Response({"results": self.get_serializer(found, many=True).data})
