"""Who has a plan of their own, who writes on it, who says who reads it, and who invites someone to write one (domain.md §8.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import MyPlan, PlanInvitation
from families.models import Family, HelperAccess, Person, PersonAccount
from families.rules.people import can_edit_person


def can_open_own_plan(user: User) -> Decision:
    """The page is for families: their own plans, and those that others let them read."""
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. What someone shares of their plan stands on their own page."),
    )


def can_begin_plan(
    user: User, person: Person | None, family: Family | None, *, has_one: bool, is_kept: bool
) -> Decision:
    """Someone of a family, a young person too, by their own sign-in; and nobody for them.

    `is_kept`: there is one that they do not read now. They know that they wrote it, and read nothing of why.
    """
    return (
        allow_if(
            user.kind == User.Kind.FAMILY and person is not None,
            otherwise=_("A plan is begun by whose it is, and by nobody for them."),
        )
        and allow_if(family is not None, otherwise=_("You are not in a family here now: ask whoever works with you."))
        and allow_if(
            not is_kept,
            otherwise=_(
                "You have written a plan. It can’t be shown here now, and nothing of it is lost. Ask someone who works with you."
            ),
        )
        and allow_if(not has_one, otherwise=_("You have a plan already: go on with that one."))
    )


def can_write_plan(user: User, plan: MyPlan) -> Decision:
    """Whose it is; and whom they let write for them, for as long as they do."""
    return allow_if(
        not plan.is_earlier, otherwise=_("This is a plan of before. Go on with the one that is newer.")
    ) and allow_if(
        is_owner(user, plan) or HelperAccess.objects.writing(user).filter(owner=plan.owner_id).exists(),
        otherwise=_("Whose plan it is writes it, or someone whom they let write for them."),
    )


def can_choose_plan_readers(user: User, plan: MyPlan) -> Decision:
    """Whose it is, and nobody for them."""
    return allow_if(is_owner(user, plan), otherwise=_("Whose plan it is says who reads it, and nobody for them."))


def can_read_former_plans(user: User, plan: MyPlan) -> Decision:
    """What it said before was written for nobody else."""
    return allow_if(is_owner(user, plan), otherwise=_("Whose plan it is reads what it said before."))


def can_invite_to_plan(user: User, person: Person, *, signs_in: bool) -> Decision:
    """Someone who works with them now; they answer on their own page."""
    return (
        allow_if(user.kind == User.Kind.STAFF, otherwise=_("Someone who works with them invites them."))
        and can_edit_person(user, person)
        and allow_if(
            signs_in, otherwise=_("They don’t sign in here yet. Their own plan is theirs to begin, on their own page.")
        )
    )


def can_answer_invitation(user: User, invitation: PlanInvitation) -> Decision:
    """Whom it invites."""
    return allow_if(
        PersonAccount.objects.filter(user=user, person=invitation.person_id).exists(),
        otherwise=_("Whom it invites answers it, once, and nobody for them."),
    )


def is_owner(user: User, plan: MyPlan) -> bool:
    return user.kind == User.Kind.FAMILY and PersonAccount.objects.filter(user=user, person=plan.owner_id).exists()
