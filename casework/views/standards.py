"""The quality standards of family meetings: the list, and how one meeting stands by them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from casework.actions import standards as actions
from casework.forms.standards import StandardChangeForm, StandardForm
from casework.queries import standards as queries
from casework.rules.meeting_figures import can_see_how_it_stands
from casework.rules.tips import can_read_lists
from casework.views.steps import looked, seen_conference
from casework.views.tips import list_form, saved
from database import clock

LIST = "casework:standard-list"
CHANGED = ("code", "title", "our_paraphrase", "shown_by", "valid_from", "is_active", "row_version")


@require_safe
def standard_list(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    page = queries.standard_list(request.user, request.GET.get("after", ""))
    context = {"page": page, "can_change": can_administer(request.user), "section": "conferences"}
    return render(request, "casework/standard_list.html", context)


@require_POST
def standards_begin(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    return press(request, actions.begin_standards, back=LIST, done=_("What comes with Kith is there. Look through it."))


@require_http_methods(["GET", "POST"])
def standard_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = StandardForm(posted(request), initial={"valid_from": clock.today()})
    if attempt(form, actions.add_standard, by=request.user):
        return saved(request, LIST)
    return list_form(request, form, _("A quality standard"), back=LIST)


@require_http_methods(["GET", "POST"])
def standard_change(request: UserRequest, pk: UUID) -> HttpResponse:
    standard = get_object_or_404(queries.standards_to_change(request.user), pk=pk)
    can_administer(request.user).require()

    form = StandardChangeForm(posted(request), initial={name: getattr(standard, name) for name in CHANGED})
    if attempt(form, actions.change_standard, standard=standard, by=request.user):
        return saved(request, LIST)
    return list_form(request, form, str(standard), back=LIST)


@require_safe
def conference_standards(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    can_see_how_it_stands(request.user).require()

    looked(request, conference, "casework:conference-standards")
    standards = queries.evidence_of(conference, request.user)
    context = {"conference": conference, "standards": standards, "section": "conferences"}
    return render(request, "casework/conference_standards.html", context)
