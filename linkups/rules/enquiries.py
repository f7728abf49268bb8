"""Who writes enquiries down, and takes them up or lets them go."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from linkups.models import FamilyEnquiry


def can_find_families(user: User) -> Decision:
    """Coaches, and who supervises them (domain.md §1.1, *Finding*)."""
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH),
        otherwise=_("Only a family coach keeps enquiries."),
    )


def can_let_go(user: User, enquiry: FamilyEnquiry) -> Decision:
    return can_find_families(user) and allow_if(
        enquiry.family_id is None, otherwise=_("This enquiry is taken up: it is part of the family’s record.")
    )
