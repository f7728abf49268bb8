"""Safety maps: reading one, beginning one with a family, and each thing that is written on it (domain.md §3.5; story 7)."""

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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Decision
from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted, press
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
from casework.models.safety_maps import DANGER, GOAL
from casework.queries import safety_maps as queries
from casework.queries.around import people_around
from casework.queries.safety_maps import Danger, Of, SafetyMapPage, Sheet
from casework.queries.scaling import named_in, to_ask_again
from casework.rules import safety_maps as rules
from casework.rules.looking_again import can_look_again
from families.actions.records import finish_draft
from families.forms.named import people_offered
from families.forms.versions import caught_up
from families.models import Family, Person
from families.queries.readers import apart_among, before_one_writes
from families.views.drafts import keep_what_is_written, kept_for_later
from linkups.views.parts import base_of

# Reading


@require_safe
def family_safety_maps(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    page = queries.safety_maps_of(family, request.user, after=request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:family-safety-maps",
        families=[family.pk],
        people=queries.makers_of(page.rows),
        by=request.user,
    )
    can_begin = rules.can_begin_safety_map(request.user, family)
    context = {"family": family, "page": page, "can_begin": can_begin, **_around(request.user)}
    return render(request, "casework/safety_map_list.html", context)


@require_safe
def safety_map(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.safety_map_page(pk, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:safety-map",
        families=[page.family.pk] if page.family else [],
        people=page.people,
        record=page.safety_map.record_id,
        by=request.user,
    )
    context = {"page": page, "safety_map": page.safety_map, **_may(request.user, page), **_around(request.user)}
    return render(request, "casework/safety_map.html", context)


def _may(user: User, page: SafetyMapPage) -> dict[str, object]:
    """What this reader may do on the map; asked once for the page."""
    made, is_staff = page.safety_map, user.kind == User.Kind.STAFF
    has_a_part, being_made = rules.has_a_part_in(user, made), rules.is_being_made(made)
    works_here = is_staff and has_a_part
    return {
        "can_add": has_a_part and being_made,
        "can_differ": has_a_part,
        "can_shape": works_here and being_made,
        "can_go_on": works_here and not being_made,
        "may_look_again": page.is_kept_back and can_look_again(user, made.record),
    }


def _around(user: User) -> dict[str, Any]:
    """The page of a family member is made otherwise than that of who works here."""
    is_family = user.kind == User.Kind.FAMILY
    return {"is_family": is_family, "frame": base_of(user), "section": "ours" if is_family else "families"}


# Writing


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
    sheet = _begins(request, pk)
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
    sheet = _on_map(request, queries.seen_map(pk, request.user), Of.ADD, None)
    begun = {"part": request.GET.get("part", "")} | _begun(sheet)
    if sheet.person:
        form: forms.Form = OwnItemForm(posted(request), initial=begun)
        said: dict[str, Any] = {"said_by": sheet.person}
    else:
        people = queries.may_be_named(_map_of(sheet), request.user)
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
    former = queries.danger_named(request.GET.get("instead_of", ""), request.user)
    sheet = _on_map(request, queries.seen_map(pk, request.user), Of.DANGER, former)
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
    sheet = _on_map(request, queries.seen_map(danger.statement.map_id, request.user), Of.GOAL, danger)
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
    sheet = _on_map(request, made, Of.SCALE, danger)
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
    sheet = queries.sheet_on(made, Of.DIFFERENTLY, danger, request.user)
    if sheet.person:
        form: forms.Form = DisagreementForm(posted(request), initial=_begun(sheet))
        said: dict[str, Any] = {"person": sheet.person}
    else:
        people = queries.may_be_named(made, request.user)
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


def _begins(request: UserRequest, pk: UUID) -> Sheet:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    rules.can_begin_safety_map(request.user, family).require()
    return queries.sheet_of_family(family, request.user)


def _on_map(request: UserRequest, made: SafetyMap, of: str, danger: Danger | None) -> Sheet:
    """What is being written on a map, for whoever may write that."""
    _may_write(request.user, made, of, danger).require()
    return queries.sheet_on(made, of, danger, request.user)


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
    context = {"sheet": sheet, "form": form, "asks": asks, "theirs": caught_up(form)} | shown | _around(request.user)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "casework/safety_map_form.html", context, status=status)


# What was begun and not saved


@require_http_methods(["PUT"])
def safety_map_begin_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep what is being written; sends, shares and tells nothing (ui.md, saving rules)."""
    sheet = _begins(request, pk)
    assert sheet.family is not None  # noqa: S101  (it is what was asked for)
    return _keep(request, sheet, people_around(sheet.family, request.user))


@require_POST
def safety_map_begin_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _thrown_away(request, _begins(request, pk))


@require_http_methods(["PUT"])
def safety_map_draft(request: UserRequest, pk: UUID) -> HttpResponse:
    """The same of what is written on a map: `?of=` is what, and `danger` of which danger."""
    return _keep(request, _drafted(request, pk), Person.objects.none())


@require_POST
def safety_map_draft_discard(request: UserRequest, pk: UUID) -> HttpResponse:
    return _thrown_away(request, _drafted(request, pk))


def _drafted(request: UserRequest, pk: UUID) -> Sheet:
    made = queries.seen_map(pk, request.user)
    danger = queries.danger_named(request.GET.get("danger", ""), request.user)
    return _on_map(request, made, request.GET.get("of", ""), danger)


def _keep(request: UserRequest, sheet: Sheet, people: Any) -> HttpResponse:
    return keep_what_is_written(request, family=sheet.family, form=sheet.form, people=people)


def _thrown_away(request: UserRequest, sheet: Sheet) -> HttpResponse:
    finish_draft(family=sheet.family, form=sheet.form, by=request.user)
    messages.success(request, _("Draft thrown away."))
    return redirect(sheet.back)


# Steps of one button


@require_POST
def safety_map_complete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Says what is missing, as long as anything is (INV-31)."""
    made = queries.seen_map(pk, request.user)
    rules.can_shape_safety_map(request.user, made).require()
    done = gettext_lazy("The map is complete.")
    return press(request, lambda by: actions.complete_safety_map(safety_map=made, by=by), back=made, done=done)


@require_POST
def safety_map_go_on(request: UserRequest, pk: UUID) -> HttpResponse:
    made = queries.seen_map(pk, request.user)
    rules.can_go_on_with_safety_map(request.user, made).require()
    done = gettext_lazy("You can go on with the map.")
    return press(request, lambda by: actions.go_on_with_safety_map(safety_map=made, by=by), back=made, done=done)


@require_POST
def safety_map_item_take_off(request: UserRequest, pk: UUID) -> HttpResponse:
    item = queries.seen_item(pk, request.user)
    rules.can_take_off(request.user, item).require()
    done = gettext_lazy("Taken off the map. It stays readable below.")
    return press(request, lambda by: actions.take_off_safety_map(item=item, by=by), back=item.map, done=done)


@require_POST
def danger_take_off(request: UserRequest, pk: UUID) -> HttpResponse:
    statement = queries.seen_danger(pk, request.user).statement
    rules.can_shape_safety_map(request.user, statement.map).require()
    done = gettext_lazy("Taken off the map. It stays readable below.")
    return press(request, lambda by: actions.take_off_danger(danger=statement, by=by), back=statement.map, done=done)
