"""One conversation for paper: as a page to be printed, or as a file. Each reader has their own (domain.md §8.5)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from casework.queries.conversations import conversation_page
from casework.views.papers import as_file, on_paper
from database import clock

TEMPLATE = "casework/conversation_print.html"


@require_safe
def conversation_print(request: UserRequest, pk: UUID) -> HttpResponse:
    return on_paper(request, TEMPLATE, _printed(request, pk))


@require_safe
def conversation_pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    return as_file(request, TEMPLATE, _printed(request, pk))


def _printed(request: UserRequest, pk: UUID) -> dict[str, Any]:
    page = conversation_page(pk, request.user)
    looked_at(
        kind=AccessEvent.Kind.PRINT,
        what="casework:conversation-print",
        families=[page.family.pk] if page.family else [],
        people=page.named,
        record=page.conversation.record_id,
        by=request.user,
    )
    return {"page": page, "printed_at": clock.now(), "section": "families"}
