"""Saying how one sees what was written about one (domain.md §8.3)."""

from __future__ import annotations

from typing import Any
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
from casework.actions.sign_offs import say_how_one_sees_it
from casework.forms.sign_offs import SignOffForm
from casework.queries import sign_offs as queries
from casework.queries.conversations import ConversationPage, conversation_page
from casework.rules.sign_offs import can_say_how_one_sees_it
from families.queries.granting import oneself
from families.views.drafts import DraftHere

READ = "read"
"""The words that stood on the page, as its form sends them back."""


@require_http_methods(["GET", "POST", "PUT"])
def conversation_how_i_see_it(request: UserRequest, pk: UUID) -> HttpResponse:
    page = conversation_page(pk, request.user)
    told = page.conversation
    can_say_how_one_sees_it(request.user, told).require()
    draft = DraftHere(request, family=page.family, form=queries.draft_form(told), back=told)
    if kept := draft.kept():
        return kept
    form = SignOffForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    if form.is_bound and request.POST.get(READ) != page.words_read:
        form.add_error(
            None, _("What is written has changed since you opened this. Read it again: your words are kept.")
        )
    facts: dict[str, Any] = {
        "conversation": told,
        "person": oneself(request.user),
        "entries": queries.standing(page.entries),
    }
    facts |= {"line_put_right": queries.line_put_right(told), "by": request.user}
    if attempt(form, say_how_one_sees_it, **facts):
        draft.finish()
        messages.success(request, _("It stands with what was written. You can say it anew at any time."))
        return redirect(told)
    return _show(request, page, form, draft)


def _show(request: UserRequest, page: ConversationPage, form: SignOffForm, draft: DraftHere) -> HttpResponse:
    others = queries.others_reading(page.share_states, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:how-i-see-it",
        families=[page.family.pk] if page.family else [],
        people=page.named | {one.person.pk for one in others if one.person},
        record=page.conversation.record_id,
        by=request.user,
    )
    context = {"page": page, "form": form, "draft": draft.row, "others": others, "section": "ours"}
    return render(request, "casework/how_i_see_it.html", context, status=422 if form.is_bound else 200)
