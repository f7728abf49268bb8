"""Who was offered a family meeting before a court is asked, and why someone was not (domain.md §2.1, INV-25): a report, never a block.

Nothing here is counted of a worker or a team. Who holds parental responsibility is asked of people: a body that holds it by an order is
not offered a meeting of somebody’s family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Organisation, User
from accounts.roles import Role
from casework.models import Conference, ConferenceFocus, ConferenceOffer, DutyExemption, MeetingDuty
from casework.queries.conferences import held_today, responsibilities
from database import clock
from families.ages import last_birthday_of_an_adult
from families.models import Person, Practitioner, ReportedOffer, living
from families.paging import Page, page_of

Stage, Stands = DutyExemption.Stage, MeetingDuty.Stands
Response = ConferenceOffer.Response
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law asks for where an organisation is: from which day, or no day; and who said so here."""

    nation: str
    in_force_from: date | None
    said: MeetingDuty | None = None

    @property
    def is_in_force(self) -> bool:
        return self.in_force_from is not None and self.in_force_from <= clock.today()

    @property
    def is_english(self) -> bool:
        """Whether it is section 31ZA of the Children Act 1989; of another nation’s law no section is named."""
        return self.nation == Organisation.Nation.ENGLAND


def duty_of(user: User) -> Duty:
    """What holds where the user works, by the last word of its administrators; else by the day that this Kith has for the nation."""
    nation = user.organisation.nation if user.organisation else Organisation.Nation.ENGLAND
    said = words_said(user).filter(nation=nation).first()
    if said is None or said.stands == Stands.AS_IN_THE_NATION:
        return Duty(nation, settings.FGDM_DUTY_IN_FORCE_FROM.get(nation), said)
    return Duty(nation, said.in_force_from, said)


