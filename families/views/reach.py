"""What is written about someone of a family, and how they say they are reached."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted, press
from families.actions.reach import change_how_to_reach, say_how_to_reach, stop_reaching_by
from families.forms.reach import ReachMeForm, SafeForMeChangeForm
from families.forms.versions import caught_up
from families.models import Person
from families.queries import reach as queries
from families.queries.granting import is_under_age
from families.queries.own_facts import our_facts as facts_of
from families.rules.reach import can_read_our_facts, can_say_how_to_reach
from families.views.writing import say


@require_safe
def our_facts(request: UserRequest) -> HttpResponse:
    can_read_our_facts(request.user).require()
    page = facts_of(request.user)
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-facts", people=page.people, by=request.user)
    return render(request, "families/our_facts.html", {"page": page, "section": "ours"})


@require_safe
def our_reach(request: UserRequest) -> HttpResponse:
    can_say_how_to_reach(request.user).require()
    reached = queries.our_reach(request.user)
    people = [one.person.pk for one in reached]
    looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-reach", people=people, by=request.user)
    return render(request, "families/our_reach.html", {"reached": reached, "section": "ours"})


@require_http_methods(["GET", "POST"])
def our_reach_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(queries.people_to_say_for(request.user), pk=pk)
    can_say_how_to_reach(request.user).require()

    form = ReachMeForm(posted(request), **_of_whom(person, request))
    if written := attempt(form, say_how_to_reach, person=person, by=request.user):
        say(request, written, _("Written down. Whoever works with you reads it from now on."))
        return redirect("families:our-reach")

    title = _("A way to reach me")
    if not queries.is_oneself(person, request.user):
        title = _("A way to reach %(name)s") % {"name": person.known_as}
    return _form_page(request, form, person, title, "families:our-reach-add")


@require_http_methods(["GET", "POST"])
def our_reach_change(request: UserRequest, pk: UUID) -> HttpResponse:
    point = get_object_or_404(queries.points_of_ours(request.user), pk=pk)
    can_say_how_to_reach(request.user).require()

    form = SafeForMeChangeForm(posted(request), point=point, **_of_whom(point.person, request))
    if written := attempt(form, change_how_to_reach, point=point, by=request.user):
        say(request, written, _("Changed. Whoever works with you reads it so from now on."))
        return redirect("families:our-reach")

    title = _("What is safe: %(point)s") % {"point": point}
    return _form_page(request, form, point.person, title, "families:our-reach-change")


@require_http_methods(["GET", "POST"])
def our_reach_end(request: UserRequest, pk: UUID) -> HttpResponse:
    point = get_object_or_404(queries.points_of_ours(request.user), pk=pk)
    can_say_how_to_reach(request.user).require()

    if request.method == "GET":
        looked_at(kind=AccessEvent.Kind.VIEW, what="families:our-reach-end", people=[point.person_id], by=request.user)
        return render(request, "families/our_reach_end.html", {"point": point, "section": "ours"})
    done = _("Nobody is to use %(point)s any more.") % {"point": point}
    return press(request, partial(stop_reaching_by, point=point), back="families:our-reach", done=done)


def _of_whom(person: Person, request: UserRequest) -> dict[str, bool]:
    """For whom the form speaks."""
    return {"is_child": is_under_age(person), "is_oneself": queries.is_oneself(person, request.user)}


def _form_page(request: UserRequest, form: forms.Form, person: Person, title: str, what: str) -> HttpResponse:
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, people=[person.pk], by=request.user)
    context = {
        "form": form,
        "title": title,
        "person": person,
        "reached": queries.reached(person, request.user),
        "theirs": caught_up(form),
        "section": "ours",
    }
    return render(request, "families/our_reach_form.html", context, status=422 if form.errors else 200)
