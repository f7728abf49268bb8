"""Who may say who works with a family."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family, Involvement


def works_here(user: User) -> Decision:
    """For pages with dates, ages and contacts: a family member sees only names and kin of others (domain.md §8.5)."""
    return allow_if(
        user.kind == User.Kind.STAFF,
        otherwise=_("This page is for the people who work with you. Yours are under “Our pages”."),
    )


def can_arrange_involvement(user: User, family: Family) -> Decision:
    """The family's lead worker, the manager of someone alongside, and intake, who starts the first (domain.md §8.5)."""
    involved = Involvement.objects.filter(family=family)
    arranges = user.has(Permission.INTAKE) or user.has(Permission.CONFERENCE_ALLOCATE)
    return allow_if(
        involved.led_by(user).current().exists()
        or involved.managed_by(user).current().exists()
        or (arranges and involved.held_or_managed_by(user).current().exists()),
        otherwise=_("Only the lead worker or a manager says who works with this family: ask one of them."),
    )


def can_hand_over(user: User, involvement: Involvement) -> Decision:
    """Whoever arranges who works with the family; what is a place for a child is not handed over."""
    if not involvement.is_handed_over:
        return Decision(
            _("A coordinator or coach is changed with the conference or link-up; a school is ended and added anew.")
        )
    return can_arrange_involvement(user, involvement.family)


def can_say_goodbye(user: User, involvement: Involvement) -> Decision:
    """Whoever said goodbye, or arranges who works with the family; once it has an end."""
    if involvement.period.upper is None:
        return Decision(_("This has no end yet: a goodbye is written down with it."))
    if involvement.practitioner.user_id == user.pk:
        return Decision()
    return can_arrange_involvement(user, involvement.family)


def can_see_intake(user: User) -> Decision:
    """The list of people who are in no family yet."""
    return allow_if(user.has(Permission.INTAKE), otherwise=_("Only intake sees people who are not in a family yet."))
