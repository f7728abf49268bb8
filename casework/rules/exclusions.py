"""Who decides that someone takes part in a family meeting another way: the coordinator, with a manager (domain.md §2.6)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import Conference, Exclusion
from casework.rules.conferences import can_coordinate, can_prepare
from families.models import Involvement


def can_exclude(user: User, conference: Conference) -> Decision:
    """Its coordinator, while it is prepared: no relative’s veto, and not whoever asked for the meeting."""
    return can_prepare(user, conference)


def can_agree_to_exclusion(user: User, exclusion: Exclusion) -> Decision:
    """A manager of someone who works with the family; not whoever decided it."""
    alongside = Involvement.objects.held_or_managed_by(user).current().filter(family=exclusion.conference.family_id)
    return (
        allow_if(user.has(Permission.CONFERENCE_ALLOCATE), otherwise=_("Only a manager agrees to this."))
        and allow_if(
            alongside.exists(), otherwise=_("Only a manager of someone who works with this family agrees to this.")
        )
        and allow_if(exclusion.created_by_id != user.pk, otherwise=_("You decided this, so a manager agrees to it."))
    )


def can_say_told(user: User, exclusion: Exclusion) -> Decision:
    """The coordinator tells them, or the manager who agreed; once one has. Because of domestic abuse nobody does (domain.md §2.6)."""
    return (
        (can_coordinate(user, exclusion.conference) or can_agree_to_exclusion(user, exclusion))
        and allow_if(exclusion.agreed_by_id is not None, otherwise=_("A manager agrees first."))
        and allow_if(
            exclusion.ground != Exclusion.Ground.DOMESTIC_ABUSE,
            otherwise=_("Because of domestic abuse they are not told: they must find nothing of this meeting."),
        )
    )


def can_end_exclusion(user: User, exclusion: Exclusion) -> Decision:
    """A manager; the coordinator too, as long as no manager has agreed."""
    if exclusion.agreed_by_id is None and exclusion.created_by_id == user.pk:
        return can_coordinate(user, exclusion.conference)
    return can_agree_to_exclusion(user, exclusion)
