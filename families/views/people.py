"""A person: what is written of them, their names, the families they belong to, and those in none yet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from families.actions.members import place_person
from families.actions.people import add_name, change_person, end_membership, end_name
from families.forms.families import MembershipForm
from families.forms.fields import EndForm
from families.forms.people import NameForm, PersonChangeForm
from families.models import FamilyMembership, Person, PersonName
from families.queries import families as queries
from families.rules.access import can_see_intake, works_here
from families.rules.looked import can_see_who_looked
from families.rules.people import can_edit_family, can_edit_person, can_write_of_their_life
from families.views.writing import form_page


@require_http_methods(["GET", "POST"])
def person_change(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    localities = queries.home_localities(person, request.user)
    form = PersonChangeForm(posted(request), initial=PersonChangeForm.of(person), localities=localities)
    if attempt(form, change_person, person=person, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(person)

    title = _("Change what is written about %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:person-change")


@require_safe
def person_facts(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.person_facts(pk, request.user)
    works_here(request.user).require()

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:person-facts",
        families=[membership.family_id for membership in page.memberships],
        people=page.people,
        record=page.person.pk,
        by=request.user,
    )
    context = {
        "page": page,
        "person": page.person,
        "can_edit_person": can_edit_person(request.user, page.person),
        "can_write_of_their_life": can_write_of_their_life(request.user, page.person),
        "can_see_who_looked": can_see_who_looked(request.user),
        "section": "families",
    }
    return render(request, "families/person_facts.html", context)


@require_http_methods(["GET", "POST"])
def name_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = NameForm(posted(request))
    if name := attempt(form, add_name, person=person, by=request.user):
        theirs = _("Written down. Only they and their lead worker read it, and find them by it.")
        messages.success(request, theirs if name.is_restricted else _("They can be found by that name now."))
        return redirect(person)

    title = _("Another name of %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:name-add")


@require_http_methods(["GET", "POST"])
def name_end(request: UserRequest, pk: UUID) -> HttpResponse:
    name = get_object_or_404(PersonName.objects.visible_to(request.user).select_related("person"), pk=pk)
    can_edit_person(request.user, name.person).require()

    form = EndForm(posted(request), fact=name)
    if attempt(form, end_name, name=name, by=request.user):
        messages.success(request, _("Written down. They are still found by that name."))
        return redirect(name.person)

    title = _("They no longer go by %(name)s") % {"name": name.text}
    return form_page(request, form, title=title, about=name.person, what="families:name-end")


@require_http_methods(["GET", "POST"])
def membership_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = MembershipForm(posted(request), families=queries.families_worked_with(request.user))
    if membership := attempt(form, place_person, person=person, by=request.user):
        messages.success(request, _("%(name)s is in the family now.") % {"name": person.known_as})
        return redirect(membership.family)

    title = _("Which family does %(name)s belong to?") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:membership-add")


@require_http_methods(["GET", "POST"])
def membership_end(request: UserRequest, pk: UUID) -> HttpResponse:
    memberships = FamilyMembership.objects.visible_to(request.user).select_related("family", "person")
    membership = get_object_or_404(memberships, pk=pk)
    can_edit_family(request.user, membership.family).require()

    form = EndForm(posted(request), fact=membership)
    if attempt(form, end_membership, membership=membership, by=request.user):
        messages.success(request, _("Written down. That they were in the family stays in its story."))
        return redirect(membership.family)

    title = _("%(name)s is no longer in the family") % {"name": membership.person.known_as}
    family, also = membership.family, [membership.person_id]
    return form_page(request, form, title=title, about=family, also=also, what="families:membership-end")


@require_safe
def intake_list(request: UserRequest) -> HttpResponse:
    can_see_intake(request.user).require()

    page = queries.without_family(request.user, request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="families:intake-list",
        people=[person.pk for person in page.rows],
        by=request.user,
    )
    return render(request, "families/intake_list.html", {"page": page, "section": "families"})
