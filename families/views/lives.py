"""Where someone has lived, as they tell it: read by them and by who works closely with them, and written down by either."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import attempt, posted
from families.actions.lives import change_life_place, record_life_place
from families.forms.lives import ChangeLifePlaceForm, ChangeOurPlaceForm, NewLifePlaceForm, OurPlaceForm
from families.models import LifePlace, Person
from families.queries.granting import is_under_age
from families.queries.lives import draft_of_change, draft_of_new, places_lived
from families.rules.people import can_change_life_place, can_read_of_their_life, can_write_of_their_life
from families.views.drafts import DraftHere
from families.views.noting import note_page_of
from families.views.writing import form_page


@require_safe
def person_places(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_read_of_their_life(request.user, person).require()

    note_page_of(person, what="families:person-places", named={person.pk}, by=request.user)
    context = {
        "person": person,
        "places": places_lived(person, request.user),
        "can_write": can_write_of_their_life(request.user, person),
        "is_child": is_under_age(person),
        "section": "ours" if _is_ours(request) else "families",
    }
    return render(request, "families/life_places.html", context)


@require_http_methods(["GET", "POST", "PUT"])
def life_place_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_write_of_their_life(request.user, person).require()

    draft = _draft(request, draft_of_new(person), person)
    if kept := draft.kept():
        return kept
    form = (OurPlaceForm if _is_ours(request) else NewLifePlaceForm)(posted(request), begun=draft.words)
    if later := draft.left(form):
        return later
    if attempt(form, record_life_place, person=person, by=request.user):
        return _done(request, draft)
    title = _("A place where %(name)s has lived") % {"name": person.known_as}
    return _form_page(request, form, draft, person, title=title, what="families:life-place-add")


@require_http_methods(["GET", "POST", "PUT"])
def life_place_change(request: UserRequest, pk: UUID) -> HttpResponse:
    standing = LifePlace.objects.visible_to(request.user).standing().select_related("person")
    place = get_object_or_404(standing, pk=pk)
    can_change_life_place(request.user, place).require()

    draft = _draft(request, draft_of_change(place), place.person)
    if kept := draft.kept():
        return kept
    form_of = ChangeOurPlaceForm if _is_ours(request) else ChangeLifePlaceForm
    form = form_of(posted(request), place=place, begun=draft.words)
    if later := draft.left(form):
        return later
    if attempt(form, change_life_place, place=place, by=request.user):
        return _done(request, draft)
    title = _("A place where %(name)s has lived") % {"name": place.person}
    return _form_page(request, form, draft, place.person, title=title, what="families:life-place-change")


def _is_ours(request: UserRequest) -> bool:
    return request.user.kind == User.Kind.FAMILY


def _draft(request: UserRequest, form: str, person: Person) -> DraftHere:
    return DraftHere(request, family=None, form=form, back=reverse("families:person-places", args=[person.pk]))


def _done(request: UserRequest, draft: DraftHere) -> HttpResponse:
    draft.finish()
    messages.success(request, _("Written down."))
    return redirect(draft.back)


def _form_page(
    request: UserRequest, form: forms.Form, draft: DraftHere, person: Person, *, title: str, what: str
) -> HttpResponse:
    context: dict[str, Any] = {"back": draft.back, "draft": draft.row, "template": "families/life_place_form.html"}
    context |= {"frame": "base.html", "back_text": person}
    if _is_ours(request):
        title = _("A place where I’ve lived")
        context |= {"frame": "family_base.html", "back_text": _("Places I’ve lived")}
    return form_page(request, form, title=title, about=person, what=what, **context)
