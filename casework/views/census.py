"""What of family meetings goes into the census of the council’s system: looked at first, then taken as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent
from casework.forms.duty import CensusForm
from casework.queries.census import for_census
from casework.rules.duty import can_take_census
from database import clock
from families.imports.census_out import Header, written


@require_safe
def census(request: UserRequest) -> HttpResponse:
    """The days are chosen first; then who is in the file, who is left out of it and why. `file` in the address: the file itself."""
    can_take_census(request.user).require()

    form = CensusForm(request.GET if {"since", "until", "council"} & {*request.GET} else None)
    found = None
    if form.is_valid():
        chosen = form.cleaned_data
        found = for_census(request.user, chosen["since"], chosen["until"])
        as_file = "file" in request.GET
        kind = AccessEvent.Kind.EXPORT if as_file else AccessEvent.Kind.LIST
        looked_at(kind=kind, what="casework:before-court-census", people=found.people, by=request.user)
        if as_file:
            header = Header(chosen["council"], chosen["until"], timezone.localtime(clock.now()))
            return file_to_keep(written(found.children, header), f"{_('census')}.xml", "application/xml")
    context: dict[str, Any] = {"form": form, "found": found, "section": "conferences"}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "casework/before_court_census.html", context, status=status)