def words_said(user: User) -> QuerySet[MeetingDuty]:
    """What was said of it here, the last word first."""
    return MeetingDuty.objects.visible_to(user).select_related("created_by").order_by("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds parental responsibility for a child, and each offer that was made to them about that child."""

    person: Person
    offers: Sequence[ConferenceOffer]

    @property
    def has_accepted(self) -> bool:
        return any(offer.response == Response.ACCEPTED for offer in self.offers)


@dataclass(frozen=True, slots=True)
class BeforeCourt:
    """One child: who answers for them, what each was offered and said, what was decided against it, and what was held."""

    child: Person
    holders: Sequence[Holder]
    exemptions: Sequence[DutyExemption]
    reported: Sequence[ReportedOffer]
    meetings: Sequence[Conference]

    @property
    def offered(self) -> int:
        return sum(bool(holder.offers) for holder in self.holders)

    @property
    def accepted(self) -> int:
        return sum(holder.has_accepted for holder in self.holders)

    @property
    def not_offered(self) -> list[Person]:
        return [holder.person for holder in self.holders if not holder.offers]

    @property
    def is_exempt(self) -> bool:
        """Whether it was decided that not even to offer one would be best, and still holds."""
        return any(one.stage == Stage.OFFER and one.is_in_force for one in self.exemptions)

    @property
    def is_whole(self) -> bool:
        """Whether each holder who is known has an offer, or an exemption stands in its place (INV-25)."""
        return bool(self.holders) and (self.is_exempt or not self.not_offered)

    @property
    def held(self) -> list[Conference]:
        return [meeting for meeting in self.meetings if meeting.held_on]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom it names."""
        return {self.child.pk, *(holder.person.pk for holder in self.holders)}


def children_before_court(user: User) -> QuerySet[Person]:
    """Children whom the user may see and of whom a court is, or may be, being asked, as far as Kith knows.

    That is: another system said from when court proceedings were considered; an offer stands in the letter before proceedings; an
    exemption was decided; or a conference about them is going on.
    """
    focus = ConferenceFocus.objects.visible_to(user)
    letters = ConferenceOffer.objects.visible_to(user).filter(is_in_letter_before_proceedings=True)
    reported = ReportedOffer.objects.visible_to(user).filter(proceedings_on__isnull=False)
    going_on = Conference.objects.visible_to(user).open().exclude(setting=Conference.Setting.ADULT)
    known = (
        Q(pk__in=reported.values("person"))
        | Q(pk__in=focus.filter(conference__in=letters.values("conference")).values("person"))
        | Q(pk__in=focus.filter(conference__in=going_on.values("pk")).values("person"))
        | Q(pk__in=DutyExemption.objects.visible_to(user).values("child"))
    )
    return _children(user).filter(known)


def without_an_offer(children: QuerySet[Person], user: User) -> QuerySet[Person]:
    """Those of whom a known holder has neither an offer nor an exemption; and those of whom no holder is known."""
    held = held_today(user).filter(child=OuterRef("pk"))
    about = ConferenceFocus.objects.visible_to(user)
    offered = ConferenceOffer.objects.visible_to(user).filter(
        Exists(about.filter(conference=OuterRef("conference"), person=OuterRef(OuterRef("child")))),
        offered_to=OuterRef("holder"),
    )
    exempt = DutyExemption.objects.visible_to(user).in_force().filter(child=OuterRef("pk"), stage=Stage.OFFER)
    return children.filter(~Exists(held) | (Exists(held.filter(~Exists(offered))) & ~Exists(exempt)))


def _children(user: User) -> QuerySet[Person]:
    """The living who are not 18 yet, or of whom no day of birth is known."""
    young = Q(date_of_birth__isnull=True) | Q(date_of_birth__gt=last_birthday_of_an_adult(clock.today()))
    return Person.objects.visible_to(user).filter(living(), young)


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A page of the report."""

    duty: Duty
    rows: Sequence[BeforeCourt]
    page: Page[Person]

    @property
    def people(self) -> set[UUID]:
        return {person for row in self.rows for person in row.people}


def duty_page(user: User, *, cursor: str = "", only_open: bool = False) -> DutyPage:
    """The children of the report, by name, in a fixed number of queries however many they are."""
    children = children_before_court(user)
    rows = without_an_offer(children, user) if only_open else children
    page = page_of(rows, ("sort_key", "pk"), cursor=cursor, size=SHOWN)
    return DutyPage(duty_of(user), before_court(page.rows, user), page)


def duty_of_child(pk: UUID, user: User) -> DutyPage:
    """The same of one child, whether or not a court is being asked; 404 for whom the user may not see, and for an adult."""
    child = get_object_or_404(_children(user), pk=pk)
    return DutyPage(duty_of(user), before_court([child], user), Page([child]))


def before_court(children: Sequence[Person], user: User) -> list[BeforeCourt]:
    """What is known of each, in five queries."""
    held: dict[UUID, dict[UUID, Person]] = defaultdict(dict)
    for holder, child in responsibilities(children, user):
        held[child.pk][holder.pk] = holder
    focus = ConferenceFocus.objects.visible_to(user).filter(person__in=children).select_related("conference")
    meetings: dict[UUID, dict[UUID, Conference]] = defaultdict(dict)
    for about in focus.order_by("pk"):
        meetings[about.person_id][about.conference_id] = about.conference
    offers = _offers_by_meeting({pk for of_child in meetings.values() for pk in of_child}, user)
    exemptions, reported = defaultdict(list), defaultdict(list)
    decided = DutyExemption.objects.visible_to(user).filter(child__in=children).select_related("decided_by")
    for exemption in decided.order_by("decided_on", "pk"):
        exemptions[exemption.child_id].append(exemption)
    for offer in ReportedOffer.objects.visible_to(user).filter(person__in=children).order_by("proceedings_on", "pk"):
        reported[offer.person_id].append(offer)
    return [
        BeforeCourt(
            child=child,
            holders=[_holder(person, meetings[child.pk], offers) for person in held[child.pk].values()],
            exemptions=exemptions[child.pk],
            reported=reported[child.pk],
            meetings=list(meetings[child.pk].values()),
        )
        for child in children
    ]


Offers = Mapping[tuple[UUID, UUID], Sequence[ConferenceOffer]]


def _offers_by_meeting(meetings: set[UUID], user: User) -> Offers:
    found: dict[tuple[UUID, UUID], list[ConferenceOffer]] = defaultdict(list)
    made = ConferenceOffer.objects.visible_to(user).filter(conference__in=meetings, offered_to__isnull=False)
    for offer in made.order_by("offered_on", "pk"):
        found[offer.conference_id, offer.offered_to_id].append(offer)  # type: ignore[index]  # neither is null here
    return found


def _holder(person: Person, meetings: Mapping[UUID, Conference], offers: Offers) -> Holder:
    made = [offer for meeting in meetings for offer in offers.get((meeting, person.pk), ())]
    return Holder(person, sorted(made, key=lambda offer: offer.offered_on))


def deciders(user: User) -> QuerySet[Practitioner]:
    """The managers who may have decided."""
    managers = Practitioner.objects.visible_to(user).filter(
        user__is_active=True, user__roles__contains=[Role.TEAM_MANAGER]
    )
    return managers.order_by("name", "pk")


def exemption(pk: UUID, user: User) -> DutyExemption:
    """One that still holds; 404 for any other."""
    seen = DutyExemption.objects.visible_to(user).in_force().select_related("child")
    return get_object_or_404(seen, pk=pk)
