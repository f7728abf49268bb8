"""Figures of a service’s family meetings, on screen, to share, and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent
from casework.forms.standards import MonthsForm
from casework.queries import meeting_figures as queries
from casework.queries.standards import CountedOfStandard, evidence_over
from casework.rules import meeting_figures as rules
from casework.rules.window_checks import can_read_how_it_felt
from families.imports.writing import as_csv

WHAT = "casework:meeting-figures"


@dataclass(frozen=True, slots=True)
class _Told:
    form: MonthsForm
    figures: queries.Figures
    standards: list[CountedOfStandard]


@require_safe
def meeting_figures(request: UserRequest) -> HttpResponse:
    rules.can_see_meeting_figures(request.user).require()

    told = _told(request, is_to_share=request.GET.get("to") == "share")
    context: dict[str, Any] = {"form": told.form, "page": told.figures, "standards": told.standards}
    context |= {
        "always_to_share": rules.reads_only_what_is_shared(request.user),
        "can_read_how_it_felt": can_read_how_it_felt(request.user),
        "section": "conferences",
        "period": f"since={told.figures.months.first:%Y-%m-%d}&until={told.figures.months.last:%Y-%m-%d}",
    }
    status = 422 if told.form.is_bound and told.form.errors else 200
    return render(request, "casework/meeting_figures.html", context, status=status)


@require_safe
def meeting_figures_csv(request: UserRequest) -> HttpResponse:
    """As it may leave the house, with the columns of the page (domain.md §7.6)."""
    rules.can_see_meeting_figures(request.user).require()

    told = _told(request, is_to_share=True)
    return file_to_keep(as_csv(_rows(told)), f"{_('family-meetings')}.csv", "text/csv; charset=utf-8")


def _told(request: UserRequest, *, is_to_share: bool) -> _Told:
    form = MonthsForm(request.GET if {"since", "until"} & {*request.GET} else None)
    chosen = form.cleaned_data if form.is_valid() else {}
    share = is_to_share or rules.reads_only_what_is_shared(request.user)
    since, until = chosen.get("since"), chosen.get("until")
    months = queries.year_to_share(until or since) if share else queries.months_of(since, until)
    looked_at(kind=AccessEvent.Kind.LIST, what=WHAT, by=request.user)
    figures = queries.meeting_figures(request.user, months, is_to_share=share)
    standards = evidence_over(figures.held, request.user, is_to_share=share)
    return _Told(form, figures, standards)


def _rows(told: _Told) -> Iterator[Sequence[str]]:
    months = told.figures.months
    yield [_("From"), months.first.isoformat(), _("to"), months.last.isoformat()]
    yield [_("c: 1 to 5, or what would tell them"), "", "", ""]
    yield [_("What"), _("Value"), _("Of"), _("Known"), _("Not known"), _("Tentative")]
    for stage in told.figures.stages:
        yield [stage.words, stage.shown]
        for reason in stage.others:
            yield [f"– {reason.words}", reason.shown]
    for figure, row in told.figures.figures:
        yield [figure.words, *row, _("yes") if figure.is_tentative else _("no")]
    yield [_("Standard"), _("What shows it"), _("Yes"), _("No"), _("Not yet"), _("Not known")]
    for one in told.standards:
        for fact in one.facts:
            yield [str(one.standard), fact.words, *fact.shown]
