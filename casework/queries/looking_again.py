"""What is not shared yet, and is to be looked at again (domain.md §8.2: a supervisor's list of what is due)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from families.models import Involvement, Record, ShareState
from families.queries.ahead import Waiting

SHOWN = 20
LEAD = Involvement.Role.LEAD_WORKER


def seen_record(pk: UUID, user: User) -> Record:
    """A record that the user may read; 404 for any other."""
    seen = Record.objects.visible_to(user).select_related("family", "conversation", "support_network")
    return get_object_or_404(seen, pk=pk)


def states_of(record: Record, user: User) -> list[ShareState]:
    """From whom it is kept back, of those whom the user may see, and what was decided."""
    return list(
        _kept(user).filter(record=record).select_related("person", "decided_by").order_by("person__sort_key", "pk")
    )


def waiting_for(user: User) -> list[Waiting]:
    """What is to be looked at again by today: by whoever kept it back, the lead worker, and their manager; by everyone alongside where
    nobody leads. By the family's name alone, for Today may be open on a desk.
    """
    if user.kind != User.Kind.STAFF:
        return []
    led = Involvement.objects.current().filter(family=OuterRef("record__family"), role=LEAD)
    alongside = Involvement.objects.held_or_managed_by(user).current().filter(family=OuterRef("record__family"))
    is_mine = Q(decided_by=user) | Exists(alongside.filter(role=LEAD)) | (~Exists(led) & Exists(alongside))
    due = _kept(user).filter(is_mine, review_on__lte=clock.today()).select_related("record__family")
    first = {one.record_id: one for one in reversed(due.order_by("review_on", "pk")[:SHOWN])}
    return [_item(one) for one in first.values()]


def _kept(user: User) -> QuerySet[ShareState]:
    return ShareState.objects.visible_to(user).filter(state=ShareState.State.WITHHELD)


def _item(one: ShareState) -> Waiting:
    family = one.record.family
    said = _("Look again at what %(name)s can’t read yet") % {"name": family.name if family else _("someone")}
    overdue = one.review_on is not None and one.review_on < clock.today()
    return Waiting(
        said,
        reverse("casework:look-again", args=[one.record_id]),
        by=one.review_on,
        since=one.decided_on,
        is_overdue=overdue,
        families=frozenset({family.pk} if family else ()),
    )
