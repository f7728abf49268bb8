"""What a family member reads of their own, across all rooms: one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Locality, User
from casework.models import Conference, ConferenceOffer, Conversation, LearningNote, PlanInvitation
from casework.queries import offers, plans
from casework.queries.adding import MESSAGE, waiting_for_family
from casework.queries.conversations import in_confidence, told
from casework.queries.corrections import named_beside
from casework.queries.learning import newly_told
from casework.queries.my_plans import BEGINNING, invitation_of
from casework.queries.window_checks import link_ups_not_told_of
from families.models import (
    Draft,
    Family,
    FamilyMembership,
    Goal,
    Involvement,
    Person,
)
from families.queries.ahead import Waiting, in_order
from families.queries.drafts import unfinished_drafts
from families.queries.families import told_of_themselves
from families.queries.granting import is_under_age
from families.queries.kinship import relations
from families.queries.localities import places_of_ones_own
from linkups.models import LinkUp
from linkups.queries import lists as linkups

MEETINGS_SHOWN = 8
TALKS_SHOWN = 20


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
    is_childs: bool
    """Whether a child reads it, who has a space of their own."""
    draft: Draft | None
    """What they began to write to those who work with them."""
    plan_draft: Draft | None
    """What they began of a plan of their own."""
    invitation: PlanInvitation | None
    """That someone invited them to write a plan of their own."""
    to_say_how_it_felt: Sequence[LinkUp]
    """Link-ups that ended, of which they have not said how they felt."""
    changed: LearningNote | None
    """What they told us lately to learn from, and what changed."""
    places: Sequence[Locality]
    """Where they live: what families there changed is theirs to read."""

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
        meetings=list(Conference.objects.visible_to(user).order_by("-created_at", "pk")[:MEETINGS_SHOWN]),
        offers=own,
        waiting=in_order(
            offers.waiting_for(own), plans.waiting_for(user), linkups.waiting_for(user), waiting_for_family(user)
        ),
        oneself=oneself,
        is_childs=is_under_age(oneself),
        draft=begun.get(MESSAGE),
        plan_draft=begun.get(BEGINNING),
        invitation=invitation_of(user),
        to_say_how_it_felt=link_ups_not_told_of(user),
        changed=newly_told(user),
        places=places_of_ones_own(user),
    )


def _talked_about(user: User) -> QuerySet[Conversation]:
    """What was shared with them. What a child keeps for whom they chose stands in their own space: others look at this page too."""
    return Conversation.objects.visible_to(user).exclude(record__in=in_confidence().filter(person__account__user=user))
