"""The pages that read across rooms: a family and a person. What a family member reads of their own stands in `our_page`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from casework.models import Alert, Conversation
from casework.queries.alerts import alerts_of_family, alerts_of_person
from casework.queries.conferences_ahead import coming_up
from casework.queries.conversations import conversations_with, in_confidence, present_at, told
from casework.queries.corrections import beside_entries, named_beside
from casework.queries.plans import OpenSteps, open_steps
from families.ages import ADULT_FROM, may_have_partner
from families.models import (
    ContactPoint,
    Draft,
    Entry,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Goal,
    GoalScore,
    Involvement,
    ParentalResponsibility,
    Person,
    PersonName,
    PersonPhoto,
    Residence,
    StorySample,
)
from families.queries.ahead import ComingUp
from families.queries.alongside import coming_up as hand_overs
from families.queries.drafts import unfinished_draft
from families.queries.emergency import Closed, closed_of_family, closed_of_person
from families.queries.families import home_localities_of, told_of_themselves
from families.queries.kinship import Relation, relations
from families.queries.readers import Apart, kept_apart, named_apart
from families.queries.reading import seen_of_all
from families.queries.sampling import running_of
from families.queries.statutory_told import CouncilSays, council_says
from families.queries.tree import TreePage, family_tree
from linkups.queries import lists as linkups

STORY_LENGTH = 8
STRENGTHS_SHOWN = 3
CONVERSATION_FORM = "conversation"


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A family at a glance: its people, what goes well, what it works towards, its story so far, who is alongside."""

    family: Family
    members: Sequence[FamilyMembership]
    former_members: Sequence[FamilyMembership]
    alongside: Sequence[Involvement]
    going_well: Sequence[Entry]
    goals: Sequence[Goal]
    story: Sequence[Conversation]
    coming_up: Sequence[ComingUp]
    open_steps: OpenSteps
    tree: TreePage
    alerts: Sequence[Alert]
    draft: Draft | None
    seen: str
    closed: Sequence[Closed]
    apart: Sequence[Apart]
    samples: Sequence[StorySample]
    """By which a quality lead reads its story today."""

    @property
    def is_led(self) -> bool:
        """Whether the family has a lead worker now."""
        return any(one.role == Involvement.Role.LEAD_WORKER for one in self.alongside)

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        members = {membership.person_id for membership in (*self.members, *self.former_members)}
        named = members | set(self.tree.people) | named_apart(self.apart)
        return named | present_at(self.story) | self.open_steps.people | named_beside(self.going_well)


def family_page(pk: UUID, user: User) -> FamilyPage:
    """Everything that the page of a family shows, in a fixed number of queries."""
    family = get_object_or_404(Family.objects.visible_to(user).select_related("locality"), pk=pk)
    memberships = (
        FamilyMembership.objects.visible_to(user)
        .filter(family=family)
        .select_related("person")
        .order_by("person__date_of_birth", "person__sort_key", "pk")
    )
    current = set(memberships.current().values_list("pk", flat=True))
    everyone, steps = list(memberships), open_steps(family, user)
    now = [membership for membership in everyone if membership.pk in current]
    return FamilyPage(
        family=family,
        members=now,
        former_members=[membership for membership in everyone if membership.pk not in current],
        alongside=alongside(family, user),
        going_well=going_well(family, user),
        goals=goals(family, user),
        story=list(conversations_with(family, user).order_by("-record__happened_on", "-record_id")[:STORY_LENGTH]),
        coming_up=sorted(
            [
                *coming_up(user, family),
                *linkups.coming_up(family, user),
                *hand_overs(family, user),
                *steps.coming_up,
            ],
            key=lambda item: item.day,
        ),
        open_steps=steps,
        tree=family_tree(family.pk, None, user),
        alerts=alerts_of_family(family, user),
        draft=unfinished_draft(family, CONVERSATION_FORM, user),
        seen=seen_of_all([family], user),
        closed=closed_of_family(family, user),
        apart=kept_apart([membership.person_id for membership in now], user),
        samples=list(running_of(family, user)),
    )


def alongside(family: Family, user: User) -> list[Involvement]:
    """Who works with the family today, the lead worker first."""
    involved = (
        Involvement.objects.visible_to(user)
        .current()
        .filter(family=family)
        .select_related("practitioner__works_for", "practitioner__team")
        .order_by("period", "pk")
    )
    return sorted(involved, key=lambda one: one.role != Involvement.Role.LEAD_WORKER)


