"""Putting right what was written down wrongly about someone, and taking out what never was so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.righting import WHOSE, put_right, take_out
from families.forms.righting import RIGHTING
from families.models import FamilyMembership, Person, PersonName
from families.queries.families import leads_for
from families.queries.near import family_of
from families.rules.people import can_edit_family, can_edit_person
from families.views.writing import form_page, say, way_back


@require_http_methods(["GET", "POST"])
def fact_right(request: UserRequest, pk: UUID, of: type[models.Model]) -> HttpResponse:
    """The page of one fact: a row of `of`. What someone is known as is changed with the person."""
    fact: Any = get_object_or_404(_seen(of, request), pk=pk)
    person, *others = whose = [getattr(fact, name) for name in WHOSE[of]]
    _require_right_to_change(request, fact, whose)

    back = way_back(request) or reverse("families:person-facts", args=[person.pk])
    form = RIGHTING[of](
        posted(request),
        fact=fact,
        people=family_of(person, request.user),
        may_restrict=leads_for(person, request.user),
    )
    if form.says_never():
        attempt(form, take_out, fact=fact, by=request.user)
        if not form.errors:
            say(request, None, _("Taken out. That it was written stays in what changed."))
            return redirect(fact.family if of is FamilyMembership else back)
    elif written := attempt(form, put_right, fact=fact, by=request.user):
        say(request, written, _("Put right. What was written before stays in what changed."))
        return redirect(back)

    title = _("Put right: %(fact)s") % {"fact": fact}
    what = f"families:{of._meta.model_name}-right"
    return form_page(request, form, title=title, about=person, also=[one.pk for one in others], what=what, back=back)


def _seen(of: type[models.Model], request: UserRequest) -> QuerySet[Any]:
    rows: QuerySet[Any] = of._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
    if of is PersonName:
        rows = rows.exclude(kind=PersonName.Kind.KNOWN_AS)
    also = [name for name in ("family", "address") if hasattr(of, name)]
    return rows.select_related(*WHOSE[of], *also)


def _require_right_to_change(request: UserRequest, fact: Any, whose: list[Person]) -> None:
    if isinstance(fact, FamilyMembership):
        can_edit_family(request.user, fact.family).require()
    else:
        first, last = whose[0], whose[-1]
        (can_edit_person(request.user, first) or can_edit_person(request.user, last)).require()
