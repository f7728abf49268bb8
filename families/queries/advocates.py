"""Advocates, as an administrator reads them: who, of which body, and how many people let them help; never whom."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import can_administer
from database.asker import acting_as
from families.models import Advocate, Agency, HelperAccess
from families.models.advocates import BODIES
from families.paging import Page, page_of


def advocates(administrator: User) -> QuerySet[Advocate]:
    """All who were ever let in; to anyone but an administrator, none."""
    every = Advocate.objects.visible_to(administrator).select_related("user", "works_for")
    return every if can_administer(administrator) else every.none()


def advocate_list(administrator: User, cursor: str = "") -> Page[Advocate]:
    """By name, each with how many people they help today."""
    held = Q(user__helps__in=HelperAccess.objects.held().values("pk"))
    counted = advocates(administrator).annotate(helps=Count("user__helps", filter=held))
    return page_of(counted, ("user__name", "pk"), cursor=cursor)


def bodies(administrator: User) -> QuerySet[Agency]:
    """Whose people may be advocates."""
    every = Agency.objects.visible_to(administrator).filter(sector__in=BODIES)
    return every.order_by("name", "pk") if can_administer(administrator) else every.none()


def roles_in_the_demo(people: Sequence[User]) -> dict[UUID, str]:
    """What the demo says of its people. Nobody has signed in yet: who is an advocate, a worker of the same council is asked."""
    roles = {user.pk: user.role_words for user in people}
    for worker in {user.organisation_id: user for user in people if user.kind == User.Kind.STAFF}.values():
        with acting_as(worker.asker), transaction.atomic():  # who asks is said as one begins
            advocates = Advocate.objects.visible_to(worker).filter(user__in=people).values_list("user", flat=True)
            roles |= {pk: _("advocate") for pk in advocates}
    return roles
