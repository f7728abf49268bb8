"""Beginning a safety map with a family, and each thing that is written on it, with its draft (domain.md §3.5; story 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Decision
from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from casework.actions import safety_maps as actions
from casework.forms.safety_maps import (
    BeginForm,
    DangerForm,
    DisagreementForm,
    GoalForm,
    GoalScaleForm,
    OwnItemForm,
    ToldDisagreementForm,
    ToldItemForm,
)
from casework.models import SafetyMap
from casework.models.safety_dangers import DANGER, GOAL
from casework.queries import safety_maps as queries
from casework.queries import safety_sheets as sheets
from casework.queries.around import people_around
from casework.queries.safety_maps import Danger
from casework.queries.safety_sheets import Of, Sheet
from casework.queries.scaling import named_in, to_ask_again
from casework.rules import safety_maps as rules
from casework.views.safety_maps import frame_of
from families.actions.records import finish_draft
from families.forms.named import people_offered
from families.forms.versions import caught_up
from families.models import Family, Person
from families.queries.readers import apart_among, before_one_writes
from families.views.drafts import kept_for_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What the page of something that is written says around its form."""

    page: str
    title: str | Promise
    lede: str | Promise = ""
    button: str | Promise
    done: str | Promise


@require_http_methods(["GET", "POST"])
def safety_map_begin(request: UserRequest, pk: UUID) -> HttpResponse:
    sheet = begins(request, pk)
    assert sheet.family is not None  # noqa: S101  (it is what was asked for)
    people = people_around(sheet.family, request.user).order_by("sort_key", "pk")
    form = BeginForm(posted(request), people=people, initial=_begun(sheet))
    to_know = {
        "to_know": before_one_writes(people, queries.KIND, request.user),
        "apart": apart_among(people, request.user),
    }
    asks = Asks(
        page="casework:safety-map-begin",
        title=_("Begin a safety map"),
        lede=_(
            "It is made together, in as many talks as it takes. Those whom you tick read it from now on, as it grows."
        ),
        button=_("Begin it"),
        done=_("The map is begun."),
    )
    return _write(
        request,
        sheet,
        form,
        asks,
        actions.begin_safety_map,
        people=people,
        ticked="people",
        family=sheet.family,
        **to_know,
    )


@require_http_methods(["GET", "POST"])
def safety_map_add(request: UserRequest, pk: UUID) -> HttpResponse:
    """To a part of it, which `?part=` names."""
    sheet = on_map(request, queries.seen_map(pk, request.user), Of.ADD, None)
    begun = {"part": request.GET.get("part", "")} | _begun(sheet)
    if sheet.person:
        form: forms.Form = OwnItemForm(posted(request), initial=begun)
        said: dict[str, Any] = {"said_by": sheet.person}
    else:
        people = sheets.may_be_named(_map_of(sheet), request.user)
        form, said = ToldItemForm(posted(request), people=people, initial=begun), {}
    asks = Asks(
        page="casework:safety-map-add",
        title=_("Add to the safety map"),
        lede=_("It stands there in your name. Everyone who reads the map reads it.")
        if sheet.person
        else _("Everyone who reads the map reads it. Say who did what, in plain words."),
        button=_("Add it"),
        done=_("It stands on the map."),
    )
    return _write(request, sheet, form, asks, actions.add_to_safety_map, safety_map=sheet.safety_map, **said)


@require_http_methods(["GET", "POST"])
def danger_write(request: UserRequest, pk: UUID) -> HttpResponse:
    """A statement of a danger; `?instead_of=` is the one of which it is the other words."""
    former = sheets.danger_named(request.GET.get("instead_of", ""), request.user)
    sheet = on_map(request, queries.seen_map(pk, request.user), Of.DANGER, former)
    stands = {name: getattr(former.statement, name) for name in DANGER} if former else {}
    form = DangerForm(posted(request), initial=stands | _begun(sheet))
    asks = Asks(
        page="casework:danger-write",
        title=_("Say it in other words") if former else _("What people are worried could happen"),
        lede=_(
            "What stands there now is taken off the map with what was said of it, and stays readable. Its goal goes on."
        )
        if former
        else _("Write it so that the family can say: yes, that is what they are worried about."),
        button=_("Write it on the map"),
        done=_("It stands on the map. Say next how it will be when no one is worried."),
    )
    about = {"safety_map": sheet.safety_map, "instead_of": former.statement if former else None}
    return _write(request, sheet, form, asks, actions.write_danger, **about)


@require_http_methods(["GET", "POST"])
def danger_goal(request: UserRequest, pk: UUID) -> HttpResponse:
    danger = queries.seen_danger(pk, request.user)
    sheet = on_map(request, queries.seen_map(danger.statement.map_id, request.user), Of.GOAL, danger)
    goal = danger.goal
    stands = {name: getattr(goal, name) for name in (*GOAL, "row_version")} if goal else {"row_version": 0}
    form = GoalForm(
        posted(request), initial=stands | {name: text for name, text in _begun(sheet).items() if name != "row_version"}
    )
    asks = Asks(
        page="casework:danger-goal",
        title=_("How it will be when no one is worried"),
        lede=_("One safety goal for this danger: the family’s own picture of it where you can."),
        button=_("Write it on the map"),
        done=_("The safety goal stands beside the danger."),
    )
    return _write(request, sheet, form, asks, actions.say_safety_goal, danger=danger.statement)


