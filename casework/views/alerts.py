"""Asking for an alert, agreeing to it, looking at it again, ending it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from casework.actions import alerts as actions
from casework.forms.alerts import AlertForm, ReviewForm, SureForm
from casework.queries.alerts import seen_alert
from casework.rules.alerts import can_agree_to_alert, can_ask_for_alert, can_keep_alert
from families.models import Person
from families.views.writing import form_page

TEMPLATE = "casework/alert_form.html"
SEEN_AS = "casework:person"
"""It is noted as a look at the person, whose page shows the alert too: they may not be safe to learn that there is one."""


@require_http_methods(["GET", "POST"])
def alert_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_ask_for_alert(request.user, person).require()

    form = AlertForm(posted(request))
    if attempt(form, actions.ask_for_alert, person=person, by=request.user):
        messages.success(request, _("Asked. It shows once a manager has agreed."))
        return redirect(person)

    title = _("Before someone knocks: an alert about %(name)s") % {"name": person.known_as}
    return form_page(
        request, form, title=title, about=person, what=SEEN_AS, template=TEMPLATE, button=_("Ask a manager")
    )


@require_http_methods(["GET", "POST"])
def alert_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    alert = seen_alert(pk, request.user)
    can_agree_to_alert(request.user, alert).require()

    form = SureForm(posted(request))
    if attempt(form, partial(actions.agree_to_alert, alert=alert), by=request.user):
        messages.success(request, _("Agreed. It shows from now on."))
        return redirect(alert.person)

    title = _("Do you agree to this alert?")
    context: dict[str, Any] = {"template": TEMPLATE, "alert": alert, "button": _("I agree")}
    return form_page(request, form, title=title, about=alert.person, what=SEEN_AS, **context)


@require_http_methods(["GET", "POST"])
def alert_review(request: UserRequest, pk: UUID) -> HttpResponse:
    alert = seen_alert(pk, request.user)
    can_keep_alert(request.user, alert).require()

    form = ReviewForm(posted(request))
    if attempt(form, partial(actions.review_alert, alert=alert), by=request.user):
        messages.success(request, _("Looked at again. It still holds."))
        return redirect(alert.person)

    title = _("Does this alert still hold?")
    context: dict[str, Any] = {"template": TEMPLATE, "alert": alert, "button": _("It still holds"), "can_end": True}
    return form_page(request, form, title=title, about=alert.person, what=SEEN_AS, **context)


@require_http_methods(["GET", "POST"])
def alert_end(request: UserRequest, pk: UUID) -> HttpResponse:
    alert = seen_alert(pk, request.user)
    can_keep_alert(request.user, alert).require()

    form = SureForm(posted(request))
    if attempt(form, partial(actions.end_alert, alert=alert), by=request.user):
        messages.success(request, _("Ended. It no longer shows; that it was is kept."))
        return redirect(alert.person)

    title = _("End this alert")
    context: dict[str, Any] = {"template": TEMPLATE, "alert": alert, "button": _("End it")}
    return form_page(request, form, title=title, about=alert.person, what=SEEN_AS, **context)
