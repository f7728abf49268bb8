"""Writing down who was born together, and brothers or sisters of whom nobody knows who they are; and putting it right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.births import correct_born_together, record_unknown_siblings
from families.actions.kinship import end_fact
from families.actions.relatives import add_born_together
from families.forms.births import BornTogetherForm, CorrectBornTogetherForm, NowKnownForm, UnknownSiblingsForm
from families.models import MultipleBirth, Person, UnknownSiblings
from families.queries.families import leads_for
from families.queries.near import siblings_of
from families.rules.people import can_edit_person
from families.views.writing import form_page, say


@require_http_methods(["GET", "POST"])
def born_together_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    siblings = siblings_of(person, request.user)
    if not siblings:
        messages.info(
            request, _("Write down the brother or sister first: the form asks whether they were born together.")
        )
        return redirect("families:sibling-add", person.pk)
    form = BornTogetherForm(
        posted(request), people=siblings, family=None, may_restrict=leads_for(person, request.user), about=person
    )
    if written := attempt(form, add_born_together, person=person, by=request.user):
        say(request, written, _("Written down that they were born together."))
        return redirect(person)

    title = _("Whom was %(name)s born together with?") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:born-together-add")


@require_http_methods(["GET", "POST"])
def born_together_change(request: UserRequest, pk: UUID) -> HttpResponse:
    births = MultipleBirth.objects.visible_to(request.user).standing().select_related("a", "b")
    birth = get_object_or_404(births, pk=pk)
    (can_edit_person(request.user, birth.a) or can_edit_person(request.user, birth.b)).require()

    form = CorrectBornTogetherForm(posted(request), birth=birth)
    if attempt(form, correct_born_together, birth=birth, by=request.user):
        messages.success(request, _("Put right. What was written before is kept in what changed."))
        return redirect(birth.a)

    title = _("%(one)s and %(other)s, born together") % {"one": birth.a, "other": birth.b}
    what = "families:born-together-change"
    return form_page(request, form, title=title, about=birth.a, also=[birth.b_id], what=what)


@require_http_methods(["GET", "POST"])
def unknown_siblings_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = UnknownSiblingsForm(posted(request), about=person, may_restrict=leads_for(person, request.user))
    if written := attempt(form, record_unknown_siblings, person=person, by=request.user):
        say(request, written, _("Written down. Say so when they become known."))
        return redirect("families:person-facts", person.pk)

    title = _("%(name)s has brothers or sisters, and nobody knows who") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:unknown-siblings-add")


@require_http_methods(["GET", "POST"])
def unknown_siblings_end(request: UserRequest, pk: UUID) -> HttpResponse:
    facts = UnknownSiblings.objects.visible_to(request.user).select_related("person")
    fact = get_object_or_404(facts, pk=pk)
    can_edit_person(request.user, fact.person).require()

    form = NowKnownForm(posted(request), fact=fact)
    if written := attempt(form, end_fact, fact=fact, by=request.user):
        say(request, written, _("Written down. Add the brother or sister now, if they are not there yet."))
        return redirect("families:person-facts", fact.person_id)

    title = _("The brothers and sisters of %(name)s are known now") % {"name": fact.person}
    return form_page(request, form, title=title, about=fact.person, what="families:unknown-siblings-end")
