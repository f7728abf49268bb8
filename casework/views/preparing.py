"""Preparing a family meeting: what is done, what is missing, and a page for each thing that is written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import posted
from casework.actions import preparing as actions
from casework.forms import preparing as forms
from casework.models import AdvocateOffer, BaselineMeeting, Conference, PracticalThing, PrepVisit
from casework.queries import preparing as queries
from casework.queries.conferences import participants
from casework.rules.conferences import can_prepare
from casework.views.steps import ConferenceStep, looked, seen_conference, take
from database import clock

TEMPLATE = "casework/preparing_step.html"
SAVE, DONE = gettext_lazy("Save"), gettext_lazy("Written down.")


@require_safe
def conference_preparing(request: UserRequest, pk: UUID) -> HttpResponse:
    seen = Conference.objects.visible_to(request.user)
    if request.user.kind == User.Kind.FAMILY:
        return redirect("casework:our-meeting", seen_conference(request, pk).pk)
    conference = get_object_or_404(seen.select_related("family", "coordinator", "organisation", "referral"), pk=pk)
    page = queries.preparing(conference, participants(conference, request.user), request.user)
    looked(request, conference, "casework:conference-preparing", named=page.people)
    context = {
        "page": page,
        "conference": conference,
        "can_write": can_prepare(request.user, conference),
        "section": "conferences",
    }
    return render(request, "casework/conference_preparing.html", context)


BASELINE = ConferenceStep(
    page="casework:conference-baseline",
    title=gettext_lazy("The first meeting"),
    lede=gettext_lazy(
        "You and whoever asked for it, before anyone is visited. What is asked of the family, and what must be so, "
        "stands with what it reads before."
    ),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def conference_baseline(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    there = BaselineMeeting.objects.visible_to(request.user).filter(conference=conference).first()
    names = ("held_on", "who_was_there", "aim", "resources", "row_version")
    known = {name: getattr(there, name) for name in names} if there else {"held_on": clock.today()}
    form = forms.BaselineForm(posted(request), initial=known)
    return take(
        request,
        conference,
        form=form,
        action=partial(actions.write_baseline, conference=conference),
        page=BASELINE,
        back=_back(conference),
    )


VISIT = ConferenceStep(
    page="casework:visit-add",
    title=gettext_lazy("Seeing someone before the meeting"),
    lede=gettext_lazy("Where they like, with whom they like."),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def visit_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    form = forms.VisitForm(
        posted(request), people=queries.people_to_see(conference, request.user), initial={"state": "done"}
    )
    return take(
        request,
        conference,
        form=form,
        action=partial(actions.write_visit, conference=conference),
        page=VISIT,
        back=_back(conference),
    )


@require_http_methods(["GET", "POST"])
def visit_change(request: UserRequest, pk: UUID) -> HttpResponse:
    visit = queries.seen_row(PrepVisit, pk, request.user)
    can_prepare(request.user, visit.conference).require()
    names = ("state", "planned_for", "on", "place_kind", "who_else", "wants", "worries", "needs", "row_version")
    form = forms.VisitChangeForm(posted(request), initial={name: getattr(visit, name) for name in names})
    page = replace(VISIT, page="casework:visit-change")
    return take(
        request,
        visit.conference,
        form=form,
        action=partial(actions.change_visit, visit=visit),
        page=page,
        back=_back(visit.conference),
        about=visit.person,
        named=[visit.person_id],
    )


SIDE = ConferenceStep(
    page="casework:side-tried",
    title=gettext_lazy("Looking for this side of the family"),
    lede=gettext_lazy(
        "A family plans with all who care, from both sides. If this side is not asked, that is written down with its reason."
    ),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def side_tried(request: UserRequest, pk: UUID, parent: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    whose = queries.parent_of_side(conference, parent, request.user)
    form = forms.SideForm(posted(request), initial={"on": clock.today()})
    act = partial(actions.note_side_tried, conference=conference, parent=whose)
    return take(
        request, conference, form=form, action=act, page=SIDE, back=_back(conference), about=whose, named=[whose.pk]
    )


PRACTICAL = ConferenceStep(
    page="casework:practical-add",
    title=gettext_lazy("Something that the meeting needs"),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def practical_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    form = forms.PracticalForm(posted(request), initial={"state": "wanted"})
    return take(
        request,
        conference,
        form=form,
        action=partial(actions.want_practical_thing, conference=conference),
        page=PRACTICAL,
        back=_back(conference),
    )


@require_http_methods(["GET", "POST"])
def practical_change(request: UserRequest, pk: UUID) -> HttpResponse:
    thing = queries.seen_row(PracticalThing, pk, request.user)
    can_prepare(request.user, thing.conference).require()
    names = ("kind", "what", "who", "by_when", "state", "row_version")
    form = forms.PracticalChangeForm(posted(request), initial={name: getattr(thing, name) for name in names})
    page = replace(PRACTICAL, page="casework:practical-change")
    return take(
        request,
        thing.conference,
        form=form,
        action=partial(actions.change_practical_thing, thing=thing),
        page=page,
        back=_back(thing.conference),
    )


ADVOCATE = ConferenceStep(
    page="casework:advocate-offer-add",
    title=gettext_lazy("Someone to speak for them"),
    lede=gettext_lazy("A child or an adult who would like that chooses someone who is on their side alone."),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def advocate_offer_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    people = queries.people_to_offer_an_advocate(conference, request.user)
    form = forms.AdvocateForm(
        posted(request), people=people, initial={"offered_on": clock.today(), "answer": "waiting"}
    )
    return take(
        request,
        conference,
        form=form,
        action=partial(actions.offer_advocate, conference=conference),
        page=ADVOCATE,
        back=_back(conference),
    )


@require_http_methods(["GET", "POST"])
def advocate_offer_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    offer = queries.seen_row(AdvocateOffer, pk, request.user)
    can_prepare(request.user, offer.conference).require()
    names = ("offered_on", "answer", "advocate", "row_version")
    form = forms.AdvocateAnswerForm(posted(request), initial={name: getattr(offer, name) for name in names})
    page = replace(ADVOCATE, page="casework:advocate-offer-answer")
    return take(
        request,
        offer.conference,
        form=form,
        action=partial(actions.answer_advocate_offer, offer=offer),
        page=page,
        back=_back(offer.conference),
        about=offer.person,
        named=[offer.person_id],
    )


CAPACITY = ConferenceStep(
    page="casework:capacity-add",
    title=gettext_lazy("Whether someone can take one decision"),
    lede=gettext_lazy(
        "Everyone is taken to be able to decide for themselves. This is about one decision, at one time, and says nothing about the person."
    ),
    button=SAVE,
    done=DONE,
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def capacity_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = _prepared(request, pk)
    form = forms.CapacityForm(
        posted(request), people=queries.adults_of(conference, request.user), initial={"looked_on": clock.today()}
    )
    return take(
        request,
        conference,
        form=form,
        action=partial(actions.note_capacity, conference=conference),
        page=CAPACITY,
        back=_back(conference),
    )


def _prepared(request: UserRequest, pk: UUID) -> Conference:
    """The conference, if this is who prepares it."""
    conference = seen_conference(request, pk)
    can_prepare(request.user, conference).require()
    return conference


def _back(conference: Conference) -> str:
    return reverse("casework:conference-preparing", args=[conference.pk])
