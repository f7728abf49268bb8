"""What the step pages of the link-ups share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.actions.access import looked_at
from accounts.handed_over import is_handed_over
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import posted
from families.forms.named import people_offered
from families.models import Family
from families.queries.families import everyone_of
from families.views import steps
from linkups.forms.steps import AgreeForm, SaysYesForm, SaysYesKnowingForm, SureForm
from linkups.models import LinkUp
from linkups.queries.lists import link_ups
from linkups.queries.people import grown_ups


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUpStep(steps.StepPage):
    """What a step's page says, where it leads back to, and whom to write in the access log."""

    back: str
    back_text: str
    families: Iterable[UUID]
    people: Iterable[UUID] = ()
    template: str = "linkups/step_form.html"


def take(
    request: UserRequest, page: LinkUpStep, form: forms.Form, act: Callable[..., object], **context: Any
) -> HttpResponse:
    """Take the step and go back to where it was begun; or ask again."""

    def note() -> None:
        see(page.page, page.families, request.user, people=[*page.people, *people_offered(form)])

    context |= {"base": base_for(request), "section": section_of(request.user)}
    return steps.take(request, page, form, act, back=page.back, note=note, **context)


def whose_yes_knowing(request: UserRequest, family: Family) -> tuple[forms.Form, dict[str, Any]]:
    """As `whose_yes`, and whether they know the other family."""
    if request.user.kind == User.Kind.FAMILY:
        return AgreeForm(posted(request)), {"person": request.user.person_account.person}
    return SaysYesKnowingForm(posted(request), people=grown_ups(family, request.user)), {}


def whose_yes(request: UserRequest, family: Family) -> tuple[forms.Form, dict[str, Any]]:
    """The form of a family's yes, and what it says already: one's own when one is of the family; a coach is asked whose it is."""
    if request.user.kind == User.Kind.FAMILY:
        return SureForm(posted(request)), {"person": request.user.person_account.person}
    return SaysYesForm(posted(request), people=grown_ups(family, request.user)), {}


def see(
    name: str,
    families: Iterable[UUID],
    user: User,
    *,
    people: Iterable[UUID] = (),
    kind: AccessEvent.Kind = AccessEvent.Kind.VIEW,
) -> None:
    """Write down that these families were looked at, so everyone who is in them; and whom else the page names."""
    shown = list(dict.fromkeys(families))
    seen = dict.fromkeys([*everyone_of(shown), *people])
    looked_at(kind=kind, what=name, families=shown, people=list(seen), by=user)


def seen_link_up(request: UserRequest, pk: UUID) -> LinkUp:
    """The link-up, when this user may see it."""
    return get_object_or_404(link_ups(request.user), pk=pk)


def both(link_up: LinkUp) -> list[UUID]:
    """The two families, for the access log."""
    return [link_up.seeking_family_id, link_up.sharing_family_id]


def base_for(request: UserRequest) -> str:
    """As `base_of`; and on a phone that is handed over, nothing beside the page itself."""
    return "handed_base.html" if is_handed_over(request) else base_of(request.user)


def base_of(user: User) -> str:
    """Bigger words and a quick way out for families; the working pages for staff."""
    return "family_base.html" if user.kind == User.Kind.FAMILY else "base.html"


def section_of(user: User) -> str:
    """The part of the navigation that a page belongs to."""
    return "ours" if user.kind == User.Kind.FAMILY else "linkups"
