"""Where people live, and how to reach them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.contact import end_contact, identify, move_in, record_contact_point, record_residence
from families.forms.contact import ContactPointForm, NumberForm, ResidenceForm
from families.forms.fields import EndForm
from families.models import ContactPoint, Person, Residence
from families.queries.near import addresses_near
from families.rules.people import can_edit_person
from families.views.writing import form_page, say


@require_http_methods(["GET", "POST"])
def residence_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = ResidenceForm(posted(request), addresses=addresses_near(person, request.user))
    record = move_in if form.names_a_known_address() else record_residence
    if written := attempt(form, record, person=person, by=request.user):
        say(request, written, _("Home recorded."))
        return redirect(person)

    title = _("Where %(name)s lives or stays") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:residence-add")


@require_http_methods(["GET", "POST"])
def residence_end(request: UserRequest, pk: UUID) -> HttpResponse:
    homes = Residence.objects.visible_to(request.user).select_related("person", "address")
    residence = get_object_or_404(homes, pk=pk)
    can_edit_person(request.user, residence.person).require()

    form = EndForm(posted(request), fact=residence)
    if written := attempt(form, end_contact, fact=residence, by=request.user):
        say(request, written, _("Written down. That they lived there stays in the story."))
        return redirect(residence.person)

    title = _("%(name)s no longer lives at %(address)s") % {"name": residence.person, "address": residence.address}
    return form_page(request, form, title=title, about=residence.person, what="families:residence-end")


@require_http_methods(["GET", "POST"])
def contact_point_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = ContactPointForm(posted(request))
    if written := attempt(form, record_contact_point, person=person, by=request.user):
        say(request, written, _("Written down, with what is safe."))
        return redirect(person)

    title = _("How to reach %(name)s safely") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:contact-point-add")


@require_http_methods(["GET", "POST"])
def contact_point_end(request: UserRequest, pk: UUID) -> HttpResponse:
    points = ContactPoint.objects.visible_to(request.user).select_related("person")
    point = get_object_or_404(points, pk=pk)
    can_edit_person(request.user, point.person).require()

    form = EndForm(posted(request), fact=point)
    if written := attempt(form, end_contact, fact=point, by=request.user):
        say(request, written, _("Written down: no one is reached that way any more."))
        return redirect(point.person)

    title = _("%(name)s is no longer reached by %(point)s") % {"name": point.person, "point": point.value}
    return form_page(request, form, title=title, about=point.person, what="families:contact-point-end")


@require_http_methods(["GET", "POST"])
def number_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = NumberForm(posted(request))
    if written := attempt(form, identify, person=person, by=request.user):
        say(request, written, _("They can be found by that number now."))
        return redirect("families:person-facts", person.pk)

    title = _("What another system calls %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:number-add")
