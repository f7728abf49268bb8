"""The family's plan: writing it, answering it, printing it, doing it, looking back at it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import attempt, posted, press
from casework.actions import plans as actions
from casework.forms import plans as forms
from casework.models import Conference
from casework.queries import plans as queries
from casework.queries.plan_needs import needs_not_answered
from casework.rules import conferences as rules
from casework.views.steps import ConferenceStep, looked, seen_conference, take


def takers(conference: Conference, user: User) -> forms.Takers:
    """Who may take on a step of this conference's plan."""
    workers = queries.workers_of(conference, user)
    return forms.Takers(queries.those_asked(conference, user), workers, queries.agencies_of(workers))


@require_http_methods(["GET", "POST"])
def plan_write(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_write_plan(request.user, conference).require()

    former = queries.latest_plan(conference, request.user)
    newest = queries.newest_version(conference)
    typed = forms.plan_forms(posted(request), takers=takers(conference, request.user), former=former, newest=newest)
    if attempt(typed, actions.write_plan, conference=conference, by=request.user):
        messages.success(request, _("The plan is written down and shared with the family."))
        return redirect(conference)

    typed.form.catch_up()
    looked(request, conference, "casework:plan-write", named=typed.people(former))
    context = {"conference": conference, "typed": typed, "former": former, "section": "conferences"}
    return render(request, "casework/plan_form.html", context, status=422 if typed.form.is_bound else 200)


AGREE = ConferenceStep(
    page="casework:plan-agree",
    title=gettext_lazy("Agree the family’s plan"),
    lede=gettext_lazy("A family’s plan is agreed unless it would put someone at risk of serious harm."),
    button=gettext_lazy("Agree the plan"),
    done=gettext_lazy("The plan is agreed."),
    template="casework/plan_answer.html",
)


@require_http_methods(["GET", "POST"])
def plan_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_answer_plan(request.user, conference).require()
    known = {
        "review_due_on": conference.review_due_on,
        "resources_pending": needs_not_answered(conference, request.user),
    }
    form = forms.AgreeForm(posted(request), initial=known)
    agree = partial(actions.agree_plan, conference=conference, answered_by=request.user.practitioner)
    plan = queries.latest_plan(conference, request.user)
    return take(request, conference, form=form, action=agree, page=AGREE, plan=plan, named=plan.named if plan else ())


REFUSE = ConferenceStep(
    page="casework:plan-refuse",
    title=gettext_lazy("The plan can’t be agreed as it is"),
    lede=gettext_lazy("Say why, here and to the family, on the day. They read your words and can change the plan."),
    button=gettext_lazy("Save the answer"),
    done=gettext_lazy("Written down. The family reads why, and can change the plan."),
    template="casework/plan_answer.html",
)


@require_http_methods(["GET", "POST"])
def plan_refuse(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_answer_plan(request.user, conference).require()
    form = forms.RefuseForm(posted(request))
    answer = partial(actions.refuse_plan, conference=conference, answered_by=request.user.practitioner)
    plan = queries.latest_plan(conference, request.user)
    return take(request, conference, form=form, action=answer, page=REFUSE, plan=plan, named=plan.named if plan else ())


RESOURCES = ConferenceStep(
    page="casework:plan-resources",
    title=gettext_lazy("What the plan needs is agreed"),
    button=gettext_lazy("All of it is agreed"),
    done=gettext_lazy("Written down."),
    template="casework/plan_resources.html",
)


@require_http_methods(["GET", "POST"])
def plan_resources(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_settle_resources(request.user, conference).require()
    form = django_forms.Form(posted(request))
    settle = partial(actions.settle_resources, conference=conference)
    return take(request, conference, form=form, action=settle, page=RESOURCES)


SET_REVIEW = ConferenceStep(
    page="casework:review-set",
    title=gettext_lazy("When will the family look back?"),
    lede=gettext_lazy("Six to twelve weeks after the meeting is usual."),
    button=gettext_lazy("Save the day"),
    done=gettext_lazy("Day saved."),
)


@require_http_methods(["GET", "POST"])
def review_set(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_set_review(request.user, conference).require()
    known = {"review_due_on": conference.review_due_on, "row_version": conference.row_version}
    form = forms.ReviewForm(posted(request), initial=known)
    return take(
        request, conference, form=form, action=partial(actions.set_review, conference=conference), page=SET_REVIEW
    )


BEGIN_REVIEW = ConferenceStep(
    page="casework:review-begin",
    title=gettext_lazy("It is time to look back"),
    lede=gettext_lazy("Go through the plan with the family, step by step: theirs and ours."),
    button=gettext_lazy("Begin to look back"),
    done=gettext_lazy("Look back with the family, then close the conference."),
)


@require_http_methods(["GET", "POST"])
def review_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_begin_review(request.user, conference).require()
    form = django_forms.Form(posted(request))
    begin = partial(actions.begin_review, conference=conference)
    return take(request, conference, form=form, action=begin, page=BEGIN_REVIEW)


@require_POST
def action_progress(request: UserRequest, pk: UUID) -> HttpResponse:
    action = queries.plan_action(pk, request.user)
    rules.can_note_progress(request.user, action).require()
    form = forms.ProgressForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("That is not how a step can be going."))
    note = partial(actions.note_progress, plan_action=action, state=form.cleaned_data["state"])
    return press(request, note, back=action.plan.conference)


CHANGE = ConferenceStep(
    page="casework:action-change",
    title=gettext_lazy("Change a step"),
    lede=gettext_lazy("The step that was agreed stays to be read; this one takes its place."),
    button=gettext_lazy("Save the new step"),
    done=gettext_lazy("Step changed."),
)


@require_http_methods(["GET", "POST"])
def action_change(request: UserRequest, pk: UUID) -> HttpResponse:
    action = queries.plan_action(pk, request.user)
    rules.can_change_step(request.user, action).require()
    conference = action.plan.conference
    form = forms.StepForm(posted(request), takers=takers(conference, request.user), initial=forms.step_initial(action))

    def change(*, by: User, **step: object) -> None:
        actions.change_step(plan_action=action, step=actions.PlannedStep(**step), by=by)  # type: ignore[arg-type]

    named = [action.who_person_id] if action.who_person_id else ()
    return take(request, conference, form=form, action=change, page=CHANGE, about=action, named=named)
