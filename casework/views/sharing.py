"""Whom we told, and why (domain.md §8.4): as those who work with a family write and read it, and as the family reads it."""

from __future__ import annotations

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
from casework.actions.sharing import write_sharing_decision
from casework.forms.sharing import DecisionForm
from casework.queries import sharing as queries
from casework.queries.around import people_around
from casework.rules.looking_again import can_look_again
from casework.rules.sharing import can_read_what_was_told, can_write_sharing_decision
from families.actions.records import finish_draft
from families.forms.named import people_offered
from families.models import Family, Person
from families.queries.drafts import unfinished_draft
from families.queries.readers import apart_among, before_one_writes
from families.rules.access import works_here
from families.views.drafts import keep_what_is_written, kept_for_later
from linkups.views.parts import base_of


@require_safe
def family_told(request: UserRequest, pk: UUID) -> HttpResponse:
    family = _family(request, pk)
    works_here(request.user).require()

    page = queries.decisions_of(family, request.user, after=request.GET.get("after", ""))
    _looked_at_list(request, "casework:family-told", page.rows, families=[family.pk])
    context = {
        "page": page,
        "about": family,
        "can_write": can_write_sharing_decision(request.user, family),
        "families": [family],
        **frame_of(request.user),
    }
    return render(request, "casework/told_list.html", context)


@require_safe
def person_told(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is about someone, in whichever family it was written down."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    works_here(request.user).require()

    page = queries.decisions_about(person, request.user, after=request.GET.get("after", ""))
    families = queries.families_to_write_in(person, request.user)
    can_write = [family for family in families if can_write_sharing_decision(request.user, family)]
    _looked_at_list(request, "casework:person-told", page.rows, people=[person.pk])
    context = {"page": page, "about": person, "person": person, "families": can_write, "can_write": bool(can_write)}
    return render(request, "casework/told_list.html", context | frame_of(request.user))


@require_safe
def our_told(request: UserRequest) -> HttpResponse:
    """What someone of a family reads of it: about themselves, and about whom they read for."""
    can_read_what_was_told(request.user).require()

    page = queries.our_decisions(request.user, after=request.GET.get("after", ""))
    _looked_at_list(request, "casework:our-told", page.rows)
    return render(request, "casework/told_ours.html", {"page": page, **frame_of(request.user)})


def _looked_at_list(request: UserRequest, what: str, rows: Any, **named: Any) -> None:
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what=what,
        families={*queries.families_of(rows), *named.get("families", ())},
        people={*queries.named_in(rows), *named.get("people", ())},
        by=request.user,
    )


@require_safe
def told(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.decision_page(pk, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:told",
        families=[page.family.pk] if page.family else [],
        people=page.people,
        record=page.record.pk,
        by=request.user,
    )
    may_look_again = page.is_kept_back and can_look_again(request.user, page.record)
    context = {"page": page, "decision": page.decision, "may_look_again": may_look_again, **frame_of(request.user)}
    return render(request, "casework/told.html", context)


def frame_of(user: User) -> dict[str, Any]:
    """The page of a family member is made otherwise than that of who works here."""
    is_family = user.kind == User.Kind.FAMILY
    return {"is_family": is_family, "frame": base_of(user), "section": "ours" if is_family else "families"}


def _family(request: UserRequest, pk: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(request.user), pk=pk)


def _writes(request: UserRequest, pk: UUID) -> Family:
    family = _family(request, pk)
    can_write_sharing_decision(request.user, family).require()
    return family


@require_http_methods(["GET", "POST"])
def told_new(request: UserRequest, pk: UUID) -> HttpResponse:
    """Of a family; `?about=` is whom it is about, when one comes from someone's page."""
    family = _writes(request, pk)
    people = people_around(family, request.user).order_by("sort_key", "pk")
    draft = unfinished_draft(family, queries.DRAFT, request.user)
    begun = dict(draft.body) if draft else {"people": request.GET.getlist("about")}
    form = DecisionForm(posted(request), people=people, initial=begun)
    kept: dict[str, Any] = {"family": family, "form": queries.DRAFT, "people": people, "ticked": "people"}
    if later := kept_for_later(request, form, **kept, back=family):
        return later
    if decision := attempt(form, write_sharing_decision, family=family, by=request.user):
        finish_draft(family=family, form=queries.DRAFT, by=request.user)
        messages.success(request, _("The decision is written down."))
        return redirect(decision)

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:told-new",
        families=[family.pk],
        people=people_offered(form),
        by=request.user,
    )
    context = {
        "form": form,
        "family": family,
        "draft": draft,
        "to_know": before_one_writes(people, queries.KIND, request.user),
        "apart": apart_among(people, request.user),
        "section": "families",
    }
    return render(request, "casework/told_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["PUT"])
def told_new_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    family = _writes(request, pk)
    return keep_what_is_written(request, family=family, form=queries.DRAFT, people=people_around(family, request.user))


@require_POST
def told_new_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    family = _writes(request, pk)
    finish_draft(family=family, form=queries.DRAFT, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect("casework:family-told", family.pk)
