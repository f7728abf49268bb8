"""Writing down what would be if nothing changed, and publishing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.writing import attempt, posted, press
from outcomes.actions import forecasts as actions
from outcomes.forms.figures import ForecastForm
from outcomes.queries.board import curve_page, seen_forecast
from outcomes.rules.figures import can_write_figures


@require_http_methods(["GET", "POST"])
def forecast_new(request: UserRequest, pk: UUID) -> HttpResponse:
    can_write_figures(request.user).require()
    curve = curve_page(pk, request.user).curve
    measure = curve.measure
    form = ForecastForm(posted(request), curve=curve)
    if attempt(form, actions.draft_forecast, measure=measure, by=request.user):
        messages.success(request, _("The forecast is a draft. Look at it, then publish it: from then on it is frozen."))
        return redirect(measure)
    context = {
        "form": form,
        "measure": measure,
        "has_draft": curve.draft is not None,
        "title": _("What would be if nothing changed"),
        "back": measure.get_absolute_url(),
        "back_text": measure.name,
        "section": "curves",
    }
    return render(request, "outcomes/measure_form.html", context, status=422 if form.errors else 200)


@require_POST
def forecast_publish(request: UserRequest, pk: UUID) -> HttpResponse:
    forecast = seen_forecast(pk, request.user)
    can_write_figures(request.user).require()

    def publish(**facts: object) -> object:
        return actions.publish_forecast(forecast=forecast, **facts)  # type: ignore[arg-type]

    return press(
        request, publish, back=forecast.measure, done=_("The forecast is published. It is frozen from now on.")
    )


@require_POST
def forecast_put_away(request: UserRequest, pk: UUID) -> HttpResponse:
    forecast = seen_forecast(pk, request.user)
    can_write_figures(request.user).require()

    def put_away(**facts: object) -> object:
        return actions.put_away_forecast(forecast=forecast, **facts)  # type: ignore[arg-type]

    return press(request, put_away, back=forecast.measure, done=_("The draft is put away."))
