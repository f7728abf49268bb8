"""Who asks for an alert, and who agrees to one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.models import Alert
from families.models import FamilyMembership, Involvement, Person
from families.rules.people import can_edit_person


def can_ask_for_alert(user: User, person: Person) -> Decision:
    """Whoever may change what is written about them."""
    return can_edit_person(user, person)


def can_agree_to_alert(user: User, alert: Alert) -> Decision:
    """A manager who is alongside a family of theirs, or manages someone who is; not for what they asked themselves."""
    families = FamilyMembership.objects.current().filter(person=alert.person_id).values("family")
    alongside = Involvement.objects.held_or_managed_by(user).current().filter(family__in=families)
    return (
        allow_if(user.has(Permission.ALERT_AGREE), otherwise=_("Only a manager agrees to an alert."))
        and allow_if(
            alongside.exists(),
            otherwise=_("Only a manager of someone who works with them agrees to an alert."),
        )
        and allow_if(
            alert.created_by_id != user.pk, otherwise=_("You asked for this alert, so another manager agrees to it.")
        )
    )


def can_keep_alert(user: User, alert: Alert) -> Decision:
    """Look at it again, or end it: the manager who agreed, and any other who could."""
    is_theirs = user.has(Permission.ALERT_AGREE) and alert.manager_id == user.pk
    return ALLOW if is_theirs else can_agree_to_alert(user, alert)
