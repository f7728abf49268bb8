"""Looking back on one's own plan, and with whom one would like to talk (domain.md §8.3)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions import self_reviews as actions
from casework.forms.self_reviews import LookingBackForm
from casework.models import MyPlan
from casework.queries import my_plans as plans
from casework.queries import self_reviews as queries
from casework.rules.my_plans import can_write_plan
from casework.views.my_plans import VERSION, around
from families.forms.versions import caught_up
from families.views.drafts import DraftHere


@require_http_methods(["GET", "POST", "PUT"])
def my_plan_look_back(request: UserRequest, pk: UUID) -> HttpResponse:
    plan = plans.seen_plan(pk, request.user)
    can_write_plan(request.user, plan).require()
    back = reverse("casework:my-plan-reviews", args=[plan.pk])
    draft = DraftHere(request, family=None, form=f"my-plan:{plan.pk}:look-back", back=back)
    if kept := draft.kept():
        return kept
    page = plans.plan_page(plan, request.user)
    form = LookingBackForm(
        posted(request),
        hopes=plans.hopes_of(page.version, request.user),
        workers=plans.workers_to_ask(plan, request.user),
        initial=draft.words | {VERSION: page.version.number},
    )
    if later := draft.left(form):
        return later
    if attempt(form, actions.look_back_on_plan, plan=plan, by=request.user):
        draft.finish()
        messages.success(request, _("Saved. It stands beside the times before."))
        return redirect(back)

    _note(request, plan, "casework:my-plan-look-back")
    context = {
        "plan": plan,
        "form": form,
        "draft": draft.row,
        "back": back,
        "theirs": caught_up(form),
        "last": queries.last_review(plan, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/my_plan_look_back.html", context | around(request.user), status=status)


@require_safe
def my_plan_reviews(request: UserRequest, pk: UUID) -> HttpResponse:
    """Each hope's own numbers over time, and what was said each time."""
    plan = plans.seen_plan(pk, request.user)
    reviews = queries.reviews_of(plan, request.user, after=request.GET.get("after", ""))
    _note(request, plan, "casework:my-plan-reviews")
    context = {"plan": plan, "reviews": reviews, "can_write": can_write_plan(request.user, plan)}
    return render(request, "casework/my_plan_reviews.html", context | around(request.user))


@require_safe
def talk_wanted(request: UserRequest, pk: UUID) -> HttpResponse:
    """That someone would like to talk with this worker; the plan only if they may read it. It is noted as looked at of them alone:
    nobody else of the family learns from who has looked that they asked."""
    wanted = queries.talk_wanted(pk, request.user)
    owner = wanted.review.plan.owner
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what=queries.OPENED,
        people=[owner.pk],
        record=wanted.pk,
        by=request.user,
    )
    may_read = MyPlan.objects.visible_to(request.user).filter(pk=wanted.review.plan_id).exists()
    context = {"wanted": wanted, "owner": owner, "may_read": may_read}
    return render(request, "casework/talk_wanted.html", context | around(request.user))


def _note(request: UserRequest, plan: MyPlan, what: str) -> None:
    looked_at(kind=AccessEvent.Kind.VIEW, what=what, people=[plan.owner_id], record=plan.record_id, by=request.user)
