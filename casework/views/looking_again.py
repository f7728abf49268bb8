"""Looking again at what is not shared yet (domain.md §8.2)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions.looking_again import look_again
from casework.forms.looking_again import LookingAgainForm
from casework.queries import looking_again as queries
from casework.rules.looking_again import can_look_again


@require_http_methods(["GET", "POST"])
def record_look_again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Why it was kept back, by whom and from whom; and what is to be done now."""
    record = queries.seen_record(pk, request.user)
    can_look_again(request.user, record).require()
    states = queries.states_of(record, request.user)
    if not states:
        messages.info(request, _("It is shared already."))
        return redirect(record)

    form = LookingAgainForm(posted(request))
    if attempt(form, partial(look_again, record=record), by=request.user):
        messages.success(request, _("Looked at again."))
        return redirect(record)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:look-again",
        families=[record.family_id] if record.family_id else [],
        people={state.person_id for state in states},
        record=record.pk,
        by=request.user,
    )
    context = {"record": record, "states": states, "form": form, "section": "families"}
    return render(request, "casework/look_again.html", context, status=422 if form.is_bound else 200)
