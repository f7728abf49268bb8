"""Breaking the glass: the reason before, the way to stop, and the look afterwards (domain.md §9.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from families.actions import emergency as actions
from families.forms.emergency import EmergencyForm, GlassForm, ReviewForm
from families.models import EmergencyAccess
from families.queries import emergency as queries
from families.rules import emergency as rules


@require_http_methods(["GET", "POST"])
def record_open(request: UserRequest, pk: UUID) -> HttpResponse:
    record, people = queries.closed_record(pk, request.user)
    rules.can_break_glass(request.user, record).require()

    form = GlassForm(posted(request))
    if attempt(form, actions.break_glass, target=record, by=request.user):
        _say_opened(request)
        return redirect(record)

    title = _("Open what is closed about %(names)s") % {"names": queries.names_of(people)}
    named = [person.pk for person in people]
    return _glass_page(request, form, title=title, what="families:record-open", people=named, record=record.pk)


@require_http_methods(["GET", "POST"])
def person_open(request: UserRequest, pk: UUID) -> HttpResponse:
    person = queries.closed_person(pk, request.user)
    rules.can_break_glass(request.user, person).require()

    form = GlassForm(posted(request))
    if attempt(form, actions.break_glass, target=person, by=request.user):
        _say_opened(request)
        return redirect(person)

    title = _("Open what is restricted")
    return _glass_page(request, form, title=title, what="families:person-open", people=[pk], record=pk)


@require_http_methods(["GET", "POST"])
def emergency(request: UserRequest) -> HttpResponse:
    """The family of someone whom a caller names, out of hours or for a colleague who is away."""
    rules.can_open_in_an_emergency(request.user).require()

    form = EmergencyForm(posted(request))
    if found := attempt(form, actions.open_in_an_emergency, by=request.user):
        looked_at(
            kind=AccessEvent.Kind.SEARCH,
            what="families:emergency",
            families=[family.pk for family in found],
            by=request.user,
        )
        _say_opened(request)
        return redirect(found[0])

    return _glass_page(request, form, title=_("Open a family in an emergency"), what="families:emergency")


def _say_opened(request: UserRequest) -> None:
    messages.success(request, _("Open for four hours. Someone else looks at this afterwards."))


def _glass_page(
    request: UserRequest,
    form: forms.Form,
    *,
    title: str,
    what: str,
    people: Iterable[UUID] = (),
    record: UUID | None = None,
) -> HttpResponse:
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, people=people, record=record, by=request.user)
    context: dict[str, Any] = {"form": form, "title": title, "section": "families"}
    return render(request, "families/break_glass.html", context, status=422 if form.errors else 200)


@require_POST
def emergency_stop(request: UserRequest, pk: UUID) -> HttpResponse:
    access = get_object_or_404(EmergencyAccess.objects.visible_to(request.user), pk=pk)
    rules.can_stop(request.user, access).require()
    actions.end_emergency_access(access=access, by=request.user)
    messages.success(request, _("Closed again."))
    return redirect("/")


@require_safe
def emergency_reviews(request: UserRequest) -> HttpResponse:
    rules.can_look_afterwards(request.user).require()
    page = queries.to_review(request.user, request.GET.get("after", ""))
    # It names nobody whom it is about: a parent would read in “who has looked” that something of the child was opened.
    looked_at(kind=AccessEvent.Kind.LIST, what="families:emergency-reviews", by=request.user)
    return render(request, "families/emergency_reviews.html", {"page": page, "section": "today"})


@require_http_methods(["GET", "POST"])
def emergency_review(request: UserRequest, pk: UUID) -> HttpResponse:
    opened = queries.review(pk, request.user)
    rules.can_review_emergency_access(request.user, opened.access).require()

    form = ReviewForm(posted(request))
    if attempt(form, actions.review_emergency_access, access=opened.access, by=request.user):
        messages.success(request, _("Written down. They read it from the day that you gave."))
        return redirect("families:emergency-reviews")

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:emergency-review",
        families=opened.families,
        people=opened.people,
        record=opened.access.record_id,
        by=request.user,
    )
    context = {"opened": opened, "form": form, "section": "today"}
    return render(request, "families/emergency_review.html", context, status=422 if form.errors else 200)
