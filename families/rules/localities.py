"""Who says what is different in a place, and whose yes it takes (domain.md §1.2, §1.9)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import Locality, User
from accounts.roles import Permission
from families.models import FamilyPartner, LocalityList


def can_adapt_places(user: User) -> Decision:
    """An administrator, or a locality lead."""
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.PLACES_ADAPT),
        otherwise=_("Only an administrator or a locality lead says what is different in a place."),
    )


def can_write_down_yes(user: User, place: Locality) -> Decision:
    """Where no family partner signs in, a yes that was said elsewhere is written down."""
    return can_adapt_places(user) and allow_if(
        not FamilyPartner.objects.current().filter(locality=place).exists(),
        otherwise=_("This place has a family partner who signs in: the yes is theirs."),
    )


def can_say_yes(user: User, proposed: LocalityList) -> Decision:
    """A family partner of the place, to what waits for it."""
    partner = FamilyPartner.objects.current().filter(locality=proposed.locality_id, user=user)
    return allow_if(
        user.kind == User.Kind.FAMILY and partner.exists(),
        otherwise=_("Only a family partner of this place says yes to it, by themselves."),
    ) and allow_if(proposed.state == "proposed", otherwise=_("This waits for no yes any more."))
