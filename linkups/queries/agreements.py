"""What two families agree on, who said yes to it, and who is still to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from database import clock
from families.models import FamilyMembership, Person, living, readable_by
from linkups.models import AgreementSignature, LinkUp, LinkUpAgreement

ASKED_FROM = 5
"""Years of age from which a child says yes too, to its own words."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The newest version, as one reader may see who said yes."""

    agreement: LinkUpAgreement | None
    signatures: Sequence[AgreementSignature]
    waiting: Sequence[FamilyMembership]
    is_everyone: bool

    @property
    def people(self) -> list[UUID]:
        """Whom it names, for the access log."""
        return [*(one.person_id for one in self.signatures), *(one.person_id for one in self.waiting)]


def newest(link_up: LinkUp) -> LinkUpAgreement | None:
    return LinkUpAgreement.objects.filter(link_up=link_up).order_by("-version").first()


def to_say_yes(link_up: LinkUp) -> list[FamilyMembership]:
    """Everyone of five or more in both families who has not said yes to the newest version; whose age is not known is asked."""
    agreement = newest(link_up)
    said = AgreementSignature.objects.filter(agreement=agreement).values("person")
    both = [link_up.seeking_family_id, link_up.sharing_family_id]
    members = (
        FamilyMembership.objects.current()
        .filter(living("person__"), family__in=both)
        .exclude(person__in=said)
        .select_related("person", "family")
        .order_by("family_id", "person__sort_key", "pk")
    )
    return [one for one in members if (age := one.person.age_on(clock.today())) is None or age >= ASKED_FROM]


def not_said_yes_to(user: User) -> QuerySet[LinkUpAgreement]:
    """The newest words of each link-up of one's own family that is not over, to which one has not said yes oneself."""
    ours = FamilyMembership.objects.current().filter(person__account__user=user).values("family")
    newer = LinkUpAgreement.objects.filter(link_up=OuterRef("link_up"), version__gt=OuterRef("version"))
    said = AgreementSignature.objects.filter(agreement=OuterRef("pk"), person__account__user=user)
    return (
        LinkUpAgreement.objects.visible_to(user)
        .filter(Q(link_up__seeking_family__in=ours) | Q(link_up__sharing_family__in=ours))
        .exclude(link_up__state__in=LinkUp.OVER)
        .filter(~Exists(newer), ~Exists(said))
        .order_by("created_at", "pk")
    )


def agreed(user: User, link_up: LinkUp) -> Agreed:
    """A family reads who of its own said yes, and of the other only whether everyone has."""
    agreement = newest(link_up)
    if agreement is None:
        return Agreed(None, [], [], is_everyone=False)
    signatures = (
        AgreementSignature.objects.visible_to(user).filter(agreement=agreement).select_related("person", "family")
    )
    waiting = to_say_yes(link_up)
    may_know = {one.pk for one in Person.objects.visible_to(user).filter(pk__in=[one.person_id for one in waiting])}
    families = set(readable_families(user, link_up))
    shown = [one for one in waiting if one.person_id in may_know and one.family_id in families]
    return Agreed(
        agreement, list(signatures.order_by("family_id", "person__sort_key", "pk")), shown, is_everyone=not waiting
    )


def readable_families(user: User, link_up: LinkUp) -> list[UUID]:
    """Both, for who works here; one's own for a family."""
    both = [link_up.seeking_family_id, link_up.sharing_family_id]
    if user.kind != User.Kind.FAMILY:
        return both
    return list(
        FamilyMembership.objects.visible_to(user)
        .current()
        .filter(family__in=both, person__account__user=user)
        .values_list("family", flat=True)
    )


def who_may_say_yes(user: User, waiting: Sequence[FamilyMembership]) -> QuerySet[Person]:
    """For whom this user writes the yes down: a family member for themselves and for whom they read, a coach for who says it to them."""
    pks = [one.person_id for one in waiting]
    seen = readable_by(user) if user.kind == User.Kind.FAMILY else Person.objects.visible_to(user)
    return seen.filter(pk__in=pks).order_by("sort_key", "pk")
