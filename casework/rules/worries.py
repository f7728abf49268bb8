"""Who may do what about a worry. Raising one and adding to one is refused to nobody who works here (domain.md §9.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework import lifecycle
from casework.models import SafeguardingConcern, answered_by_manager

State = SafeguardingConcern.State
NOT_NOW = _("This step is done already, or another comes first.")


def can_raise_worry(user: User) -> Decision:
    """Everyone who works here."""
    return allow_if(
        user.is_active and user.kind == User.Kind.STAFF,
        otherwise=_("This page is for the people who work with you. If someone is in danger now call 999."),
    )


def can_pass_on(user: User, concern: SafeguardingConcern) -> Decision:
    """Whoever may see it, until it is passed on."""
    return can_raise_worry(user) and _next(concern, State.PASSED_ON)


def can_answer(user: User, concern: SafeguardingConcern) -> Decision:
    """The safeguarding lead, and the managers of whoever raised it and of the lead worker; not for one's own."""
    managed = SafeguardingConcern.objects.filter(answered_by_manager(user), pk=concern.pk)
    return allow_if(
        user.has(Permission.WORRY_LEAD) or managed.exists(),
        otherwise=_("Only the safeguarding lead or a manager answers for a worry."),
    ) and allow_if(
        concern.raised_by_id != user.pk,
        otherwise=_("You raised this worry, so someone else says that they have it."),
    )


def can_acknowledge(user: User, concern: SafeguardingConcern) -> Decision:
    return can_answer(user, concern) and _next(concern, State.ACKNOWLEDGED)


def can_note_outcome(user: User, concern: SafeguardingConcern) -> Decision:
    """Whoever may see it: the front door may ring anyone of them."""
    return can_raise_worry(user) and _next(concern, State.OUTCOME_KNOWN)


def can_note_family_told(user: User, concern: SafeguardingConcern) -> Decision:
    """Once it is passed on, whoever may see it; a reason why it is not safe may be mended."""
    return can_raise_worry(user) and allow_if(concern.state != State.RAISED, otherwise=NOT_NOW)


def can_let_link_ups_go_on(user: User, concern: SafeguardingConcern) -> Decision:
    return can_answer(user, concern) and allow_if(
        concern.state in {State.ACKNOWLEDGED, State.OUTCOME_KNOWN}, otherwise=NOT_NOW
    )


def _next(concern: SafeguardingConcern, to: State) -> Decision:
    return allow_if(lifecycle.can_worry_become(concern, to), otherwise=NOT_NOW)
