"""A coach's session, a moment at a boundary, asking again after the end, and the coach's week."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import posted
from linkups.actions import coaching as actions
from linkups.forms import coaching as forms
from linkups.models import FollowUp, LinkUp
from linkups.queries import week as queries
from linkups.rules import coaching as rules
from linkups.views.parts import LinkUpStep, both, see, seen_link_up, take


def _page(name: str, link_up: LinkUp, **words: Any) -> LinkUpStep:
    return LinkUpStep(
        page=f"linkups:{name}",
        back=link_up.get_absolute_url(),
        back_text=_("The link-up"),
        families=both(link_up),
        **words,
    )


@require_http_methods(["GET", "POST"])
def session_record(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_record_session(request.user, link_up).require()

    form = forms.SessionForm(posted(request))
    page = _page(
        "session-record",
        link_up,
        title=_("We met for coaching"),
        lede=_("Whoever was there reads what you write. The other family does not."),
        button=_("Save"),
        done=_("Your session is saved."),
    )
    return take(request, page, form, partial(actions.record_session, link_up=link_up))


@require_http_methods(["GET", "POST"])
def boundary_record(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_record_boundary_moment(request.user, link_up).require()

    form = forms.BoundaryMomentForm(posted(request))
    page = _page(
        "boundary-record",
        link_up,
        title=_("A moment at a boundary"),
        lede=_("Nobody did wrong. It is written down to learn from, for coaches only."),
        button=_("Save"),
        done=_("The moment is written down. Talk it over in your supervision."),
    )
    return take(request, page, form, partial(actions.record_boundary_moment, link_up=link_up))


@require_http_methods(["GET", "POST"])
def follow_up_record(request: UserRequest, pk: UUID) -> HttpResponse:
    shown = FollowUp.objects.visible_to(request.user).select_related(
        "link_up__seeking_family", "link_up__sharing_family"
    )
    follow_up = get_object_or_404(shown, pk=pk)
    rules.can_record_follow_up(request.user, follow_up).require()

    form = forms.FollowUpForm(posted(request))
    page = _page(
        "follow-up-record",
        follow_up.link_up,
        title=_("How are they, %(months)s months after?") % {"months": follow_up.months},
        lede=_("The seeking family reads what is written here."),
        button=_("Save"),
        done=_("That is written down, and counted."),
    )
    return take(request, page, form, partial(actions.record_follow_up, follow_up=follow_up))


@require_safe
def week(request: UserRequest) -> HttpResponse:
    rules.can_see_week(request.user).require()

    page = queries.coach_week(request.user)
    see("linkups:week", page.families, request.user, people=page.people, kind=AccessEvent.Kind.LIST)
    return render(request, "linkups/week.html", {"page": page, "section": "linkups"})
