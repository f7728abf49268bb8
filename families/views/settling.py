"""What could not be taken in because of something that its writer may not see."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.actions.settling import accept_settled, throw_away_settled
from families.models import ToBeSettled
from families.queries import settling as queries
from families.rules.access import works_here


@require_safe
def to_settle(request: UserRequest) -> HttpResponse:
    works_here(request.user).require()
    page = queries.to_settle(request.user, request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="families:to-settle",
        families={entry.family_id for entry in page.rows if entry.family_id},
        people={pk for entry in page.rows for pk in (entry.person_id, entry.other_id) if pk},
        by=request.user,
    )
    return render(request, "families/to_settle.html", {"page": page, "section": "families"})


@require_POST
def settle(request: UserRequest, pk: UUID) -> HttpResponse:
    entry = get_object_or_404(ToBeSettled.objects.visible_to(request.user), pk=pk)
    is_accepted = request.POST.get("what") == "accept"
    try:
        (accept_settled if is_accepted else throw_away_settled)(entry=entry, by=request.user)
    except (ValidationError, DomainError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, _("Taken in.") if is_accepted else _("Thrown away."))
    return redirect("families:to-settle")
