"""Who works with a family: beginning, ending and handing over, and what the family reads of it."""

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
from database import clock
from families.actions.access import begin_involvement, end_involvement, hand_over, say_goodbye
from families.forms.access import GoodbyeForm, HandOverForm, InvolvementEndForm, InvolvementForm
from families.models import Family, Involvement
from families.queries import alongside as queries
from families.queries.families import practitioners
from families.rules.access import can_arrange_involvement, can_hand_over, can_say_goodbye
from families.rules.looked import can_see_our_looks
from families.views.writing import form_page, say


@require_http_methods(["GET", "POST"])
def involvement_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_arrange_involvement(request.user, family).require()

    form = InvolvementForm(
        posted(request),
        practitioners=practitioners(request.user),
        knowing=queries.who_know(family, request.user),
        initial={"since": clock.today()},
    )
    if begun := attempt(form, begin_involvement, family=family, by=request.user):
        say(request, begun, _("%(name)s is alongside the family.") % {"name": form.cleaned_data["practitioner"]})
        return redirect("families:family-people", family.pk)

    return form_page(request, form, title=_("Someone comes alongside"), about=family, what="families:involvement-begin")


@require_http_methods(["GET", "POST"])
def involvement_end(request: UserRequest, pk: UUID) -> HttpResponse:
    involvement = _involvement(request, pk)
    can_arrange_involvement(request.user, involvement.family).require()

    form = InvolvementEndForm(posted(request), fact=involvement, user=request.user)
    if written := attempt(form, end_involvement, involvement=involvement, by=request.user):
        say(request, written, _("Written down. They can read for 30 days more, then no longer."))
        return _after(request, involvement)

    title = _("%(name)s no longer works with the family") % {"name": involvement.practitioner}
    return form_page(request, form, title=title, about=involvement.family, what="families:involvement-end")


@require_http_methods(["GET", "POST"])
def involvement_hand_over(request: UserRequest, pk: UUID) -> HttpResponse:
    involvement = _involvement(request, pk)
    can_hand_over(request.user, involvement).require()

    others = practitioners(request.user).exclude(pk=involvement.practitioner_id)
    form = HandOverForm(
        posted(request),
        practitioners=others,
        knowing=queries.who_know(involvement.family, request.user),
        fact=involvement,
        user=request.user,
        initial={"on": clock.today()},
    )
    if begun := attempt(form, hand_over, involvement=involvement, by=request.user):
        say(request, begun, _("%(name)s comes next.") % {"name": form.cleaned_data["practitioner"]})
        return _after(request, involvement)

    title = _("%(name)s hands over to someone else") % {"name": involvement.practitioner}
    return form_page(request, form, title=title, about=involvement.family, what="families:involvement-hand-over")


@require_http_methods(["GET", "POST"])
def involvement_goodbye(request: UserRequest, pk: UUID) -> HttpResponse:
    involvement = _involvement(request, pk)
    can_say_goodbye(request.user, involvement).require()

    form = GoodbyeForm(posted(request), fact=involvement, user=request.user)
    if attempt(form, say_goodbye, involvement=involvement, by=request.user):
        messages.success(request, _("Written down."))
        return redirect(involvement.family)

    title = _("How %(name)s said goodbye") % {"name": involvement.practitioner}
    return form_page(request, form, title=title, about=involvement.family, what="families:involvement-goodbye")


def _after(request: UserRequest, involvement: Involvement) -> HttpResponse:
    """Who is alongside now; for whoever has just closed the family to themselves, their families."""
    seen = Family.objects.visible_to(request.user).filter(pk=involvement.family_id)
    return (
        redirect("families:family-people", involvement.family_id) if seen.exists() else redirect("families:family-list")
    )


def _involvement(request: UserRequest, pk: UUID) -> Involvement:
    involvements = Involvement.objects.visible_to(request.user).select_related("family", "practitioner")
    return get_object_or_404(involvements, pk=pk)


@require_safe
def our_alongside(request: UserRequest) -> HttpResponse:
    """A family's own page of everyone who has worked with it."""
    can_see_our_looks(request.user).require()

    page = queries.our_alongside(request.user)
    families = [one.family.pk for one in page]
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-alongside", families=families, by=request.user)
    return render(request, "families/our_alongside.html", {"page": page, "section": "ours"})
