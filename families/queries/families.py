"""What the pages of families and their people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.shortcuts import get_object_or_404

from accounts import prepared
from accounts.models import Locality, User
from accounts.roles import ROLES_WITH_FAMILIES
from database.prepared import Statement
from families.models import (
    ContactPoint,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Goal,
    Involvement,
    MultipleBirth,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonName,
    Practitioner,
    PregnancyLoss,
    ReportedOffer,
    Residence,
    SiblingLink,
    UnknownSiblings,
    backgrounds_open_to,
    home_localities_open_to,
    living,
    people_read_whole_now,
)
from families.models.unseen import among
from families.paging import Page, page_of
from families.queries.alongside import Parted, parted
from families.queries.reading import seen_of_all

MAY_HAVE_BEEN_PREGNANT = 11
LEAD_FIRST = Case(When(role=Involvement.Role.LEAD_WORKER, then=0), default=1)


def family_list(user: User, cursor: str = "") -> Page[Family]:
    """My families by name, each with who belongs to it now and who works with it. Three queries, four past page one."""
    members = (
        FamilyMembership.objects.visible_to(user)
        .current()
        .select_related("person")
        .order_by("role", "person__sort_key", "pk")
    )
    involved = Involvement.objects.visible_to(user).current().select_related("practitioner").order_by(LEAD_FIRST, "pk")
    families = (
        Family.objects.visible_to(user)
        .select_related("locality")
        .prefetch_related(
            Prefetch("memberships", members, to_attr="members"), Prefetch("involvements", involved, to_attr="alongside")
        )
    )
    return page_of(families, ("sort_key", "pk"), cursor=cursor)


@dataclass(frozen=True, slots=True)
class FamilyPeople:
    """Everyone of a family and everyone alongside it, now and formerly."""

    family: Family
    members: Sequence[FamilyMembership]
    former_members: Sequence[FamilyMembership]
    alongside: Sequence[Involvement]
    formerly_alongside: Sequence[Parted]
    goals: Sequence[Goal]
    seen: str

    @property
    def people(self) -> list[UUID]:
        return [membership.person_id for membership in (*self.members, *self.former_members)]


def family_people(pk: UUID, user: User) -> FamilyPeople:
    """Everything that the page of a family's people shows, in a fixed number of queries."""
    family = get_object_or_404(Family.objects.visible_to(user), pk=pk)
    members = FamilyMembership.objects.visible_to(user).filter(family=family).select_related("person")
    involved = Involvement.objects.visible_to(user).filter(family=family).select_related("practitioner__works_for")
    now = set(members.current().values_list("pk", flat=True))
    alongside_now = set(involved.current().values_list("pk", flat=True))
    everyone, workers = list(members.order_by("person__sort_key", "pk")), list(involved.order_by(LEAD_FIRST, "pk"))
    return FamilyPeople(
        family=family,
        members=[one for one in everyone if one.pk in now],
        former_members=[one for one in everyone if one.pk not in now],
        alongside=[one for one in workers if one.pk in alongside_now],
        formerly_alongside=parted([one for one in workers if one.pk not in alongside_now], workers),
        goals=list(
            Goal.objects.visible_to(user).filter(family=family, state=Goal.State.ACTIVE).order_by("created_at", "pk")
        ),
        seen=seen_of_all([family], user),
    )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Every dated fact of a person, each of which can be ended."""

    person: Person
    names: Sequence[PersonName]
    memberships: Sequence[FamilyMembership]
    parents: Sequence[Parentage]
    children: Sequence[Parentage]
    partnerships: Sequence[Partnership]
    siblings: Sequence[SiblingLink]
    births: Sequence[MultipleBirth]
    unknown_siblings: Sequence[UnknownSiblings]
    losses: Sequence[PregnancyLoss]
    responsibilities: Sequence[ParentalResponsibility]
    residences: Sequence[Residence]
    contact_points: Sequence[ContactPoint]
    identifiers: Sequence[ExternalIdentifier]
    home_locality: str
    reported_offers: Sequence[ReportedOffer]
    seen: str

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names: whose it is, and the other end of each tie."""
        ties = {pk for tie in (*self.parents, *self.children) for pk in (tie.parent_id, tie.child_id)}
        ties |= {pk for couple in self.partnerships for pk in (couple.a_id, couple.b_id)}
        ties |= {pk for link in self.siblings for pk in (link.a_id, link.b_id)}
        ties |= {pk for birth in self.births for pk in (birth.a_id, birth.b_id)}
        return {self.person.pk, *ties, *(held.holder_id for held in self.responsibilities if held.holder_id)}

    @property
    def may_have_been_pregnant(self) -> bool:
        """A pregnancy is not asked after on the page of a young child."""
        return self.person.age is None or self.person.age >= MAY_HAVE_BEEN_PREGNANT


