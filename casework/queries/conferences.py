"""What the pages and endpoints of conferences read, each in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from casework.models import Conference, ConferenceFocus, ConferenceOffer, ConferenceReferral, Exclusion, Participant
from casework.models.conference_people import COMING
from casework.models.papers_given import with_papers
from casework.queries.around import people_around
from casework.queries.plans import PlanPage, latest_plan
from database import clock
from families.ages import ADULT_FROM, last_birthday_of_an_adult
from families.models import Family, FamilyMembership, Involvement, ParentalResponsibility, Person, Practitioner, living

YOUNGEST_FIRST = F("date_of_birth").desc(nulls_last=True)
State = Conference.State
CASE_ROLES = (
    Involvement.Role.LEAD_WORKER,
    Involvement.Role.CO_WORKER,
    Involvement.Role.FAMILY_HELP_LEAD,
    Involvement.Role.LEAD_CHILD_PROTECTION,
    Involvement.Role.TEAM_MANAGER,
    Involvement.Role.DECISION_MAKER,
)
"""Whoever holds one of these for a family does not coordinate its conference (INV-20; the database's rule says the same)."""


def told(conferences: QuerySet[Conference], user: User) -> QuerySet[Conference]:
    """Conferences with their family, their coordinator and whom they are about."""
    about = ConferenceFocus.objects.visible_to(user).select_related("person").order_by("pk")
    return conferences.select_related("family", "coordinator__user").prefetch_related(Prefetch("focus", queryset=about))


def conference_list(user: User) -> QuerySet[Conference]:
    """The open conferences that the user may see, with how many of those asked are coming, as far as the user may know of them; newest
    first.
    """
    seen = Q(participants__in=Participant.objects.visible_to(user).asked().values("pk"))
    coming = seen & Q(participants__will_come__in=COMING)
    return (
        told(Conference.objects.visible_to(user).open(), user)
        .annotate(asked=Count("participants", filter=seen), coming=Count("participants", filter=coming))
        .order_by("-created_at", "-pk")
    )


def family_conferences(family: Family, user: User) -> QuerySet[Conference]:
    """A family's conferences, ended ones too, newest first."""
    return told(Conference.objects.visible_to(user).filter(family=family), user).order_by("-created_at", "-pk")


def people_about(conferences: Iterable[Conference]) -> set[UUID]:
    """Whom these conferences are about, of those that `told` read."""
    return {about.person_id for conference in conferences for about in conference.focus.all()}


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """One conference: how it stands, whom it is about, who was offered it, who is asked, what the family planned."""

    conference: Conference
    offers: Sequence[ConferenceOffer]
    participants: Sequence[Participant]
    not_offered: Sequence[Person]
    plan: PlanPage | None

    @property
    def focus(self) -> list[Person]:
        return [about.person for about in self.conference.focus.all()]

    @property
    def people(self) -> list[Person]:
        """Everyone whom the page names."""
        named = [*self.focus, *(one.person for one in self.participants), *(offer.offered_to for offer in self.offers)]
        planned = self.plan.people if self.plan else []
        return list(dict.fromkeys(person for person in (*named, *self.not_offered, *planned) if person))

    @property
    def days_to_go(self) -> int | None:
        """Whole days until the family meets; none when no day is set or it is past."""
        if self.conference.state != State.ARRANGED or self.conference.meets_at is None:
            return None
        days = (timezone.localdate(self.conference.meets_at) - clock.today()).days
        return days if days >= 0 else None

    @property
    def coming(self) -> int:
        return sum(one.will_come in COMING for one in self.participants)

    @property
    def accepted(self) -> int:
        return sum(offer.response == ConferenceOffer.Response.ACCEPTED for offer in self.offers)

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether the newest version of the family's plan has not been answered."""
        return self.plan is not None and self.plan.plan.version != self.conference.answered_version


def conference_page(
    pk: UUID, user: User, with_more: Callable[[QuerySet[Conference], User], QuerySet[Conference]] | None = None
) -> ConferencePage:
    """Everything that the page of a conference shows; 404 for one that the user may not see. `with_more` asks for more of it at once."""
    seen = told(Conference.objects.visible_to(user), user).select_related(
        "organisation", "answered_by", "referral__consent_from"
    )
    conference = get_object_or_404(with_more(seen, user) if with_more else seen, pk=pk)
    offers = list(
        ConferenceOffer.objects.visible_to(user)
        .filter(conference=conference)
        .select_related("offered_to")
        .order_by("offered_on", "pk")
    )
    holders = responsibilities([about.person for about in conference.focus.all()], user)
    known = {offer.offered_to_id for offer in offers}
    return ConferencePage(
        conference=conference,
        offers=offers,
        participants=participants(conference, user, and_papers=True),
        not_offered=list(dict.fromkeys(holder for holder, _child in holders if holder.pk not in known)),
        plan=latest_plan(conference, user),
    )


def responsibilities(children: Sequence[Person], user: User) -> list[tuple[Person, Person]]:
    """Who holds parental responsibility for whom of these who are not 18 today, as far as the user may see: people, for a council is
    offered nothing.
    """
    undisputed = held_today(user).filter(child__in=children).select_related("holder", "child")
    found = undisputed.order_by("holder__sort_key", "holder_id", "pk")
    return [(one.holder, one.child) for one in found if one.holder]


def held_today(user: User) -> QuerySet[ParentalResponsibility]:
    """Parental responsibility that a person holds today and that nobody disputes; it ends when the child is 18."""
    young = Q(child__date_of_birth__isnull=True) | Q(child__date_of_birth__gt=last_birthday_of_an_adult(clock.today()))
    held = ParentalResponsibility.objects.visible_to(user).of_people().current().filter(young)
    return held.exclude(status=ParentalResponsibility.Status.DISPUTED)


def members(family: Family, user: User) -> QuerySet[Person]:
    """The living people of a family today, children first: whom a conference may be about, or be offered to."""
    today = FamilyMembership.objects.current().filter(family=family).values("person")
    return Person.objects.visible_to(user).filter(living(), pk__in=today).order_by(YOUNGEST_FIRST, "sort_key", "pk")


def people_to_offer(family: Family, user: User) -> list[tuple[Person, list[Person]]]:
    """Adults of a family and whoever else holds responsibility in it, each with the children they hold it for; they first."""
    everyone = list(members(family, user))
    held: dict[Person, list[Person]] = {}
    for holder, child in responsibilities(everyone, user):
        held.setdefault(holder, []).append(child)
    adults = [person for person in everyone if person not in held and (person.age is None or person.age >= ADULT_FROM)]
    return [*held.items(), *((person, []) for person in adults)]


def earlier_conferences(family: Family, user: User) -> QuerySet[Conference]:
    """Those that a new meeting may look back at."""
    return Conference.objects.visible_to(user).filter(family=family, held_on__isnull=False).order_by("-held_on", "-pk")


def those_who_may_consent(conference: Conference, user: User) -> QuerySet[Person]:
    """Those it is about, and whoever holds parental responsibility for one of them; to an adult’s own meeting the adult alone agrees."""
    about = ConferenceFocus.objects.filter(conference=conference).values("person")
    agree = Q(pk__in=about)
    if conference.setting != Conference.Setting.ADULT:
        agree |= Q(pk__in=held_today(user).filter(child__in=about).values("holder"))
    return Person.objects.visible_to(user).filter(agree).order_by("date_of_birth", "sort_key", "pk")


def without_holder(conference: Conference, user: User) -> list[Person]:
    """Those under 18 whom it is about, and of whom nobody is written down who holds parental responsibility, but perhaps a council."""
    held = ParentalResponsibility.objects.visible_to(user).of_people().current().filter(child=OuterRef("pk"))
    about = ConferenceFocus.objects.filter(conference=conference).values("person")
    people = Person.objects.visible_to(user).filter(pk__in=about).order_by("sort_key", "pk")
    missing = people.exclude(Exists(held.exclude(status=ParentalResponsibility.Status.DISPUTED)))
    return [person for person in missing if person.age is None or person.age < ADULT_FROM]


def coordinators(conference: Conference, user: User) -> QuerySet[Practitioner]:
    """Who coordinates conferences and is independent of this family, with how many open ones each holds (INV-20)."""
    involved = Involvement.objects.current().filter(family=conference.family, role__in=CASE_ROLES)
    going = Q(conferences__state__in=[state for state in State if state not in ("closed_reviewed", "not_going_ahead")])
    return (
        Practitioner.objects.visible_to(user)
        .filter(user__is_active=True, user__roles__contains=[Role.CONFERENCE_COORDINATOR])
        .exclude(pk__in=involved.values("practitioner"))
        .annotate(open_conferences=Count("conferences", filter=going))
        .order_by("name", "pk")
    )


def people_to_ask(conference: Conference, user: User) -> QuerySet[Person]:
    """Who is not asked yet, children first: people of the family, and who answers for its children from elsewhere."""
    asked = Participant.objects.filter(conference=conference, person__isnull=False).values("person")
    away = Exclusion.objects.away().filter(conference=conference).values("person")
    around = people_around(conference.family, user).exclude(Q(pk__in=asked) | Q(pk__in=away))
    return around.order_by(YOUNGEST_FIRST, "sort_key", "pk")


def practitioners_to_ask(conference: Conference, user: User) -> QuerySet[Practitioner]:
    """Those alongside the family who are not asked yet; its coordinator comes anyway."""
    asked = Participant.objects.filter(conference=conference, practitioner__isnull=False).values("practitioner")
    alongside = Involvement.objects.visible_to(user).current().filter(family=conference.family).values("practitioner")
    return (
        Practitioner.objects.visible_to(user)
        .filter(pk__in=alongside)
        .exclude(Q(pk__in=asked) | Q(pk=conference.coordinator_id))
        .order_by("name", "pk")
    )


def coordinator_preference(conference: Conference, user: User) -> str:
    """What matters to the family in a coordinator, as it was asked for."""
    asked = ConferenceReferral.objects.visible_to(user).filter(conference=conference)
    return asked.values_list("coordinator_preference", flat=True).first() or ""


def participant(pk: UUID, user: User) -> Participant:
    """One of those asked, with all that the rules about them read; 404 if the user may not see them."""
    seen = Participant.objects.visible_to(user).select_related(
        "person", "practitioner", "conference__family", "conference__coordinator"
    )
    return get_object_or_404(seen, pk=pk)


def participants(conference: Conference, user: User, *, and_papers: bool = False) -> list[Participant]:
    """Those who are asked and are in some part of it, the family's side first; and which papers they have."""
    seen = Participant.objects.visible_to(user).asked().filter(conference=conference)
    asked = (with_papers(seen) if and_papers else seen).select_related("person__account", "practitioner", "conference")
    return sorted(asked.order_by("kind", "pk"), key=lambda one: not one.is_family)


def place_of(asked: Iterable[Participant], user: User) -> Participant | None:
    """The one among those asked who is this user themselves."""
    return next((one for one in asked if one.person and is_theirs(one.person, user)), None)


def is_theirs(person: Person, user: User) -> bool:
    """Whether this person is the user themselves."""
    account = getattr(person, "account", None)
    return account is not None and account.user_id == user.pk


def own_place(conference: Conference, user: User) -> Participant:
    """The user themselves among those asked; 404 for whoever is not."""
    seen = Participant.objects.visible_to(user).asked().select_related("person__account", "conference")
    return get_object_or_404(seen, conference=conference, person__account__user=user)


def people_asked(asked: Iterable[Participant]) -> set[UUID]:
    """The people among those asked."""
    return {one.person_id for one in asked if one.person_id}


def offer(pk: UUID, user: User) -> tuple[ConferenceOffer, Conference]:
    """An offer and the conference that it is of; 404 for one that the user may not see, or that has none."""
    seen = ConferenceOffer.objects.visible_to(user).select_related("conference__family", "offered_to")
    found = get_object_or_404(seen, pk=pk)
    if found.conference is None:
        raise Http404
    return found, found.conference
