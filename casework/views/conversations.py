"""Writing a conversation down, and reading one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted, sent
from casework.actions.conversations import DRAFT, log_conversation
from casework.forms.conversations import ConversationForm, entries_of, entry_rows, initial_from_draft
from casework.forms.scales_asked import ScalesAsked, scales_named
from casework.forms.showing import ShownForm, shown_in_draft
from casework.queries import conversations as queries
from casework.queries.mending import mendable_until
from casework.queries.questions import questions_for
from casework.queries.scaling import named_in, to_ask_again
from casework.rules.adding import can_add_to
from casework.rules.conversations import can_log_conversation
from casework.rules.corrections import can_say_otherwise
from casework.rules.looking_again import can_look_again
from casework.rules.sign_offs import can_say_how_one_sees_it
from casework.rules.significance import can_say_that_it_matters
from casework.views.remarks import asks_for_remarks, remarks_asked_for
from families.actions.records import finish_draft
from families.forms.drafts import VERSION
from families.models import Draft, Family, Person, Record
from families.queries.drafts import unfinished_draft
from families.queries.readers import apart_among, before_one_writes
from families.queries.reading import seen_of_all
from families.rules.people import can_edit_family
from families.views.attachments import hears_itself
from families.views.drafts import keep_what_is_written, kept_for_later

SOMEONE = "someone"
"""The button that keeps what is written and leads to adding someone."""


@require_http_methods(["GET", "POST"])
def conversation_new(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_log_conversation(request.user, family).require()

    people = queries.people_to_talk_with(family, request.user)
    draft = unfinished_draft(family, DRAFT, request.user)
    if asks_for_remarks(request):
        return _looked_over(request, family, people, draft)
    begun = draft.body if draft else {}
    note, rows = initial_from_draft(begun)
    form = ConversationForm(posted(request), people=people, initial=note)
    entries = entry_rows(posted(request), people=people, initial=rows)
    scales = _scales(request, family, people, begun, posted(request))
    shown = ShownForm(*sent(request), people=people, initial=shown_in_draft(begun))
    add_someone = _to_add_someone(family, request)
    if kept := kept_for_later(
        request,
        form,
        family=family,
        form=DRAFT,
        people=people,
        ticked="people",
        back=family,
        on_the_way={SOMEONE: add_someone} if add_someone else {},
    ):
        return kept
    said = _said(form, entries, scales, shown) if form.is_bound else None
    if said and (written := attempt(form, log_conversation, family=family, **said, by=request.user)):
        finish_draft(family=family, form=DRAFT, by=request.user)
        messages.success(request, _("Conversation saved."))
        return redirect(written)
    if form.is_bound:
        shown.choose_again()
    context = {"form": form, "entries": entries, "scales": scales, "shown": shown, "draft": draft}
    return _note_page(request, family, people, context)


def _said(form: ConversationForm, entries: Any, scales: ScalesAsked, shown: ShownForm) -> dict[str, Any] | None:
    """All that was written besides the note; None when any of it is not right. All of it is looked at, so that it is said at once."""
    written = entries_of(form, entries)
    asked = scales.asked(form.cleaned_data.get("people", ()))
    if not shown.is_valid() or written is None or asked is None:
        return None
    return {"entries": [*written, *shown.shown()], "scales": asked}


def _scales(
    request: UserRequest, family: Family, people: QuerySet[Person], begins: Mapping[str, Any], said: QueryDict | None
) -> ScalesAsked:
    """Those that the family has, and a new one: as they were sent, or as they begin."""
    came_for = request.GET.get("scale", "")
    scales = to_ask_again(family, request.user, scales_named(begins if said is None else said, came_for))
    me = getattr(request.user, "practitioner", None)
    return ScalesAsked(said, begins=begins, scales=scales, people=people, me=me, came_for=came_for)


def _looked_over(request: UserRequest, family: Family, people: QuerySet[Person], draft: Draft | None) -> HttpResponse:
    """The form as it was sent, with what there is to say about its words. Nothing of it is checked otherwise, or kept."""
    remarks = remarks_asked_for(request, family, people)
    said = {name: values if name == "people" else values[-1] for name, values in request.POST.lists()}
    note, rows = initial_from_draft(said)
    form, entries = ConversationForm(people=people, initial=note), entry_rows(None, people=people, initial=rows)
    for one in (form, *entries):
        one.remarks = {name: remarks[one.add_prefix(name)] for name in one.fields if one.add_prefix(name) in remarks}
    scales = _scales(request, family, people, said, None)
    shown = ShownForm(people=people, initial=shown_in_draft(said))
    context = {"form": form, "entries": entries, "scales": scales, "shown": shown, "draft": draft}
    context |= {"is_looked_over": True, "has_remarks": bool(remarks)}
    return _note_page(request, family, people, context | {"version": request.POST.get(VERSION, "")})


def _note_page(request: UserRequest, family: Family, people: QuerySet[Person], context: dict[str, Any]) -> HttpResponse:
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:conversation-new",
        families=[family.pk],
        people={person.pk for person in people} | named_in(context["scales"].scales),
        by=request.user,
    )
    context |= {
        "family": family,
        "to_know": before_one_writes(people, Record.Kind.CONVERSATION, request.user),
        "apart": apart_among(people, request.user),
        "add_someone": _to_add_someone(family, request),
        "questions": questions_for(family, request.user),
        "section": "families",
    }
    status = 422 if context["form"].is_bound else 200
    return hears_itself(render(request, "casework/conversation_form.html", context, status=status))


@require_POST
def conversation_words(request: UserRequest, pk: UUID) -> HttpResponse:
    """What there is to say about the words of a note that is being written: asked at each pause, and kept nowhere."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_log_conversation(request.user, family).require()

    remarks = remarks_asked_for(request, family, queries.people_to_talk_with(family, request.user))
    return render(request, "casework/_remarks_of_boxes.html", {"remarks": remarks})


