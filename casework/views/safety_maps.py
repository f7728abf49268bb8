"""Safety maps: reading them, and the steps of one button (domain.md §3.5; story 7). What is written on one: `safety_sheets`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import press
from casework.actions import safety_maps as actions
from casework.queries import safety_maps as queries
from casework.queries.safety_maps import SafetyMapPage
from casework.rules import safety_maps as rules
from casework.rules.looking_again import can_look_again
from casework.rules.sign_offs import can_say_how_one_sees_safety_map
from families.models import Family
from linkups.views.parts import base_of


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
    context = {"family": family, "page": page, "can_begin": can_begin, **frame_of(request.user)}
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
    context = {"page": page, "safety_map": page.safety_map, **_may(request.user, page), **frame_of(request.user)}
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
        "may_sign": can_say_how_one_sees_safety_map(user, made),
        "may_look_again": page.is_kept_back and can_look_again(user, made.record),
    }


def frame_of(user: User) -> dict[str, Any]:
    """The page of a family member is made otherwise than that of who works here."""
    is_family = user.kind == User.Kind.FAMILY
    return {"is_family": is_family, "frame": base_of(user), "section": "ours" if is_family else "families"}


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
