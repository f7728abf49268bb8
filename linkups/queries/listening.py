"""Signs that a word from the coach may do good; silence is one of them. By days and answers, never by a score (domain.md §1.5 and §1.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from linkups.models import LinkUp, LinkUpCheckIn, Meetup
from linkups.queries.steps import pauses_of
from linkups.weeks import is_quiet

ASKED_AT_END_FOR = timedelta(days=14)
"""For how long after its end people are asked how it was."""


def to_be_asked() -> QuerySet[LinkUp]:
    """Link-ups of which people may be asked today: those under way, and those that ended a short while ago."""
    lately = Q(
        state__in=[LinkUp.State.COMPLETED, LinkUp.State.ENDED_EARLY], end_date__gte=clock.today() - ASKED_AT_END_FOR
    )
    return LinkUp.objects.filter(Q(state=LinkUp.State.ACTIVE) | lately).order_by("pk")


def worth_a_call(user: User, link_ups: Iterable[LinkUp]) -> dict[UUID, list[str]]:
    """For each of these that is under way, in words, why a call may do good; in two queries, however many there are."""
    active = {one.pk: one for one in link_ups if one.state == LinkUp.State.ACTIVE and one.start_date}
    met: Mapping[UUID, date] = dict(
        Meetup.objects.held()
        .filter(link_up__in=active)
        .values("link_up")
        .annotate(last=Max("held_on"))
        .values_list("link_up", "last")
    )
    fewer = _fewer_answers(user, active)
    found = {pk: [*_quiet(one, met.get(pk)), *fewer.get(pk, [])] for pk, one in active.items()}
    return {pk: words for pk, words in found.items() if words}


def _quiet(link_up: LinkUp, last: date | None) -> Sequence[str]:
    since = last or link_up.start_date
    if since is None or not is_quiet(since=since, pauses=pauses_of(link_up), on=clock.today()):
        return []
    return [_("They have not met for %(days)s days.") % {"days": (clock.today() - since).days}]


def _fewer_answers(user: User, link_ups: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Where fewer answered the last time that is over than the time before, of those whose answers the reader may see."""
    times = (
        LinkUpCheckIn.objects.visible_to(user)
        .filter(link_up__in=link_ups)
        .values("link_up", "asked_on")
        .annotate(
            asked=Count("pk"),
            heard=Count("pk", filter=Q(state__in=[LinkUpCheckIn.State.ANSWERED, LinkUpCheckIn.State.DECLINED])),
            open=Count("pk", filter=Q(state=LinkUpCheckIn.State.ASKED)),
        )
        .order_by("link_up", "-asked_on")
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for link_up, rows in groupby(times, key=lambda row: row["link_up"]):
        now, *before = [*[row for row in rows if not row["open"]][:2], None, None][:2]
        if now and before[0] and now["heard"] * before[0]["asked"] < before[0]["heard"] * now["asked"]:
            said = {"now": now["heard"], "of": now["asked"], "then": before[0]["heard"], "asked": before[0]["asked"]}
            found[link_up] = [
                _("Fewer say how it is going: %(now)s of %(of)s the last time, %(then)s of %(asked)s before.") % said
            ]
    return found
