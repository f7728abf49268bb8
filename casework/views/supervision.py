"""Supervision: one's own sessions, which are the two's alone, and what was thought about a family, which is the family's (§4.3)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted, press
from casework.actions import supervision as actions
from casework.forms.supervision import ChangeSessionForm, FamilyNoteForm, NewSessionForm
from casework.models import SupervisionSession
from casework.queries import supervision as queries
from casework.queries.around import people_around
from casework.rules import supervision as rules
from casework.rules.looking_again import can_look_again
from casework.views.safety_maps import frame_of
from families.forms.named import people_offered
from families.forms.versions import caught_up
from families.models import Family
from families.queries.readers import apart_among, before_one_writes
from families.views.drafts import THROW_AWAY, DraftHere, keep_what_is_written, kept_for_later

CHANGED = ("on", "minutes", "kind", "wellbeing", "development", "agreements", "row_version")
VERSION = "row_version"


@require_safe
def supervision(request: UserRequest) -> HttpResponse:
    """One's own sessions. Nobody else has this page of theirs."""
    rules.can_see_supervision(request.user).require()
    page = queries.sessions(request.user, after=request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:supervision", by=request.user)
    context = {"page": page, "others": queries.others(request.user), "section": "supervision"}
    return render(request, "casework/supervision.html", context)


@require_http_methods(["GET", "POST", "PUT"])
def supervision_new(request: UserRequest) -> HttpResponse:
    rules.can_see_supervision(request.user).require()
    draft = DraftHere(request, family=None, form=queries.BEGINNING, back=reverse("casework:supervision"))
    if kept := draft.kept():
        return kept
    form = NewSessionForm(posted(request), others=queries.others(request.user), initial=draft.words)
    if later := draft.left(form):
        return later
    if session := attempt(form, partial(_write, request.user), by=request.user):
        draft.finish()
        messages.success(request, _("Written down. Only the two of you read it."))
        return redirect(session)
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:supervision-new", by=request.user)
    return _form_page(request, form, draft, title=_("A supervision session"), back_text=_("Supervision"))


def _write(user: User, *, other: User, **said: Any) -> SupervisionSession:
    """Who of the two supervises is known, and not asked."""
    leads = queries.supervised_by(user).filter(pk=other.pk).exists()
    supervisee, supervisor = (other, user) if leads else (user, other)
    return actions.write_supervision(supervisee=supervisee, supervisor=supervisor, **said)


@require_safe
def supervision_session(request: UserRequest, pk: UUID) -> HttpResponse:
    rules.can_see_supervision(request.user).require()
    page, user = queries.session_page(pk, request.user), request.user
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:supervision-session", record=page.session.pk, by=user)
    context = {
        "page": page,
        "session": page.session,
        "can_change": rules.can_change_session(user, page.session),
        "can_agree": rules.can_agree(user, page.session),
        "section": "supervision",
    }
    return render(request, "casework/supervision_session.html", context)


@require_http_methods(["GET", "POST", "PUT"])
def supervision_change(request: UserRequest, pk: UUID) -> HttpResponse:
    session = queries.seen_session(pk, request.user)
    rules.can_change_session(request.user, session).require()
    draft = DraftHere(request, family=None, form=f"{queries.DRAFT}{session.pk.hex}", back=session)
    if kept := draft.kept():
        return kept
    stands = {name: getattr(session, name) for name in CHANGED}
    begun = {name: text for name, text in draft.words.items() if name != VERSION}
    form = ChangeSessionForm(posted(request), initial=stands | begun)
    if later := draft.left(form):
        return later
    if attempt(form, actions.change_supervision, session=session, by=request.user):
        draft.finish()
        messages.success(request, _("Saved. The other one of you says whether it was so."))
        return redirect(session)
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:supervision-change", record=session.pk, by=request.user)
    return _form_page(request, form, draft, title=_("Change what it says"), back_text=str(session))


@require_POST
def supervision_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    """To the words that stood on the page, and no others."""
    session = queries.seen_session(pk, request.user)
    rules.can_agree(request.user, session).require()
    seen = request.POST.get(VERSION, "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    agree = partial(actions.agree_to_supervision, session=session, row_version=version)
    return press(request, agree, back=session, done=_("You have both agreed: it stays like this."))


def _form_page(request: UserRequest, form: forms.Form, draft: DraftHere, **shown: str) -> HttpResponse:
    back = draft.back if isinstance(draft.back, str) else draft.back.get_absolute_url()
    context = {"form": form, "draft": draft.row, "back": back, "theirs": caught_up(form), "button": _("Save")}
    context |= {"frame": "base.html", "section": "supervision", "is_private": True}
    return render(request, "casework/learning_form.html", context | shown, status=422 if form.is_bound else 200)


# A family


@require_safe
def family_supervision(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was thought about a family; for the family too, as far as it is shared with them."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    page = queries.notes_of(family, request.user, after=request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:family-supervision", families=[family.pk], by=request.user)
    can_write = rules.can_write_family_note(request.user, family)
    context = {"family": family, "page": page, "can_write": can_write, **frame_of(request.user)}
    return render(request, "casework/family_supervision.html", context)


@require_safe
def supervision_note(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.note_page(pk, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:supervision-note",
        families=[page.family.pk] if page.family else [],
        people=page.people,
        record=page.note.record_id,
        by=request.user,
    )
    context = {"page": page, "note": page.note, "family": page.family, **frame_of(request.user)}
    context["may_look_again"] = page.is_kept_back and can_look_again(request.user, page.note.record)
    if page.put_right_by is None:
        context["can_agree"] = rules.can_agree_to_note(request.user, page.note)
        context["can_put_right"] = rules.can_put_note_right(request.user, page.note)
    return render(request, "casework/supervision_note.html", context)


@require_POST
def supervision_note_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    """By the other of the two who met."""
    note = queries.seen_note(pk, request.user)
    rules.can_agree_to_note(request.user, note).require()
    agree = partial(actions.agree_to_family_note, note=note)
    return press(request, agree, back=note, done=_("You have both said that it was so."))


@require_http_methods(["GET", "POST", "PUT"])
def supervision_note_new(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_write_family_note(request.user, family).require()
    back = reverse("casework:family-supervision", args=[family.pk])
    draft = DraftHere(request, family=family, form=queries.OF_A_FAMILY, back=back)
    begun = {"session": request.GET.get("session", "")}
    return _note_form(request, family, draft, begun, what="casework:supervision-note-new")


@require_http_methods(["GET", "POST", "PUT"])
def supervision_note_put_right(request: UserRequest, pk: UUID) -> HttpResponse:
    """By another note, in the place of the one that stays to be read."""
    note = queries.seen_note(pk, request.user)
    rules.can_put_note_right(request.user, note).require()
    family = note.record.family
    assert family is not None  # noqa: S101  (the rule has just said so)
    back = note.get_absolute_url()
    draft = DraftHere(request, family=family, form=f"{queries.PUT_RIGHT}{note.pk.hex}", back=back)
    begun = queries.as_it_stands(note, request.user)
    return _note_form(request, family, draft, begun, what="casework:supervision-note-put-right", supersedes=note)


def _note_form(
    request: UserRequest, family: Family, draft: DraftHere, begun: dict[str, Any], *, what: str, **facts: Any
) -> HttpResponse:
    people = people_around(family, request.user).order_by("sort_key", "pk")
    if request.method == "PUT":
        return keep_what_is_written(request, **draft.whose, people=people)
    if THROW_AWAY in request.POST and (thrown := draft.kept()):
        return thrown
    form = FamilyNoteForm(
        posted(request),
        people=people,
        deciders=queries.deciders(request.user),
        sessions=queries.recent_sessions(request.user, also=begun.get("session")),
        initial=begun | draft.words,
    )
    if later := kept_for_later(request, form, **draft.whose, people=people, ticked="people", back=draft.back):
        return later
    if note := attempt(form, actions.write_family_note, family=family, **facts, by=request.user):
        draft.finish()
        messages.success(request, _("It is on the family’s record. Those whom you ticked read it."))
        return redirect(note)
    named = people_offered(form)
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, families=[family.pk], people=named, by=request.user)
    context = {"form": form, "draft": draft.row, "family": family, "back": draft.back, "section": "families", **facts}
    context |= {
        "to_know": before_one_writes(people, queries.KIND, request.user),
        "apart": apart_among(people, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/supervision_note_form.html", context, status=status)
