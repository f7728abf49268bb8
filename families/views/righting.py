"""Putting right what was written down wrongly about someone, and taking out what never was so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.righting import WHOSE, put_right, take_out
from families.forms.righting import RIGHTING, RightingForm
from families.models import FamilyMembership, Person
from families.queries.families import leads_for
from families.queries.near import family_of
from families.queries.righting import draft_form, facts_seen
from families.rules.people import can_edit_family, can_edit_person
from families.views.drafts import DraftHere
from families.views.writing import form_page, say, way_back

RIGHT, OUT = "right", "out"


@require_http_methods(["GET", "POST", "PUT"])
def fact_right(request: UserRequest, pk: UUID, of: type[models.Model]) -> HttpResponse:
    """The page of one fact: a row of `of`. What is being written there is kept by PUT; nobody is told."""
    fact: Any = get_object_or_404(facts_seen(of, request.user), pk=pk)
    person, *others = whose = [one for one in (getattr(fact, name) for name in WHOSE[of]) if one]
    _require_right_to_change(request, fact, whose)

    back = way_back(request) or reverse("families:person-facts", args=[person.pk])
    draft = DraftHere(request, family=None, form=draft_form(fact), back=back)
    if kept := draft.kept():
        return kept
    form = RIGHTING[of](
        posted(request),
        fact=fact,
        people=family_of(person, request.user),
        may_restrict=leads_for(person, request.user),
        begun=draft.words or None,
    )
    if later := draft.left(form):
        return later
    if done := _written(request, form, fact):
        draft.finish()
        return redirect(fact.family if done == OUT and of is FamilyMembership else back)

    title = _("Put right: %(fact)s") % {"fact": fact}
    what = f"families:{of._meta.model_name}-right"
    context: dict[str, Any] = {"back": back, "draft": draft.row, "template": "families/fact_right.html"}
    return form_page(request, form, title=title, about=person, also=[one.pk for one in others], what=what, **context)


def _written(request: UserRequest, form: RightingForm, fact: Any) -> str:
    """`right` or `out`, as it was done; nothing where it was not."""
    if form.says_never():
        attempt(form, take_out, fact=fact, by=request.user)
        if form.errors:
            return ""
        say(request, None, _("Taken out. That it was written stays in what changed."))
        return OUT
    if written := attempt(form, put_right, fact=fact, by=request.user):
        say(request, written, _("Put right. What was written before stays in what changed."))
        return RIGHT
    return ""


def _require_right_to_change(request: UserRequest, fact: Any, whose: list[Person]) -> None:
    if isinstance(fact, FamilyMembership):
        can_edit_family(request.user, fact.family).require()
    else:
        first, last = whose[0], whose[-1]
        (can_edit_person(request.user, first) or can_edit_person(request.user, last)).require()
