"""Our curves on a big screen: for a wall, and for a meeting that goes through them together (domain.md §7.7)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from outcomes.queries import board as boards
from outcomes.queries import meeting as queries
from outcomes.queries.asked import asked_of
from outcomes.queries.curves import is_of_few
from outcomes.queries.pictures import small_picture_of, wall_picture_of
from outcomes.rules.figures import can_read_figures


@require_safe
def wall(request: UserRequest) -> HttpResponse:
    """All obsessions at once, readable from three metres: how many improve, each in one word, and what is done about it next."""
    can_read_figures(request.user).require()
    page = boards.board(request.user, after=request.GET.get("after", ""))
    steps = queries.next_steps([row.curve.measure for row in page.rows], request.user)
    rows = [(row, small_picture_of(row.curve), steps.get(row.curve.measure.pk)) for row in page.rows]
    return render(request, "outcomes/wall.html", {"page": page, "rows": rows, "section": "curves"})


@require_safe
def meeting(request: UserRequest, pk: UUID) -> HttpResponse:
    """One curve and its report, a screen at a time."""
    can_read_figures(request.user).require()
    screen = queries.screen(pk, request.user, show=request.GET.get("show", ""))
    curve = screen.page.curve
    context = {
        "screen": screen,
        "measure": curve.measure,
        "page": screen.report,
        "said": screen.page.said,
        "picture": wall_picture_of(curve) if screen.show == queries.CURVE else "",
        "asked": asked_of(curve.last.point) if curve.last else None,
        "is_tentative": curve.last is not None and is_of_few(curve.last.point),
        "section": "curves",
    }
    return render(request, "outcomes/meeting.html", context)
