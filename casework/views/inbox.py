"""A team manager's inbox, and the families of their teams to speak with."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from casework.queries import inbox as queries
from casework.queries.spoken import not_spoken_with
from casework.rules.inbox import can_see_inbox


@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    can_see_inbox(request.user).require()

    page = queries.inbox(request.user)
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:inbox",
        families=page.families,
        people=page.people,
        by=request.user,
    )
    return render(request, "casework/inbox.html", {"page": page, "section": "today"})


@require_safe
def families_to_speak_with(request: UserRequest) -> HttpResponse:
    can_see_inbox(request.user).require()

    page = not_spoken_with(request.user, after=request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:families-to-speak-with",
        families=[family.pk for family in page.rows],
        people=queries.people_of(page.rows),
        by=request.user,
    )
    return render(request, "casework/families_to_speak_with.html", {"page": page, "section": "today"})