def person_facts(pk: UUID, user: User) -> PersonFacts:
    """Everything that is written down about a person, as this user may see it, in a fixed number of queries."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    parentages = Parentage.objects.visible_to(user).select_related("parent", "child").order_by("period", "pk")
    couples = Partnership.objects.visible_to(user).select_related("a", "b").order_by("period", "pk")
    siblings = SiblingLink.objects.visible_to(user).select_related("a", "b").order_by("pk")
    births = MultipleBirth.objects.visible_to(user).standing().select_related("a", "b").order_by("pk")
    held = ParentalResponsibility.objects.visible_to(user).select_related("holder", "agency")
    memberships = FamilyMembership.objects.visible_to(user).select_related("family")
    belongs = list(memberships.filter(person=person).order_by("period", "pk"))
    residences = Residence.objects.visible_to(user).select_related("address")
    return PersonFacts(
        person=person,
        names=list(PersonName.objects.visible_to(user).filter(person=person).order_by("kind", "pk")),
        memberships=belongs,
        parents=list(parentages.filter(child=person)),
        children=list(parentages.filter(parent=person)),
        partnerships=list(couples.filter(a=person) | couples.filter(b=person)),
        siblings=list(siblings.filter(a=person) | siblings.filter(b=person)),
        births=list(births.filter(Q(a=person) | Q(b=person))),
        unknown_siblings=list(UnknownSiblings.objects.visible_to(user).filter(person=person).order_by("period", "pk")),
        losses=list(
            PregnancyLoss.objects.visible_to(user).standing().filter(person=person).order_by("happened_on", "pk")
        ),
        responsibilities=list(held.filter(child=person).order_by("period", "pk")),
        residences=list(residences.filter(person=person).order_by("period", "pk")),
        contact_points=list(
            ContactPoint.objects.visible_to(user)
            .filter(person=person)
            .select_related("theirs_by__person_account")
            .order_by("period", "pk")
        ),
        identifiers=list(ExternalIdentifier.objects.visible_to(user).filter(person=person).order_by("period", "pk")),
        home_locality=home_localities_of([person], user).get(person.pk, ""),
        reported_offers=list(
            ReportedOffer.objects.visible_to(user).filter(person=person).order_by("proceedings_on", "pk")
        ),
        seen=seen_of_all([membership.family for membership in belongs], user),
    )


def told_of_themselves(user: User) -> QuerySet[Person]:
    """People with what they say of their ethnicity and faith (`background`), as far as the user may read that."""
    return Person.objects.filter(backgrounds_open_to(user, "id")).select_related("background")


def without_family(user: User, cursor: str = "") -> Page[Person]:
    """People who are in no family yet, by name: intake's list."""
    alone = Person.objects.visible_to(user).filter(memberships__isnull=True)
    return page_of(alone.prefetch_related("external_identifiers"), ("sort_key", "pk"), cursor=cursor)


def people_in(family: Family, user: User) -> QuerySet[Person]:
    """The living people of a family now: whose goals there are, and who says where they stand."""
    members = FamilyMembership.objects.visible_to(user).current().filter(family=family).values("person")
    alive = Person.objects.visible_to(user).filter(living())
    return alive.filter(pk__in=members).order_by("sort_key", "pk")


