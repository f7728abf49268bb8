"""What the page "Who may see" of a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import ROLES_WITH_FAMILIES
from families.ages import ADULT_FROM
from families.models import (
    AccessBlock,
    Agreement,
    DeclaredInterest,
    Family,
    FamilyMembership,
    HelperAccess,
    OwnSay,
    ParentalResponsibility,
    Person,
    Restriction,
    RestrictionReader,
    people_not_kept_from,
)

REVIEWED_AT = 16


@dataclass(frozen=True, slots=True)
class WhoMaySee:
    """What keeps a person from someone, and what opens what is theirs."""

    person: Person
    blocks: Sequence[AccessBlock]
    restrictions: Sequence[Restriction]
    agreements: Sequence[Agreement]
    helpers: Sequence[HelperAccess]
    own_says: Sequence[OwnSay]
    read_for_them: Sequence[ParentalResponsibility]

    @property
    def is_to_be_talked_over(self) -> bool:
        """From 16 on a young person says with us who reads for them; at 18 it stops by itself (domain.md §8.7)."""
        age = self.person.age
        return age is not None and REVIEWED_AT <= age < ADULT_FROM and bool(self.read_for_them)

    @property
    def takes_the_photo(self) -> UUID | None:
        """With which yes the photo goes: the last that holds."""
        yes = [one.pk for one in self.agreements if one.to_what == Agreement.ToWhat.PHOTO and not one.withdrawn_on]
        return yes[0] if len(yes) == 1 else None

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        blocked = {block.viewer_person_id for block in self.blocks}
        helpers = {one.helper.person_account.person_id for one in self.helpers if hasattr(one.helper, "person_account")}
        said_no_to = {say.holder_id for say in self.own_says if say.holder_id}
        reading = {held.holder_id for held in self.read_for_them if held.holder_id}
        return {self.person.pk} | reading | blocked | helpers | said_no_to


def who_may_see(pk: UUID, user: User) -> WhoMaySee:
    """In a fixed number of queries."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    held = ParentalResponsibility.objects.visible_to(user).of_people().current().filter(child=person)
    return WhoMaySee(
        person=person,
        blocks=list(blocks_named_to(user).filter(protected_person=person).order_by("set_on", "pk")),
        restrictions=list(_restrictions(user).filter(person=person).order_by("set_on", "pk")),
        agreements=list(Agreement.objects.visible_to(user).filter(person=person).order_by("-given_on", "-pk")),
        helpers=list(_helpers(user).filter(owner=person).order_by("pk")),
        own_says=list(
            OwnSay.objects.visible_to(user).current().filter(child=person).select_related("holder").order_by("pk")
        ),
        read_for_them=list(
            held.filter(status=ParentalResponsibility.Status.CONFIRMED).select_related("holder").order_by("pk")
        ),
    )


def blocks_named_to(user: User) -> QuerySet[AccessBlock]:
    """Those whose two people are neither of them kept from this worker: a block names from whom it keeps someone."""
    either = people_not_kept_from(user, "viewer_person__id") & people_not_kept_from(user, "protected_person__id")
    blocks = AccessBlock.objects.visible_to(user).in_force().filter(either)
    return blocks.select_related("viewer_person", "protected_person")


def _restrictions(user: User) -> QuerySet[Restriction]:
    """Each with whom it names, but for who is kept from this worker themselves."""
    known = people_not_kept_from(user, "user__person_account__person__id")
    readers = RestrictionReader.objects.filter(known, removed_on__isnull=True).select_related("user").order_by("pk")
    return Restriction.objects.visible_to(user).in_force().prefetch_related(Prefetch("readers", readers))


def _helpers(user: User) -> QuerySet[HelperAccess]:
    return (
        HelperAccess.objects.visible_to(user)
        .held()
        .select_related("helper__person_account", "helper__advocate__works_for")
    )


def interests(user: User) -> QuerySet[DeclaredInterest]:
    """Whom I said I know, and whom those whom I manage said they know. To oneself the names are gone: only that it was said."""
    mine = DeclaredInterest.objects.visible_to(user).current()
    return mine.select_related("practitioner__team", "person", "family").order_by("practitioner__name", "pk")


def colleagues(user: User) -> QuerySet[User]:
    """Who works here, and may be named in a restriction: nobody who reads no record in any role of theirs."""
    staff = User.objects.filter(organisation=user.organisation, kind=User.Kind.STAFF, is_active=True)
    return staff.filter(roles__overlap=list(ROLES_WITH_FAMILIES)).exclude(pk=user.pk).order_by("name", "pk")


def families_of(person: Person, user: User) -> QuerySet[Family]:
    """The families of a person that the user may know of."""
    theirs = FamilyMembership.objects.visible_to(user).filter(person=person).values("family")
    return Family.objects.visible_to(user).filter(Q(pk__in=theirs)).order_by("sort_key", "pk")
