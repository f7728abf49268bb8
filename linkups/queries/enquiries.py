"""Who waits to hear more, and how a family was met."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from families.models import Family
from families.paging import Page, page_of
from linkups.models import FamilyEnquiry


def enquiries(user: User, cursor: str = "") -> Page[FamilyEnquiry]:
    """Those that wait, whoever was met last first."""
    return page_of(waiting(user), ("-met_on", "-pk"), cursor=cursor)


def waiting(user: User) -> QuerySet[FamilyEnquiry]:
    return FamilyEnquiry.objects.visible_to(user).waiting().order_by("-met_on", "-pk")


def how_we_met(user: User, family: Family) -> list[FamilyEnquiry]:
    """The enquiries that were taken up into this family."""
    return list(FamilyEnquiry.objects.visible_to(user).filter(family=family).order_by("met_on", "pk"))
