"""Support maps: reading those around a person or a family, and drawing a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from casework.forms.support_maps import MapForm, TieRows, WhoseViewForm, begun, tie_rows, without_row
from casework.queries import support_maps as queries
from casework.queries.support_maps import MapPage, Sheet
from casework.rules.support_maps import can_draw_support_map
from families.actions.records import finish_draft
from families.actions.support import draw_support_network
from families.models import Family, Person, Record
from families.queries.drafts import unfinished_draft
from families.queries.readers import apart_among, before_one_writes, who_helps
from families.queries.support_picture import board_of
from families.views.drafts import keep_what_is_written, kept_for_later
from families.views.noting import note_page_of

MAP = Record.Kind.SUPPORT_NETWORK

# Reading


@require_safe
def family_maps(request: UserRequest, pk: UUID) -> HttpResponse:
    return _maps(request, get_object_or_404(Family.objects.visible_to(request.user), pk=pk), "casework:family-maps")


@require_safe
def person_maps(request: UserRequest, pk: UUID) -> HttpResponse:
    return _maps(request, get_object_or_404(Person.objects.visible_to(request.user), pk=pk), "casework:person-maps")


def _maps(request: UserRequest, about: Person | Family, what: str) -> HttpResponse:
    page = queries.maps_around(about, request.user)
    note_page_of(about, what=what, named=page.people, by=request.user)
    return _show(request, page)


@require_safe
def support_map(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.one_map(pk, request.user)
    _note_map(request, page, AccessEvent.Kind.VIEW, "casework:support-map")
    return _show(request, page)


@require_safe
def support_map_picture(request: UserRequest, pk: UUID) -> HttpResponse:
    """The drawing by itself, to take away; its file's name says nobody's."""
    page = queries.one_map(pk, request.user, is_linked=False)
    _note_map(request, page, AccessEvent.Kind.EXPORT, "casework:support-map-picture")
    return file_to_keep(page.maps[0].drawing.svg, "support-map.svg", "image/svg+xml")


def _note_map(request: UserRequest, page: MapPage, kind: AccessEvent.Kind, what: str) -> None:
    looked_at(
        kind=kind,
        what=what,
        families=[page.family.pk] if page.family else [],
        people=page.people,
        record=page.maps[0].map.network.record_id,
        by=request.user,
    )


def _show(request: UserRequest, page: MapPage) -> HttpResponse:
    family = queries.family_to_draw_in(page.about, request.user)
    context = {
        "page": page,
        "about": page.about,
        "around": _address(page.about, "maps"),
        "draw": _address(page.about, "map-draw"),
        "can_draw": can_draw_support_map(request.user, page.about, family),
        "is_own": page.me == page.about,
        "section": _section(request.user),
    }
    return render(request, "casework/support_map.html", context)


# Drawing


@require_http_methods(["GET", "POST"])
def family_map_draw(request: UserRequest, pk: UUID) -> HttpResponse:
    return _draw(request, get_object_or_404(Family.objects.visible_to(request.user), pk=pk), "casework:family-map-draw")


@require_http_methods(["GET", "POST"])
def person_map_draw(request: UserRequest, pk: UUID) -> HttpResponse:
    return _draw(request, get_object_or_404(Person.objects.visible_to(request.user), pk=pk), "casework:person-map-draw")


def _draw(request: UserRequest, about: Person | Family, what: str) -> HttpResponse:
    sheet = _sheet(request, about)
    if not sheet.view:
        return _ask_whose(request, sheet, what)
    draft = unfinished_draft(sheet.family, sheet.draft, request.user)
    note, rows = begun(sheet, draft.body if draft else None)
    form = MapForm(posted(request), sheet=sheet, initial=note)
    ties = tie_rows(posted(request), sheet=sheet, initial=rows)
    kept: dict[str, Any] = {"family": sheet.family, "form": sheet.draft, "people": form.people, "ticked": "shared_with"}
    if later := kept_for_later(request, form, **kept, back=_address(about, "maps"), said=without_row(request.POST)):
        return later
    if ties.is_valid():
        drawn = {"focus": about, "family": sheet.family, "rated_by": sheet.drawer, "ties": ties.drawn()}
        if network := attempt(form, draw_support_network, **drawn, by=request.user):
            finish_draft(family=sheet.family, form=sheet.draft, by=request.user)
            messages.success(request, _("The map is kept as it was drawn."))
            return redirect(network)

    named = {person.pk for person in (*sheet.people, *sheet.drawers, *sheet.answers_for_them)}
    note_page_of(about, what=what, named=named, by=request.user)
    context = {"sheet": sheet, "form": form, "ties": ties, "draft": draft, **_drawing_of(sheet, ties)}
    context["section"] = _section(request.user)
    if sheet.is_by_themselves:
        context["to_know"] = who_helps([sheet.drawer] if sheet.drawer else [], MAP, request.user)
    else:
        context["to_know"] = before_one_writes(sheet.drawers, MAP, request.user)
        context["apart"] = apart_among(sheet.drawers, request.user)
    return render(request, "casework/support_map_form.html", context, status=422 if form.is_bound else 200)


def _ask_whose(request: UserRequest, sheet: Sheet, what: str) -> HttpResponse:
    """Before a family's map is drawn: by whose eyes. The form then begins with what they drew last."""
    form = WhoseViewForm(posted(request), sheet=sheet)
    if form.is_valid():
        return redirect(f"{_address(sheet.about, 'map-draw')}?view={form.cleaned_data['view']}")
    note_page_of(sheet.about, what=what, named={person.pk for person in sheet.drawers}, by=request.user)
    context = {
        "about": sheet.about,
        "form": form,
        "maps": _address(sheet.about, "maps"),
        "section": _section(request.user),
    }
    return render(request, "casework/support_map_whose.html", context, status=422 if form.is_bound else 200)


