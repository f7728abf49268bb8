"""Who may keep something from someone, and end it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import DeclaredInterest, Involvement, Person
from families.rules.people import can_edit_person


def can_keep_apart(user: User, person: Person) -> Decision:
    """The lead worker of a family of the person, and the manager of someone alongside."""
    alongside = Involvement.objects.current().filter(family__memberships__person=person)
    leads = Q(practitioner__user=user, role=Involvement.Role.LEAD_WORKER)
    return can_edit_person(user, person) and allow_if(
        alongside.filter(leads | Q(practitioner__team__manager=user)).exists(),
        otherwise=_("Only the lead worker or a manager decides who may see whom: ask one of them."),
    )


def can_restrict(user: User, person: Person) -> Decision:
    """As for a block."""
    return can_keep_apart(user, person)


def can_declare_interest(user: User) -> Decision:
    """Everyone who works here, for themselves."""
    return allow_if(
        user.kind == User.Kind.STAFF and hasattr(user, "practitioner"),
        otherwise=_("Only people who work here say whom they know from their own life."),
    )


def can_end_interest(user: User, interest: DeclaredInterest) -> Decision:
    """Their manager, who is another: whoever declared it can't see whom it is about."""
    team = interest.practitioner.team
    return allow_if(
        team is not None and team.manager_id == user.pk and interest.practitioner.user_id != user.pk,
        otherwise=_("Your manager ends this with you: until then you see nothing of them."),
    )


def can_record_agreement(user: User, person: Person) -> Decision:
    return can_edit_person(user, person)
