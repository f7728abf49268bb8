"""Someone's own plan: written by whose it is, read by whom they chose; and an invitation to write one (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted, press
from casework.actions import my_plans as actions
from casework.forms.my_plans import (
    BeginPlanForm,
    DaysForm,
    HopesForm,
    MoreForm,
    PeopleForm,
    PlanReadersForm,
    hopes_as_boxes,
)
from casework.models import MyPlan, PlanInvitation
from casework.queries import my_plans as queries
from casework.rules import my_plans as rules
from database import clock
from families.forms.named import people_offered
from families.forms.versions import caught_up
from families.models import Person
from families.queries.drafts import unfinished_draft
from families.views.drafts import DraftHere
from linkups.views.parts import base_of

VERSION = "row_version"
_LEDES = {
    "hopes": gettext_lazy(
        "What you hope for, each in a box of its own. Later you can look back on how each is going. In other words it counts as another"
        " hope; empty a box to let one go."
    ),
}


@require_safe
def our_plan(request: UserRequest) -> HttpResponse:
    """Their own plan, or how to begin one; and the plans that others let them read."""
    rules.can_open_own_plan(request.user).require()
    begun = queries.beginning(request.user)
    page = queries.plan_page(begun.own, request.user) if begun.own else None
    others = queries.other_plans(request.user, begun.own)
    can_begin = rules.can_begin_plan(
        request.user, begun.person, begun.family, has_one=page is not None, is_kept=begun.is_kept
    )
    for plan in (
        *others.earlier,
        *others.of_others,
    ):  # each by itself: that there is one is known only to whoever reads it
        _note(request.user, plan, "casework:our-plan", {plan.owner_id})
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:our-plan",
        people=page.people if page else set(),
        record=begun.own.record_id if begun.own else None,
        by=request.user,
    )
    context = {
        "page": page,
        "person": begun.person,
        "earlier": others.earlier,
        "others": others.of_others,
        "is_kept": begun.is_kept,
        "can_begin": can_begin,
        "can_write": page is not None,
        "draft": None if page else unfinished_draft(None, queries.BEGINNING, request.user),
        "invitation": queries.invitation_of(request.user),
    }
    return render(request, "casework/our_plan.html", context | around(request.user))


@require_http_methods(["GET", "POST", "PUT"])
def our_plan_begin(request: UserRequest) -> HttpResponse:
    begun = queries.beginning(request.user)
    has_one = begun.own is not None
    rules.can_begin_plan(request.user, begun.person, begun.family, has_one=has_one, is_kept=begun.is_kept).require()
    assert begun.person is not None  # noqa: S101  (the rule has just said so)

    back = reverse("casework:our-plan")
    draft = DraftHere(request, family=None, form=queries.BEGINNING, back=back)
    if kept := draft.kept():
        return kept
    may_read = queries.may_read(begun.person, begun.family, request.user)
    form = BeginPlanForm(posted(request), may_read=may_read, initial=draft.words)
    if later := draft.left(form):
        return later
    begin = attempt(form, actions.begin_my_plan, owner=begun.person, family=begun.family, by=request.user)
    if begin:
        draft.finish()
        messages.success(request, _("Your plan is begun. Go on with it whenever you like."))
        return redirect(begin)
    return _form_page(
        request,
        form,
        draft,
        what="casework:our-plan-begin",
        title=_("My plan"),
        lede=_("In your own words, as much or as little as you like. Nothing has to be filled in."),
        button=_("Begin my plan"),
        back_text=_("My plan"),
        to_know=may_read.to_know,
    )


@require_safe
def my_plan(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.plan_page(queries.seen_plan(pk, request.user), request.user), "casework:my-plan")


@require_safe
def my_plan_print(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.plan_page(queries.seen_plan(pk, request.user), request.user)
    return _show(request, page, "casework:my-plan-print", on_paper=True)


@require_safe
def my_plan_versions(request: UserRequest, pk: UUID) -> HttpResponse:
    """What it said before, for whose it is."""
    plan = queries.seen_plan(pk, request.user)
    rules.can_read_former_plans(request.user, plan).require()
    page = queries.versions_of(plan, request.user, after=request.GET.get("after", ""))
    _note(request.user, plan, "casework:my-plan-versions", {plan.owner_id})
    return render(request, "casework/my_plan_versions.html", {"plan": plan, "page": page} | around(request.user))


@require_safe
def my_plan_version(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.former_page(pk, request.user)
    rules.can_read_former_plans(request.user, page.plan).require()
    return _show(request, page, "casework:my-plan-version", as_it_was=True)


def _show(request: UserRequest, page: queries.PlanPage, what: str, **how: bool) -> HttpResponse:
    _note(request.user, page.plan, what, page.people, on_paper=how.get("on_paper", False))
    template = "casework/my_plan_print.html" if how.get("on_paper") else "casework/my_plan.html"
    context = {
        "page": page,
        "can_write": not how and rules.can_write_plan(request.user, page.plan),
        "printed_at": clock.now(),
        **how,
    }
    return render(request, template, context | around(request.user))


@require_http_methods(["GET", "POST", "PUT"])
def my_plan_days(request: UserRequest, pk: UUID) -> HttpResponse:
    return _write(request, pk, "days", DaysForm)


@require_http_methods(["GET", "POST", "PUT"])
def my_plan_people(request: UserRequest, pk: UUID) -> HttpResponse:
    return _write(request, pk, "people", PeopleForm)


@require_http_methods(["GET", "POST", "PUT"])
def my_plan_hopes(request: UserRequest, pk: UUID) -> HttpResponse:
    return _write(request, pk, "hopes", HopesForm)


@require_http_methods(["GET", "POST", "PUT"])
def my_plan_more(request: UserRequest, pk: UUID) -> HttpResponse:
    return _write(request, pk, "more", MoreForm)


def _write(request: UserRequest, pk: UUID, part: str, asks: Callable[..., forms.Form]) -> HttpResponse:
    """One part of a plan, on a screen of its own; saved, it is the plan as it is, and what it said before stays as it was."""
    plan = queries.seen_plan(pk, request.user)
    rules.can_write_plan(request.user, plan).require()
    draft = DraftHere(request, family=None, form=f"my-plan:{plan.pk}:{part}", back=plan)
    if kept := draft.kept():
        return kept
    title, names = queries.PARTS[part]
    page = queries.plan_page(plan, request.user)
    stands: dict[str, Any] = {name: getattr(page.version, name) for name in names}
    if part == "hopes":
        stands = hopes_as_boxes(queries.hopes_of(page.version, request.user))
    begun = {name: text for name, text in draft.words.items() if name != VERSION}
    form = asks(posted(request), initial=stands | begun | {VERSION: page.version.number})
    if later := draft.left(form):
        return later
    if attempt(form, actions.write_my_plan, plan=plan, by=request.user):
        draft.finish()
        messages.success(request, _("Saved. What it said before stays readable as it was."))
        return redirect(plan)
    return _form_page(
        request,
        form,
        draft,
        what=f"casework:my-plan-{part}",
        title=title,
        lede=_LEDES.get(part, ""),
        button=_("Save"),
        back_text=str(plan),
        plan=plan,
    )


@require_http_methods(["GET", "POST"])
def my_plan_readers(request: UserRequest, pk: UUID) -> HttpResponse:
    """Who reads it: theirs to say, and theirs alone."""
    plan = queries.seen_plan(pk, request.user)
    rules.can_choose_plan_readers(request.user, plan).require()
    page = queries.plan_page(plan, request.user)
    may_read = queries.may_read(plan.owner, plan.record.family, request.user)
    form = PlanReadersForm(posted(request), may_read=may_read, initial=queries.reads_now(page))
    if attempt(form, actions.choose_plan_readers, plan=plan, by=request.user):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect(plan)
    _note(request.user, plan, "casework:my-plan-readers", page.people | people_offered(form))
    context = {"form": form, "plan": plan, "to_know": may_read.to_know} | around(request.user)
    return render(request, "casework/my_plan_readers.html", context, status=422 if form.is_bound else 200)


def _form_page(request: UserRequest, form: forms.Form, draft: DraftHere, *, what: str, **shown: Any) -> HttpResponse:
    plan = shown.get("plan")
    people = people_offered(form) | ({plan.owner_id} if plan else set())
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what=what,
        people=people,
        record=plan.record_id if plan else None,
        by=request.user,
    )
    back = draft.back if isinstance(draft.back, str) else draft.back.get_absolute_url()
    context = {"form": form, "draft": draft.row, "back": back, "theirs": caught_up(form), **shown}
    status = 422 if form.is_bound else 200
    return render(request, "casework/my_plan_form.html", context | around(request.user), status=status)


@require_POST
def plan_invitation_not_now(request: UserRequest, pk: UUID) -> HttpResponse:
    """No reason is asked."""
    invitation = get_object_or_404(PlanInvitation.objects.visible_to(request.user), pk=pk)
    rules.can_answer_invitation(request.user, invitation).require()
    done = _("All right. A plan of your own is there whenever you want one, and nobody asks why not.")
    back = reverse("casework:our-page")
    return press(request, lambda by: actions.say_not_now(invitation=invitation, by=by), back=back, done=done)


# For those who work with someone


@require_safe
def person_plan(request: UserRequest, pk: UUID) -> HttpResponse:
    """What someone shares of their plan, and a way to invite them. Whether there is one that is not shared is theirs to tell."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    signs_in = queries.signs_in(person)
    can_invite = rules.can_invite_to_plan(request.user, person, signs_in=signs_in)
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:person-plan", people=[person.pk], by=request.user)
    context = {
        "person": person,
        "plans": queries.plans_of(person, request.user),
        "invitation": queries.last_invitation(person, request.user),
        "can_invite": can_invite,
    }
    return render(request, "casework/person_plan.html", context | around(request.user))


@require_POST
def person_plan_invite(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    rules.can_invite_to_plan(request.user, person, signs_in=queries.signs_in(person)).require()
    done = _("The invitation stands on their own page until they answer. They need not.")
    back = reverse("casework:person-plan", args=[person.pk])
    return press(request, lambda by: actions.invite_to_plan(person=person, by=by), back=back, done=done)


def _note(user: User, plan: MyPlan, what: str, people: set[UUID], *, on_paper: bool = False) -> None:
    looked_at(
        kind=AccessEvent.Kind.PRINT if on_paper else AccessEvent.Kind.VIEW,
        what=what,
        people=people,
        record=plan.record_id,
        by=user,
    )


def around(user: User) -> dict[str, Any]:
    """The page of a family member is made otherwise than that of who works here."""
    is_family = user.kind == User.Kind.FAMILY
    return {"is_family": is_family, "frame": base_of(user), "section": "ours" if is_family else "families"}
