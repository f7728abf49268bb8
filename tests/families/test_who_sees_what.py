"""docs/who-sees-what.md is what the door says: each reader × each kind of record, and the line of domain.md §8.5 that decides.

A door that changes turns this red, and the message holds the table as it would be then.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from casework.models import SignOff
from database.asker import acting_as
from families import models
from families.actions import granting, keeping
from families.actions.goals import record_goal
from families.actions.kinship import record_parent
from families.actions.records import Sharing, begin_record
from families.periods import Period, since
from tests.conftest import make
from tests.factories_access import RestrictionReaderFactory, StorySampleFactory
from tests.factories_families import (
    ContactPointFactory,
    LifePlaceFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    sign_in_of,
)
from tests.families.naive_door import NaiveDoor, all_that_is_written

PAGE = Path(__file__).parents[2] / "docs" / "who-sees-what.md"
BEGINS, ENDS = "<!-- the table begins -->\n", "<!-- the table ends -->\n"
TODAY, LATER = date(2026, 3, 16), date(2026, 9, 14)
State = models.ShareState.State
WITHHELD = Sharing(State.WITHHELD, reason="other", review_on=TODAY + timedelta(days=30))


class Rowan:
    """One family with a row of each kind, and everyone who might read it."""

    def __init__(self, family: Any, worker: Any, manager: Any) -> None:
        self.family, self.worker, self.manager = family, worker, manager
        self.amina = self.member("Amina", born=date(2015, 5, 1))
        self.dana = self.member("Dana", born=date(1990, 4, 2))
        self.rob, self.sid = self.member("Rob"), self.member("Sid")
        self.mia = self.member("Mia", born=date(2023, 6, 5))
        ResponsibilityFactory(holder=self.dana, child=self.amina, status="confirmed")

    def member(self, name: str, born: date | None = None) -> Any:
        return make.MembershipFactory(family=self.family, person__known_as=name, person__date_of_birth=born).person

    def record(self, kind: str = "conversation", **how: Any) -> Any:
        return begin_record(
            kind=kind, family=self.family, happened_on=TODAY, subjects=[self.amina], by=self.worker, **how
        )

    def kinds(self) -> dict[str, Any]:
        """A row of each kind, by what it is called in the table."""
        restricted, shared = self.record(), self.record()
        hers = self.hers = sign_in_of(self.amina)
        made = {
            "the family": self.family,
            "Amina herself": self.amina,
            "her home": ResidenceFactory(person=self.amina),
            "a hidden number": ContactPointFactory(person=self.amina, is_confidential=True),
            "a number she keeps": self.number_she_keeps(),
            "places she lived": LifePlaceFactory(person=self.amina),
            "her faith": models.PersonBackground.objects.create(
                organisation=self.family.organisation, person=self.amina, faith="Sikh", told_by="themselves"
            ),
            "a talk, shared": shared,
            "how she sees it": SignOff.objects.create(
                organisation=self.family.organisation,
                record=shared,
                person=self.amina,
                stance="agree",
                created_by=hers,
            ),
            "her plan, only hers": self.plan(Sharing(State.CHILD_ONLY)),
            "her plan, for the lead worker": self.plan(Sharing(State.CHILD_ONLY, chosen=(self.worker,))),
            "her plan, for her workers": self.plan(Sharing(State.SHARED)),
            "a talk, withheld": self.record(sharing=WITHHELD),
            "told in confidence": self.record(sharing=Sharing(State.CHILD_ONLY)),
            "a talk, restricted": restricted,
            "a conference": self.record("conference"),
            "a coach session": self.record("coach_session"),
            "a goal": record_goal(family=self.family, words="Swim", whose=[self.amina], on=TODAY, by=self.worker),
            "Mia, restricted": self.mia,
            "a restricted tie": record_parent(
                parent=self.sid, child=self.amina, basis="birth", visibility="restricted", by=self.worker
            ),
        }
        self.restrictions = [
            keeping.restrict(what=what, ground="other", allowed=[], review_on=LATER, by=self.worker)
            for what in (restricted, self.mia, made["a restricted tie"])
        ]
        return made

    def plan(self, sharing: Sharing) -> Any:
        """The record of a plan: a plan is read by whoever reads that, and has nothing else to say of it (`MyPlan.visible_to`)."""
        return begin_record(
            kind="my_plan",
            family=self.family,
            happened_on=TODAY,
            subjects=[self.amina],
            sharing=sharing,
            author_person=self.amina,
            by=self.hers,
        )

    def number_she_keeps(self) -> Any:
        """“Only those who work closely with my family.”"""
        with acting_as(self.hers.asker):
            point = ContactPointFactory(person=self.amina, value="07700 900333", is_confidential=True)
        point.refresh_from_db()
        assert point.is_only_theirs
        return point

    def readers(self, goal: Any) -> dict[str, User]:
        """Everyone, by what they are called in the table."""
        hers, his, dana = self.hers, sign_in_of(self.rob), sign_in_of(self.dana)
        keeping.set_block(viewer=self.rob, protected=self.amina, ground="other", review_on=LATER, by=self.worker)
        ruth = make.UserFactory(kind="family", roles=[], name="Ruth")
        granting.let_help(owner=self.amina, helper=ruth, until=LATER, by=self.worker)
        alike = self.works_as("co_worker")
        keeping.declare_interest(practitioner=alike.practitioner, known=self.family, kind="friend", by=alike)
        other = make.MembershipFactory(person__known_as="Petra")
        system = make.UserFactory(kind="client", roles=[])  # before there is an administrator, who would have to agree
        models.GoalShare.objects.create(
            organisation=self.family.organisation, goal=goal, family=other.family, period=since(TODAY)
        )
        return {
            "the child": hers,
            "a parent who holds responsibility": dana,
            "another adult of the family": sign_in_of(self.sid),
            "who is blocked from the child": his,
            "who helps the child": ruth,
            "the other family of a link-up": sign_in_of(other.person),
            "lead worker": self.worker,
            "co-worker": self.works_as("co_worker"),
            "their team manager": self.manager,
            "family coach": self.works_as("family_coach"),
            "conference coordinator": self.works_as("fgc_coordinator"),
            "whose work ended 10 days ago": self.works_as("co_worker", ended=10),
            "whose work ended 40 days ago": self.works_as("co_worker", ended=40),
            "who knows them from their own life": alike,
            **{words: make.PractitionerFactory(user__roles=[role]).user for words, role in ELSEWHERE.items()},
            "an administrator who is named": self.named("administrator"),
            "another system": system,
            "whose sign-in is closed": self.closed(),
        }

    def works_as(self, role: str, ended: int = 0) -> User:
        until = TODAY - timedelta(days=ended) if ended else None
        period = Period(TODAY - timedelta(days=100), until)
        return make.InvolvementFactory(family=self.family, role=role, period=period).practitioner.user

    def named(self, role: str) -> User:
        """As one is who was named in the role they had before."""
        user = make.UserFactory(roles=[role])
        for restriction in self.restrictions:
            RestrictionReaderFactory(restriction=restriction, user=user)
        return user

    def closed(self) -> User:
        user = self.works_as("co_worker")
        user.is_active = False
        return user


ELSEWHERE = {
    "social worker of others": "social_worker",
    "safeguarding lead": "safeguarding_lead",
    "quality lead": "quality_lead",
    "analyst": "analyst",
    "locality lead": "locality_lead",
    "administrator": "administrator",
    "intake": "intake",
}


def line_of(door: NaiveDoor, thing: Any) -> int:
    """The first line of domain.md §8.5 that decides, as one reads it."""
    record = door.records.get(getattr(thing, "record_id", thing.pk))
    people = door.subjects_of(record) if record else {person_of(thing)}
    family = record.family_id if record else thing.pk
    states = {one.state for one in door.shares_of(record)} if record else set()
    unseen = any(door.does_not_exist(one) for one in people)
    restricted = any(door.restrictions_on(person=one) for one in people) or (
        record and door.restrictions_on(record=record.pk)
    )
    lines = [
        (1, not door.user.is_active),
        (2, unseen and not door.is_staff),
        (3, unseen or door.knows_family_from_own_life(family)),
        (4, "child_only" in states),
        (5, restricted or getattr(thing, "visibility", "normal") == "restricted"),
        (6, "withheld" in states and door.is_family),
    ]
    return next((line for line, decides in lines if decides), 0) or line_by_kind(door, thing, people)


def person_of(thing: Any) -> Any:
    return getattr(thing, "person_id", None) or getattr(thing, "child_id", thing.pk)


def line_by_kind(door: NaiveDoor, thing: Any, people: set[Any]) -> int:
    """Lines 7 to 11: by who reads."""
    if not door.is_family:
        return 7 if door.is_staff else 11
    if isinstance(thing, models.Goal) and any(
        one.goal_id == thing.pk and door.may_see_family(door.families[one.family_id]) for one in door.GoalShare
    ):
        return 8
    return 10 if people & door.those_i_help() else 9


def table(rowan: Rowan, kinds: dict[str, Any], readers: dict[str, User]) -> str:
    """As it stands in the page."""
    lines = [["", *kinds], ["---"] * (len(kinds) + 1)]
    lines += [line_for(words, user, kinds) for words, user in readers.items()]
    for held in models.Restriction.objects.in_force().filter(person__isnull=False):
        keeping.end_keeping(held=held, ended_because="Over.", by=readers["lead worker"])
    lines.append(line_for("another system, once nobody is restricted", readers["another system"], kinds))
    lines.append(in_a_sample(rowan, kinds))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def line_for(words: str, user: User, kinds: dict[str, Any]) -> list[str]:
    door = NaiveDoor(user, all_that_is_written())
    return [words, *(cell(door, thing) for thing in kinds.values())]


def in_a_sample(rowan: Rowan, kinds: dict[str, Any]) -> list[str]:
    """A quality lead who reads the family's story as a sample, once nobody of it is restricted."""
    sample = StorySampleFactory(family=rowan.family, drawn_by=rowan.worker)
    return line_for("quality lead, who reads the story as a sample, once nobody is restricted", sample.reader, kinds)


def cell(door: NaiveDoor, thing: Any) -> str:
    sees = type(thing).objects.visible_to(door.user).filter(pk=thing.pk).exists()
    return f"{'yes' if sees else 'no'} {line_of(door, thing)}"


@pytest.mark.django_db
def test_the_page_says_who_sees_what(family, worker, manager):
    rowan = Rowan(family, worker, manager)
    kinds = rowan.kinds()

    made = table(rowan, kinds, rowan.readers(kinds["a goal"]))

    said = PAGE.read_text(encoding="utf-8").partition(BEGINS)[2].partition(ENDS)[0]
    assert said == made, f"Look at each cell that differs; if it is meant, this is the table now:\n{made}"
