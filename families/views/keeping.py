"""Who may see whom: blocks, restrictions, whom one knows, and what people agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from families.actions import granting, keeping
from families.forms.fields import EndForm
from families.forms.keeping import AgreementForm, BlockForm, EndKeepingForm, InterestForm, RestrictionForm
from families.forms.versions import caught_up
from families.models import AccessBlock, Agreement, DeclaredInterest, Family, Person, Restriction
from families.queries import keeping as queries
from families.queries.near import people_near
from families.rules import keeping as rules
from families.rules.access import works_here
from families.rules.granting import can_let_help, can_note_own_say, can_take_back_agreement
from families.views.noting import note_page_of
from families.views.writing import form_page


@require_safe
def who_may_see(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.who_may_see(pk, request.user)
    works_here(request.user).require()
    note_page_of(page.person, what="families:who-may-see", named=page.people, by=request.user)
    context = {
        "page": page,
        "person": page.person,
        "can_keep_apart": rules.can_keep_apart(request.user, page.person),
        "can_record_agreement": rules.can_record_agreement(request.user, page.person),
        "can_declare_interest": rules.can_declare_interest(request.user),
        "can_let_help": can_let_help(request.user, page.person),
        "can_note_own_say": can_note_own_say(request.user, page.person),
        "section": "families",
    }
    return render(request, "families/who_may_see.html", context)


@require_http_methods(["GET", "POST"])
def block_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    rules.can_keep_apart(request.user, person).require()

    form = BlockForm(posted(request), people=people_near(person, request.user))
    if attempt(form, keeping.set_block, protected=person, by=request.user):
        messages.success(request, _("Done. To them it is as if %(name)s were not here.") % {"name": person.known_as})
        return redirect("families:who-may-see", person.pk)

    title = _("Keep %(name)s from someone") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:block-add")


@require_http_methods(["GET", "POST"])
def block_end(request: UserRequest, pk: UUID) -> HttpResponse:
    block = get_object_or_404(queries.blocks_named_to(request.user), pk=pk, protected_person__isnull=False)
    person = _person(request, block.protected_person_id)
    rules.can_keep_apart(request.user, person).require()

    title = _("Let %(viewer)s see %(name)s again") % {"viewer": block.viewer_person, "name": person.known_as}
    also = [block.viewer_person_id] if block.viewer_person_id else []
    return _end(request, block, person, title=title, also=also, what="families:block-end")


@require_http_methods(["GET", "POST"])
def restriction_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    rules.can_restrict(request.user, person).require()

    form = RestrictionForm(posted(request), colleagues=queries.colleagues(request.user))
    if attempt(form, keeping.restrict, what=person, by=request.user):
        messages.success(request, _("Done. Only those who are named see %(name)s.") % {"name": person.known_as})
        return redirect("families:who-may-see", person.pk)

    title = _("Let only named people see %(name)s") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:restriction-add")


@require_http_methods(["GET", "POST"])
def restriction_end(request: UserRequest, pk: UUID) -> HttpResponse:
    held = Restriction.objects.visible_to(request.user).in_force()
    restriction = get_object_or_404(held, pk=pk, person__isnull=False)
    person = _person(request, restriction.person_id)
    rules.can_restrict(request.user, person).require()

    title = _("%(name)s is no longer for named people only") % {"name": person.known_as}
    return _end(request, restriction, person, title=title, what="families:restriction-end")


def _end(
    request: UserRequest,
    held: AccessBlock | Restriction,
    person: Person,
    *,
    title: str,
    what: str,
    also: Iterable[UUID] = (),
) -> HttpResponse:
    form = EndKeepingForm(posted(request))
    if attempt(form, keeping.end_keeping, held=held, by=request.user):
        messages.success(request, _("Ended. That it was stays in the story."))
        return redirect("families:who-may-see", person.pk)

    return form_page(request, form, title=title, about=person, also=also, what=what)


@require_http_methods(["GET", "POST"])
def interest_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    rules.can_declare_interest(request.user).require()

    form = InterestForm(posted(request), families=queries.families_of(person, request.user))
    if attempt(form, _declare, person=person, by=request.user):
        messages.success(request, _("Written down. You see nothing of them here any more."))
        return redirect("families:interests")

    title = _("You know %(name)s from your own life") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:interest-add")


def _declare(*, kind: DeclaredInterest.Kind, family: Family | None, person: Person, by: User) -> DeclaredInterest:
    return keeping.declare_interest(practitioner=by.practitioner, known=family or person, kind=kind, by=by)


@require_safe
def interests(request: UserRequest) -> HttpResponse:
    works_here(request.user).require()
    context: dict[str, Any] = {"interests": queries.interests(request.user), "section": "families"}
    return render(request, "families/interests.html", context)


@require_http_methods(["GET", "POST"])
def interest_end(request: UserRequest, pk: UUID) -> HttpResponse:
    declared = DeclaredInterest.objects.visible_to(request.user).select_related("practitioner__team")
    interest = get_object_or_404(declared, pk=pk)
    rules.can_end_interest(request.user, interest).require()

    form = EndForm(posted(request), fact=interest)
    if attempt(form, keeping.end_interest, interest=interest, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:interests")

    looked_at(kind=AccessEvent.Kind.VIEW, what="families:interest-end", by=request.user)
    title = _("%(name)s may see them again") % {"name": interest.practitioner}
    context = {"form": form, "title": title, "theirs": caught_up(form), "section": "families"}
    return render(request, "families/interest_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def agreement_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    rules.can_record_agreement(request.user, person).require()

    form = AgreementForm(posted(request), people=people_near(person, request.user))
    if attempt(form, granting.record_agreement, person=person, by=request.user):
        messages.success(request, _("Written down. It can be taken back at any time, without a reason."))
        return redirect("families:who-may-see", person.pk)

    title = _("%(name)s said yes to something") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:agreement-add")


@require_POST
def agreement_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    agreements = Agreement.objects.visible_to(request.user).select_related("person", "given_by")
    agreement = get_object_or_404(agreements, pk=pk)
    can_take_back_agreement(request.user, agreement).require()
    granting.withdraw_agreement(agreement=agreement, by=request.user)
    messages.success(request, _("Taken back, from today."))
    if request.user.kind == User.Kind.FAMILY:
        return redirect("families:our-agreements")
    return redirect("families:who-may-see", agreement.person_id)


def _person(request: UserRequest, pk: UUID | None) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
