"""Putting right what one wrote oneself (domain.md §12.5)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions.mending import mend_conversation
from casework.forms.mending import MendingForm
from casework.queries.mending import Mending, mending_of
from casework.rules.mending import can_mend
from families.actions.records import finish_draft
from families.models import Person
from families.views.drafts import keep_what_is_written, kept_for_later
from linkups.views.parts import base_of


@require_http_methods(["GET", "POST"])
def conversation_mend(request: UserRequest, pk: UUID) -> HttpResponse:
    """The line and the words that one wrote, in a form; once it is too late, why they stay."""
    mending = _mending(request, pk)
    form = MendingForm(posted(request), initial=mending.begun, mending=mending)
    if later := kept_for_later(request, form, **_whose(mending), ticked="", back=mending.conversation):
        return later
    own: dict[str, Any] = {"conversation": mending.conversation, "by": request.user}
    if form.is_valid():
        said = form.said()
        if attempt(form, lambda **_said: mend_conversation(**said, **own)):
            finish_draft(family=mending.family, form=mending.form, by=request.user)
            messages.success(request, _("Put right."))
            return redirect(mending.conversation)
    return _show(request, mending, form)


@require_http_methods(["PUT"])
def conversation_mend_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    return keep_what_is_written(request, **_whose(_mending(request, pk)))


@require_POST
def conversation_mend_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    mending = _mending(request, pk)
    finish_draft(family=mending.family, form=mending.form, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(mending.conversation)


def _mending(request: UserRequest, pk: UUID) -> Mending:
    mending = mending_of(pk, request.user)
    can_mend(wrote_something=mending.wrote_line or bool(mending.entries)).require()
    return mending


def _whose(mending: Mending) -> dict[str, Any]:
    return {"family": mending.family, "form": mending.form, "people": Person.objects.none()}


def _show(request: UserRequest, mending: Mending, form: MendingForm) -> HttpResponse:
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:conversation-mend",
        families=[mending.family.pk] if mending.family else [],
        people=mending.people,
        record=mending.conversation.record_id,
        by=request.user,
    )
    context = {
        "mending": mending,
        "form": form,
        "base": base_of(request.user),
        "section": "families",
    }
    return render(request, "casework/mending_form.html", context, status=422 if form.is_bound else 200)
