"""Writing a figure, and pasting many."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from outcomes.actions import points as actions
from outcomes.forms.figures import LOOKED, FigureForm, PasteForm
from outcomes.models import Measure
from outcomes.queries.board import seen_measure
from outcomes.rules.figures import can_write_figures

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def figure_write(request: UserRequest, pk: UUID) -> HttpResponse:
    can_write_figures(request.user).require()
    measure = seen_measure(pk, request.user)
    form = FigureForm(posted(request), measure=measure, initial={"period": request.GET.get("period", "")[:40]})
    if form.is_bound and attempt(form, _wrote, measure=measure, by=request.user):
        messages.success(request, _("The figure is written."))
        return redirect(measure)
    context = {
        "form": form,
        "measure": measure,
        "title": _("Write a figure"),
        "back": measure.get_absolute_url(),
        "back_text": measure.name,
        "section": "curves",
    }
    return render(request, "outcomes/measure_form.html", context, status=422 if form.errors else 200)


def _wrote(**facts: Any) -> bool:
    """One that is there already and the same is written, too."""
    actions.write_figure(**facts)
    return True


@require_http_methods(BOTH)
def figures_paste(request: UserRequest, pk: UUID) -> HttpResponse:
    """Figures of one measure."""
    can_write_figures(request.user).require()
    return _paste(request, seen_measure(pk, request.user))


@require_http_methods(BOTH)
def paste(request: UserRequest) -> HttpResponse:
    """Figures of several measures, each line with the name of its own: the week’s obsessions in one box."""
    can_write_figures(request.user).require()
    return _paste(request, None)


def _paste(request: UserRequest, measure: Measure | None) -> HttpResponse:
    """Look first, then write: what is right is written, and what is not stays in the box with why."""
    form = PasteForm(posted(request), measure=measure, user=request.user)
    back = measure.get_absolute_url() if measure else reverse("outcomes:board")
    has_looked = request.POST.get("looked") == LOOKED
    is_right = form.is_bound and form.is_valid()
    if has_looked and is_right:
        if told := attempt(form, _written, by=request.user):
            messages.success(request, told)
            return redirect(back)
    elif has_looked and form.pasted.good:
        form = _the_rest(request, form, measure)
    elif form.is_bound:
        form.data = _with(form.data, looked=LOOKED)
    context = {
        "form": form,
        "measure": measure,
        "pasted": form.pasted,
        "back": back,
        "back_text": measure.name if measure else _("Our curves"),
        "section": "curves",
    }
    return render(request, "outcomes/paste.html", context, status=422 if form.errors else 200)


def _written(*, told: Any, reason: str, by: Any) -> str:
    count = actions.write_figures(told=told, reason=reason, by=by)
    return ngettext("%(count)d figure is written.", "%(count)d figures are written.", count) % {"count": count}


def _the_rest(request: UserRequest, form: PasteForm, measure: Measure | None) -> PasteForm:
    """Write the lines that are right, and keep the others in the box."""
    messages.success(request, _written(told=form.pasted.good, reason=form.data.get("reason", ""), by=request.user))
    rest = PasteForm(_with(form.data, lines=form.pasted.bad_text), measure=measure, user=request.user)
    rest.is_valid()
    return rest


def _with(data: Any, **said: str) -> QueryDict:
    changed: QueryDict = data.copy()
    for name, value in said.items():
        changed[name] = value
    return changed
