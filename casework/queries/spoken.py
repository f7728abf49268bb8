"""When somebody last spoke with a family, and with which families of a manager's teams nobody has for six weeks (domain.md §10.4)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from casework.models import Conference, Participant
from casework.queries.conversations import in_confidence
from database import clock
from families.models import Family, FamilyMembership, Involvement, Record
from families.models.door import READS_ALL
from families.paging import Page, page_of

NEVER = date(1900, 1, 1)
"""Sorts a family without a conversation before all others."""
SIX_WEEKS = timedelta(weeks=6)
TALKS = (Record.Kind.CONVERSATION, Record.Kind.COACH_SESSION)
SHOWN = 20


def families_with_last_talk(families: QuerySet[Family], user: User) -> QuerySet[Family]:
    """Families with their people of today and the day of the last conversation; none when there was none to be read."""
    last = _last(_talks(user, Record.Kind.CONVERSATION), "happened_on")
    return families.annotate(talked_on=last, last_talk=Coalesce(last, Value(NEVER))).prefetch_related(_members(user))


def not_spoken_with(user: User, *, after: str = "", size: int = SHOWN) -> Page[Family]:
    """The families of a manager's teams with whom nobody has spoken for six weeks, those of longest ago first; each with `spoken_on`, its
    people of today and who leads.

    Spoken with is what domain.md §4.4 counts as contact: a conversation, shared or not, a coach's session, a visit or call before a family
    meeting; and the meeting itself. It is of families whose whole record the manager reads, and with which someone was alongside six
    weeks ago too: of others nothing is known.
    """
    day = clock.today() - SIX_WEEKS
    whole, words = Involvement.objects.filter(role__in=READS_ALL), _words(user)
    families = Family.objects.visible_to(user).filter(
        # Whether there is a later one is asked first: when the last was is then worked out for those few that are shown.
        *(~Exists(rows.filter(**{f"{on}__gt": day})) for rows, on in words),
        Exists(whole.filter(family=OuterRef("pk"), period__contains=day)),
        pk__in=whole.managed_by(user).current().values("family"),
    )
    last = Greatest(*(_last(rows, on) for rows, on in words), output_field=DateField())
    found = families.annotate(last_word=Coalesce(last, Value(NEVER)))
    leads = Involvement.objects.visible_to(user).current().filter(role=Involvement.Role.LEAD_WORKER)
    found = found.prefetch_related(_members(user), Prefetch("involvements", leads, to_attr="led_by"))
    page = page_of(found, ("last_word", "pk"), cursor=after, size=size)
    for family in page.rows:
        family.spoken_on = None if family.last_word == NEVER else family.last_word  # type: ignore[attr-defined]
    return page


def _words(user: User) -> list[tuple[QuerySet[Any], str]]:
    """All by which somebody spoke with a family, of what this reader may read, each with the column that says when."""
    today = clock.today()
    prepared = Participant.objects.visible_to(user).filter(
        conference__family=OuterRef("pk"), person__isnull=False, visited_on__lte=today
    )
    held = Conference.objects.visible_to(user).filter(family=OuterRef("pk"), held_on__lte=today)
    return [(_talks(user, *TALKS), "happened_on"), (prepared, "visited_on"), (held, "held_on")]


def _talks(user: User, *kinds: Record.Kind) -> QuerySet[Record]:
    # Without what a child told in confidence: the day alone would say that there is something.
    open_talks = Record.objects.visible_to(user).exclude(pk__in=in_confidence())
    # Nor what the family wrote by itself: nobody has spoken with them by that.
    return open_talks.filter(family=OuterRef("pk"), kind__in=kinds, author_person__isnull=True)


def _last(rows: QuerySet[Any], day: str) -> Subquery:
    return Subquery(rows.order_by(f"-{day}", "-pk").values(day)[:1])


def _members(user: User) -> Prefetch[Any, Any, Any]:
    people = FamilyMembership.objects.visible_to(user).current().select_related("person")
    return Prefetch("memberships", people.order_by("person__sort_key", "person_id"), to_attr="members_now")
