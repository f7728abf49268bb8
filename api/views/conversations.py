"""Conversations over the API: the same steps as the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from api.endpoints import Endpoint
from api.exports import Listing
from api.http import ApiRequest
from api.queries import conversations as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.conversations import (
    AttachmentOutput,
    ConversationInput,
    ConversationOfFamilyOutput,
    ConversationOutput,
    ConversationsQuery,
    WordsInput,
)
from api.views.scaling import scales_asked
from casework.actions.conversations import log_conversation
from casework.queries.searching import in_order_of_writing
from casework.rules.conversations import can_log_conversation
from database.prepared import Said
from families.actions.records import Attached, EntryText
from families.models import Entry

PAGE = page_of(ConversationOfFamilyOutput)


class ConversationEndpoint(Listing):
    """Conversations with families."""

    scopes = {
        "list": frozenset({Scope.CONVERSATIONS_SUMMARY, Scope.CONVERSATIONS_READ}),
        "retrieve": frozenset({Scope.CONVERSATIONS_READ}),
        "summary": frozenset({Scope.CONVERSATIONS_SUMMARY, Scope.CONVERSATIONS_READ}),
        "create": frozenset({Scope.CONVERSATIONS_WRITE}),
        "search": frozenset({Scope.CONVERSATIONS_READ}),
    }
    writes = {"create": queries.conversations}
    queries = {"list": ConversationsQuery}
    tells = {
        "list": ConversationOfFamilyOutput,
        "retrieve": ConversationOutput,
        "summary": ConversationOfFamilyOutput,
    }
    expands = ("people", "families")

    @extend_schema(responses=PAGE)
    def list(self, request: ApiRequest) -> HttpResponse:
        """That conversations were: the date, what for, whether the child was seen, the headline."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        about = {name: self.query.get(name) for name in ("family", "person")}
        return queries.summaries(self.request.user, **about)

    @extend_schema(responses=ConversationOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One conversation, with all that was written down of it."""
        return self.one(queries.conversations(request.user), pk)

    @extend_schema(responses=ConversationOfFamilyOutput)
    @action(detail=True, methods=["get"])
    def summary(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """That one conversation was: what a statutory system reads of a visit, as the list tells it."""
        return self.one(queries.summaries(request.user), pk)

    @extend_schema(request=WordsInput, responses=PAGE)
    @action(detail=False, methods=["post"])
    def search(self, request: ApiRequest) -> HttpResponse:
        """The conversations in which these words stand, in one entry or in the headline: what was written last first, at most 50."""
        words = Said(self.said(WordsInput)["words"])
        found = queries.summaries(request.user).in_order_of(self.look(), in_order_of_writing, words=words)
        return self.found(found)

    @extend_schema(request=ConversationInput, responses={201: ConversationOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Log a conversation. It is shared at once with those whom it is about."""
        said = self.said(ConversationInput)
        self.require(can_log_conversation, said["family"])
        entries = [_entry_text(entry) for entry in said.pop("entries", ())]
        scales = scales_asked(said)
        conversation = log_conversation(**said, entries=entries, scales=scales, by=request.user)
        return self.wrote(conversation.pk)


class AttachmentEndpoint(Endpoint):
    """Photos, drawings and voice notes that stand with what was said."""

    scopes = {"retrieve": frozenset({Scope.CONVERSATIONS_READ})}

    @extend_schema(responses=AttachmentOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One of them, with its bytes. Nothing of it says where or when it was taken."""
        return self.one(queries.attachments(request.user), pk)


def _entry_text(said: dict[str, Any]) -> EntryText:
    whose, attached = tuple(said.pop("whose", ())), said.pop("attached", None)
    return EntryText(
        kind=Entry.Kind(said.pop("kind")),
        body=said.pop("body"),
        fields=said,
        whose=whose,
        attached=Attached(**attached) if attached else None,
    )
