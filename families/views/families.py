"""My families: the list, beginning one, changing one, and its people."""

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
from families.actions.members import add_to_family, begin_family_with
from families.actions.people import change_family
from families.forms.families import FamilyBeginForm, FamilyChangeForm, FirstPeople, first_people
from families.forms.people import PersonForm
from families.models import Family
from families.queries import families as queries
from families.rules.access import can_arrange_involvement, can_see_intake, works_here
from families.rules.bringing import can_bring_in
from families.rules.people import can_begin_family, can_edit_family
from families.views.writing import form_page, note_who_is_offered, way_back


@require_safe
def family_list(request: UserRequest) -> HttpResponse:
    works_here(request.user).require()

    page = queries.family_list(request.user, request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="families:family-list",
        families=[family.pk for family in page.rows],
        people=[one.person_id for family in page.rows for one in family.members],  # type: ignore[attr-defined]
        by=request.user,
    )
    context = {
        "page": page,
        "can_begin_family": can_begin_family(request.user),
        "can_see_intake": can_see_intake(request.user),
        "section": "families",
    }
    return render(request, "families/family_list.html", context)


@require_http_methods(["GET", "POST"])
def family_begin(request: UserRequest) -> HttpResponse:
    can_begin_family(request.user).require()

    form = FamilyBeginForm(posted(request), localities=queries.localities(request.user))
    people = FirstPeople(posted(request), prefix="people", form_kwargs={"user": request.user})
    if people.is_valid():
        if family := attempt(form, begin_family_with, people=first_people(people), by=request.user):
            messages.success(request, _("The family has begun, and you are alongside it."))
            return redirect(family)
    elif people.is_bound:
        form.add_error(None, _("Look again at the people below."))

    note_who_is_offered(request, *people, what="families:family-begin")
    context = {"form": form, "people": people, "section": "families"}
    return render(request, "families/family_begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def family_change(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_edit_family(request.user, family).require()

    initial = FamilyChangeForm.of(family)
    form = FamilyChangeForm(posted(request), initial=initial, localities=queries.localities(request.user))
    if attempt(form, change_family, family=family, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(family)

    return form_page(request, form, title=_("Change the family"), about=family, what="families:family-change")


@require_safe
def family_people(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.family_people(pk, request.user)
    works_here(request.user).require()

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:family-people",
        families=[page.family.pk],
        people=page.people,
        by=request.user,
    )
    context = {
        "page": page,
        "family": page.family,
        "can_edit_family": can_edit_family(request.user, page.family),
        "can_arrange": can_arrange_involvement(request.user, page.family),
        "can_bring_in": can_bring_in(request.user, page.family),
        "section": "families",
    }
    return render(request, "families/family_people.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_edit_family(request.user, family).require()

    localities, back = queries.localities(request.user), way_back(request)
    form = PersonForm(posted(request), user=request.user, localities=localities)
    if person := attempt(form, add_to_family, family=family, by=request.user):
        messages.success(request, _("%(name)s is in the family now.") % {"name": person.known_as})
        return redirect(back or family)

    theirs = list(queries.people_in(family, request.user))
    return form_page(
        request,
        form,
        title=_("Add someone"),
        about=family,
        what="families:person-add",
        also=[person.pk for person in theirs],
        template="families/person_add.html",
        back=back,
        relatives_of=theirs,
    )
