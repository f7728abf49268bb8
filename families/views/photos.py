"""Someone’s photo: shown, put there with their yes, and taken away by whoever writes or by themselves."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, press
from families.actions.granting import put_photo, take_photo_away
from families.forms.photos import PhotoForm
from families.models import Person, PersonPhoto
from families.queries.granting import said_yes_to_a_photo
from families.queries.near import people_near
from families.rules.people import can_edit_person, can_take_photo_away
from families.views.writing import form_page


@require_safe
def person_photo(request: UserRequest, pk: UUID) -> HttpResponse:
    """The picture itself, kept by no browser (`keep_out_of_caches`) and taken for nothing else (`nosniff`)."""
    photo = get_object_or_404(PersonPhoto.objects.visible_to(request.user), person=pk)
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:person-photo", people=[pk], record=pk, by=request.user)
    return HttpResponse(bytes(photo.image), content_type="image/jpeg", headers={"Content-Disposition": "inline"})


@require_safe
def photo_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _theirs(request, pk)

    return _form_page(request, person, _form(request, person))


@require_POST
def photo_put(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _theirs(request, pk)

    form = _form(request, person, request.POST, request.FILES)
    if attempt(form, put_photo, person=person, by=request.user):
        messages.success(request, _("Saved. They can take it away again at any time."))
        return redirect(person)

    return _form_page(request, person, form)


@require_POST
def photo_take_away(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_take_photo_away(request.user, person).require()

    back = person if request.user.kind == User.Kind.STAFF else settings.LOGIN_REDIRECT_URL
    return press(request, partial(take_photo_away, person=person), back=back, done=_("The photo is gone."))


def _theirs(request: UserRequest, pk: UUID) -> Person:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()
    return person


def _form(request: UserRequest, person: Person, *sent: object) -> PhotoForm:
    return PhotoForm(*sent, people=people_near(person, request.user), has_said_yes=said_yes_to_a_photo(person))


def _form_page(request: UserRequest, person: Person, form: PhotoForm) -> HttpResponse:
    title = _("A photo of %(name)s") % {"name": person.known_as}
    template = "families/photo_form.html"
    return form_page(request, form, title=title, about=person, what="families:photo-add", template=template)
