"""Why the organisation may hold what it holds, as it is kept and as families read it."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from accounts.rules import can_administer
from casework.models import ProcessingBasis
from families.paging import Page, page_of


def basis_list(user: User, cursor: str = "") -> Page[ProcessingBasis]:
    """All of them, those that are out of use too."""
    return page_of(ProcessingBasis.objects.visible_to(user), ("pk",), cursor=cursor, size=100)


def bases_in_use(user: User) -> list[ProcessingBasis]:
    """What counts now, in the order in which it was written."""
    return list(ProcessingBasis.objects.visible_to(user).filter(is_active=True).order_by("pk")[:100])


def bases_to_change(user: User) -> QuerySet[ProcessingBasis]:
    """Those that an administrator may change: all of them."""
    every = ProcessingBasis.objects.visible_to(user)
    return every if can_administer(user) else every.none()
