"""Who helps whom, who reads for a child and what a child said to that, and what people said yes to (domain.md §8.3 to §8.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from families.ages import ADULT_FROM
from families.models import (
    Advocate,
    Agreement,
    FamilyMembership,
    HelperAccess,
    OwnSay,
    ParentalResponsibility,
    Person,
    PersonAccount,
    readable_by,
)
from families.queries.readers import parents_reading_for

WHAT_STOPS: Mapping[Agreement.ToWhat, Promise] = {
    Agreement.ToWhat.PHOTO: _("The photo goes at once and for good, unless another yes to it still holds."),
    Agreement.ToWhat.INDIVIDUAL_ASSET: _(
        "From then on only those who work with you still read of it, and you can ask them to delete it."
    ),
    Agreement.ToWhat.LINK_UP: _("Then this yes holds no more. The link-up itself ends on its own page."),
    Agreement.ToWhat.CONFERENCE: _(
        "Then this yes holds no more. An offered family meeting is answered on its own page."
    ),
    Agreement.ToWhat.CARD: _("Then this yes holds no more. For the card itself, tell whoever works with you."),
    Agreement.ToWhat.HELPER: _("Then this yes holds no more. Who helps is ended under “Who helps me”."),
    Agreement.ToWhat.MEASURE: _(
        "Then this yes holds no more. You need not answer any question that you don’t want to."
    ),
    Agreement.ToWhat.OTHER: _("It holds no more from that day. Whoever works with you reads that here."),
}
"""What stops when a yes is taken back; where it does not stand in a yes alone, where to stop it."""


@dataclass(frozen=True, slots=True)
class OurHelpers:
    """Who helps a family member, whom they help, and for a child: who reads for them, and where they said no."""

    person: Person | None
    helpers: Sequence[HelperAccess]
    helped: Sequence[HelperAccess]
    read_for_me: Sequence[Person]
    own_says: Sequence[OwnSay]

    @property
    def is_child(self) -> bool:
        return self.person is not None and is_under_age(self.person)

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        helped = {access.owner_id for access in self.helped}
        holders = {person.pk for person in self.read_for_me}
        helpers = {
            access.helper.person_account.person_id
            for access in self.helpers
            if hasattr(access.helper, "person_account")
        }
        said_no_to = {say.holder_id for say in self.own_says if say.holder_id}
        return helped | holders | helpers | said_no_to | ({self.person.pk} if self.person else set())


@dataclass(frozen=True, slots=True)
class SaidYes:
    """A yes that stands on someone’s own page: for whom, by whom, and what stops when it is taken back."""

    agreement: Agreement
    is_own: bool
    person: Person | None
    given_by: Person | None
    """Each only where the reader may know of them today: whoever left must not be followed."""

    @property
    def what_stops(self) -> str:
        return str(WHAT_STOPS[Agreement.ToWhat(self.agreement.to_what)])


@dataclass(frozen=True, slots=True)
class OurAgreements:
    """What a family member said yes to, for themselves or for a child; what still holds stands first."""

    said: Sequence[SaidYes]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names or tells of."""
        return {one.pk for said in self.said for one in (said.person, said.given_by) if one}


def is_under_age(person: Person | None) -> bool:
    """Whether they are known to be under 18."""
    return person is not None and person.age is not None and person.age < ADULT_FROM


def oneself(user: User) -> Person | None:
    """The person that a family member's sign-in is; none for whoever works here."""
    if user.kind != User.Kind.FAMILY:
        return None
    account = PersonAccount.objects.filter(user=user).select_related("person").first()
    return account.person if account else None


def our_helpers(user: User) -> OurHelpers:
    """In a fixed number of queries."""
    person = oneself(user)
    held = HelperAccess.objects.visible_to(user).held()
    about = ("helper__person_account", "helper__advocate__works_for", "owner")
    found = list(held.select_related(*about).order_by("pk"))
    joined = Q(helpers__in=held.values("pk")) | Q(account__user__in=held.values("helper"))
    seen = set(Person.objects.visible_to(user).filter(joined).values_list("pk", flat=True))
    says = OwnSay.objects.visible_to(user).current().select_related("holder").order_by("pk")
    return OurHelpers(
        person=person,
        helpers=[access for access in found if access.helper_id != user.pk and _helping(access) in {None, *seen}],
        helped=[access for access in found if access.helper_id == user.pk and access.owner_id in seen],
        read_for_me=parents_reading_for(person, user) if person and is_under_age(person) else [],
        own_says=list(says),
    )


def our_agreements(user: User) -> OurAgreements:
    """In a fixed number of queries."""
    account = PersonAccount.objects.filter(user=user).first()
    own = account.person_id if account else None
    standing_first = F("withdrawn_on").desc(nulls_first=True)
    agreements = list(Agreement.objects.visible_to(user).order_by(standing_first, "-given_on", "-pk"))
    named = {one for agreement in agreements for one in (agreement.person_id, agreement.given_by_id)}
    known = Q(pk__in=Person.objects.visible_to(user).values("pk")) | Q(pk__in=readable_by(user).values("pk"))
    seen = Person.objects.filter(known).in_bulk(one for one in named if one)
    return OurAgreements(
        said=[
            SaidYes(
                agreement=one,
                is_own=one.person_id == own,
                person=seen.get(one.person_id),
                given_by=seen.get(one.given_by_id) if one.given_by_id else None,
            )
            for one in agreements
        ]
    )


def helped_today(user: User) -> list[HelperAccess]:
    """Whom someone helps, with what and until when."""
    held = HelperAccess.objects.visible_to(user).held().filter(helper=user)
    seen = held.filter(owner__in=Person.objects.visible_to(user).values("pk"))
    return list(seen.select_related("owner").order_by("owner__sort_key", "pk"))


def is_advocate(user: User) -> bool:
    """Whether a sign-in is of someone of a voluntary organisation, and of no family."""
    return user.kind == User.Kind.FAMILY and Advocate.objects.visible_to(user).filter(user=user).exists()


def _helping(access: HelperAccess) -> UUID | None:
    """Which person the helper is here; none, of a helper who is no one's family."""
    account: PersonAccount | None = getattr(access.helper, "person_account", None)
    return account.person_id if account else None


def holders_of(child: Person, user: User) -> QuerySet[Person]:
    """Those to whom a child can say no, of whom the user may know: who has confirmed parental responsibility, whether they read or not."""
    held = ParentalResponsibility.objects.current().filter(child=child, status=ParentalResponsibility.Status.CONFIRMED)
    return Person.objects.visible_to(user).filter(pk__in=held.values("holder")).order_by("sort_key", "pk")


def possible_helpers(owner: Person, user: User) -> QuerySet[User]:
    """Whom someone could let help: people of their family today whom the user sees, and advocates; who sign in here and don't help yet."""
    now = FamilyMembership.objects.current()
    fellows = now.filter(family__in=now.filter(person=owner).values("family")).exclude(person=owner)
    seen = Person.objects.visible_to(user).filter(pk__in=fellows.values("person"))
    advocates = Advocate.objects.visible_to(user)
    already = HelperAccess.objects.held().filter(owner=owner).values("helper")
    return (
        User.objects.filter(Q(person_account__person__in=seen) | Q(advocate__in=advocates.values("pk")))
        .filter(kind=User.Kind.FAMILY, is_active=True)
        .exclude(pk__in=already)
        .select_related("advocate__works_for")
        .order_by("name", "pk")
    )


def said_yes_to_a_photo(person: Person) -> bool:
    """Whether a yes to a photo of them holds."""
    return Agreement.objects.given().filter(person=person, to_what=Agreement.ToWhat.PHOTO).exists()
