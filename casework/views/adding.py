"""Adding to a conversation, writing to those who work with one, and taking that back (domain.md §8.3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, press, sent
from casework.actions.adding import add_to_conversation, take_back_entry, write_to_workers
from casework.forms.adding import AddingForm, OwnWordsForm
from casework.queries import adding as queries
from casework.queries.adding import Adding
from casework.queries.corrections import conversation_of
from casework.rules.adding import can_add_to, can_take_back, can_write_to_workers
from families.actions.records import finish_draft
from families.models import Entry, Person
from families.views.attachments import hears_itself
from families.views.drafts import keep_what_is_written, kept_for_later
from linkups.views.parts import base_of

ALL_THE_SAME = "all_the_same"
"""What is sent by who was told that what they answer is gone, and adds it all the same."""


@require_http_methods(["GET", "POST"])
def conversation_add(request: UserRequest, pk: UUID) -> HttpResponse:
    """To a conversation; `?to=` is the entry of it that is answered."""
    adding = _adding(request, pk)
    people = queries.may_be_meant(adding, request.user)
    begun = queries.begins_as(adding)
    said, files = sent(request)
    form: Any = (
        OwnWordsForm(said, files, initial=begun)
        if adding.person
        else AddingForm(said, files, people=people, initial=begun)
    )
    if later := _kept_for_later(request, form, adding):
        return later
    if adding.gone and form.is_bound and ALL_THE_SAME not in request.POST:
        form.add_error(None, _("What you answer is not here any more. Your words are kept: add them all the same?"))
    if form.is_valid():
        entry = form.entry(adding.person) if adding.person else form.entry()
        facts = {"conversation": adding.conversation, "entry": entry, "responds_to": adding.to}
        if attempt(form, lambda **_said: add_to_conversation(**facts, by=request.user)):
            return _written(request, adding, _("It stands with what was written."))
    return _show(request, adding, form, what="casework:conversation-add", named={one.pk for one in people})


@require_http_methods(["GET", "POST"])
def our_write(request: UserRequest) -> HttpResponse:
    adding = _message(request)
    said, files = sent(request)
    form = OwnWordsForm(said, files, initial=adding.draft.body if adding.draft else {})
    if later := _kept_for_later(request, form, adding):
        return later
    if attempt(form, write_to_workers, family=adding.family, person=adding.person, by=request.user):
        return _written(request, adding, _("Sent. They are told that someone wrote."))
    return _show(request, adding, form, what="casework:our-write", named=set())


@require_http_methods(["PUT"])
def conversation_add_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    return _keep(request, _adding(request, pk))


@require_http_methods(["PUT"])
def our_write_draft(request: UserRequest) -> HttpResponse:
    """The same of what someone of a family writes by themselves."""
    return _keep(request, _message(request))


@require_POST
def conversation_add_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _thrown_away(request, _adding(request, pk))


@require_POST
def our_write_draft_discard(request: UserRequest) -> HttpResponse:
    return _thrown_away(request, _message(request))


@require_POST
def entry_take_back(request: UserRequest, pk: UUID) -> HttpResponse:
    """Whoever of the family wrote it takes it back."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)
    conversation = conversation_of(entry, request.user)
    can_take_back(request.user, entry).require()
    done = _("Taken back.")
    return press(request, lambda by: take_back_entry(entry=entry, by=by), back=conversation, done=done)


def _adding(request: UserRequest, pk: UUID) -> Adding:
    adding = queries.adding_to(pk, request.GET.get("to", ""), request.user, is_sent=request.method == "POST")
    assert adding.conversation is not None  # noqa: S101  (it is what was asked for)
    can_add_to(request.user, adding.conversation).require()
    return adding


def _message(request: UserRequest) -> Adding:
    adding = queries.message(request.user)
    can_write_to_workers(request.user, family=adding.family, person=adding.person, is_child=adding.is_childs).require()
    return adding


def _keep(request: UserRequest, adding: Adding) -> HttpResponse:
    return keep_what_is_written(request, family=adding.family, form=adding.form, people=Person.objects.none())


def _kept_for_later(request: UserRequest, form: Any, adding: Adding) -> HttpResponse | None:
    kept: dict[str, Any] = {"family": adding.family, "form": adding.form, "people": Person.objects.none()}
    return kept_for_later(request, form, **kept, ticked="", back=adding.back)


def _thrown_away(request: UserRequest, adding: Adding) -> HttpResponse:
    finish_draft(family=adding.family, form=adding.form, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(adding.back)


def _written(request: UserRequest, adding: Adding, said: str) -> HttpResponse:
    finish_draft(family=adding.family, form=adding.form, by=request.user)
    messages.success(request, said)
    return redirect(adding.back)


def _show(request: UserRequest, adding: Adding, form: Any, *, what: str, named: set[UUID]) -> HttpResponse:
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what=what,
        families=[adding.family.pk] if adding.family else [],
        people=named | adding.people,
        record=adding.conversation.record_id if adding.conversation else None,
        by=request.user,
    )
    is_ours = adding.person is not None
    context = {
        "adding": adding,
        "form": form,
        "is_ours": is_ours,
        "base": base_of(request.user),
        "section": "ours" if is_ours else "families",
    }
    return hears_itself(render(request, "casework/adding_form.html", context, status=422 if form.is_bound else 200))
