"""The pages that read across rooms: a family, a person, and what a family member reads of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from casework.models import Alert, Conference, ConferenceOffer, Conversation, LearningNote, PlanInvitation
from casework.queries import offers, plans
from casework.queries.adding import MESSAGE, waiting_for_family
from casework.queries.alerts import alerts_of_family, alerts_of_person
from casework.queries.conferences_ahead import coming_up
from casework.queries.conversations import conversations_with, in_confidence, present_at, told
from casework.queries.corrections import beside_entries, named_beside
from casework.queries.learning import newly_told
from casework.queries.my_plans import BEGINNING, invitation_of
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
)
from families.queries.ahead import ComingUp, Waiting, in_order
from families.queries.drafts import unfinished_draft, unfinished_drafts
from families.queries.emergency import Closed, closed_of_family, closed_of_person
from families.queries.families import told_of_themselves
from families.queries.granting import is_under_age
from families.queries.kinship import Relation, relations
from families.queries.readers import Apart, kept_apart, named_apart
from families.queries.reading import seen_of_all
from families.queries.tree import TreePage, family_tree
from linkups.queries import lists as linkups

STORY_LENGTH = 8
TALKS_SHOWN = 20
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
            [*coming_up(user, family), *linkups.coming_up(family, user), *steps.coming_up], key=lambda item: item.day
        ),
        open_steps=steps,
        tree=family_tree(family.pk, None, user),
        alerts=alerts_of_family(family, user),
        draft=unfinished_draft(family, CONVERSATION_FORM, user),
        seen=seen_of_all([family], user),
        closed=closed_of_family(family, user),
        apart=kept_apart([membership.person_id for membership in now], user),
    )


def alongside(family: Family, user: User) -> list[Involvement]:
    """Who works with the family today, the lead worker first."""
    involved = (
        Involvement.objects.visible_to(user)
        .current()
        .filter(family=family)
        .select_related("practitioner__works_for")
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
    conversations: Sequence[Conversation]
    relations: Sequence[Relation]
    alerts: Sequence[Alert]
    told: Person | None
    """The person with their `background`, for whoever may read that."""
    has_photo: bool
    seen: str
    closed: Sequence[Closed]
    apart: Sequence[Apart]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        named = {self.person.pk, *(one.person.pk for one in self.relations)} | named_apart(self.apart)
        return named | {one.holder_id for one in self.responsibilities} | present_at(self.conversations)

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
    held = ParentalResponsibility.objects.visible_to(user).filter(child=person).select_related("holder")
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
    )


def _of(facts: QuerySet[Any], person: Person) -> list[Any]:
    return list(facts.filter(person=person).order_by("pk"))


@dataclass(frozen=True, slots=True)
class OurPage:
    """What a family member reads: what was shared with them, who their people are, and who works with them."""

    families: Sequence[Family]
    members: Sequence[tuple[FamilyMembership, str]]
    """Everyone in it now, with what they are to the reader."""
    alongside: Sequence[Involvement]
    conversations: Sequence[Conversation]
    has_more_conversations: bool
    goals: Sequence[Goal]
    meetings: Sequence[Conference]
    offers: Sequence[ConferenceOffer]
    waiting: Sequence[Waiting]
    oneself: Person | None
    """Who of the family reads it."""
    has_photo: bool
    is_childs: bool
    """Whether a child reads it, who has a space of their own."""
    draft: Draft | None
    """What they began to write to those who work with them."""
    plan_draft: Draft | None
    """What they began of a plan of their own."""
    invitation: PlanInvitation | None
    """That someone invited them to write a plan of their own."""
    changed: LearningNote | None
    """What they told us lately to learn from, and what changed."""

    @property
    def may_write(self) -> bool:
        """Whether they can write to those who work with them; a child does so in their own space."""
        return bool(self.oneself and self.families) and not self.is_childs

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        said = named_beside(one.record for one in self.conversations)
        return {membership.person_id for membership, _term in self.members} | said


def our_page(user: User) -> OurPage:
    """One family member's own page; all of it through the door (domain.md §8.5, line 9)."""
    families = list(Family.objects.visible_to(user).order_by("sort_key", "pk"))
    members = FamilyMembership.objects.visible_to(user).select_related("person").order_by("person__sort_key", "pk")
    involved = Involvement.objects.visible_to(user).current().select_related("practitioner").order_by("pk")
    own = offers.own_offers(user)
    oneself = told_of_themselves(user).filter(account__user=user).first()
    begun = unfinished_drafts({BEGINNING: None} | ({MESSAGE: families[0]} if families else {}), user)
    terms = {one.person.pk: one.term for one in relations(oneself.pk, user)} if oneself else {}
    talks = list(told(_talked_about(user), user).order_by("-record__happened_on", "-record_id")[: TALKS_SHOWN + 1])
    return OurPage(
        families=families,
        members=[(one, terms.get(one.person_id, "")) for one in members],
        alongside=list(involved),
        conversations=talks[:TALKS_SHOWN],
        has_more_conversations=len(talks) > TALKS_SHOWN,
        goals=list(Goal.objects.visible_to(user).filter(family__in=families).order_by("created_at", "pk")),
        meetings=list(Conference.objects.visible_to(user).order_by("-created_at", "pk")[:STORY_LENGTH]),
        offers=own,
        waiting=in_order(
            offers.waiting_for(own), plans.waiting_for(user), linkups.waiting_for(user), waiting_for_family(user)
        ),
        oneself=oneself,
        has_photo=PersonPhoto.objects.visible_to(user).exists(),
        is_childs=is_under_age(oneself),
        draft=begun.get(MESSAGE),
        plan_draft=begun.get(BEGINNING),
        invitation=invitation_of(user),
        changed=newly_told(user),
    )


def _talked_about(user: User) -> QuerySet[Conversation]:
    """What was shared with them. What a child keeps for whom they chose stands in their own space: others look at this page too."""
    return Conversation.objects.visible_to(user).exclude(record__in=in_confidence().filter(person__account__user=user))
