"""The family tree: a picture, and the same facts as a list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent, User
from accounts.writing import press
from families.actions.nudges import move_in_tree, put_back_in_tree
from families.drawing import as_png
from families.models import Family, Person
from families.queries.tree import family_tree as tree_page
from families.rules.people import can_edit_family

Step = Callable[..., object]


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


@require_POST
def family_tree_move(request: UserRequest, pk: UUID, focus: UUID) -> HttpResponse:
    """Move someone one place left or right in the tree, or put them back where Kith would put them."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=focus)
    can_edit_family(request.user, family).require()
    way = request.POST.get("way")
    if way not in {"left", "right", "back"}:
        return HttpResponseBadRequest(_("Say whether it is left, right or back."))
    step, done = _put_back(family, person) if way == "back" else _move(request, family, person, is_left=way == "left")
    around = reverse("families:family-tree-around", args=[pk, focus])
    return press(request, step, back=f"{around}{'?everyone=1' if _is_whole(request) else ''}#tree", done=done)


def _put_back(family: Family, person: Person) -> tuple[Step, str]:
    done = _("%(name)s stands where Kith would put them.") % {"name": person.known_as}
    return partial(put_back_in_tree, family=family, person=person), done


def _move(request: UserRequest, family: Family, person: Person, *, is_left: bool) -> tuple[Step, str]:
    """Past whoever stands there as this worker sees the tree; and what is said when it is done."""
    page = tree_page(family.pk, person.pk, request.user, is_whole=_is_whole(request))
    other = page.beside[0 if is_left else 1]
    if other is None:
        return partial(_past_nobody, person), ""
    left, right = (person, other) if is_left else (other, person)
    done = _("%(left)s stands left of %(right)s now.") % {"left": left.known_as, "right": right.known_as}
    return partial(move_in_tree, family=family, left=left, right=right), done


def _past_nobody(person: Person, *, by: User) -> None:
    raise ValidationError(
        _("Nobody of the family stands there whom %(name)s could pass."), params={"name": person.known_as}
    )


def _is_whole(request: UserRequest) -> bool:
    return "everyone" in request.GET


def _show(request: UserRequest, pk: UUID, focus: UUID | None, kind: AccessEvent.Kind, what: str) -> HttpResponse:
    page = tree_page(pk, focus, request.user, is_whole=_is_whole(request))
    looked_at(kind=kind, what=what, families=[page.family.pk], people=page.people, by=request.user)
    section = "families" if request.user.kind == User.Kind.STAFF else "ours"
    template = "family_tree_print.html" if kind == AccessEvent.Kind.PRINT else "family_tree.html"
    can_move = can_edit_family(request.user, page.family)
    shown = {"page": page, "family": page.family, "section": section, "can_move": can_move}
    return render(request, f"families/{template}", shown)
