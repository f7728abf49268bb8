"""The board, and the page of one curve (domain.md §7.7)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest, file_to_keep
from families.imports.writing import as_csv
from outcomes.counted import QUERIES
from outcomes.queries import board as queries
from outcomes.queries import tabling
from outcomes.queries.exporting import rows_of
from outcomes.queries.pictures import picture_of, small_picture_of
from outcomes.queries.reports import reports_of
from outcomes.queries.saying import foretold_rows, turned_after, unit_words, wanted
from outcomes.rules.figures import can_read_figures, can_write_figures


@require_safe
def board(request: UserRequest) -> HttpResponse:
    """How many of our curves improve, and each of them in small."""
    can_read_figures(request.user).require()
    page = queries.board(request.user, show=request.GET.get("show", ""), after=request.GET.get("after", ""))
    rows = [(one, small_picture_of(one.curve)) for one in page.rows]
    context = {"page": page, "rows": rows, "can_write": can_write_figures(request.user), "section": "curves"}
    return render(request, "outcomes/board.html", context)


@require_safe
def measure(request: UserRequest, pk: UUID) -> HttpResponse:
    """One curve: its picture, one sentence, its story, and every figure in a table."""
    can_read_figures(request.user).require()
    page = queries.curve_page(pk, request.user)
    one = page.curve.measure
    context = {
        "page": page,
        "curve": page.curve,
        "measure": one,
        "picture": picture_of(page.curve),
        "rows": tabling.rows_of(page.curve),
        "unit_words": unit_words(one),
        "wanted": wanted(one),
        "stories": [figure for figure in page.curve.figures if figure.number],
        "draft_rows": foretold_rows(page.curve.draft, one),
        "turned_after": turned_after(one),
        "revised": page.revised,
        "reports": list(reports_of(one, request.user)),
        "query": QUERIES.get(page.counted.query) if page.counted else None,
        "can_write": can_write_figures(request.user),
        "section": "curves",
    }
    return render(request, "outcomes/measure.html", context)


@require_safe
def measure_figures(request: UserRequest, pk: UUID) -> HttpResponse:
    """The figures to take away, without the small numbers by which someone could be known (domain.md §7.4)."""
    can_read_figures(request.user).require()
    page = queries.curve_page(pk, request.user)
    return file_to_keep(as_csv(rows_of(page.curve)), "figures.csv", "text/csv; charset=utf-8")
