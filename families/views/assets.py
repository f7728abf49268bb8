"""What is nearby: the list, one of them, and looking whether it is still there."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted, press
from families import lifecycle
from families.actions import assets as actions
from families.forms import assets as of
from families.forms.sessions import SessionForm
from families.forms.versions import caught_up
from families.models import AssetSession, CommunityAsset, Family, Person
from families.queries import assets as queries
from families.queries.families import localities
from families.rules import assets as rules
from families.rules.people import can_edit_person
from families.views.introductions import come_from
from families.views.writing import form_page

STEPS = {"can_confirm": "verified", "can_doubt": "check", "can_hide": "hidden", "can_close": "closed"}


@require_safe
def asset_list(request: UserRequest) -> HttpResponse:
    rules.can_see_nearby(request.user).require()

    form = of.FindForm(request.GET or None, languages=queries.languages_nearby(request.user))
    asked = queries.Asked(**form.cleaned_data) if form.is_valid() else queries.Asked()
    page, family = queries.asset_list(request.user, asked, request.GET.get("after", "")), come_from(request)
    _note_whom_it_shows(request, page.rows, family)
    more = request.GET.copy()
    more.pop("after", None)
    context = {
        "page": page,
        "form": form,
        "has_asked": asked != queries.Asked(),
        "asked": more.urlencode(),
        "can_connect": rules.can_connect(request.user),
        "family": family,
        "section": "nearby",
    }
    return render(request, "families/asset_list.html", context)


@require_safe
def asset_print(request: UserRequest) -> HttpResponse:
    """One page to leave behind: what was picked, as anyone may find it."""
    rules.can_see_nearby(request.user).require()

    form = of.PickForm(request.GET, assets=CommunityAsset.objects.visible_to(request.user))
    assets = queries.on_paper(request.user, form.cleaned_data["pick"]) if form.is_valid() else []
    return render(request, "families/asset_print.html", {"assets": assets, "section": "nearby"})


@require_safe
def asset(request: UserRequest, pk: UUID) -> HttpResponse:
    page, family = queries.asset_page(pk, request.user), come_from(request)

    families = page.families | ({family.pk} if family else set())
    if page.people or families:
        _note(request, page.asset, people=page.people, families=families, what="families:asset")
    can_change = rules.can_change_asset(request.user, page.asset)
    steps = {
        name: bool(can_change) and page.asset.yes_holds and lifecycle.can_become(page.asset, CommunityAsset.State(to))
        for name, to in STEPS.items()
    }
    context = {
        "page": page,
        "asset": page.asset,
        "can_change": can_change,
        "can_introduce": rules.can_introduce(request.user, page.asset),
        "can_forget": page.asset.is_gift and rules.can_forget_gift(request.user, page.asset),
        "family": family,
        "section": "nearby",
        **steps,
    }
    return render(request, "families/asset.html", context)


@require_http_methods(["GET", "POST"])
def asset_add(request: UserRequest) -> HttpResponse:
    rules.can_connect(request.user).require()

    form = of.AssetAddForm(posted(request), **_offered(request.user))
    if added := attempt(form, actions.add_asset, by=request.user):
        messages.success(request, _("Written down. Say below when it happens."))
        return redirect("families:asset", added.pk)

    return _form(request, form, title=_("Something nearby"), back=reverse("families:asset-list"))


@require_http_methods(["GET", "POST"])
def asset_change(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asset(request, pk)
    rules.can_change_asset(request.user, found).require()

    form: forms.Form
    if found.is_gift:
        offered = {"localities": localities(request.user)}
        form = of.GiftChangeForm(posted(request), initial=of.GiftChangeForm.of(found), **offered)
    else:
        form = of.AssetChangeForm(posted(request), initial=of.AssetChangeForm.of(found), **_offered(request.user))
    if attempt(form, actions.change_asset, asset=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("families:asset", pk)

    return _about(request, form, found, title=found.name, what="families:asset-change")


@require_http_methods(["GET", "POST"])
def session_add(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _asset(request, pk)
    rules.can_change_asset(request.user, found).require()

    form = SessionForm(posted(request))
    if attempt(form, actions.add_session, asset=found, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:asset", pk)

    title = _("When is it on? %(name)s") % {"name": found.name}
    return _about(request, form, found, title=title, what="families:session-add")


@require_POST
def session_end(request: UserRequest, pk: UUID) -> HttpResponse:
    sessions = AssetSession.objects.visible_to(request.user).select_related("asset__person")
    session = get_object_or_404(sessions, pk=pk)
    rules.can_change_asset(request.user, session.asset).require()

    back = reverse("families:asset", args=[session.asset_id])
    return press(request, partial(actions.end_session, session=session), back=back, done=_("It is on then no more."))


@require_POST
def asset_confirm(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, actions.confirm_asset, _("Thank you. It says that someone looked today."))


@require_POST
def asset_doubt(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, actions.doubt_asset, _("Whoever looks after it is asked to look."))


@require_POST
def asset_hide(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, actions.hide_asset, _("Hidden: no family is shown it until someone has looked."))


@require_POST
def asset_close(request: UserRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, actions.close_asset, _("Written down: it is no longer there."))


@require_http_methods(["GET", "POST"])
def gift_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = of.GiftForm(posted(request), localities=localities(request.user))
    if gift := attempt(form, actions.add_gift, person=person, by=request.user):
        messages.success(request, _("Written down. It is shown for a year, to whom they said."))
        return redirect("families:asset", gift.pk)

    title = _("What %(name)s can do, and would like to share") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:gift-add")


@require_POST
def gift_forget(request: UserRequest, pk: UUID) -> HttpResponse:
    gift = _asset(request, pk)
    rules.can_forget_gift(request.user, gift).require()

    done = _("Deleted. No word of it is left.")
    return press(request, partial(actions.forget_gift, gift=gift), back="families:asset-list", done=done)


def _asset(request: UserRequest, pk: UUID) -> CommunityAsset:
    return get_object_or_404(CommunityAsset.objects.visible_to(request.user).select_related("person", "place"), pk=pk)


def _offered(user: User) -> dict[str, Any]:
    return {
        "agencies": queries.agencies_here(user),
        "localities": localities(user),
        "teams": queries.teams_here(user),
    }


def _step(request: UserRequest, pk: UUID, step: Callable[..., object], done: str) -> HttpResponse:
    found = _asset(request, pk)
    rules.can_change_asset(request.user, found).require()
    return press(request, partial(step, asset=found), back=reverse("families:asset", args=[pk]), done=done)


def _about(request: UserRequest, form: forms.Form, found: CommunityAsset, *, title: str, what: str) -> HttpResponse:
    if found.person_id:
        _note(request, found, people={found.person_id}, what=what)
    return _form(request, form, title=title, back=reverse("families:asset", args=[found.pk]), found=found)


def _form(
    request: UserRequest, form: forms.Form, *, title: str, back: str, found: CommunityAsset | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "theirs": caught_up(form), "asset": found}
    context["section"] = "nearby"
    return render(request, "families/asset_form.html", context, status=422 if form.errors else 200)


def _note(request: UserRequest, found: CommunityAsset, *, people: Any, families: Any = (), what: str) -> None:
    looked_at(
        kind=AccessEvent.Kind.VIEW, what=what, people=people, families=families, record=found.person_id, by=request.user
    )


def _note_whom_it_shows(request: UserRequest, shown: list[CommunityAsset], family: Family | None) -> None:
    """The givers of the gifts in the list, and the family for whom it is looked through."""
    givers, families = {one.person_id for one in shown if one.person_id}, [family.pk] if family else []
    if givers or families:
        kind, what = AccessEvent.Kind.LIST, "families:asset-list"
        looked_at(kind=kind, what=what, people=givers, families=families, by=request.user)
