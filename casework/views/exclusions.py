"""Deciding that someone takes part in a family meeting another way, agreeing to it, telling them, looking again, ending it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import posted
from casework.actions import exclusions as actions
from casework.forms import exclusions as forms
from casework.models import Exclusion
from casework.queries import exclusions as queries
from casework.rules import exclusions as rules
from casework.views.steps import ConferenceStep, seen_conference, take
from database import clock

TEMPLATE = "casework/exclusion_step.html"
DECIDE = ConferenceStep(
    page="casework:exclusion-add",
    title=gettext_lazy("Someone takes part another way"),
    lede=gettext_lazy(
        "This is rare. You decide it with a manager: not a relative, and not whoever asked for the meeting."
    ),
    button=gettext_lazy("Decide this and ask a manager"),
    done=gettext_lazy("It holds from now on. A manager is asked to agree."),
)
AGREE = ConferenceStep(
    page="casework:exclusion-agree",
    title=gettext_lazy("Do you agree to this?"),
    button=gettext_lazy("I agree"),
    done=gettext_lazy("Agreed. Now they are told, unless that is not safe."),
    template=TEMPLATE,
)
TOLD = ConferenceStep(
    page="casework:exclusion-told",
    title=gettext_lazy("They were told"),
    lede=gettext_lazy("Tell them yourself, with the reason, and how their view is heard."),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Written down."),
    template=TEMPLATE,
)
LOOK_AGAIN = ConferenceStep(
    page="casework:exclusion-review",
    title=gettext_lazy("Does this still hold?"),
    button=gettext_lazy("It still holds"),
    done=gettext_lazy("Looked at again. It still holds."),
    template=TEMPLATE,
)
END = ConferenceStep(
    page="casework:exclusion-end",
    title=gettext_lazy("This is over"),
    lede=gettext_lazy("From then on they may be asked to the meeting, and find it if it is shared with them."),
    button=gettext_lazy("End it"),
    done=gettext_lazy("Ended. That it was is kept."),
    template=TEMPLATE,
)


@require_http_methods(["GET", "POST"])
def exclusion_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_exclude(request.user, conference).require()
    form = forms.ExclusionForm(posted(request), people=queries.people_to_exclude(conference, request.user))
    return take(request, conference, form=form, action=partial(actions.exclude, conference=conference), page=DECIDE)


def _step(
    page: ConferenceStep,
    rule: Callable[..., Any],
    act: Callable[..., Exclusion],
    form: Callable[..., django_forms.Form],
    **context: Any,
) -> Any:
    """The page of one step of an exclusion that holds."""

    @require_http_methods(["GET", "POST"])
    def step(request: UserRequest, pk: UUID) -> HttpResponse:
        exclusion = queries.seen_exclusion(pk, request.user)
        rule(request.user, exclusion).require()
        action = partial(act, exclusion=exclusion)
        shown = {"exclusion": exclusion, "about": exclusion.person, "named": [exclusion.person_id], **context}
        return take(request, exclusion.conference, form=form(posted(request)), action=action, page=page, **shown)

    return step


def _told_form(data: Any) -> django_forms.Form:
    return forms.ToldForm(data, initial={"told_on": clock.today()})


exclusion_agree = _step(AGREE, rules.can_agree_to_exclusion, actions.agree_to_exclusion, forms.AgreeForm, can_end=True)
exclusion_told = _step(TOLD, rules.can_say_told, actions.note_told, _told_form)
exclusion_review = _step(
    LOOK_AGAIN, rules.can_agree_to_exclusion, actions.review_exclusion, forms.LookAgainForm, can_end=True
)
exclusion_end = _step(END, rules.can_end_exclusion, actions.end_exclusion, forms.EndForm)
