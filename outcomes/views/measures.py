"""Saying what is measured."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.forms.versions import caught_up
from outcomes.actions import measures as actions
from outcomes.forms.measures import ChangeMeasureForm, MeasureForm, ResultForm, ServiceForm
from outcomes.models import Measure, Result, Service
from outcomes.queries.board import seen_measure
from outcomes.rules.figures import can_write_figures

BOTH = ["GET", "POST"]
FIRST = ("result", "service")
"""What a measure is of, and may be written before it."""
BEGUN = "measure_begun"


@require_http_methods(BOTH)
def result_new(request: UserRequest) -> HttpResponse:
    return _named(request, ResultForm, actions.add_result, _("How it should be, for everyone in a place"))


@require_http_methods(BOTH)
def service_new(request: UserRequest) -> HttpResponse:
    return _named(request, ServiceForm, actions.add_service, _("A service that answers for its own families"))


def _named(
    request: UserRequest, asks: type[forms.Form], act: Callable[..., Result | Service], title: str
) -> HttpResponse:
    """A page of a few words, after which a measure may be of it."""
    can_write_figures(request.user).require()
    form = asks(posted(request))
    if made := attempt(form, act, by=request.user):
        if BEGUN in request.session:
            request.session[BEGUN] |= _that_it_is_of(made)
        messages.success(request, _("“%(name)s” is written down. Now say what is measured of it.") % {"name": made})
        return redirect("outcomes:measure-new")
    return _page(request, form, title=title, back=reverse("outcomes:measure-new"), back_text=_("What is measured"))


def _that_it_is_of(made: Result | Service) -> dict[str, str]:
    of, kind = ("result", Measure.Kind.INDICATOR) if isinstance(made, Result) else ("service", Measure.Kind.PERFORMANCE)
    return {of: str(made.pk), "kind": kind.value}


@require_http_methods(BOTH)
def measure_new(request: UserRequest) -> HttpResponse:
    """What was typed waits in the session while the result or the service that it is of is written first, until it is saved."""
    can_write_figures(request.user).require()
    if (first := request.POST.get("first")) in FIRST:
        request.session[BEGUN] = {name: request.POST[name] for name in MeasureForm.base_fields if name in request.POST}
        return redirect(f"outcomes:{first}-new")
    form = MeasureForm(posted(request), user=request.user, initial=request.session.get(BEGUN))
    if made := attempt(form, actions.add_measure, by=request.user):
        request.session.pop(BEGUN, None)
        messages.success(request, _("Written down. Now write its figures, or paste them."))
        return redirect(made)
    return _page(
        request,
        form,
        title=_("What is measured"),
        back=reverse("outcomes:board"),
        back_text=_("Our curves"),
        asks_for_more=True,
    )


@require_http_methods(BOTH)
def measure_change(request: UserRequest, pk: UUID) -> HttpResponse:
    can_write_figures(request.user).require()
    measure = seen_measure(pk, request.user)
    stands = {name: getattr(measure, name) for name in (*ChangeMeasureForm.base_fields,)}
    stands |= {name: getattr(measure, f"{name}_id") for name in ("result", "service")}
    form = ChangeMeasureForm(posted(request), user=request.user, initial=stands)
    if attempt(form, actions.change_measure, measure=measure, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(measure)
    return _page(
        request, form, title=_("Change what is measured"), back=measure.get_absolute_url(), back_text=measure.name
    )


def _page(
    request: UserRequest, form: forms.Form, *, title: str, back: str, back_text: str, asks_for_more: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "back": back,
        "back_text": back_text,
        "asks_for_more": asks_for_more,
        "theirs": caught_up(form),
        "section": "curves",
    }
    return render(request, "outcomes/measure_form.html", context, status=422 if form.errors else 200)
