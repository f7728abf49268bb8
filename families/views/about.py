"""What someone says of themselves, on two pages: their ethnicity and faith are for those who read the whole record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.people import change_person, note_background
from families.forms.about import AboutForm, BackgroundForm
from families.models import Person, PersonBackground
from families.rules.people import can_edit_person, can_note_background
from families.views.writing import form_page


@require_http_methods(["GET", "POST"])
def person_about(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = AboutForm(posted(request), initial=AboutForm.of(person))
    if attempt(form, change_person, person=person, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(person)

    title = _("About %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:person-about")


@require_http_methods(["GET", "POST"])
def person_background(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_note_background(request.user, person).require()

    known = PersonBackground.objects.visible_to(request.user).filter(person=person).first()
    form = BackgroundForm(posted(request), initial=BackgroundForm.of(known))
    if attempt(form, note_background, person=person, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(person)

    title = _("Ethnicity and faith of %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:person-background")
