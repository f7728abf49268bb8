"""Raising a worry, reading it, adding to it, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions import worries as actions
from casework.forms import worries as worry_forms
from casework.models import SafeguardingConcern
from casework.queries import worries as queries
from casework.rules import worries as rules
from families.actions.records import finish_draft
from families.views import steps
from families.views.drafts import keep_what_is_written, kept_for_later

NAMES_OF_A_FAMILY = "families:family-people"
"""What the form shows of a family is its names, and so it is noted: that a worry was begun is not the family's to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorryStep(steps.StepPage):
    """What the page of a step of a worry says."""

    template: str = "casework/worry_step.html"


@require_http_methods(["GET", "POST"])
def worry_new(request: UserRequest) -> HttpResponse:
    rules.can_raise_worry(request.user).require()

    view = queries.in_view(request.GET.get("about", ""), request.user)
    draft = queries.draft_of(view, request.user)
    begun = draft.body if draft else {"about": [view.person.pk] if view.person else []}
    form = worry_forms.WorryForm(posted(request), people=view.people, meant=view.meant, initial=begun)
    if kept := kept_for_later(
        request, form, family=None, form=view.form, people=view.people, ticked="about", back="casework:today"
    ):
        return kept
    if concern := attempt(form, actions.raise_worry, by=request.user):
        finish_draft(family=None, form=view.form, by=request.user)
        return redirect("casework:worry-pass-on", concern.pk)

    looked_at(
        kind=AccessEvent.Kind.LIST,
        what=NAMES_OF_A_FAMILY,
        families=[family.pk for family in view.families],
        people=[person.pk for person in view.people],
        by=request.user,
    )
    context = {"form": form, "view": view, "draft": draft, "section": "worries"}
    return render(request, "casework/worry_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["PUT"])
def worry_draft(request: UserRequest) -> HttpResponse:
    """Keep what is being written; nobody is told."""
    rules.can_raise_worry(request.user).require()
    view = queries.in_view(request.GET.get("about", ""), request.user)
    return keep_what_is_written(request, family=None, form=view.form, people=view.people)


@require_POST
def worry_draft_discard(request: UserRequest) -> HttpResponse:
    rules.can_raise_worry(request.user).require()
    view = queries.in_view(request.GET.get("about", ""), request.user)
    finish_draft(family=None, form=view.form, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect("casework:today")


@require_safe
def worry_list(request: UserRequest) -> HttpResponse:
    rules.can_raise_worry(request.user).require()

    page = queries.worry_list(request.user, after=request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.LIST, what="casework:worry-list", by=request.user)
    return render(request, "casework/worry_list.html", {"page": page, "section": "worries"})


@require_safe
def worry(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.worry_page(pk, request.user)
    _looked(request, page.concern, "casework:worry")
    context = {
        "page": page,
        "concern": page.concern,
        "is_mine": page.concern.raised_by_id == request.user.pk,
        "can_pass_on": rules.can_pass_on(request.user, page.concern),
        "can_acknowledge": rules.can_acknowledge(request.user, page.concern),
        "can_note_outcome": rules.can_note_outcome(request.user, page.concern),
        "can_note_family_told": rules.can_note_family_told(request.user, page.concern),
        "can_let_link_ups_go_on": page.has_paused and rules.can_let_link_ups_go_on(request.user, page.concern),
        "section": "worries",
    }
    return render(request, "casework/worry.html", context)


def _looked(request: UserRequest, concern: SafeguardingConcern, page: str) -> None:
    """By the worry and not by whom it is about: a family that reads who has looked must not learn that there is one."""
    looked_at(kind=AccessEvent.Kind.VIEW, what=page, record=concern.pk, by=request.user)


def _take(
    request: UserRequest,
    concern: SafeguardingConcern,
    page: WorryStep,
    form: forms.Form,
    action: Callable[..., Any],
) -> HttpResponse:
    """Take the step and go back to the worry; or ask again."""
    act = partial(action, concern=concern)
    note = partial(_looked, request, concern, page.page)
    return steps.take(request, page, form, act, back=concern, note=note, concern=concern, section="worries")


ADD = WorryStep(
    page="casework:worry-add",
    title=gettext_lazy("Add to this worry"),
    lede=gettext_lazy("What was written before stays as it is. Yours stands beside it, with your name and the time."),
    button=gettext_lazy("Add it"),
    done=gettext_lazy("Added."),
)


@require_http_methods(["GET", "POST"])
def worry_add(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_raise_worry(request.user).require()
    form = worry_forms.AddForm(posted(request), people=queries.people_near(concern, request.user))
    return _take(request, concern, ADD, form, actions.add_to_worry)


PASS_ON = WorryStep(
    page="casework:worry-pass-on",
    title=gettext_lazy("Pass it on"),
    lede=gettext_lazy(
        "It is written down. Now ring the council’s front door today, and say here whom you told. "
        "You need nobody’s consent to do this."
    ),
    button=gettext_lazy("I have told them"),
    done=gettext_lazy("Thank you. That is written down."),
)


@require_http_methods(["GET", "POST"])
def worry_pass_on(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_pass_on(request.user, concern).require()
    return _take(request, concern, PASS_ON, worry_forms.PassOnForm(posted(request)), actions.pass_on)


ACKNOWLEDGE = WorryStep(
    page="casework:worry-acknowledge",
    title=gettext_lazy("Say that you have it"),
    lede=gettext_lazy("Whoever raised it sees that someone is looking at it, and who."),
    button=gettext_lazy("I have it"),
    done=gettext_lazy("Acknowledged."),
)


@require_http_methods(["GET", "POST"])
def worry_acknowledge(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_acknowledge(request.user, concern).require()
    return _take(request, concern, ACKNOWLEDGE, worry_forms.SureForm(posted(request)), actions.acknowledge)


OUTCOME = WorryStep(
    page="casework:worry-outcome",
    title=gettext_lazy("What came of it"),
    lede=gettext_lazy("As the front door or the police said it. What they do is written in their system, not here."),
    button=gettext_lazy("Save"),
    done=gettext_lazy("The outcome is written down."),
)


@require_http_methods(["GET", "POST"])
def worry_outcome(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_note_outcome(request.user, concern).require()
    form = worry_forms.OutcomeForm(posted(request), initial={"lcs_ref": concern.lcs_ref})
    return _take(request, concern, OUTCOME, form, actions.note_outcome)


FAMILY_TOLD = WorryStep(
    page="casework:worry-family-told",
    title=gettext_lazy("Does the family know?"),
    lede=gettext_lazy("Be open with them where that is safe. It changes nothing about passing it on."),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Written down."),
)


@require_http_methods(["GET", "POST"])
def worry_family_told(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_note_family_told(request.user, concern).require()
    known = {"family_told": concern.family_told, "family_told_reason": concern.family_told_reason}
    form = worry_forms.FamilyToldForm(posted(request), initial=known)
    return _take(request, concern, FAMILY_TOLD, form, actions.note_family_told)


SHARING = WorryStep(
    page="casework:worry-sharing",
    title=gettext_lazy("A decision about sharing"),
    lede=gettext_lazy(
        "Did you tell someone else, or decide not to? Write down why. Nobody’s consent is needed to keep someone safe."
    ),
    button=gettext_lazy("Save"),
    done=gettext_lazy("The decision is written down."),
)


@require_http_methods(["GET", "POST"])
def worry_sharing(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_raise_worry(request.user).require()
    return _take(request, concern, SHARING, worry_forms.SharingForm(posted(request)), actions.decide_sharing)


GO_ON = WorryStep(
    page="casework:worry-go-on",
    title=gettext_lazy("Let the link-up go on"),
    lede=gettext_lazy(
        "It was paused when this worry was raised. A link-up that another open worry is about stays paused."
    ),
    button=gettext_lazy("It can go on"),
    done=gettext_lazy("Written down. The coach sees that it goes on."),
)


@require_http_methods(["GET", "POST"])
def worry_go_on(request: UserRequest, pk: UUID) -> HttpResponse:
    concern = queries.seen_worry(pk, request.user)
    rules.can_let_link_ups_go_on(request.user, concern).require()
    return _take(request, concern, GO_ON, worry_forms.SureForm(posted(request)), actions.let_link_ups_go_on)
