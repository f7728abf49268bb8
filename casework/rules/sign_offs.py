"""Who says how they see what was written (domain.md §8.3, INV-09)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import Conversation, FamilyPlan, SafetyMap
from families.models import Record, ShareState


def can_say_how_one_sees_it(user: User, conversation: Conversation) -> Decision:
    """Whom it is about, in their own name: nobody for another, whoever reads or helps for them."""
    return _can_say(user, conversation.record)


def can_say_how_one_sees_plan(user: User, plan: FamilyPlan, *, newest: int) -> Decision:
    """The same of the version of a family's plan that stands."""
    return _can_say(user, plan.record) and allow_if(
        plan.version == newest, otherwise=_("There is a newer plan: say how you see that one.")
    )


def can_say_how_one_sees_safety_map(user: User, safety_map: SafetyMap) -> Decision:
    """The same of a safety map that is complete."""
    return _can_say(user, safety_map.record) and allow_if(
        not safety_map.is_being_made,
        otherwise=_("This map is still being made: say how you see it once it is complete."),
    )


def _can_say(user: User, record: Record) -> Decision:
    theirs = ShareState.objects.visible_to(user).filter(record=record, person__account__user=user)
    return allow_if(
        user.kind == User.Kind.FAMILY and theirs.exists(),
        otherwise=_("Whom it is about says how they see it, and nobody for them."),
    ) and allow_if(
        record.author_id != user.pk,
        otherwise=_("You wrote this yourself."),
    )
