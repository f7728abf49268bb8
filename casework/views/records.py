"""Where a record is shown: lower rooms know that it is there, and not what it is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from families.models import Record

SHOWN_BY = (
    *("conversation", "conference", "support_network", "safety_map", "my_plan", "sharing_decision"),
    "supervision_note",
    "family_plan__conference",
)


@require_safe
def record(request: UserRequest, pk: UUID) -> HttpResponse:
    """To the page that shows it, which writes down that someone looked; a goal and a coach session stand on the family's."""
    found = get_object_or_404(Record.objects.visible_to(request.user).select_related("family", *SHOWN_BY), pk=pk)
    plan = getattr(found, "family_plan", None)
    own = [getattr(found, name, None) for name in SHOWN_BY[:-1]]
    target = next(filter(None, [*own, plan and plan.conference, found.family]), None)
    if target is None:
        raise Http404
    return redirect(target)
