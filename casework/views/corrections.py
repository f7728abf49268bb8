"""“That’s not how it was”: saying so, and answering it (domain.md §8.3; story 26)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions import corrections as actions
from casework.forms.corrections import AnswerForm, NotHowItWasForm
from casework.models import Conversation, CorrectionRequest
from casework.queries import corrections as queries
from casework.rules.corrections import can_answer_correction, can_put_right, can_say_otherwise
from database import clock
from families.models import Entry
from families.queries.granting import oneself
from families.views.drafts import DraftHere


@require_http_methods(["GET", "POST", "PUT"])
def conversation_not_how_it_was(request: UserRequest, pk: UUID) -> HttpResponse:
    seen = Conversation.objects.visible_to(request.user).select_related("record__family", "record__author")
    return _say_otherwise(request, get_object_or_404(seen, pk=pk), None)


@require_http_methods(["GET", "POST", "PUT"])
def entry_not_how_it_was(request: UserRequest, pk: UUID) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.visible_to(request.user).select_related("speaker", "author"), pk=pk)
    return _say_otherwise(request, queries.conversation_of(entry, request.user), entry)


def _say_otherwise(request: UserRequest, conversation: Conversation, entry: Entry | None) -> HttpResponse:
    can_say_otherwise(request.user, conversation).require()
    kept_by = queries.draft_of_saying(conversation, entry)
    draft = DraftHere(request, family=conversation.record.family, form=kept_by, back=conversation)
    if kept := draft.kept():
        return kept
    form = NotHowItWasForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    said = {"conversation": conversation, "entry": entry, "person": oneself(request.user)}
    if attempt(form, actions.say_otherwise, **said, by=request.user):
        draft.finish()
        messages.success(request, _("It stands beside what was written, and waits for an answer."))
        return redirect(conversation)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:not-how-it-was",
        families=[conversation.record.family_id] if conversation.record.family_id else [],
        people=[entry.speaker_id] if entry and entry.speaker_id else [],
        record=conversation.record_id,
        by=request.user,
    )
    shown = entry.body if entry else conversation.headline
    context: dict[str, Any] = {
        "form": form,
        "draft": draft.row,
        "conversation": conversation,
        "entry": entry,
        "said": shown,
        "section": "ours",
    }
    context |= {"goes_to": queries.goes_to(conversation, request.user), "by": actions.a_month_after(clock.today())}
    return render(request, "casework/not_how_it_was.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST", "PUT"])
def correction_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    correction = queries.seen_correction(pk, request.user)
    can_answer_correction(request.user, correction).require()

    back = correction.record.conversation
    draft = DraftHere(request, family=correction.record.family, form=queries.draft_of_answer(correction), back=back)
    if kept := draft.kept():
        return kept
    looking = correction.state == CorrectionRequest.State.LOOKING
    may_put_right = can_put_right(request.user, correction)
    facts = {"is_looked_into": looking, "may_put_right": bool(may_put_right)}
    form = AnswerForm(posted(request), initial=draft.words, **facts)
    if later := draft.left(form):
        return later
    if attempt(form, actions.answer_correction, correction=correction, by=request.user):
        draft.finish()
        messages.success(request, _("Answered. They read it where the conversation is read."))
        return redirect(back)

    about = correction.entry.speaker_id if correction.entry else None
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:correction-answer",
        families=[correction.record.family_id] if correction.record.family_id else [],
        people=[pk for pk in (correction.person_id, about) if pk],
        record=correction.record_id,
        by=request.user,
    )
    is_own = correction.record.author_id == request.user.pk
    now = queries.says_now(correction.entry) if correction.entry else None
    context: dict[str, Any] = {
        "form": form,
        "draft": draft.row,
        "one": correction,
        "is_own": is_own,
        "section": "today",
    }
    context |= {"may_put_right": may_put_right, "now": now}
    return render(request, "casework/correction_answer.html", context, status=422 if form.is_bound else 200)