@require_http_methods(["GET", "POST"])
def danger_scale(request: UserRequest, pk: UUID) -> HttpResponse:
    danger = queries.seen_danger(pk, request.user)
    made = queries.seen_map(danger.statement.map_id, request.user)
    sheet = on_map(request, made, Of.SCALE, danger)
    rules.can_have_a_scale(danger.goal).require()
    assert danger.goal is not None  # noqa: S101  (the rule has just said so)
    assert sheet.family is not None  # noqa: S101  (a map without a family is shaped by nobody)
    has = [danger.scale.question.pk] if danger.scale else []
    scales = to_ask_again(sheet.family, request.user, has)
    form = GoalScaleForm(
        posted(request), scales=scales, initial={"scale": str(has[0])} | _begun(sheet) if has else _begun(sheet)
    )
    asks = Asks(
        page="casework:danger-scale",
        title=_("The scale of this safety goal"),
        lede=_("In a conversation everyone is asked where they put it, each for themselves."),
        button=_("Put it beside the goal"),
        done=_("The scale stands beside the goal. Ask it when you next talk."),
    )

    def put(by: User, **_said: object) -> object:
        return actions.put_goal_on_scale(goal=danger.goal, **form.chosen(), by=by)  # type: ignore[arg-type]

    return _write(request, sheet, form, asks, put, named=named_in(scales))


@require_http_methods(["GET", "POST"])
def danger_differently(request: UserRequest, pk: UUID) -> HttpResponse:
    danger = queries.seen_danger(pk, request.user)
    made = queries.seen_map(danger.statement.map_id, request.user)
    rules.can_see_it_differently(request.user, danger.statement).require()
    sheet = sheets.sheet_on(made, Of.DIFFERENTLY, danger, request.user)
    if sheet.person:
        form: forms.Form = DisagreementForm(posted(request), initial=_begun(sheet))
        said: dict[str, Any] = {"person": sheet.person}
    else:
        people = sheets.may_be_named(made, request.user)
        form, said = ToldDisagreementForm(posted(request), people=people, initial=_begun(sheet)), {}
    asks = Asks(
        page="casework:danger-differently",
        title=_("We see it differently") if sheet.person else _("Someone sees it differently"),
        lede=_("What you say stands with it from now on, in your words. Nobody reads the one without the other.")
        if sheet.person
        else _("It stands with it from now on, in their words. Nobody reads the one without the other."),
        button=_("Say so") if sheet.person else _("Write it with the danger"),
        done=_("It stands with what people are worried about."),
    )
    return _write(request, sheet, form, asks, actions.see_it_differently, danger=danger.statement, **said)


def begins(request: UserRequest, pk: UUID) -> Sheet:
    """A map that begins, for whoever may begin one with the family."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_begin_safety_map(request.user, family).require()
    return sheets.sheet_of_family(family, request.user)


def on_map(request: UserRequest, made: SafetyMap, of: str, danger: Danger | None) -> Sheet:
    """What is being written on a map, for whoever may write that."""
    _may_write(request.user, made, of, danger).require()
    return sheets.sheet_on(made, of, danger, request.user)


def _may_write(user: User, made: SafetyMap, of: str, danger: Danger | None) -> Decision:
    if of == Of.DIFFERENTLY and danger:
        return rules.can_see_it_differently(user, danger.statement)
    if of == Of.ADD:
        return rules.can_add_to_safety_map(user, made)
    return rules.can_shape_safety_map(user, made) and rules.stands_on_the_map(danger.statement if danger else None)


def _map_of(sheet: Sheet) -> SafetyMap:
    assert sheet.safety_map is not None  # noqa: S101  (only what begins a map has none)
    return sheet.safety_map


def _begun(sheet: Sheet) -> dict[str, Any]:
    return dict(sheet.draft.body) if sheet.draft else {}


def _write(
    request: UserRequest, sheet: Sheet, form: forms.Form, asks: Asks, act: Callable[..., Any], **about: Any
) -> HttpResponse:
    """Write it if the form is whole and the action does not refuse it; else show the page, with all that was typed.

    `about`: what the action takes besides, and what the page shows: whom it names, what one has to know first.
    """
    shown: dict[str, Any] = {name: about.pop(name) for name in ("to_know", "apart") if name in about}
    people, ticked = about.pop("people", Person.objects.none()), about.pop("ticked", "")
    named: Iterable[UUID] = about.pop("named", ())
    kept: dict[str, Any] = {"family": sheet.family, "form": sheet.form, "people": people, "ticked": ticked}
    if later := kept_for_later(request, form, **kept, back=sheet.back):
        return later
    written = attempt(form, act, **about, by=request.user)
    if written is not None:
        finish_draft(family=sheet.family, form=sheet.form, by=request.user)
        messages.success(request, str(asks.done))
        return redirect(written if isinstance(written, SafetyMap) else sheet.back)

    danger = sheet.danger
    in_block = {one.person_id for one in danger.disagreements if one.is_named} if danger else set()  # type: ignore[attr-defined]
    on_map = queries.people_on(sheet.safety_map, request.user) if sheet.safety_map else set()
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what=asks.page,
        families=[sheet.family.pk] if sheet.family else [],
        people=people_offered(form) | {*named} | in_block | on_map,
        record=sheet.safety_map.record_id if sheet.safety_map else None,
        by=request.user,
    )
    context = {"sheet": sheet, "form": form, "asks": asks, "theirs": caught_up(form)} | shown | frame_of(request.user)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "casework/safety_map_form.html", context, status=status)
