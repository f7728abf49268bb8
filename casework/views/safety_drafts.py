"""What was begun on a safety map and not saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from casework.queries import safety_maps as queries
from casework.queries import safety_sheets as sheets
from casework.queries.around import people_around
from casework.queries.safety_sheets import Sheet
from casework.views.safety_sheets import begins, on_map
from families.actions.records import finish_draft
from families.models import Person
from families.views.drafts import keep_what_is_written


@require_http_methods(["PUT"])
def safety_map_begin_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    sheet = begins(request, pk)
    assert sheet.family is not None  # noqa: S101  (it is what was asked for)
    return _keep(request, sheet, people_around(sheet.family, request.user))


@require_POST
def safety_map_begin_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _thrown_away(request, begins(request, pk))


@require_http_methods(["PUT"])
def safety_map_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """The same of what is written on a map: `?of=` is what, and `danger` of which danger."""
    return _keep(request, _drafted(request, pk), Person.objects.none())


@require_POST
def safety_map_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _thrown_away(request, _drafted(request, pk))


def _drafted(request: UserRequest, pk: UUID) -> Sheet:
    made = queries.seen_map(pk, request.user)
    danger = sheets.danger_named(request.GET.get("danger", ""), request.user)
    return on_map(request, made, request.GET.get("of", ""), danger)


def _keep(request: UserRequest, sheet: Sheet, people: Any) -> HttpResponse:
    return keep_what_is_written(request, family=sheet.family, form=sheet.form, people=people)


def _thrown_away(request: UserRequest, sheet: Sheet) -> HttpResponse:
    finish_draft(family=sheet.family, form=sheet.form, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(sheet.back)
