"""Putting right what one wrote oneself, once others have read it (domain.md §8.3)."""

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
from casework.actions.anew import put_right_anew
from casework.forms.anew import AnewForm
from casework.queries import anew as queries
from casework.rules.anew import can_put_right_anew
from families.views.drafts import DraftHere


@require_http_methods(["GET", "POST", "PUT"])
def entry_put_right(request: UserRequest, pk: UUID) -> HttpResponse:
    """The words that stand there, in a form; others take their place, and these stay below."""
    entry = queries.entry_of_ones_own(pk, request.user)
    can_put_right_anew(request.user, entry).require()

    back = entry.record.conversation
    draft = DraftHere(request, family=entry.record.family, form=queries.draft_of(entry), back=back)
    if kept := draft.kept():
        return kept
    form = AnewForm(posted(request), initial=draft.words, entry=entry)
    if later := draft.left(form):
        return later
    if attempt(form, partial(put_right_anew, entry=entry), by=request.user):
        draft.finish()
        messages.success(request, _("Put right. Those who read it see what it says now, and what it said before."))
        return redirect(back)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:entry-put-right",
        families=[entry.record.family_id] if entry.record.family_id else [],
        record=entry.record_id,
        by=request.user,
    )
    context = {"form": form, "draft": draft.row, "conversation": back, "entry": entry, "section": "families"}
    return render(request, "casework/entry_put_right.html", context, status=422 if form.is_bound else 200)
