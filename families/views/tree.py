"""The family tree: a picture, and the same facts as a list."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent, User
from families.drawing import as_png
from families.queries.tree import family_tree as tree_page


@require_safe
def family_tree(request: UserRequest, pk: UUID, focus: UUID | None = None) -> HttpResponse:
    return _show(request, pk, focus, AccessEvent.Kind.VIEW, "families:family-tree")


@require_safe
def family_tree_print(request: UserRequest, pk: UUID, focus: UUID) -> HttpResponse:
    return _show(request, pk, focus, AccessEvent.Kind.PRINT, "families:family-tree-print")


@require_safe
def family_tree_picture(request: UserRequest, pk: UUID, focus: UUID) -> HttpResponse:
    """The drawing by itself, to take away; its file's name says nobody's."""
    page = tree_page(pk, focus, request.user, is_linked=False, is_whole=_is_whole(request))
    what = "families:family-tree-picture"
    looked_at(kind=AccessEvent.Kind.EXPORT, what=what, families=[page.family.pk], people=page.people, by=request.user)
    return file_to_keep(page.drawing.svg if page.drawing else "", "family-tree.svg", "image/svg+xml")


@require_safe
def family_tree_png(request: UserRequest, pk: UUID, focus: UUID) -> HttpResponse:
    """The same for letters and slides that take no SVG; 404 where someone's name is in letters that it can't hold."""
    page = tree_page(pk, focus, request.user, is_linked=False, is_whole=_is_whole(request))
    if page.drawing is None or not page.has_png:
        raise Http404
    what = "families:family-tree-png"
    looked_at(kind=AccessEvent.Kind.EXPORT, what=what, families=[page.family.pk], people=page.people, by=request.user)
    drawing = page.drawing
    return file_to_keep(as_png(drawing.svg, drawing.width, drawing.height), "family-tree.png", "image/png")


def _is_whole(request: UserRequest) -> bool:
    return "everyone" in request.GET


def _show(request: UserRequest, pk: UUID, focus: UUID | None, kind: AccessEvent.Kind, what: str) -> HttpResponse:
    page = tree_page(pk, focus, request.user, is_whole=_is_whole(request))
    looked_at(kind=kind, what=what, families=[page.family.pk], people=page.people, by=request.user)
    section = "families" if request.user.kind == User.Kind.STAFF else "ours"
    template = "family_tree_print.html" if kind == AccessEvent.Kind.PRINT else "family_tree.html"
    return render(request, f"families/{template}", {"page": page, "family": page.family, "section": section})
