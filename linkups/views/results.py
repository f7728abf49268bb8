"""What came of the link-ups of a place in a quarter: on screen, to share, and as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest, file_to_keep
from accounts.models import AccessEvent
from database import clock
from families.imports.writing import as_csv
from families.queries.families import localities
from linkups.forms.results import ResultsForm
from linkups.queries import results as queries
from linkups.rules import results as rules

WHAT = "linkups:results"


@dataclass(frozen=True, slots=True)
class _Told:
    form: ResultsForm
    results: queries.Results
    place: str
    is_always_to_share: bool


@require_safe
def results(request: UserRequest) -> HttpResponse:
    rules.can_see_results(request.user).require()

    told = _told(request, is_to_share=request.GET.get("to") == "share")
    context = {
        "form": told.form,
        "page": told.results,
        "place": told.place,
        "always_to_share": told.is_always_to_share,
        "chosen": f"place={told.results.place}&quarter={told.results.quarter.key}",
        "section": "linkups",
    }
    status = 422 if told.form.is_bound and told.form.errors else 200
    return render(request, "linkups/results.html", context, status=status)


@require_safe
def results_csv(request: UserRequest) -> HttpResponse:
    """As it may leave the house, with the columns of the page (domain.md §7.6)."""
    rules.can_see_results(request.user).require()

    told = _told(request, is_to_share=True)
    return file_to_keep(as_csv(_rows(told)), f"{_('link-ups')}.csv", "text/csv; charset=utf-8")


def _told(request: UserRequest, *, is_to_share: bool) -> _Told:
    is_kept = rules.reads_only_what_is_passed_on(request.user)
    over = [one for one in queries.quarters() if one.until <= clock.today()]
    # While a quarter goes on, what was 7 yesterday and is 8 today tells of one.
    every, before = over if is_kept else queries.quarters(), over[0]
    form = ResultsForm(
        request.GET if {"place", "quarter"} & {*request.GET} else None,
        places=localities(request.user),
        quarters=every,
        initial={"place": queries.EVERYWHERE, "quarter": before.key},
    )
    chosen = form.cleaned_data if form.is_valid() else form.initial
    quarter = next(one for one in every if one.key == chosen["quarter"])
    looked_at(kind=AccessEvent.Kind.LIST, what=WHAT, by=request.user)
    found = queries.results(request.user, quarter, place=chosen["place"], is_to_share=is_to_share or is_kept)
    name = dict(form.fields["place"].choices)[chosen["place"]]  # type: ignore[attr-defined]
    return _Told(form, found, name, is_kept)


def _rows(told: _Told) -> Iterator[Sequence[str]]:
    found = told.results
    yield [_("Where"), str(told.place)]
    yield [_("From"), found.quarter.first.isoformat(), _("to"), found.quarter.last.isoformat()]
    yield [_("c: 1 to 5, or what would tell them")]
    yield [_("About"), _("What"), _("Number"), _("Share"), _("Of"), _("Known"), _("Not known"), _("To note")]
    for subject in found.subjects:
        for line in subject.lines:
            of = [subject.asked, subject.known, subject.missing, subject.note]
            yield [subject.title, line.words, line.shown, line.share, *of]
