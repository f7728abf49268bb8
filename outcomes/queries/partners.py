"""Which partners see which of our curves, until when, and what they see (domain.md §7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from families.paging import Page, page_of
from outcomes.models import Measure, PartnerLink
from outcomes.queries.board import curves_shown_by
from outcomes.queries.outside import Outside, outside_of

SHOWN = 30


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One link, and all that a partner sees by it."""

    link: PartnerLink
    curves: Sequence[Outside]


def partner_list(user: User, after: str = "") -> Page[PartnerLink]:
    """All links, the newest first, with how many curves each shows."""
    found = PartnerLink.objects.visible_to(user).annotate(
        count=Count("shared", filter=Q(shared__ended_at__isnull=True))
    )
    return page_of(found, ("-created_at", "-pk"), cursor=after, size=SHOWN)


def seen_link(pk: UUID, user: User) -> PartnerLink:
    return get_object_or_404(PartnerLink.objects.visible_to(user), pk=pk)


def partner_page(pk: UUID, user: User) -> PartnerPage:
    """What the partner sees, to whoever looks after the link."""
    link = seen_link(pk, user)
    return PartnerPage(link, shown_by(link))


def shown_by(link: PartnerLink) -> list[Outside]:
    """The curves that a link shows, as they leave."""
    return [outside_of(curve) for curve in curves_shown_by(link)]


def measures_shown_by(link: PartnerLink, user: User) -> QuerySet[Measure]:
    """What is chosen for a partner now."""
    return Measure.objects.visible_to(user).filter(shared__link=link, shared__ended_at__isnull=True)
