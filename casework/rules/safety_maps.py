"""Who begins a safety map, who adds to it, who shapes it, and who says that they see it differently."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import DangerStatement, SafetyGoal, SafetyMap, SafetyMapItem
from families.models import Family, ShareState
from families.queries.families import works_with

COMPLETE = _("This map is complete. Go on with it first, then change it.")


def can_begin_safety_map(user: User, family: Family | None) -> Decision:
    """Someone whose work with the family has not ended: a map is made with the family, in conversations."""
    return allow_if(
        user.has(Permission.CONVERSATION_WRITE),
        otherwise=_("Only people who work with families begin a safety map here."),
    ) and allow_if(
        family is not None and works_with(user, family),
        otherwise=_("You don’t work with this family now, so you can read its safety maps but not make one."),
    )


def can_shape_safety_map(user: User, safety_map: SafetyMap) -> Decision:
    """Who writes dangers, goals and scales, takes things off and says that it is complete, while it is being made."""
    return can_begin_safety_map(user, safety_map.record.family) and is_being_made(safety_map)


def can_go_on_with_safety_map(user: User, safety_map: SafetyMap) -> Decision:
    """The same, once it is complete."""
    return can_begin_safety_map(user, safety_map.record.family) and allow_if(
        not safety_map.is_being_made, otherwise=_("This map is being made already.")
    )


def can_add_to_safety_map(user: User, safety_map: SafetyMap) -> Decision:
    """Whom it is about, or who reads it for their child, in their own name; and who works with them."""
    return has_a_part_in(user, safety_map) and is_being_made(safety_map)


def can_see_it_differently(user: User, danger: DangerStatement) -> Decision:
    """The same people, of what stands on the map; of one that is complete, too. A worker writes it as it was told to them."""
    return has_a_part_in(user, danger.map) and allow_if(
        danger.taken_off_on is None, otherwise=_("This was taken off the map.")
    )


def can_take_off(user: User, item: SafetyMapItem) -> Decision:
    """Who works with the family; of the family, whoever added it."""
    if user.kind == User.Kind.FAMILY:
        return allow_if(
            item.created_by_id == user.pk, otherwise=_("Only whoever added this takes it off.")
        ) and is_being_made(item.map)
    return can_shape_safety_map(user, item.map)


def has_a_part_in(user: User, safety_map: SafetyMap) -> Decision:
    """Whom the map is about, or who reads it for their child; and who works with them now."""
    if user.kind != User.Kind.FAMILY:
        return can_begin_safety_map(user, safety_map.record.family)
    about_them = ShareState.objects.visible_to(user).filter(record=safety_map.record_id)
    return allow_if(about_them.exists(), otherwise=_("Only the people it is about add to it, and nobody for them."))


def is_being_made(safety_map: SafetyMap) -> Decision:
    """Nothing comes to a map that is complete but what is seen differently."""
    return allow_if(safety_map.is_being_made, otherwise=COMPLETE)


def stands_on_the_map(danger: DangerStatement | None) -> Decision:
    """What was taken off is read, and no longer worked on."""
    return allow_if(danger is None or danger.taken_off_on is None, otherwise=_("This was taken off the map."))


def can_have_a_scale(goal: SafetyGoal | None) -> Decision:
    """A scale is a goal's: 10 is where it is reached."""
    return allow_if(goal is not None, otherwise=_("Say first how it will be when no one is worried."))
