"""What waits for someone, asked of every room and told by its kind: Today and the inbox are made from it. There is no table of tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.queries import (
    adding,
    alerts,
    conferences_ahead,
    confidence,
    corrections,
    exclusions,
    learning,
    looking_again,
    papers_given,
    plan_needs,
    plans,
    safety_maps,
    self_reviews,
    sign_offs,
    supervision,
    worries,
)
from families.queries import alongside, assets, emergency, settling, statutory_told
from families.queries.ahead import Waiting, in_order
from linkups.queries import calls
from linkups.queries import lists as linkups


class Kind(TextChoices):
    """The kinds of thing that wait for someone, as they stand one below the other: seven at most (domain.md §10.4)."""

    SAFETY = "safety", _("So that everyone is safe")
    OPENED = "opened", _("Opened in an emergency")
    MEETINGS = "meetings", _("Family meetings and plans")
    KEPT_BACK = "kept_back", _("Not shared yet")
    SAID = "said", _("What families say")
    ALONGSIDE = "alongside", _("Who is alongside a family")
    COLLEAGUES = "colleagues", _("Colleagues, and what is nearby")


Source = Callable[[User], Sequence[Waiting]]

SOURCES: Mapping[Kind, Sequence[Source]] = {
    Kind.SAFETY: (worries.waiting_for, alerts.waiting_for, calls.waiting_for),
    Kind.OPENED: (emergency.waiting_for,),
    Kind.MEETINGS: (
        conferences_ahead.waiting_for,
        exclusions.waiting_for,
        plans.waiting_for,
        plan_needs.waiting_for,
        papers_given.waiting_for,
    ),
    Kind.KEPT_BACK: (looking_again.waiting_for,),
    Kind.SAID: (
        confidence.waiting_for,
        corrections.waiting_for,
        adding.waiting_for,
        sign_offs.waiting_for,
        safety_maps.waiting_for,
        self_reviews.waiting_for,
        learning.waiting_for,
    ),
    Kind.ALONGSIDE: (alongside.waiting_for, linkups.waiting_for),
    Kind.COLLEAGUES: (supervision.waiting_for, settling.waiting_for, statutory_told.waiting_for, assets.waiting_for),
}
"""Who is asked for each kind. Whatever waits in a room is asked here and nowhere else."""


def waiting_by_kind(user: User) -> dict[Kind, list[Waiting]]:
    """All that waits for this user, each kind in its order; in a fixed number of queries."""
    return {kind: in_order(*(ask(user) for ask in sources)) for kind, sources in SOURCES.items()}
