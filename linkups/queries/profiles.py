"""The page of a family on its way to sharing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.models import User
from families.models import Family, Person
from linkups.models import CardApproval, FamilyCard, SafetyCheck, SharingProfile
from linkups.queries.checks import latest_checks, people_to_check
from linkups.queries.lists import LinkUpRow, link_ups, row_of
from linkups.queries.training import PersonTraining, training_of

LINK_UPS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PersonChecks:
    """Someone of 16 or more in a sharing family, and what is known last of each kind of check."""

    person: Person
    checks: Sequence[SafetyCheck]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A family on its way to sharing."""

    profile: SharingProfile
    card: FamilyCard | None
    approvals: Sequence[CardApproval]
    people: Sequence[PersonChecks]
    training: Sequence[PersonTraining]
    rows: Sequence[LinkUpRow]
    steps: Sequence[Mapping[str, Any]]

    @property
    def families(self) -> list[UUID]:
        """Its own, and those with whom it is linked; for the access log."""
        return [self.profile.family_id, *(row.link_up.seeking_family_id for row in self.rows)]

    @property
    def named(self) -> list[UUID]:
        """Whom it names, for the access log."""
        trained = [one.person.pk for one in self.training]
        return [*trained, *(one.person.pk for one in self.people), *(one.person_id for one in self.approvals)]


WAY = (
    SharingProfile.Status.INTERESTED,
    SharingProfile.Status.GETTING_TO_KNOW,
    SharingProfile.Status.CHECKS,
    SharingProfile.Status.TRAINING,
    SharingProfile.Status.CARD,
    SharingProfile.Status.READY,
)


def profile_page(user: User, pk: UUID) -> ProfilePage:
    """One sharing family as this user may see it; the checks are for coaches."""
    profile = get_object_or_404(SharingProfile.objects.visible_to(user).select_related("family", "coach"), pk=pk)
    card = FamilyCard.objects.visible_to(user).filter(family=profile.family_id, kind=FamilyCard.Kind.SHARING).first()
    approvals = CardApproval.objects.visible_to(user).filter(card=card, version=card.version if card else 0)
    shared = (
        link_ups(user).filter(sharing_family=profile.family_id, asked_at__isnull=False).order_by("-created_at", "-pk")
    )
    return ProfilePage(
        profile=profile,
        card=card,
        approvals=list(approvals.select_related("person").order_by("pk")),
        people=_people_with_checks(user, profile.family),
        training=training_of(user, profile.family),
        rows=[row_of(one) for one in shared[:LINK_UPS_SHOWN]],
        steps=_way(profile),
    )


def _people_with_checks(user: User, family: Family) -> list[PersonChecks]:
    people = people_to_check(family, user)
    seen = SafetyCheck.objects.visible_to(user).filter(person__in=people).values("pk")
    checks = list(latest_checks(people).filter(pk__in=seen)) if people else []
    return [PersonChecks(person, [one for one in checks if one.person_id == person.pk]) for person in people]


def _way(profile: SharingProfile) -> list[dict[str, str]]:
    status = SharingProfile.Status(profile.status)
    here = {SharingProfile.Status.RESTING: SharingProfile.Status.READY}.get(status, status)
    place = WAY.index(here) if here in WAY else -1
    return [
        {"label": str(one.label), "state": "done" if number < place else "now" if number == place else "later"}
        for number, one in enumerate(WAY)
    ]
