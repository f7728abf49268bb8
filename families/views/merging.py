"""Two who are written down and may be one: whom someone may be, what would become of both, and undoing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import PlainForm, attempt, posted
from families.actions.merging import merge_people, say_not_same, take_back_not_same, unmerge_people
from families.forms.merging import MergeForm
from families.models import NotSamePerson, Person
from families.queries import merging as queries
from families.queries.families import reads_home_locality
from families.rules.access import can_see_intake, works_here
from families.rules.merging import can_merge, can_unmerge
from families.rules.people import can_edit_person

TURNED = "turned"
"""The name of the button that keeps the other of the two instead."""


@require_safe
def same_as(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.same_as(pk, request.user)
    can_edit_person(request.user, page.person).require()

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:same-as",
        families=page.families,
        people=page.people,
        record=pk,
        by=request.user,
    )
    context = {
        "page": page,
        "person": page.person,
        "can_see_intake": can_see_intake(request.user),
        "section": "families",
    }
    return render(request, "families/same_as.html", context)


@require_http_methods(["GET", "POST"])
def person_merge(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    kept, merged = (_person(request, one) for one in (pk, other))
    can_merge(request.user, kept, merged).require()

    # By the button at the other two, asked the other way round: how one knows stays in its box.
    is_turned = TURNED in request.POST
    begun = {"why": request.POST.get("why", "")} if is_turned else {}
    reads_homes = all(not one.home_locality_id or reads_home_locality(one, request.user) for one in (kept, merged))
    form = MergeForm(
        None if is_turned else posted(request), kept=kept, merged=merged, reads_homes=reads_homes, initial=begun
    )
    if merge := attempt(form, merge_people, kept=kept, merged=merged, by=request.user):
        undo = reverse("families:merge-undo", args=[merge.pk])
        said = _("They are one person now. {} if it was a mistake.")
        messages.success(
            request, format_html(said, format_html('<a class="govuk-link" href="{}">{}</a>', undo, _("Undo it")))
        )
        return redirect(kept)

    page = queries.preview(kept, merged, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:person-merge",
        families=page.families,
        people=page.people,
        record=pk,
        by=request.user,
    )
    context = {"page": page, "form": form, "kept": kept, "merged": merged, "section": "families"}
    return render(request, "families/person_merge.html", context, status=422 if form.errors else 200)


@require_POST
def not_same(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    one, two = (_person(request, each) for each in (pk, other))
    can_merge(request.user, one, two).require()

    say_not_same(one=one, other=two, by=request.user)
    messages.success(request, _("Remembered: they are two people. Nobody is asked again."))
    return redirect("families:same-as", pk)


@require_POST
def may_be_same(request: UserRequest, pk: UUID, other: UUID) -> HttpResponse:
    a, b = sorted((_person(request, each) for each in (pk, other)), key=lambda person: person.pk)
    can_merge(request.user, a, b).require()

    said = get_object_or_404(NotSamePerson.objects.visible_to(request.user).standing(), a=a, b=b)
    take_back_not_same(said=said, by=request.user)
    messages.success(request, _("Taken back: they may be one person after all."))
    return redirect("families:same-as", pk)


@require_safe
def merge_list(request: UserRequest) -> HttpResponse:
    works_here(request.user).require()

    page = queries.merges(request.user, request.GET.get("after", ""))
    people = {pk for merge in page.rows for pk in (merge.kept_id, merge.merged_id)}
    looked_at(kind=AccessEvent.Kind.LIST, what="families:merge-list", people=people, by=request.user)
    return render(request, "families/merge_list.html", {"page": page, "section": "families"})


@require_http_methods(["GET", "POST"])
def merge_undo(request: UserRequest, pk: UUID) -> HttpResponse:
    merge = queries.merge_to_undo(pk, request.user)
    can_unmerge(request.user, merge).require()

    form = PlainForm(posted(request))
    if attempt(form, unmerge_people, merge=merge, by=request.user):
        messages.success(request, _("They are two people again, and what was written of each is back with them."))
        return redirect(merge.kept)

    people = [merge.kept_id, merge.merged_id]
    looked_at(
        kind=AccessEvent.Kind.VIEW, what="families:merge-undo", people=people, record=merge.kept_id, by=request.user
    )
    context = {"merge": merge, "form": form, "section": "families"}
    return render(request, "families/merge_undo.html", context, status=422 if form.errors else 200)


def _person(request: UserRequest, pk: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
