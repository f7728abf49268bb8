"""How steadily a team stays alongside its families."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from casework.queries import continuity as queries
from casework.rules.continuity import can_see_continuity


@require_safe
def continuity(request: UserRequest) -> HttpResponse:
    can_see_continuity(request.user).require()

    page = queries.continuity(request.user)
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:continuity", by=request.user)
    return render(request, "casework/continuity.html", {"page": page, "section": "today"})
