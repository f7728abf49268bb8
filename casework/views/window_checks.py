"""To, for, with, or not at all: a worker's own look back, a family's answer, and what many answered (domain.md §4.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted, press
from casework.actions import window_checks as actions
from casework.forms.window_checks import FeltForm, LookBackForm
from casework.models import Conference
from casework.queries import window_checks as queries
from casework.rules import window_checks as rules
from families.queries.granting import oneself
from families.views.drafts import DraftHere
from linkups.models import LinkUp


@require_safe
def window_checks(request: UserRequest) -> HttpResponse:
    """One's own; and what is brought to whoever supervises."""
    rules.can_look_back(request.user).require()
    page = queries.own_checks(request.user, after=request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:window-checks", by=request.user)
    context = {"page": page, "brought": queries.brought_to(request.user), "section": "supervision"}
    context["can_read_how_it_felt"] = rules.can_read_how_it_felt(request.user)
    return render(request, "casework/window_checks.html", context)


@require_http_methods(["GET", "POST", "PUT"])
def window_check_new(request: UserRequest) -> HttpResponse:
    rules.can_look_back(request.user).require()
    back = reverse("casework:window-checks")
    draft = DraftHere(request, family=None, form=queries.DRAFT, back=back)
    if kept := draft.kept():
        return kept
    form = LookBackForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    if attempt(form, actions.look_back, by=request.user):
        draft.finish()
        messages.success(request, _("Kept, for you."))
        return redirect(back)
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:window-check-new", by=request.user)
    context = {"form": form, "draft": draft.row, "back": back, "button": _("Keep it"), "frame": "base.html"}
    context |= {"title": _("How was it?"), "back_text": _("To, for, with"), "section": "supervision"}
    context["lede"] = _("A look back, for yourself. Nobody counts these, and you can throw each away.")
    return render(request, "casework/learning_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def window_check_bring(request: UserRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, actions.bring_to_supervision, _("Whoever supervises you reads it from now on."))


@require_POST
def window_check_keep(request: UserRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, actions.keep_to_oneself, _("Only you read it again."))


@require_POST
def window_check_throw_away(request: UserRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, actions.throw_away_check, _("Thrown away."))


def _press(request: UserRequest, pk: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    check = queries.own_check(pk, request.user)
    rules.can_change_check(request.user, check).require()
    return press(request, partial(act, check=check), back="casework:window-checks", done=done)


@require_http_methods(["GET", "POST"])
def our_meeting_felt(request: UserRequest, pk: UUID) -> HttpResponse:
    """How their meeting felt to someone of the family. Who works with them reads no one's answer."""
    conference = get_object_or_404(Conference.objects.visible_to(request.user), pk=pk)
    rules.can_say_how_it_felt(request.user, conference).require()
    form = FeltForm(posted(request))
    if attempt(form, actions.say_how_it_felt, conference=conference, person=oneself(request.user), by=request.user):
        messages.success(request, _("Thank you."))
        return redirect("casework:our-meeting", pk)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:our-meeting-felt",
        families=[conference.family_id],
        record=conference.record_id,
        by=request.user,
    )
    context = {"form": form, "conference": conference, "section": "ours"}
    return render(request, "casework/our_meeting_felt.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def our_link_up_felt(request: UserRequest, pk: UUID) -> HttpResponse:
    """The same of a link-up that has ended."""
    link_up = get_object_or_404(LinkUp.objects.visible_to(request.user), pk=pk)
    rules.can_say_how_link_up_felt(request.user, link_up).require()
    person = oneself(request.user)
    assert person is not None  # noqa: S101  (the rule has just said so)
    family = queries.side_of(link_up, person)
    form = FeltForm(posted(request))
    facts = {"link_up": link_up, "family": family, "person": person}
    if attempt(form, actions.say_how_link_up_felt, **facts, by=request.user):
        messages.success(request, _("Thank you."))
        return redirect("casework:our-page")
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:our-link-up-felt", families=[family.pk], by=request.user)
    context = {"form": form, "link_up": link_up, "section": "ours"}
    return render(request, "casework/our_link_up_felt.html", context, status=422 if form.is_bound else 200)


@require_safe
def how_it_felt(request: UserRequest) -> HttpResponse:
    rules.can_read_how_it_felt(request.user).require()
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:how-it-felt", by=request.user)
    context = {"felt": queries.how_it_felt(request.user), "section": "supervision"}
    return render(request, "casework/how_it_felt.html", context)
