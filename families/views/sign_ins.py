"""How someone of a family signs in: for the people who work with them, and for themselves when they are invited."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.entering import enter, this_place
from accounts.forms.sign_in import OwnDeviceForm
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from database.asker import acting_as
from families.actions.sign_ins import InvitationSpent, accept_invitation, end_family_sign_in, invite
from families.forms.sign_ins import InvitationForm
from families.models import Person, PersonAccount
from families.queries import sign_ins as queries
from families.rules.access import works_here
from families.rules.people import can_edit_person
from families.views.writing import form_page


@require_safe
def person_sign_in(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.person_sign_in(pk, request.user)
    works_here(request.user).require()

    people = [pk, *(person.pk for person in page.reads_for), *(account.person_id for account in page.read_by)]
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:person-sign-in", people=people, by=request.user)
    context = {
        "page": page,
        "person": page.person,
        "can_edit_person": can_edit_person(request.user, page.person),
        "section": "families",
    }
    return render(request, "families/person_sign_in.html", context)


@require_http_methods(["GET", "POST"])
def invitation_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    form = InvitationForm(posted(request), addresses=queries.safe_addresses(person, request.user))
    if attempt(form, invite, person=person, place=this_place(request), by=request.user):
        messages.success(request, _("The invitation is on its way. It can be used once, within seven days."))
        return redirect("families:person-sign-in", pk)

    title = _("Invite %(name)s to sign in") % {"name": person.known_as}
    template = "families/invitation_form.html"
    return form_page(request, form, title=title, about=person, what="families:invitation-add", template=template)


@require_POST
def sign_in_end(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()
    accounts = PersonAccount.objects.visible_to(request.user).select_related("user", "person")
    account = get_object_or_404(accounts, person=person)
    end_family_sign_in(account=account, by=request.user)
    messages.success(request, _("%(name)s is signed out, and can’t sign in any more.") % {"name": person.known_as})
    return redirect("families:person-sign-in", pk)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in the message leads. Opening it uses nothing up: programs that read mail open links too."""
    invited = queries.sign_in_invited(token)
    if invited is None:
        return render(request, "families/invitation_spent.html", status=404)
    with acting_as(invited.asker):
        return _take_up(request, token, invited)


def _take_up(request: HttpRequest, token: str, invited: User) -> HttpResponse:
    invitation = queries.invitation_in(token)
    form = OwnDeviceForm(request.POST if request.method == "POST" else None)
    if invitation and form.is_valid():
        try:
            user = accept_invitation(invitation=invitation, by=invited)
        except InvitationSpent:
            invitation = None
        else:
            to = reverse("mfa_add_webauthn") if form.is_own else "/"
            return enter(request, user, is_own_device=form.is_own, to=to)
    if invitation is None:
        return render(request, "families/invitation_spent.html", status=404)
    status = 422 if form.errors else 200
    return render(request, "families/invitation_accept.html", {"form": form}, status=status)
