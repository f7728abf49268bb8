"""Who has which paper of a family meeting, who lacks one, and where a plan is late (domain.md §2.3, 7 and 12; §2.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.working_days import is_worked, working_days_after
from casework.models import Conference, FamilyPlan, PaperCopy, Participant
from casework.models.papers_given import with_papers
from casework.queries.conferences import is_theirs
from database import clock
from families.models import ContactPoint, Person
from families.queries.ahead import Waiting
from families.queries.sign_ins import read_by_others, safe_addresses

READ_BEFORE = 3
"""Working days that a family has the information sheet before it meets (domain.md §2.3, step 7)."""
AGREED = (Conference.State.PLAN_AGREED, Conference.State.PLAN_NOT_AGREED, Conference.State.REVIEW_DUE)
"""While a version of the plan that was agreed is still to be handed over."""
PLAN_WITHIN = 5
"""Working days within which everyone has their copy of an agreed plan (domain.md §2.3, step 12)."""


def read_information_by(conference: Conference) -> date | None:
    """The last day on which the information sheet is in time; none while there is no day to meet."""
    if conference.meets_at is None:
        return None
    day, left = timezone.localdate(conference.meets_at), READ_BEFORE
    while left:
        day -= timedelta(days=1)
        left -= is_worked(day, conference.organisation.nation)
    return day


def days_informed(conference: Conference, had: Sequence[date | None]) -> list[date | None]:
    """When each of them had what is read before. Of meetings of before each paper was written down it is known when all had it."""
    return [*had] if any(had) else [conference.information_given_on for _one in had]


def plan_given_by(agreed_on: date, organisation: Organisation) -> date:
    """The last day on which a copy of the plan is in time."""
    return working_days_after(agreed_on, PLAN_WITHIN, organisation)


@dataclass(frozen=True, slots=True)
class Given:
    """One paper that one of them was given."""

    copy: PaperCopy
    version: int | None
    is_readers_own: bool

    @property
    def is_withdrawn(self) -> bool:
        return self.copy.withdrawn_at is not None

    @property
    def words(self) -> str:
        """Which, and of the plan which version."""
        if self.version is None:
            return self.copy.get_paper_display()
        return _("%(paper)s, version %(version)s") % {
            "paper": self.copy.get_paper_display(),
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class WhoHas:
    """The papers of one meeting and who has them, as far as the reader may know of those who are asked."""

    conference: Conference
    asked: Sequence[Participant]
    given: Sequence[Given]

    @property
    def people(self) -> set[UUID]:
        named = [one.person_id for one in self.asked] + [one.copy.person_id for one in self.given]
        return {person for person in named if person}

    @property
    def to_invite(self) -> list[Participant]:
        """While there is a day to come to: all who are asked."""
        return [*self.asked] if self.conference.state == Conference.State.ARRANGED else []

    @property
    def invited(self) -> list[Participant]:
        return [one for one in self.to_invite if one.invited_on]  # type: ignore[attr-defined]

    @property
    def not_invited(self) -> list[Participant]:
        return [one for one in self.to_invite if not one.invited_on]  # type: ignore[attr-defined]

    @property
    def not_informed(self) -> list[Participant]:
        had = days_informed(self.conference, [one.informed_on for one in self.to_inform])  # type: ignore[attr-defined]
        return [one for one, day in zip(self.to_inform, had, strict=True) if day is None]

    @property
    def informed(self) -> int:
        return len(self.to_inform) - len(self.not_informed)

    @property
    def to_inform(self) -> list[Participant]:
        return [one for one in self.asked if one.is_family]

    @property
    def to_have_the_plan(self) -> list[Participant]:
        return [one for one in self.asked if one.has_a_plan]  # type: ignore[attr-defined]

    @property
    def without_the_plan(self) -> list[Participant]:
        return [one for one in self.to_have_the_plan if not one.plan_given_on]  # type: ignore[attr-defined]

    @property
    def with_the_plan(self) -> int:
        return len(self.to_have_the_plan) - len(self.without_the_plan)

    @property
    def plan_by(self) -> date | None:
        """By when everyone has the plan; none before it is agreed."""
        agreed = next((one.agreed_on for one in self.asked if one.agreed_on), None)  # type: ignore[attr-defined]
        return plan_given_by(agreed, self.conference.organisation) if agreed else None

    @property
    def is_plan_late(self) -> bool:
        return bool(self.without_the_plan and self.plan_by and self.plan_by < clock.today())

    @property
    def not_reached(self) -> list[Participant]:
        """To whom an e-mail did not go, as far as we know, and nothing was given since."""
        return [one for one in self.asked if one.is_not_reached]  # type: ignore[attr-defined]


def stands_of(conference: Conference, participants: Iterable[Participant]) -> WhoHas:
    """Of those whom `with_papers` has read: who lacks what."""
    return WhoHas(conference, [one for one in participants if one.practitioner_id is None], ())


def who_has(conference: Conference, user: User) -> WhoHas:
    """In two queries, whatever their number."""
    seen = Participant.objects.visible_to(user).asked().filter(conference=conference, practitioner__isnull=True)
    asked = list(with_papers(seen).select_related("person").order_by("kind", "pk"))
    return WhoHas(conference, sorted(asked, key=lambda one: not one.is_family), papers_given(conference, user))


def papers_given(conference: Conference, user: User) -> list[Given]:
    """All papers of a meeting that were given, the last first, as far as the reader may know; of the family, what they have."""
    copies = PaperCopy.objects.visible_to(user).filter(conference=conference)
    if user.kind == User.Kind.FAMILY:
        copies = copies.counted()
    rows = copies.select_related("person__account", "created_by", "plan").order_by("-given_on", "-pk")
    return [
        Given(
            copy,
            copy.plan.version if copy.plan else None,
            is_readers_own=bool(copy.person and is_theirs(copy.person, user)),
        )
        for copy in rows
    ]


def waiting_for(user: User) -> list[Waiting]:
    """Meetings that the user coordinates, of which someone has no copy of the agreed plan after five working days: one line each; one
    query however many.
    """
    soonest = clock.today() - timedelta(days=PLAN_WITHIN)
    agreed = FamilyPlan.objects.filter(agreed_on__lt=soonest).values("conference")
    ours = Q(conference__coordinator__user=user, conference__state__in=AGREED, conference__in=agreed)
    mine = Participant.objects.visible_to(user).asked().filter(ours)
    is_late = {"has_a_plan": True, "plan_given_on__isnull": True, "agreed_on__lt": soonest}
    late = with_papers(mine).filter(**is_late).select_related("conference__family", "conference__organisation")
    first: dict[UUID, Participant] = {}
    for one in late.order_by("conference", "pk"):
        first.setdefault(one.conference_id, one)
    return [item for one in first.values() if (item := _late(one))]


def _late(one: Participant) -> Waiting | None:
    conference, agreed_on = one.conference, one.agreed_on  # type: ignore[attr-defined]
    by = plan_given_by(agreed_on, conference.organisation)
    if by >= clock.today():
        return None
    return Waiting(
        _("Give everyone their copy of the plan of %(family)s") % {"family": conference.family.name},
        reverse("casework:papers-given", args=[conference.pk]),
        by=by,
        is_overdue=True,
        families=frozenset({conference.family_id}),
    )


def safe_address(person: Person, user: User) -> ContactPoint | None:
    """The address to which an e-mail is safe for them, and that nobody else reads, as far as it is written down; the database asks the
    same (`paper_copy_email_is_theirs_alone`).
    """
    return safe_addresses(person, user).exclude(read_by_others()).first()