def _drawing_of(sheet: Sheet, ties: TieRows) -> dict[str, Any]:
    """The circles as the rows stand, and where the pages around the form are."""
    about = sheet.about
    return {
        "about": about,
        "board": board_of(str(about), ties.placed(), sheet.voice),
        "maps": _address(about, "maps"),
        "draw": _address(about, "map-draw"),
        "draft_url": _address(about, "map-draft"),
        "discard": _address(about, "map-draft-discard"),
    }


def _section(user: User) -> str:
    return "families" if user.kind == User.Kind.STAFF else "ours"


@require_http_methods(["PUT"])
def family_map_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    return _keep_draft(request, get_object_or_404(Family.objects.visible_to(request.user), pk=pk))


@require_http_methods(["PUT"])
def person_map_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    return _keep_draft(request, get_object_or_404(Person.objects.visible_to(request.user), pk=pk))


def _keep_draft(request: UserRequest, about: Person | Family) -> HttpResponse:
    """Keep what is being drawn; sends, shares and tells nothing (ui.md, saving rules)."""
    sheet = _drawn_by_someone(request, about)
    return keep_what_is_written(request, family=sheet.family, form=sheet.draft, people=sheet.may_share_with)


@require_POST
def family_map_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _discard_draft(request, get_object_or_404(Family.objects.visible_to(request.user), pk=pk))


@require_POST
def person_map_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _discard_draft(request, get_object_or_404(Person.objects.visible_to(request.user), pk=pk))


def _discard_draft(request: UserRequest, about: Person | Family) -> HttpResponse:
    sheet = _drawn_by_someone(request, about)
    finish_draft(family=sheet.family, form=sheet.draft, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(_address(about, "maps"))


def _drawn_by_someone(request: UserRequest, about: Person | Family) -> Sheet:
    """There is no draft before it is said whose view it is."""
    sheet = _sheet(request, about)
    if not sheet.view:
        raise Http404
    return sheet


def _sheet(request: UserRequest, about: Person | Family) -> Sheet:
    """What a new map begins with, for whoever may draw one; `?view=` says as whom."""
    family = queries.family_to_draw_in(about, request.user)
    can_draw_support_map(request.user, about, family).require()
    assert family is not None  # noqa: S101  (the rule has just said so)
    return queries.sheet(about, family, request.GET.get("view", ""), request.user)


def _address(about: Person | Family, page: str) -> str:
    """Of the pages of someone's maps: `maps`, `map-draw`, `map-draft`, `map-draft-discard`."""
    return reverse(f"casework:{about._meta.model_name}-{page}", args=[about.pk])
