"""What an advocate reads: whom they help, and what those let them read (domain.md §8.3; §8.5, line 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from casework.models import Conference, Conversation
from casework.queries.conversations import present_at, told
from families.models import Goal, HelperAccess
from families.paging import Page, page_of
from families.queries.granting import helped_today

SHOWN = 20


@dataclass(frozen=True, slots=True)
class AdvocatePage:
    """Everything that was opened to them; talks are in pages, the newest first."""

    helped: Sequence[HelperAccess]
    talks: Page[Conversation]
    meetings: Sequence[Conference]
    goals: Sequence[Goal]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {one.owner_id for one in self.helped} | present_at(self.talks.rows)


def advocate_page(user: User, cursor: str = "") -> AdvocatePage:
    """In a fixed number of queries; all of it through the door."""
    talks = told(Conversation.objects.visible_to(user), user)
    return AdvocatePage(
        helped=helped_today(user),
        talks=page_of(talks, ("-record__happened_on", "-record_id"), cursor=cursor, size=SHOWN),
        meetings=list(Conference.objects.visible_to(user).order_by("-created_at", "pk")[:SHOWN]),
        goals=list(Goal.objects.visible_to(user).order_by("created_at", "pk")),
    )
