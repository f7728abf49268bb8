"""What Kith counts by itself: beginning to, and looking at it as of a day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from outcomes.actions import counting as actions
from outcomes.forms.counting import AsOfForm, CountedForm
from outcomes.queries import counting as queries
from outcomes.rules.figures import can_write_figures


@require_http_methods(["GET", "POST"])
def counted_new(request: UserRequest) -> HttpResponse:
    """Choose of what Kith can count, and begin."""
    can_write_figures(request.user).require()
    form = CountedForm(posted(request), user=request.user)
    if counted := attempt(form, actions.follow_counted, by=request.user):
        messages.success(request, _("It is counted now for the first time, and each night from now on."))
        return redirect("outcomes:measure-counted", counted.measure_id)
    context = {"form": form, "definitions": form.queries.values(), "section": "curves"}
    return render(request, "outcomes/counted_form.html", context, status=422 if form.errors else 200)


@require_safe
def measure_counted(request: UserRequest, pk: UUID) -> HttpResponse:
    """The definition of a counted measure, when it was counted last, and what is counted as of a day."""
    can_write_figures(request.user).require()
    form = AsOfForm(request.GET if "as_of" in request.GET else None)
    as_of = form.cleaned_data["as_of"] if form.is_valid() else None
    page = queries.counted_page(pk, request.user, as_of=as_of)
    context = {"page": page, "measure": page.counted.measure, "form": form, "section": "curves"}
    return render(request, "outcomes/counted.html", context, status=422 if form.errors else 200)
