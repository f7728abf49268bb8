"""Who looks back for themselves, who says how it felt, and who reads how it felt to many (domain.md §4.2)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import Conference, WindowCheck
from casework.queries import window_checks as queries
from linkups.models import LinkUp


def can_look_back(user: User) -> Decision:
    """Everyone who works here, on what they did themselves."""
    return allow_if(
        user.is_active and user.kind == User.Kind.STAFF, otherwise=_("This page is for the people who work here.")
    )


def can_change_check(user: User, check: WindowCheck) -> Decision:
    """Whoever made it, and not whoever it was brought to."""
    return can_look_back(user) and allow_if(
        check.created_by_id == user.pk, otherwise=_("Everyone looks back on what they did themselves.")
    )


def can_say_how_it_felt(user: User, conference: Conference) -> Decision:
    """Whom of the family the meeting is shared with, once it was held; once."""
    return (
        allow_if(user.kind == User.Kind.FAMILY, otherwise=_("The family says how it felt, and nobody for them."))
        and allow_if(
            queries.is_asked(user, conference), otherwise=_("You can say how it felt once the meeting was held.")
        )
        and allow_if(not queries.has_said(user, conference), otherwise=_("You have said how it felt. Thank you."))
    )


def can_say_how_link_up_felt(user: User, link_up: LinkUp) -> Decision:
    """Whoever is in one of its two families now, once it has ended and for a year from then; once."""
    return (
        allow_if(user.kind == User.Kind.FAMILY, otherwise=_("The family says how it felt, and nobody for them."))
        and allow_if(
            queries.link_ups_to_ask_of(user).filter(pk=link_up.pk).exists(),
            otherwise=_("You can say how a link-up felt once it has ended, and within a year from then."),
        )
        and allow_if(
            not queries.has_said_of_link_up(user, link_up), otherwise=_("You have said how it felt. Thank you.")
        )
    )


def can_read_how_it_felt(user: User) -> Decision:
    """Whoever reads a team's figures, and the quality lead: of many, and never of one family or one worker."""
    return allow_if(
        user.has(Permission.CONTINUITY_READ) or user.has(Permission.LEARNING_LEAD),
        otherwise=_("Only managers and the quality lead read this."),
    )
