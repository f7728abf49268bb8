"""Who may open what is someone's own to another, and take it back (domain.md §8.3, §8.4, §8.7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from families.ages import ADULT_FROM
from families.models import Agreement, HelperAccess, OwnSay, Person, PersonAccount
from families.rules.people import can_edit_person


def can_see_our_helpers(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. Who helps someone stands under “Who may see”."),
    )


def can_let_help(user: User, owner: Person) -> Decision:
    """Whose it is; or someone who works with them, on their behalf."""
    return ALLOW if _is(user, owner) else _works_with(user, owner)


def can_take_back_help(user: User, access: HelperAccess) -> Decision:
    """Whose it is, the helper, and whoever works with whose it is."""
    return ALLOW if access.helper_id == user.pk or _is(user, access.owner) else _works_with(user, access.owner)


def can_note_own_say(user: User, child: Person) -> Decision:
    """Someone who works with a child, and has thought about it with them: it is about understanding, not about a birthday."""
    return _works_with(user, child) and allow_if(
        child.age is not None and child.age < ADULT_FROM,
        otherwise=_("Nobody reads for someone who is 18: there is nothing to say no to."),
    )


def can_end_own_say(user: User, say: OwnSay) -> Decision:
    """The child, or whoever works with them."""
    return ALLOW if _is(user, say.child) else _works_with(user, say.child)


def can_see_our_agreements(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. What someone said yes to stands under “Who may see”."),
    )


def can_take_back_agreement(user: User, agreement: Agreement) -> Decision:
    """Whose yes it is, whoever gave it for them, and whoever works with them; nobody says why (domain.md §8.4)."""
    said_it = [agreement.person, *([agreement.given_by] if agreement.given_by else [])]
    return ALLOW if any(_is(user, person) for person in said_it) else _works_with(user, agreement.person)


def _is(user: User, person: Person) -> bool:
    return user.kind == User.Kind.FAMILY and PersonAccount.objects.filter(user=user, person=person).exists()


def _works_with(user: User, person: Person) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF, otherwise=_("Only they themselves, or someone who works with them, can do this.")
    ) and can_edit_person(user, person)
