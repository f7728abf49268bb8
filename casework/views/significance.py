"""Saying that something matters in the story (domain.md §9.4)."""

from __future__ import annotations

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
from casework.actions.significance import say_that_it_matters
from casework.forms.significance import SignificanceForm
from casework.queries.conversations import seen_conversation
from casework.rules.significance import can_say_that_it_matters
from families.forms.versions import caught_up
from linkups.views.parts import base_of


@require_http_methods(["GET", "POST"])
def conversation_matters(request: UserRequest, pk: UUID) -> HttpResponse:
    """By who wrote it."""
    conversation = seen_conversation(pk, request.user)
    record = conversation.record
    can_say_that_it_matters(request.user, conversation).require()

    begun = {"significant_reason": record.significant_reason, "row_version": record.row_version}
    form = SignificanceForm(posted(request), initial=begun)
    if attempt(form, say_that_it_matters, conversation=conversation, by=request.user):
        said = form.cleaned_data["significant_reason"]
        messages.success(request, _("Marked in the story.") if said else _("It is marked no more."))
        return redirect(conversation)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:conversation-matters",
        families=[record.family_id] if record.family_id else [],
        record=record.pk,
        by=request.user,
    )
    context = {"conversation": conversation, "form": form, "theirs": caught_up(form)}
    context |= {"base": base_of(request.user), "section": "families"}
    return render(request, "casework/significance_form.html", context, status=422 if form.errors else 200)
