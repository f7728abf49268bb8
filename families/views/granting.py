"""Letting someone help, a child's own say, what one said yes to, and taking each back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from families.actions import granting
from families.forms.granting import HelperForm, HelperOnBehalfForm, OwnSayForm
from families.models import HelperAccess, OwnSay, Person
from families.queries import granting as queries
from families.rules import granting as rules
from families.views.writing import form_page


@require_safe
def our_helpers(request: UserRequest) -> HttpResponse:
    rules.can_see_our_helpers(request.user).require()
    page = queries.our_helpers(request.user)
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-helpers", people=page.people, by=request.user)
    return render(request, "families/our_helpers.html", {"page": page, "section": "ours"})


@require_http_methods(["GET", "POST"])
def our_helper_add(request: UserRequest) -> HttpResponse:
    rules.can_see_our_helpers(request.user).require()
    owner = queries.oneself(request.user)
    if owner is None:
        raise Http404

    helpers = queries.possible_helpers(owner, request.user)
    form = HelperForm(posted(request), helpers=helpers)
    if given := attempt(form, granting.let_help, owner=owner, by=request.user):
        messages.success(request, _("%(name)s can help you now.") % {"name": given.helper})
        return redirect("families:our-helpers")

    people = [owner.pk, *_accounts(helpers)]
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-helper-add", people=people, by=request.user)
    context = {"form": form, "has_anyone": helpers.exists(), "section": "ours"}
    return render(request, "families/our_helper_form.html", context, status=422 if form.errors else 200)


@require_safe
def our_agreements(request: UserRequest) -> HttpResponse:
    rules.can_see_our_agreements(request.user).require()
    page = queries.our_agreements(request.user)
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-agreements", people=page.people, by=request.user)
    return render(request, "families/our_agreements.html", {"page": page, "section": "ours"})


@require_http_methods(["GET", "POST"])
def helper_add(request: UserRequest, pk: UUID) -> HttpResponse:
    """On behalf of whose it is."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rules.can_let_help(request.user, person).require()

    helpers = queries.possible_helpers(person, request.user)
    form = HelperOnBehalfForm(posted(request), helpers=helpers)
    if given := attempt(form, granting.let_help, owner=person, by=request.user):
        messages.success(request, _("%(name)s can help them now.") % {"name": given.helper})
        return redirect("families:who-may-see", pk)

    title = _("%(name)s lets someone help") % {"name": person.known_as}
    return form_page(request, form, title=title, about=person, what="families:helper-add", also=_accounts(helpers))


def _accounts(users: QuerySet[User]) -> list[UUID]:
    """Which people of the family they are; advocates are nobody's."""
    own = users.filter(person_account__isnull=False)
    return list(own.values_list("person_account__person", flat=True))


@require_POST
def help_take_back(request: UserRequest, pk: UUID) -> HttpResponse:
    access = get_object_or_404(HelperAccess.objects.visible_to(request.user).select_related("owner", "helper"), pk=pk)
    rules.can_take_back_help(request.user, access).require()
    granting.take_back_help(access=access, by=request.user)
    messages.success(request, _("Taken back. It has ended."))
    return _back(request, access.owner_id)


@require_http_methods(["GET", "POST"])
def own_say_add(request: UserRequest, pk: UUID) -> HttpResponse:
    child = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rules.can_note_own_say(request.user, child).require()

    holders = queries.holders_of(child, request.user)
    form = OwnSayForm(posted(request), holders=holders)
    if attempt(form, granting.note_own_say, child=child, by=request.user):
        messages.success(
            request, _("Written down. From today they read nothing for %(name)s.") % {"name": child.known_as}
        )
        return redirect("families:who-may-see", pk)

    title = _("%(name)s does not want a parent to read") % {"name": child.known_as}
    also = [holder.pk for holder in holders]
    return form_page(request, form, title=title, about=child, what="families:own-say-add", also=also)


@require_POST
def own_say_end(request: UserRequest, pk: UUID) -> HttpResponse:
    say = get_object_or_404(OwnSay.objects.visible_to(request.user).select_related("child"), pk=pk)
    rules.can_end_own_say(request.user, say).require()
    granting.end_own_say(say=say, by=request.user)
    messages.success(request, _("Written down. Who reads for a child may read again."))
    return _back(request, say.child_id)


def _back(request: UserRequest, person: UUID) -> HttpResponse:
    if request.user.kind == User.Kind.FAMILY:
        return redirect("families:our-helpers")
    return redirect("families:who-may-see", person)
