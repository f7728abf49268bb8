"""People who work here, for an administrator: no page of these names a family."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.proposals import change_roles, propose
from accounts.actions.sessions import close_sign_in, end_sessions, open_sign_in
from accounts.entering import this_place
from accounts.http import UserRequest
from accounts.models import Proposal, User
from accounts.rules import can_administer, can_change_colleague
from accounts.writing import attempt, posted, press
from families.actions.colleagues import move_to_team, propose_colleague, send_link_again, take_link_back
from families.forms.colleagues import ChangeRolesForm, ColleagueForm, MoveForm, ReasonForm
from families.models import Practitioner
from families.queries import colleagues as queries

WAITS = gettext_lazy("Asked for. It is done as soon as another administrator agrees.")


@require_safe
def colleague_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = queries.colleague_list(request.user, request.GET.get("after", ""))
    return render(request, "families/colleague_list.html", {"page": page, "section": "colleagues"})


@require_POST
def colleague_find(request: UserRequest) -> HttpResponse:
    """A search is sent, so that no name stands in an address (security.md §1, ASVS 14.2.1)."""
    can_administer(request.user).require()

    words = request.POST.get("q", "").replace("\x00", "").strip()[:200]
    if not words:
        return redirect("families:colleague-list")
    context = {"found": queries.colleagues_called(request.user, words), "words": words, "section": "colleagues"}
    return render(request, "families/colleague_list.html", context)


@require_safe
def colleague(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.colleague_page(pk, request.user)
    context = {
        "page": page,
        "colleague": page.person,
        "can_change": can_change_colleague(request.user, page.person),
        "section": "colleagues",
    }
    return render(request, "families/colleague.html", context)


@require_http_methods(["GET", "POST"])
def colleague_invite(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = ColleagueForm(posted(request), teams=queries.teams(request.user))
    if attempt(form, propose_colleague, by=request.user):
        messages.success(request, str(WAITS))
        return redirect("administration:home")
    return _form(request, form, _("Ask someone in"), back=reverse("families:colleague-list"))


@require_http_methods(["GET", "POST"])
def colleague_again(request: UserRequest, pk: UUID) -> HttpResponse:
    """In again, or by another address: for someone who never came, or whose account has ended."""
    page = queries.colleague_page(pk, request.user)
    can_change_colleague(request.user, page.person).require()

    initial = {
        "name": page.person.name,
        "email": page.address,
        "job": page.practitioner.role_title if page.practitioner else "",
        "roles": page.person.roles,
        "team": page.practitioner.team_id if page.practitioner else None,
    }
    form = ColleagueForm(posted(request), teams=queries.teams(request.user), initial=initial)
    if attempt(form, propose_colleague, about=page.person, by=request.user):
        messages.success(request, str(WAITS))
        return redirect("families:colleague", pk)
    return _form(request, form, _("Ask %(name)s in again") % {"name": page.person.name}, colleague=page.person)


@require_http_methods(["GET", "POST"])
def colleague_roles(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _changeable(request, pk)

    form = ChangeRolesForm(posted(request), present=person.roles)
    if changed := attempt(form, change_roles, person=person, by=request.user):
        messages.success(request, str(WAITS) if isinstance(changed, Proposal) else _("Changed."))
        return redirect("families:colleague", pk)
    return _form(request, form, _("What may %(name)s do?") % {"name": person.name}, colleague=person)


@require_http_methods(["GET", "POST"])
def colleague_team(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _changeable(request, pk)
    practitioner = get_object_or_404(Practitioner.objects.visible_to(request.user), user=person)

    initial = {"job": practitioner.role_title, "team": practitioner.team_id}
    form = MoveForm(posted(request), teams=queries.teams(request.user), initial=initial)
    if attempt(form, move_to_team, practitioner=practitioner, by=request.user):
        messages.success(request, _("Changed."))
        return redirect("families:colleague", pk)
    return _form(request, form, _("The team and job of %(name)s") % {"name": person.name}, colleague=person)


@require_http_methods(["GET", "POST"])
def colleague_end(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.colleague_page(pk, request.user)
    can_change_colleague(request.user, page.person).require()

    title = _("End the account of %(name)s") % {"name": page.person.name}
    done = _("%(name)s is signed out, and can no longer sign in.") % {"name": page.person.name}
    return _for_a_reason(request, page.person, partial(close_sign_in, user=page.person), title, done, page=page)


@require_http_methods(["GET", "POST"])
def colleague_back(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _changeable(request, pk)

    title = _("Bring %(name)s back") % {"name": person.name}
    done = _("%(name)s can sign in again, as before.") % {"name": person.name}
    return _for_a_reason(request, person, partial(open_sign_in, user=person), title, done)


@require_http_methods(["GET", "POST"])
def second_step_reset(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _changeable(request, pk)

    ask = partial(propose, kind=Proposal.Kind.SECOND_STEP_RESET, about=person)
    return _for_a_reason(request, person, ask, _("%(name)s lost their second step") % {"name": person.name}, str(WAITS))


@require_POST
def sessions_end(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(queries.colleagues(request.user), pk=pk)
    can_administer(request.user).require()

    done = _("%(name)s is signed out everywhere.") % {"name": person.name}
    return press(request, partial(end_sessions, user=person), back=reverse("families:colleague", args=[pk]), done=done)


@require_POST
def link_send(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.colleague_page(pk, request.user)
    can_change_colleague(request.user, page.person).require()

    invitation = get_object_or_404(Proposal.objects.visible_to(request.user), pk=_pk_of(page.invitation))
    send = partial(send_link_again, proposal=invitation, place=this_place(request))
    done = _("A new link is on its way. The former one works no more.")
    return press(request, send, back=reverse("families:colleague", args=[pk]), done=done)


@require_POST
def link_take_back(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.colleague_page(pk, request.user)
    can_change_colleague(request.user, page.person).require()

    invitation = get_object_or_404(Proposal.objects.visible_to(request.user), pk=_pk_of(page.invitation))
    take = partial(take_link_back, proposal=invitation)
    return press(request, take, back=reverse("families:colleague", args=[pk]), done=_("The link works no more."))


def _pk_of(proposal: Proposal | None) -> UUID | None:
    return proposal.pk if proposal else None


def _changeable(request: UserRequest, pk: UUID) -> User:
    """A colleague of whom the administrator may change something."""
    person = get_object_or_404(queries.colleagues(request.user), pk=pk)
    can_change_colleague(request.user, person).require()
    return person


def _for_a_reason(
    request: UserRequest, person: User, act: Callable[..., object], title: str, done: str, **context: Any
) -> HttpResponse:
    form = ReasonForm(posted(request))
    if attempt(form, act, by=request.user):
        messages.success(request, done)
        return redirect("families:colleague", person.pk)
    return _form(request, form, title, colleague=person, **context)


def _form(
    request: UserRequest, form: forms.Form, title: str, *, colleague: User | None = None, back: str = "", **context: Any
) -> HttpResponse:
    back = back or reverse("families:colleague", args=[colleague.pk if colleague else None])
    context |= {"form": form, "title": title, "colleague": colleague, "back": back, "section": "colleagues"}
    return render(request, "families/administration_form.html", context, status=422 if form.errors else 200)