def _to_add_someone(family: Family, request: UserRequest) -> str:
    """Where someone is added who was there, or was mentioned, and is not written down; from there it leads back."""
    if not can_edit_family(request.user, family):
        return ""
    return f"{reverse('families:person-add', args=[family.pk])}?{urlencode({'back': request.path})}"


@require_http_methods(["PUT"])
def conversation_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_log_conversation(request.user, family).require()

    people = queries.people_to_talk_with(family, request.user)
    return keep_what_is_written(request, family=family, form=DRAFT, people=people)


@require_POST
def conversation_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    finish_draft(family=family, form=DRAFT, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(family)


@require_safe
def conversation(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.conversation_page(pk, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:conversation",
        families=[page.family.pk] if page.family else [],
        people=page.named,
        record=page.conversation.record_id,
        by=request.user,
    )
    may_add = can_add_to(request.user, page.conversation)
    may_log = not page.is_ours and may_add
    template = "conversation_shared.html" if page.is_ours else "conversation.html"
    context = {
        "page": page,
        "add_someone": _to_add_someone(page.family, request) if page.family else "",
        "may_say": can_say_otherwise(request.user, page.conversation),
        "may_sign": can_say_how_one_sees_it(request.user, page.conversation),
        "may_add": may_add,
        "may_look_again": page.is_kept_back and can_look_again(request.user, page.conversation.record),
        "may_mark": can_say_that_it_matters(request.user, page.conversation),
        "mend_until": page.wrote_something and mendable_until(page.conversation, request.user),
        "reader": request.user,
        "may_answer": may_log,
        "may_ask_again": may_log,
        "section": "families",
    }
    return render(request, f"casework/{template}", context)


@require_safe
def conversation_list(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    page = queries.conversation_list(family, request.user, after=request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:conversation-list",
        families=[family.pk],
        people=queries.present_at(page.rows),
        by=request.user,
    )
    seen = seen_of_all([family], request.user)
    can_log = can_log_conversation(request.user, family)
    context = {
        "family": family,
        "page": page,
        "seen": seen,
        "can_log_conversation": can_log,
        "section": "families",
    }
    return render(request, "casework/conversation_list.html", context)