def reads_whole_of(person: Person, user: User) -> bool:
    """Whether the user reads the whole record of a family that someone is in today."""
    return Person.objects.filter(among("pk", people_read_whole_now(user)), pk=person.pk).exists()


def role_in(family: Family | None, person: Person, user: User) -> str:
    """As what someone belongs to a family now; empty where they do not."""
    members = FamilyMembership.objects.visible_to(user).current().filter(family=family, person=person)
    return members.values_list("role", flat=True).first() or ""


def families_worked_with(user: User) -> QuerySet[Family]:
    """The families that the user, or someone whom they manage, is alongside today: those that they may change."""
    mine = Involvement.objects.held_or_managed_by(user).current()
    return Family.objects.visible_to(user).filter(pk__in=mine.values("family")).order_by("sort_key", "pk")


def families_to_introduce(user: User, *, only: Family | None = None) -> list[Family]:
    """The same, or `only` one of them, each with who is in it now (`members_now`)."""
    members = FamilyMembership.objects.visible_to(user).current().select_related("person")
    shown = Prefetch("memberships", members.order_by("person__sort_key", "pk"), to_attr="members_now")
    families = families_worked_with(user).prefetch_related(shown)
    return list(families.filter(pk=only.pk) if only else families)


def works_with(user: User, family: Family) -> bool:
    """Whether the user, or someone whom they manage, is alongside the family today."""
    return bool(prepared.rows(_own_work, user, family=family.pk))


def _own_work(user: User, family: UUID) -> Statement:
    found: Statement = (
        Involvement.objects.held_or_managed_by(user)
        .current()
        .filter(family=family)
        .values_list("pk")[:1]
        .query.sql_with_params()
    )
    return found


def family_to_join(person: Person, user: User) -> Family | None:
    """The family into which someone new goes who is tied to a person."""
    return families_worked_with(user).filter(pk__in=family_ids(person, user)).first()


def leads_for(person: Person, user: User) -> bool:
    """Whether the user is the lead worker of a family of this person, and so may keep a tie to themselves."""
    lead = Involvement.objects.led_by(user).current()
    return lead.filter(family__memberships__person=person).exists()


def localities(user: User) -> QuerySet[Locality]:
    """The organisation's localities."""
    return Locality.objects.filter(organisation=user.organisation).order_by("name", "pk")


def home_localities(person: Person, user: User) -> QuerySet[Locality] | None:
    """Those from which the user says where a person lives; None if the user may not know where they do."""
    return localities(user) if reads_home_locality(person, user) else None


def home_localities_of(people: Iterable[Person], user: User) -> dict[UUID, str]:
    """In which locality each of these people lives, where the user may know it; a statement only where it is written of any."""
    said = [person.pk for person in people if person.home_locality_id]
    told = Person.objects.filter(home_localities_open_to(user), pk__in=said)
    return dict(told.values_list("pk", "home_locality__name")) if said else {}


def reads_home_locality(person: Person, user: User) -> bool:
    """Whether the user may know in which locality a person lives."""
    return Person.objects.filter(home_localities_open_to(user), pk=person.pk).exists()


def practitioners(user: User) -> QuerySet[Practitioner]:
    """Who may come alongside a family: not who has left, or was asked in and has not come yet; nor whose work here is another."""
    works = Q(user__isnull=True) | Q(user__roles__overlap=list(ROLES_WITH_FAMILIES))
    return Practitioner.objects.visible_to(user).exclude(user__is_active=False).filter(works).order_by("name", "pk")


def family_ids(person: Person, user: User) -> QuerySet[FamilyMembership, UUID]:
    """The families that a person is or was in, as far as the user may see."""
    return FamilyMembership.objects.visible_to(user).filter(person=person).values_list("family", flat=True)


def everyone_of(families: Iterable[UUID]) -> QuerySet[FamilyMembership, UUID]:
    """All who are in these families today, for the access log: what is said of a family is said of each of them."""
    members = FamilyMembership.objects.current().filter(family__in=set(families))
    return members.values_list("person", flat=True)
