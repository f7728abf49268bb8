"""Meeting up."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import posted
from linkups.actions import meetups as actions
from linkups.forms import steps as forms
from linkups.models import LinkUp, Meetup
from linkups.queries.of_the_place import places_of
from linkups.queries.sides import sides_of
from linkups.rules import people as rules
from linkups.views.parts import LinkUpStep, both, seen_link_up, take


def _page(name: str, link_up: LinkUp, **words: Any) -> LinkUpStep:
    return LinkUpStep(
        page=f"linkups:{name}",
        back=link_up.get_absolute_url(),
        back_text=_("The link-up"),
        families=both(link_up),
        **words,
    )


def _my_side(user: User, link_up: LinkUp) -> LinkUp.Side | None:
    return next(iter(sides_of(user, link_up)), None) if user.kind == User.Kind.FAMILY else None


@require_http_methods(["GET", "POST"])
def record(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_meet(request.user, link_up).require()

    side = _my_side(request.user, link_up)
    kind = Meetup.Kind.WEEKLY if link_up.start_date else Meetup.Kind.MEET_FIRST
    form = forms.MeetupForm(posted(request), side=side, places=places_of(link_up))
    page = _page("meetup-record", link_up, title=_("We met up"), button=_("Save"), done=_("Your meet-up is saved."))
    return take(request, page, form, partial(actions.record_meetup, link_up=link_up, kind=kind, side=side))


@require_http_methods(["GET", "POST"])
def plan(request: UserRequest, pk: UUID) -> HttpResponse:
    link_up = seen_link_up(request, pk)
    rules.can_meet(request.user, link_up).require()

    kind = Meetup.Kind.WEEKLY if link_up.start_date else Meetup.Kind.MEET_FIRST
    form = forms.PlanMeetupForm(posted(request), initial={"kind": kind}, places=places_of(link_up))
    page = _page(
        "meetup-plan", link_up, title=_("Plan a meet-up"), button=_("Save"), done=_("Your meet-up is planned.")
    )
    return take(request, page, form, partial(actions.plan_meetup, link_up=link_up))


def _seen_meetup(request: UserRequest, pk: UUID) -> Meetup:
    found = Meetup.objects.visible_to(request.user).select_related("link_up__seeking_family", "link_up__sharing_family")
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "POST"])
def did_not_meet(request: UserRequest, pk: UUID) -> HttpResponse:
    meetup = _seen_meetup(request, pk)
    rules.can_meet(request.user, meetup.link_up).require()

    form = forms.DidNotMeetForm(posted(request))
    page = _page(
        "meetup-did-not",
        meetup.link_up,
        title=_("It didn’t happen, or it moves"),
        lede=_("That is fine. Nobody asks why."),
        button=_("Save"),
        done=_("That is written down."),
    )
    return take(request, page, form, partial(actions.did_not_meet, meetup=meetup))


@require_http_methods(["GET", "POST"])
def say_how_it_was(request: UserRequest, pk: UUID) -> HttpResponse:
    meetup = _seen_meetup(request, pk)
    rules.can_say_how_it_was(request.user, meetup).require()

    side = next(iter(sides_of(request.user, meetup.link_up)))
    form = forms.FaceForm(posted(request))
    page = _page("meetup-how", meetup.link_up, title=_("How was it for you?"), button=_("Save"), done=_("Thank you."))
    return take(request, page, form, partial(actions.say_how_it_was, meetup=meetup, side=side))
