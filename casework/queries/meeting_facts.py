"""What is known of many family meetings at once, for figures and for the quality standards: in a fixed number of queries, nobody’s name.

Each fact is yes, no, not yet, or not known. What nobody wrote down is not known, and never a no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.models import (
    AdvocateOffer,
    Conference,
    ConferenceFocus,
    ConferenceOffer,
    FamilyPlan,
    Participant,
    PlanAction,
    SideTried,
)
from casework.models.papers_given import with_papers
from casework.queries.papers_given import days_informed, plan_given_by, read_information_by
from database import clock
from families.models import Parentage, Person

Kind, Attended, Response, State = Participant.Kind, Participant.Attended, ConferenceOffer.Response, Conference.State
CAME = frozenset({Attended.YES, Attended.PART, Attended.VIDEO})
NETWORK = frozenset({Kind.FAMILY_NETWORK, Kind.SUPPORTER})
FAMILY_SIDE = NETWORK | {Kind.FOCUS_PERSON}
PROFESSIONAL = frozenset({Kind.COORDINATOR, Kind.REFERRER, Kind.INFORMATION_GIVER})
OF_BLOOD_OR_LAW = (Parentage.Basis.BIRTH, Parentage.Basis.ADOPTIVE)


class Known(StrEnum):
    """What is known of one fact of one meeting."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Asked:
    """Someone who was asked to a meeting: as what, whether they came, whether they were seen before. No name."""

    kind: str
    person: UUID | None
    attended: str
    is_prepared: bool
    informed_on: date | None
    """Since when they have what is read before, as it is today."""
    has_a_plan: bool
    """Whether there is an agreed plan of which a copy is theirs to have."""
    plan_given_on: date | None

    @property
    def came(self) -> bool:
        return self.attended in CAME


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of an agreed plan: the family’s or a service’s, and on which day it was done."""

    is_familys: bool
    done_on: date | None


@dataclass(slots=True)
class Meeting:
    """One meeting, and what is written down of it."""

    conference: Conference
    asked_for_on: date | None
    has_child_view: bool
    is_looked_back_by_another: bool
    responses: list[str] = field(default_factory=list)
    first_offered_on: date | None = None
    focus: list[UUID] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    plan_agreed_on: date | None = None
    steps: list[StepTaken] = field(default_factory=list)
    sides: list[frozenset[UUID]] = field(default_factory=list)
    """Of each parent of whom it is about, that is written down: the parent and who is of their side."""
    fathers_sides: list[frozenset[UUID]] = field(default_factory=list)
    tried: frozenset[UUID] = frozenset()
    """The parents whose side was looked for."""
    offered_advocate: frozenset[UUID] = frozenset()

    @property
    def is_attendance_known(self) -> bool:
        """Whether of anybody it was written down that they came, or that they did not."""
        return any(one.attended for one in self.asked)

    def came(self, kinds: Collection[str]) -> int:
        """How many of these kinds were there."""
        return sum(one.came for one in self.asked if one.kind in kinds)

    @property
    def workers_there(self) -> int:
        """Those who came for their work, and the coordinator, who holds it and is not always asked as the others are."""
        is_asked_too = any(one.kind == Kind.COORDINATOR for one in self.asked)
        return self.came(PROFESSIONAL) + bool(self.conference.coordinator_id and not is_asked_too)

    @property
    def days_to_held(self) -> int | None:
        """From being asked for to being held; none where it was written down only afterwards."""
        held = self.conference.held_on
        if held is None or self.asked_for_on is None or held < self.asked_for_on:
            return None
        return (held - self.asked_for_on).days

    @property
    def private_minutes(self) -> int | None:
        begun, ended = self.conference.private_time_started, self.conference.private_time_ended
        return int((ended - begun).total_seconds() // 60) if begun and ended else None

    @property
    def independent(self) -> Known:
        """The database lets nobody coordinate who works with the family (INV-20), so that there is one is enough."""
        return Known.YES if self.conference.coordinator_id else Known.NOT_YET

    @property
    def to_prepare(self) -> list[Asked]:
        """Who is asked and does not come for their work."""
        return [one for one in self.asked if one.kind not in PROFESSIONAL and one.kind != Kind.INTERPRETER]

    @property
    def prepared(self) -> Known:
        asked = self.to_prepare
        return Known.YES if asked and all(one.is_prepared for one in asked) else Known.NOT_KNOWN

    @property
    def to_inform(self) -> list[Asked]:
        """To whom what is read before is given: all who are asked as family."""
        return [one for one in self.asked if one.kind in FAMILY_SIDE]

    @property
    def to_have_the_plan(self) -> list[Asked]:
        """Of whom a copy of the agreed plan is theirs to have."""
        return [one for one in self.asked if one.has_a_plan]

    @property
    def informed(self) -> Known:
        """Whether all who are asked as family had what is read before three working days before the day. Of whom nothing is written nobody
        can say.
        """
        had = days_informed(self.conference, [one.informed_on for one in self.to_inform])
        by = read_information_by(self.conference)
        if by and any(on and on > by for on in had):
            return Known.NO
        if by and had and all(had):
            return Known.YES
        return Known.NOT_YET if self.conference.held_on is None else Known.NOT_KNOWN

    @property
    def plan_given(self) -> Known:
        """Whether all whose it is had their copy of the agreed plan within five working days."""
        if self.plan_agreed_on is None:
            return Known.NOT_YET
        had = [one.plan_given_on for one in self.to_have_the_plan]
        by = plan_given_by(self.plan_agreed_on, self.conference.organisation)
        if any(on and on > by for on in had):
            return Known.NO
        if had and all(had):
            return Known.YES
        return Known.NOT_YET if by >= clock.today() else Known.NOT_KNOWN

    @property
    def both_sides(self) -> Known:
        """Whether of each parent’s side somebody is asked, or it is said what was tried, or why not.

        With fewer than two parents written down nobody can say.
        """
        if len(self.sides) < 2:
            return Known.NOT_KNOWN
        there = {one.person for one in self.asked if one.person} - set(self.focus)
        if all(side & (there | self.tried) for side in self.sides):
            return Known.YES
        return Known.NOT_YET if self.conference.held_on is None else Known.NO

    @property
    def fathers_side_came(self) -> Known:
        if not self.fathers_sides or not self.is_attendance_known:
            return Known.NOT_KNOWN
        there = {one.person for one in self.asked if one.person and one.came} - set(self.focus)
        return Known.YES if any(side & there for side in self.fathers_sides) else Known.NO

    @property
    def private_time(self) -> Known:
        if self.conference.is_private_time_offered:
            return Known.YES
        return Known.NOT_YET if self.conference.held_on is None else Known.NOT_KNOWN

    @property
    def child_heard(self) -> Known:
        """Whether whom it is about was there, or an advocate was, or how they see it is written in their own words."""
        if self.conference.held_on is None:
            return Known.YES if self.has_child_view else Known.NOT_YET
        if self.has_child_view or self.came({Kind.FOCUS_PERSON, Kind.ADVOCATE}):
            return Known.YES
        of_them = [one for one in self.asked if one.kind in {Kind.FOCUS_PERSON, Kind.ADVOCATE}]
        return Known.NO if of_them and all(one.attended for one in of_them) else Known.NOT_KNOWN

    @property
    def advocate_offered(self) -> Known:
        """Whether each whom it is about was offered someone to speak for them."""
        if self.focus and self.offered_advocate.issuperset(self.focus):
            return Known.YES
        return Known.NOT_YET if self.conference.held_on is None else Known.NOT_KNOWN

    @property
    def agreed_on_the_day(self) -> Known:
        if self.conference.held_on is None:
            return Known.NOT_YET
        if self.plan_agreed_on:
            return Known.YES if self.plan_agreed_on <= self.conference.held_on else Known.NO
        return Known.NO if self.conference.agency_response == Conference.Answer.NOT_AGREED else Known.NOT_KNOWN

    @property
    def review_set(self) -> Known:
        if self.conference.review_due_on or self.is_looked_back:
            return Known.YES
        if self.conference.no_review_reason:
            return Known.NO
        return Known.NOT_YET if self.conference.held_on is None else Known.NOT_KNOWN

    @property
    def is_looked_back(self) -> bool:
        return self.conference.reviewed_on is not None or self.is_looked_back_by_another

    @property
    def looked_back(self) -> Known:
        if self.is_looked_back:
            return Known.YES
        due = self.conference.review_due_on
        if self.conference.held_on is None or (due and due >= clock.today()):
            return Known.NOT_YET
        return Known.NO if due or self.conference.no_review_reason else Known.NOT_KNOWN


def meetings_of(
    conferences: QuerySet[Conference], asked: QuerySet[Participant], edges: QuerySet[Parentage]
) -> list[Meeting]:
    """What is known of these conferences, in ten queries; of those asked and of kinship, what the caller’s reader may know."""
    back = Conference.objects.filter(review_of=OuterRef("pk"), held_on__isnull=False)
    rows = conferences.select_related("organisation").annotate(
        referred_at=F("referral__created_at"),
        has_view=Q(referral__child_view_words__regex=r"\S"),
        is_back=Exists(back),
        sides_tried=ArraySubquery(SideTried.objects.filter(conference=OuterRef("pk")).values("parent")),
        advocates=ArraySubquery(AdvocateOffer.objects.filter(conference=OuterRef("pk")).values("person")),
    )
    meetings = {
        row.pk: Meeting(
            conference=row,
            asked_for_on=timezone.localdate(row.referred_at) if row.referred_at else None,
            has_child_view=bool(row.has_view),
            is_looked_back_by_another=row.is_back,
            tried=frozenset(row.sides_tried),
            offered_advocate=frozenset(row.advocates),
        )
        for row in rows.order_by("pk")
    }
    _add_offers(meetings)
    _add_people(meetings, asked)
    _add_plans(meetings)
    _add_sides(meetings, edges)
    return list(meetings.values())


def _add_offers(meetings: Mapping[UUID, Meeting]) -> None:
    offers = ConferenceOffer.objects.filter(conference__in=list(meetings)).order_by("offered_on", "pk")
    for pk, response, offered_on in offers.values_list("conference", "response", "offered_on"):
        meetings[pk].responses.append(response)
        meetings[pk].first_offered_on = meetings[pk].first_offered_on or offered_on


def _add_people(meetings: Mapping[UUID, Meeting], asked: QuerySet[Participant]) -> None:
    focus = ConferenceFocus.objects.filter(conference__in=list(meetings)).order_by("pk")
    for pk, person in focus.values_list("conference", "person"):
        meetings[pk].focus.append(person)
    for one in with_papers(asked.filter(conference__in=list(meetings))).order_by("pk"):
        meetings[one.conference_id].asked.append(
            Asked(
                kind=one.kind,
                person=one.person_id,
                attended=one.attended,
                is_prepared=one.visited_on is not None,
                informed_on=one.informed_on,  # type: ignore[attr-defined]
                has_a_plan=one.has_a_plan,  # type: ignore[attr-defined]
                plan_given_on=one.plan_given_on,  # type: ignore[attr-defined]
            )
        )


def _add_plans(meetings: Mapping[UUID, Meeting]) -> None:
    """Of each meeting the last plan that was agreed, and its steps but those that another replaced or nobody needs any more."""
    agreed = FamilyPlan.objects.filter(conference__in=list(meetings), agreed_on__isnull=False)
    last: dict[UUID, UUID] = {}
    for pk, plan, agreed_on in agreed.order_by("version").values_list("conference", "pk", "agreed_on"):
        meetings[pk].plan_agreed_on = agreed_on
        last[pk] = plan
    gone = (PlanAction.State.CHANGED, PlanAction.State.NO_LONGER_NEEDED)
    steps = PlanAction.objects.filter(plan__in=last.values()).exclude(state__in=gone)
    for pk, person, done_on in steps.order_by("pk").values_list("plan__conference", "who_person", "done_on"):
        meetings[pk].steps.append(StepTaken(person is not None, done_on))


def _add_sides(meetings: Mapping[UUID, Meeting], edges: QuerySet[Parentage]) -> None:
    """For each parent who is written down: the parent, their parents, and the children of these."""
    known = edges.filter(basis__in=OF_BLOOD_OR_LAW)
    focus = {person for meeting in meetings.values() for person in meeting.focus}
    parents = _ups(known, focus)
    men = known.filter(child__in=focus, parent__gender=Person.Gender.MAN_BOY)
    fathers = set(men.values_list("parent", flat=True))
    above = _ups(known, {parent for found in parents.values() for parent in found})
    below: dict[UUID, set[UUID]] = defaultdict(set)
    grandparents = {one for found in above.values() for one in found}
    for parent, child in known.filter(parent__in=grandparents).values_list("parent", "child"):
        below[parent].add(child)
    for meeting in meetings.values():
        for child in meeting.focus:
            for parent in sorted(parents.get(child, ())):
                over = above.get(parent, set())
                side = frozenset({parent, *over, *(one for up in over for one in below[up])})
                meeting.sides.append(side)
                if parent in fathers:
                    meeting.fathers_sides.append(side)


def _ups(edges: QuerySet[Parentage], people: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for child, parent in edges.filter(child__in=list(people)).values_list("child", "parent"):
        found[child].add(parent)
    return found


def steps_done(meetings: Sequence[Meeting], *, familys: bool) -> tuple[int, int]:
    """Of the steps of plans that were looked back at: how many were done by that day, and how many there were."""
    theirs = [
        (step, meeting.conference.reviewed_on)
        for meeting in meetings
        if meeting.conference.reviewed_on
        for step in meeting.steps
        if step.is_familys == familys
    ]
    done = sum(step.done_on is not None and step.done_on <= day for step, day in theirs if day)
    return done, len(theirs)
