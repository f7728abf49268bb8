"""Writing down a pregnancy that was lost or ended, and whether it is drawn."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.losses import change_pregnancy_loss, record_pregnancy_loss
from families.forms.losses import ChangePregnancyLossForm, PregnancyLossForm
from families.models import Person, PregnancyLoss
from families.rules.people import can_write_of_their_life
from families.views.writing import form_page


@require_http_methods(["GET", "POST"])
def pregnancy_loss_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_write_of_their_life(request.user, person).require()

    form = PregnancyLossForm(posted(request))
    if attempt(form, record_pregnancy_loss, person=person, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:person-facts", person.pk)

    title = _("A pregnancy of %(name)s that was lost or ended") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:pregnancy-loss-add")


@require_http_methods(["GET", "POST"])
def pregnancy_loss_change(request: UserRequest, pk: UUID) -> HttpResponse:
    losses = PregnancyLoss.objects.visible_to(request.user).standing().select_related("person")
    loss = get_object_or_404(losses, pk=pk)
    can_write_of_their_life(request.user, loss.person).require()

    form = ChangePregnancyLossForm(posted(request), loss=loss)
    if attempt(form, change_pregnancy_loss, loss=loss, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:person-facts", loss.person_id)

    title = _("A pregnancy of %(name)s that was lost or ended") % {"name": loss.person}
    return form_page(request, form, title=title, about=loss.person, what="families:pregnancy-loss-change")