def going_well(family: Family, user: User) -> list[Entry]:
    """The newest strengths (domain.md §0.5). What someone said may be a worry: it stands in its conversation.

    What a child told in confidence stays on its own page: this one is read with the family beside it.
    """
    strengths = (
        Entry.objects.visible_to(user)
        .standing()
        .exclude(record__in=in_confidence())
        .filter(record__family=family, kind=Entry.Kind.STRENGTH)
        .select_related("speaker", "record", "created_by")
        .prefetch_related("people__person", beside_entries(user))
        .order_by("-record__happened_on", "-pk")
    )
    return list(strengths[:STRENGTHS_SHOWN])


def goals(family: Family, user: User) -> list[Goal]:
    """What the family works towards, each with everyone's own scores, oldest first; no average of people."""
    scores = GoalScore.objects.visible_to(user).select_related("person").order_by("person__sort_key", "person_id", "on")
    return list(
        Goal.objects.visible_to(user)
        .filter(family=family, state=Goal.State.ACTIVE)
        .prefetch_related(Prefetch("scores", queryset=scores))
        .order_by("created_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person: what they are called, where they are, how to reach them safely, to whom they belong."""

    person: Person
    names: Sequence[PersonName]
    memberships: Sequence[FamilyMembership]
    residences: Sequence[Residence]
    contact_points: Sequence[ContactPoint]
    responsibilities: Sequence[ParentalResponsibility]
    identifiers: Sequence[ExternalIdentifier]
    home_locality: str
    conversations: Sequence[Conversation]
    relations: Sequence[Relation]
    alerts: Sequence[Alert]
    told: Person | None
    """The person with their `background`, for whoever may read that."""
    has_photo: bool
    seen: str
    closed: Sequence[Closed]
    apart: Sequence[Apart]
    council: Sequence[CouncilSays]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        named = {self.person.pk, *(one.person.pk for one in self.relations)} | named_apart(self.apart)
        return (
            named | {one.holder_id for one in self.responsibilities if one.holder_id} | present_at(self.conversations)
        )

    @property
    def may_need_responsibility(self) -> bool:
        """Someone under 18; or, where the age is not known, who is not written down as anything else in a family."""
        if self.person.age is not None:
            return self.person.age < ADULT_FROM
        return all(membership.role == FamilyMembership.Role.CHILD for membership in self.memberships)

    @property
    def may_have_partner(self) -> bool:
        """A partner is not asked after on the page of a child."""
        return may_have_partner(self.person.age)

    @property
    def other_names(self) -> list[PersonName]:
        """The names besides the one that they go by."""
        return [name for name in self.names if name.kind != PersonName.Kind.KNOWN_AS]


def person_page(pk: UUID, user: User) -> PersonPage:
    """Everything that the page of a person shows, in a fixed number of queries."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    held = ParentalResponsibility.objects.visible_to(user).filter(child=person).select_related("holder", "agency")
    memberships = FamilyMembership.objects.visible_to(user).filter(person=person).select_related("family")
    belongs = list(memberships.order_by("pk"))
    return PersonPage(
        person=person,
        names=list(PersonName.objects.visible_to(user).filter(person=person).order_by("kind", "pk")),
        memberships=belongs,
        residences=_of(Residence.objects.visible_to(user).select_related("address"), person),
        contact_points=_of(ContactPoint.objects.visible_to(user).select_related("theirs_by__person_account"), person),
        responsibilities=list(held.order_by("pk")),
        identifiers=_of(ExternalIdentifier.objects.visible_to(user), person),
        home_locality=home_localities_of([person], user).get(person.pk, ""),
        conversations=list(
            told(Conversation.objects.visible_to(user).filter(record__subjects__person=person), user).order_by(
                "-record__happened_on", "-record_id"
            )[:STORY_LENGTH]
        ),
        relations=relations(person.pk, user),
        alerts=alerts_of_person(person, user),
        told=told_of_themselves(user).filter(pk=person.pk).first(),
        has_photo=PersonPhoto.objects.visible_to(user).filter(person=person).exists(),
        seen=seen_of_all([membership.family for membership in belongs], user),
        closed=closed_of_person(person, user),
        apart=kept_apart([person.pk], user),
        council=council_says(person, user),
    )


def _of(facts: QuerySet[Any], person: Person) -> list[Any]:
    return list(facts.filter(person=person).order_by("pk"))
