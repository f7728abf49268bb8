"""Where someone has lived, as they tell it: read by them and by who works closely with them, and written down."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import attempt, posted
from families.actions.lives import change_life_place, record_life_place
from families.forms.lives import ChangeLifePlaceForm, LifePlaceForm
from families.models import LifePlace, Person
from families.queries.granting import is_under_age
from families.queries.lives import places_lived
from families.rules.people import can_read_of_their_life, can_write_of_their_life
from families.views.noting import note_page_of
from families.views.writing import form_page


@require_safe
def person_places(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_read_of_their_life(request.user, person).require()

    note_page_of(person, what="families:person-places", named={person.pk}, by=request.user)
    is_staff = request.user.kind == User.Kind.STAFF
    context = {
        "person": person,
        "places": places_lived(person, request.user),
        "can_write": can_write_of_their_life(request.user, person) if is_staff else None,
        "is_child": is_under_age(person),
        "section": "families" if is_staff else "ours",
    }
    return render(request, "families/life_places.html", context)


@require_http_methods(["GET", "POST"])
def life_place_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_write_of_their_life(request.user, person).require()

    form = LifePlaceForm(posted(request))
    if attempt(form, record_life_place, person=person, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:person-places", person.pk)

    title = _("A place where %(name)s has lived") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:life-place-add")


@require_http_methods(["GET", "POST"])
def life_place_change(request: UserRequest, pk: UUID) -> HttpResponse:
    standing = LifePlace.objects.visible_to(request.user).standing().select_related("person")
    place = get_object_or_404(standing, pk=pk)
    can_write_of_their_life(request.user, place.person).require()

    form = ChangeLifePlaceForm(posted(request), place=place)
    if attempt(form, change_life_place, place=place, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:person-places", place.person_id)

    title = _("A place where %(name)s has lived") % {"name": place.person}
    return form_page(request, form, title=title, about=place.person, what="families:life-place-change")
