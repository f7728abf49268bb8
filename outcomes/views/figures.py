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
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from outcomes.actions import points as actions
from outcomes.forms.figures import LOOKED, FigureForm, FiguresFileForm, PasteForm
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


@require_POST
def figures_file(request: UserRequest, pk: UUID) -> HttpResponse:
    """Figures of one measure, from a file."""
    can_write_figures(request.user).require()
    return _from_a_file(request, seen_measure(pk, request.user))


@require_POST
def file(request: UserRequest) -> HttpResponse:
    """Figures of several measures, from a file."""
    can_write_figures(request.user).require()
    return _from_a_file(request, None)


def _from_a_file(request: UserRequest, measure: Measure | None) -> HttpResponse:
    """What the file says, in the box, and what would come of it: nothing is written yet."""
    upload = FiguresFileForm(request.POST, request.FILES)
    if not upload.is_valid():
        form = PasteForm(None, measure=measure, user=request.user)
        return _paste_page(request, form, measure, upload)
    said = QueryDict(mutable=True)
    said.update({"lines": upload.cleaned_data["lines"], "looked": LOOKED})
    form = PasteForm(said, measure=measure, user=request.user)
    form.is_valid()
    return _paste_page(request, form, measure, FiguresFileForm())


def _paste(request: UserRequest, measure: Measure | None) -> HttpResponse:
    """Look first, then write: what is right is written, and what is not stays in the box with why."""
    form = PasteForm(posted(request), measure=measure, user=request.user)
    has_looked = request.POST.get("looked") == LOOKED
    is_right = form.is_bound and form.is_valid()
    if has_looked and is_right:
        if told := attempt(form, _written, by=request.user):
            messages.success(request, told)
            return redirect(measure or "outcomes:board")
    elif has_looked and form.pasted.good:
        form = _the_rest(request, form, measure)
    elif form.is_bound:
        form.data = _with(form.data, looked=LOOKED)
    return _paste_page(request, form, measure, FiguresFileForm())


def _paste_page(
    request: UserRequest, form: PasteForm, measure: Measure | None, upload: FiguresFileForm
) -> HttpResponse:
    of = [measure.pk] if measure else []
    context = {
        "form": form,
        "upload": upload,
        "wrong": upload if upload.errors else form,
        "measure": measure,
        "pasted": form.pasted,
        "back": measure.get_absolute_url() if measure else reverse("outcomes:board"),
        "paste_url": reverse("outcomes:figures-paste" if measure else "outcomes:paste", args=of),
        "file_url": reverse("outcomes:figures-file" if measure else "outcomes:file", args=of),
        "back_text": measure.name if measure else _("Our curves"),
        "section": "curves",
    }
    return render(request, "outcomes/paste.html", context, status=422 if form.errors or upload.errors else 200)


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
