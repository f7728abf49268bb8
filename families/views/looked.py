"""Who has looked. Each of these pages is itself a look, and is written down as one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from families.forms.history import OnForm
from families.queries import history
from families.queries import looked as queries
from families.queries.as_it_was import as_it_was
from families.rules.access import works_here
from families.rules.looked import can_see_access_log, can_see_our_looks, can_see_who_looked
from families.views.noting import note_page_of


@require_safe
def our_looked(request: UserRequest) -> HttpResponse:
    can_see_our_looks(request.user).require()

    page = queries.our_looks(request.user, request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:our-looked",
        people=[person.pk for person in page.people],
        by=request.user,
    )
    return render(request, "families/our_looked.html", {"page": page, "section": "ours"})


@require_safe
def family_looked(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.family_looks(pk, request.user, request.GET.get("after", ""))
    can_see_who_looked(request.user).require()

    looked_at(kind=AccessEvent.Kind.VIEW, what="families:family-looked", families=[pk], record=pk, by=request.user)
    return render(request, "families/looked.html", {"page": page, "section": "families"})


@require_safe
def person_looked(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.person_looks(pk, request.user, request.GET.get("after", ""))
    can_see_who_looked(request.user).require()

    looked_at(kind=AccessEvent.Kind.VIEW, what="families:person-looked", people=[pk], record=pk, by=request.user)
    return render(request, "families/looked.html", {"page": page, "section": "families"})


@require_safe
def access_log(request: UserRequest) -> HttpResponse:
    can_see_access_log(request.user).require()

    attempts = "attempts" in request.GET
    page = queries.access_log(request.user, request.GET.get("after", ""), attempts=attempts)
    looked_at(kind=AccessEvent.Kind.LIST, what="families:access-log", by=request.user)
    return render(request, "families/access_log.html", {"page": page, "attempts": attempts})


@require_safe
def person_changes(request: UserRequest, pk: UUID) -> HttpResponse:
    page = history.what_changed(pk, request.user, request.GET.get("after", ""))
    works_here(request.user).require()

    note_page_of(page.person, what="families:person-changes", named=page.named, by=request.user)
    return render(request, "families/person_changes.html", {"page": page, "section": "families"})


@require_safe
def person_as_it_was(request: UserRequest, pk: UUID) -> HttpResponse:
    form = OnForm(request.GET if "on" in request.GET else None)
    page = as_it_was(pk, request.user, form.cleaned_data["on"] if form.is_valid() else None)
    works_here(request.user).require()

    note_page_of(page.person, what="families:person-as-it-was", named=page.named, by=request.user)
    context = {"page": page, "form": form, "section": "families"}
    return render(request, "families/person_as_it_was.html", context, status=422 if form.errors else 200)
