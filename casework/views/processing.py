"""Why we may hold what we hold (domain.md §8.4): an administrator keeps the list, and families read it in plain words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from casework.actions.processing import add_processing_basis, begin_processing_bases, change_processing_basis
from casework.forms.processing import BasisChangeForm, BasisForm
from casework.queries import processing as queries
from casework.rules.tips import can_read_lists
from casework.views.tips import list_form, saved
from linkups.views.parts import base_of

LIST = "casework:basis-list"
CHANGED = ("activity", "plain_words", "art6", "art9", "dpa_condition", "note", "is_active", "row_version")


@require_safe
def basis_list(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    page = queries.basis_list(request.user, request.GET.get("after", ""))
    context = {"page": page, "can_change": can_administer(request.user), "section": "words"}
    return render(request, "casework/basis_list.html", context)


@require_safe
def why_held(request: UserRequest) -> HttpResponse:
    """What counts now, in plain words; the same for everyone, and of nobody."""
    section = "ours" if request.user.kind == User.Kind.FAMILY else "words"
    context = {"bases": queries.bases_in_use(request.user), "frame": base_of(request.user), "section": section}
    return render(request, "casework/why_held.html", context)


@require_POST
def bases_begin(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    return press(request, begin_processing_bases, back=LIST, done=_("What comes with Kith is there. Look through it."))


@require_http_methods(["GET", "POST"])
def basis_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = BasisForm(posted(request))
    if attempt(form, add_processing_basis, by=request.user):
        return saved(request, LIST)
    return list_form(request, form, _("Why may we hold this?"), back=LIST)


@require_http_methods(["GET", "POST"])
def basis_change(request: UserRequest, pk: UUID) -> HttpResponse:
    basis = get_object_or_404(queries.bases_to_change(request.user), pk=pk)
    can_administer(request.user).require()

    form = BasisChangeForm(posted(request), initial={name: getattr(basis, name) for name in CHANGED})
    if attempt(form, change_processing_basis, basis=basis, by=request.user):
        return saved(request, LIST)
    return list_form(request, form, basis.activity, back=LIST)
