"""What the papers of a family meeting read: invitations, the information sheet, and a copy of the plan for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from casework.calendars import Day
from casework.models import Conference, ConferenceFocus, FamilyPlan, Participant
from casework.queries.conferences import participants, people_asked
from casework.queries.papers_given import read_information_by
from casework.queries.plans import PlanPage, latest_plan
from families.ages import ADULT_FROM
from families.models import ContactPoint, Person, Practitioner, readable_by
from families.queries.on_paper import known_on_paper

Kind = Participant.Kind


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands on the paper of one of those who are asked: nobody whom they don't know of."""

    participant: Participant
    focus: Sequence[Person]
    asked_by: Practitioner | None
    interpreters: Sequence[str]

    @property
    def conference(self) -> Conference:
        return self.participant.conference

    @property
    def name(self) -> str:
        person = self.participant.person
        return person.known_as if person else self.participant.other_name

    @property
    def about(self) -> str:
        """Whom else it is about, of those whom they know of."""
        return get_text_list([person.known_as for person in self.focus], _("and"))

    @property
    def is_about_them(self) -> bool:
        return self.participant.kind == Kind.FOCUS_PERSON

    @property
    def is_for_a_child(self) -> bool:
        person = self.participant.person
        return person is not None and person.age is not None and person.age < ADULT_FROM

    @property
    def language(self) -> str:
        """In which they need an interpreter; none where they don't."""
        person = self.participant.person
        return person.interpreter_language if person else ""

    @property
    def named(self) -> set[UUID]:
        return {person.pk for person in (*self.focus, self.participant.person) if person}


def invitation(participant: Participant, user: User) -> Invitation:
    """Theirs, as far as whoever prints it may see it, and as far as they may read it themselves."""
    conference = participant.conference
    about = ConferenceFocus.objects.visible_to(user).filter(conference=conference).select_related("person")
    focus = [one.person for one in about.order_by("pk")]
    known = known_on_paper(participant.person, [one.pk for one in focus]) if participant.person else set()
    asked = participants(conference, user)
    referrers = [one.practitioner for one in asked if one.kind == Kind.REFERRER and one.practitioner]
    interpreters = _interpreters_for(participant, asked)
    return Invitation(
        participant,
        [person for person in focus if person.pk in known and person != participant.person],
        next(iter(referrers), None),
        interpreters,
    )


def _interpreters_for(participant: Participant, asked: Sequence[Participant]) -> list[str]:
    """Of their language, and no other: who interprets for somebody else is no part of their letter. One alone needs no language."""
    person = participant.person
    language = person.interpreter_language.strip().casefold() if person else ""
    found = [one for one in asked if one.kind == Kind.INTERPRETER and one.person is None]
    if len(found) == 1 and not found[0].interprets:
        return [str(found[0])]
    return [str(one) for one in found if one.interprets.strip().casefold() == language]


@dataclass(frozen=True, slots=True)
class PapersPage:
    """All papers of one meeting: for everyone, and for each of those who are asked."""

    conference: Conference
    asked: Sequence[Participant]
    by_post: frozenset[UUID]
    by_email: frozenset[UUID]
    """To whom an e-mail is safe, and leads to a page of their own."""
    read_by: date | None
    plan: FamilyPlan | None

    @property
    def people(self) -> set[UUID]:
        return people_asked(self.asked)


def papers_page(conference: Conference, user: User) -> PapersPage:
    """In a fixed number of queries. Who works with the family is asked by their calendar, and has no paper."""
    asked = [one for one in participants(conference, user) if one.practitioner is None]
    safe = ContactPoint.objects.visible_to(user).current().filter(is_shared_device=False)
    safe = safe.filter(person__in=[one.person_id for one in asked])
    ways = [(person, way) for person, safe_to in safe.values_list("person", "safe_to") for way in safe_to]
    sign_in = {one.person_id for one in asked if one.person and hasattr(one.person, "account")}
    by_post = frozenset(person for person, way in ways if way == ContactPoint.SafeWay.POST)
    by_email = frozenset(person for person, way in ways if way == ContactPoint.SafeWay.EMAIL and person in sign_in)
    newest = FamilyPlan.objects.visible_to(user).filter(conference=conference).order_by("-version").first()
    return PapersPage(conference, asked, by_post, by_email, read_information_by(conference), newest)


def readers_of_information(conference: Conference, user: User) -> list[Person]:
    """To whom the sheet is handed: to all who are asked as family; of the family, to whoever prints it."""
    if user.kind == User.Kind.FAMILY:
        return list(Person.objects.visible_to(user).filter(account__user=user))
    return [one.person for one in participants(conference, user) if one.person and one.is_family]


def asks_by_name(conference: Conference, user: User) -> bool:
    """Whether someone of the family’s side is asked by a name alone: nobody can say what is hidden from them, so all that is, is."""
    return any(one.is_family and one.person is None for one in participants(conference, user))


def asked_one(pk: UUID, user: User) -> Participant:
    """One of those asked, with all that their papers read; 404 if the user may not see them."""
    seen = Participant.objects.visible_to(user).select_related(
        "person", "practitioner", "conference__family", "conference__coordinator", "conference__record"
    )
    return get_object_or_404(seen, pk=pk)


def plan_copy(participant: Participant, user: User) -> PlanPage | None:
    """The newest version of the plan as this person may read it: of what whoever prints it sees, what names nobody they don't know of.
    None where there is no plan, or nothing that says what they may read.
    """
    page = latest_plan(participant.conference, user)
    if page is None or participant.person is None:
        return None
    named = {part.who_person_id for part in (*page.actions, *page.contingencies) if part.who_person_id}
    watched = page.monitoring
    if watched and watched.family_monitor_id:
        named.add(watched.family_monitor_id)
    known = {None, *known_on_paper(participant.person, named)}
    if watched and watched.family_monitor_id not in known:
        watched.family_monitor = None
    return replace(
        page,
        actions=[action for action in page.actions if action.who_person_id in known],
        contingencies=[step for step in page.contingencies if step.who_person_id in known],
        monitoring=watched,
        seen=(),
    )


def own_papers(conference: Conference, user: User) -> list[Participant]:
    """Those asked for whom a family member reads, themselves and their children: for a day that is set and still to come, or off."""
    if conference.meets_at is None or conference.state not in {
        Conference.State.ARRANGED,
        Conference.State.NOT_GOING_AHEAD,
    }:
        return []
    mine = Q(person__in=readable_by(user).values("pk"))
    asked = Participant.objects.visible_to(user).asked().filter(mine, conference=conference)
    return list(asked.select_related("person").order_by("pk"))


def day_of(conference: Conference, *, with_place: bool) -> Day:
    """The day for a calendar, with no name; 404 where none is set. Whatever changes of it goes by the version of its row."""
    if conference.meets_at is None:
        raise Http404
    return Day(
        _("Meeting"),
        conference.meets_at,
        uid=conference.pk,
        sequence=conference.row_version,
        place=conference.venue if with_place else "",
        is_cancelled=conference.state == Conference.State.NOT_GOING_AHEAD,
    )
