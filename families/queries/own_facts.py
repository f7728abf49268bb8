"""What is written about someone of a family and the children for whom they read, for themselves to read (domain.md §8.5, *People*)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from families.models import (
    Family,
    ParentalResponsibility,
    Person,
    PersonBackground,
    PersonName,
    PersonPhoto,
    Residence,
    readable_by,
)
from families.queries.families import home_localities_of
from families.queries.granting import is_under_age
from families.queries.reach import is_oneself

CONFIRMED = ParentalResponsibility.Status.CONFIRMED


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """Of one person, what stands written."""

    person: Person
    is_oneself: bool
    names: Sequence[PersonName]
    """Those besides the one that they go by."""
    homes: Sequence[Residence]
    holders: Sequence[ParentalResponsibility]
    """By which someone holds parental responsibility for them."""
    held: Sequence[ParentalResponsibility]
    """By which they hold it for a child."""
    background: PersonBackground | None
    home_locality: str
    has_photo: bool


@dataclass(frozen=True, slots=True)
class OurFacts:
    """The reader first, then the children for whom they read."""

    facts: Sequence[OwnFacts]
    is_childs: bool
    has_family: bool

    @property
    def may_write(self) -> bool:
        """Whether they can write to those who work with them; a child does so in their own space."""
        return bool(self.facts and self.has_family) and not self.is_childs

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        tied = [one for facts in self.facts for one in (*facts.holders, *facts.held)]
        ends = {pk for one in tied for pk in (one.holder_id, one.child_id) if pk}
        return {facts.person.pk for facts in self.facts} | ends


def our_facts(user: User) -> OurFacts:
    """In a fixed number of queries, each through the door of what it reads."""
    found = readable_by(user).select_related("account").order_by("sort_key", "pk")
    people = sorted(found, key=lambda person: not is_oneself(person, user))
    pks = [person.pk for person in people]
    names = list(PersonName.objects.visible_to(user).filter(person__in=pks).order_by("kind", "pk"))
    homes = _homes(user, pks)
    tied = ParentalResponsibility.objects.visible_to(user).current().select_related("holder", "agency", "child")
    ties = list(tied.order_by("pk").filter(Q(holder__in=pks) | Q(child__in=pks)))
    backgrounds = {one.person_id: one for one in PersonBackground.objects.visible_to(user).filter(person__in=pks)}
    localities = home_localities_of(people, user)
    shown = set(PersonPhoto.objects.visible_to(user).filter(person__in=pks).values_list("person", flat=True))
    oneself = people[0] if people and is_oneself(people[0], user) else None
    return OurFacts(
        facts=[
            OwnFacts(
                person=person,
                is_oneself=person == oneself,
                names=[name for name in names if name.person_id == person.pk and name.kind != PersonName.Kind.KNOWN_AS],
                homes=[home for home in homes if home.person_id == person.pk],
                holders=[tie for tie in ties if tie.child_id == person.pk and tie.status == CONFIRMED],
                held=[tie for tie in ties if person == oneself and tie.holder_id == person.pk],
                background=backgrounds.get(person.pk),
                home_locality=localities.get(person.pk, ""),
                has_photo=person.pk in shown,
            )
            for person in people
        ],
        is_childs=is_under_age(oneself),
        has_family=Family.objects.visible_to(user).exists(),
    )


def _homes(user: User, people: Sequence[UUID]) -> list[Residence]:
    """Where they live today. Of a child nothing that was ever confidential for anyone there: who reads for a child may be whom it is kept
    from (§8.6)."""
    secret = Residence.objects.filter(address=OuterRef("address"), is_confidential=True)
    told = ~Q(Exists(secret)) | Q(person__account__user=user)
    today = Residence.objects.visible_to(user).current().filter(told, person__in=people)
    return list(today.select_related("address").order_by("-is_main", "pk"))
