"""What is done and what is missing while a family meeting is prepared, as far as the reader may know of it (domain.md §2.3, §2.11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.working_days import working_days_after
from casework.models import (
    AdvocateOffer,
    BaselineMeeting,
    CapacityView,
    Conference,
    ConferenceFocus,
    Exclusion,
    Participant,
    PracticalThing,
    PrepVisit,
    SideTried,
)
from casework.models.conferences import PREPARED_IN
from casework.queries.meeting_facts import OF_BLOOD_OR_LAW, PROFESSIONAL
from database import clock
from families.models import Parentage, Person, living

BASELINE_DAYS = 5
"""Working days from being asked for to the first meeting (domain.md §2.3, step 2)."""
Row = TypeVar("Row", PrepVisit, PracticalThing, AdvocateOffer)


@dataclass(frozen=True, slots=True)
class Side:
    """The side of one parent of whom a meeting is about."""

    parent: Person
    children: Sequence[Person]
    relatives: Sequence[Person]
    """Who is known of that side, lives, and is asked to no part of it; the parent too."""
    is_asked: bool
    tried: Sequence[SideTried]

    @property
    def is_missing(self) -> bool:
        """Whether nobody of it is asked, and nobody has written down what was tried or why not."""
        return not self.is_asked and not self.tried


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is prepared of one meeting."""

    conference: Conference
    asked: Sequence[Participant]
    baseline: BaselineMeeting | None
    baseline_by: date | None
    visits: Sequence[PrepVisit]
    sides: Sequence[Side]
    one_parent: Sequence[Person]
    """Children of whom fewer than two parents are written down: whether the other side is asked nobody can say."""
    things: Sequence[PracticalThing]
    advocates: Sequence[AdvocateOffer]
    capacity: Sequence[CapacityView]

    @property
    def not_seen(self) -> list[Participant]:
        """Who is asked as a person, was not seen yet, and for whom no visit is planned."""
        planned = {one.person_id for one in self.visits if one.state == PrepVisit.State.PLANNED}
        return [
            one
            for one in self.asked
            if one.person_id and one.kind not in PROFESSIONAL and not one.visited_on and one.person_id not in planned
        ]

    @property
    def without_advocate_offer(self) -> list[Person]:
        """Children whom it is about and to whom nobody was offered to speak for them; and the adult of an adult's meeting."""
        offered = {one.person_id for one in self.advocates}
        return [
            one.person
            for one in self.asked
            if one.kind == "focus_person" and one.person and one.person_id not in offered
        ]

    @property
    def late(self) -> list[str]:
        """What is past its day, each in a few words; nobody's name is beside it."""
        visits = sum(one.state == PrepVisit.State.PLANNED and is_past(one.planned_for) for one in self.visits)
        things = sum(one.state == PracticalThing.State.WANTED and is_past(one.by_when) for one in self.things)
        return what_is_late(self.conference, has_baseline=self.baseline is not None, visits=visits, things=things)

    @property
    def missing_sides(self) -> list[Side]:
        return [side for side in self.sides if side.is_missing]

    @property
    def missing_names(self) -> list[str]:
        return [side.parent.known_as for side in self.missing_sides]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom a page of it names."""
        named = {one.person_id for one in self.asked} | {one.person_id for one in self.visits}
        named |= {one.person_id for one in self.advocates} | {one.person_id for one in self.capacity}
        of_sides = {one.pk for side in self.sides for one in (side.parent, *side.children, *side.relatives)}
        return {pk for pk in named if pk} | of_sides | {one.pk for one in self.one_parent}


@dataclass(frozen=True, slots=True)
class PreparedWithUs:
    """What a family reads of the preparation: what is for all of them, and what each of them said."""

    baseline: BaselineMeeting | None
    things: Sequence[PracticalThing]
    visits: Sequence[PrepVisit]
    advocates: Sequence[AdvocateOffer]
    capacity: Sequence[CapacityView]

    def __bool__(self) -> bool:
        return bool(self.baseline or self.things or self.visits or self.advocates or self.capacity)


def prepared_with_us(conference: Conference, user: User) -> PreparedWithUs:
    """The same for someone of the family: of visits, advocates and decisions their own alone."""
    of_it = {"conference": conference}
    wanted = PracticalThing.objects.visible_to(user).filter(**of_it).exclude(state=PracticalThing.State.NOT_NEEDED)
    return PreparedWithUs(
        baseline=BaselineMeeting.objects.visible_to(user).filter(**of_it).first(),
        things=list(wanted.order_by("kind", "pk")),
        visits=list(PrepVisit.objects.visible_to(user).filter(**of_it).order_by("-on", "planned_for", "pk")),
        advocates=list(AdvocateOffer.objects.visible_to(user).filter(**of_it).order_by("pk")),
        capacity=list(CapacityView.objects.visible_to(user).filter(**of_it).order_by("looked_on", "pk")),
    )


def practical_words(conference: Conference, user: User) -> str:
    """What is written of the practical things, line by line, for the invitation: nobody types it again."""
    wanted = PracticalThing.objects.visible_to(user).filter(conference=conference)
    seen_to = wanted.exclude(state=PracticalThing.State.NOT_NEEDED).order_by("kind", "pk")
    return "\n".join(f"{one.get_kind_display()}: {one.what}" for one in seen_to)


def is_past(day: date | None) -> bool:
    return day is not None and day < clock.today()


def baseline_by(conference: Conference) -> date | None:
    """The day by which the first meeting is to be: working days after it was asked for."""
    referral = getattr(conference, "referral", None)
    since = timezone.localdate(referral.created_at) if referral else conference.accepted_on
    return working_days_after(since, BASELINE_DAYS, conference.organisation) if since else None


def what_is_late(conference: Conference, *, has_baseline: bool, visits: int, things: int) -> list[str]:
    by, found = baseline_by(conference), []
    if not has_baseline and by and is_past(by):
        found.append(_("The first meeting was to be by %(day)s.") % {"day": date_format(by, "j F")})
    if visits:
        said = ngettext(
            "%(count)s visit was planned for a day that is past.",
            "%(count)s visits were planned for days that are past.",
            visits,
        )
        found.append(said % {"count": visits})
    if things:
        said = ngettext(
            "%(count)s thing was to be arranged by now.", "%(count)s things were to be arranged by now.", things
        )
        found.append(said % {"count": things})
    return found


@dataclass(frozen=True, slots=True)
class PreparingLines:
    """The same in a few lines, for the page of the meeting: whose side is missing, and what is late."""

    missing: Sequence[str]
    people: Sequence[UUID]
    late: Sequence[str]


def with_preparation(conferences: QuerySet[Conference], user: User) -> QuerySet[Conference]:
    """Meetings with what `lines_of` tells of each; in their own statement."""
    of_it, today = {"conference": OuterRef("pk")}, clock.today()
    visits = PrepVisit.objects.visible_to(user).filter(**of_it, state=PrepVisit.State.PLANNED, planned_for__lt=today)
    things = PracticalThing.objects.visible_to(user).filter(
        **of_it, state=PracticalThing.State.WANTED, by_when__lt=today
    )
    missing = _missing_parents(user).order_by("sort_key", "pk").values(told=JSONObject(id="pk", name="known_as"))
    return conferences.annotate(
        has_baseline=Exists(BaselineMeeting.objects.visible_to(user).filter(**of_it)),
        late_visits=_count(visits),
        late_things=_count(things),
        missing_parents=ArraySubquery(missing),
    )


def lines_of(conference: Conference) -> PreparingLines | None:
    """What is said of one that `with_preparation` read; nothing before and after it is prepared."""
    if conference.state not in PREPARED_IN:
        return None
    read: Any = conference
    late = what_is_late(conference, has_baseline=read.has_baseline, visits=read.late_visits, things=read.late_things)
    missing = read.missing_parents
    return PreparingLines([one["name"] for one in missing], [UUID(one["id"]) for one in missing], late)


def _missing_parents(user: User) -> QuerySet[Person]:
    """Of the conference around: the parents of whose side nobody is asked, and nobody wrote down what was tried."""
    known = Parentage.objects.visible_to(user).filter(basis__in=OF_BLOOD_OR_LAW)
    focus = ConferenceFocus.objects.visible_to(user)
    family = Participant.objects.visible_to(user).asked().filter(person__isnull=False)
    asked = family.exclude(kind=Participant.Kind.FOCUS_PERSON)

    def of_it(rows: QuerySet[Any], depth: int) -> QuerySet[Any]:
        """The people of these rows of the meeting that stands so many statements further out."""
        around = OuterRef("pk")
        for _each in range(depth - 1):
            around = OuterRef(around)
        return rows.filter(conference=around).values("person")

    parents = known.filter(child=OuterRef("pk"))
    # Those who are brothers and sisters of the parent, and asked: not by the children whom it is about, who are the parent's own.
    beside = known.filter(child__in=of_it(asked, 4)).exclude(child__in=of_it(focus, 4)).values("parent")
    tried = SideTried.objects.visible_to(user).filter(conference=OuterRef(OuterRef("pk")), parent=OuterRef("pk"))
    return (
        Person.objects.visible_to(user)
        .filter(pk__in=known.filter(child__in=of_it(focus, 3)).values("parent"))
        .exclude(pk__in=of_it(asked, 2))
        .exclude(Exists(tried))
        .exclude(Exists(parents.filter(parent__in=of_it(asked, 3))))
        .exclude(Exists(parents.filter(parent__in=beside)))
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("conference").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def preparing(conference: Conference, asked: Sequence[Participant], user: User) -> Preparing:
    """Everything that is prepared of a meeting, in eleven queries; of those asked, whom the reader may know of."""
    of_it = {"conference": conference}
    focus = [one.person for one in asked if one.kind == Participant.Kind.FOCUS_PERSON and one.person]
    sides, one_parent = _sides(conference, focus, {one.person_id for one in asked if one.person_id}, user)
    visits = PrepVisit.objects.visible_to(user).filter(**of_it).select_related("person")
    advocates = AdvocateOffer.objects.visible_to(user).filter(**of_it).select_related("person")
    return Preparing(
        conference=conference,
        asked=asked,
        baseline=BaselineMeeting.objects.visible_to(user).filter(**of_it).first(),
        baseline_by=baseline_by(conference),
        visits=list(visits.order_by("-on", "planned_for", "pk")),
        sides=sides,
        one_parent=one_parent,
        things=list(PracticalThing.objects.visible_to(user).filter(**of_it).order_by("kind", "pk")),
        advocates=list(advocates.order_by("offered_on", "pk")),
        capacity=list(
            CapacityView.objects.visible_to(user).filter(**of_it).select_related("person").order_by("looked_on", "pk")
        ),
    )


def _sides(
    conference: Conference, focus: Sequence[Person], asked: set[UUID], user: User
) -> tuple[list[Side], list[Person]]:
    """Of each parent who is written down: the parent, their parents, and the children of these."""
    known = Parentage.objects.visible_to(user).filter(basis__in=OF_BLOOD_OR_LAW)
    parents = _ups(known, [one.pk for one in focus])
    above = _ups(known, {pk for found in parents.values() for pk in found})
    below: dict[UUID, set[UUID]] = {}
    for parent, child in known.filter(parent__in={pk for found in above.values() for pk in found}).values_list(
        "parent", "child"
    ):
        below.setdefault(parent, set()).add(child)
    theirs = {
        pk: {pk, *above.get(pk, ()), *(one for up in above.get(pk, ()) for one in below.get(up, ()))}
        for found in parents.values()
        for pk in found
    }
    away = Exclusion.objects.away().filter(conference=conference).values("person")
    everyone = Person.objects.visible_to(user).filter(pk__in={pk for side in theirs.values() for pk in side})
    named = {one.pk: one for one in everyone}
    there = set(everyone.filter(living()).exclude(pk__in=away).values_list("pk", flat=True))
    tried: dict[UUID, list[SideTried]] = {}
    for one in SideTried.objects.visible_to(user).filter(conference=conference).order_by("on", "pk"):
        tried.setdefault(one.parent_id, []).append(one)
    about = {one.pk for one in focus}
    sides = [
        Side(
            parent=named[pk],
            children=[one for one in focus if pk in parents.get(one.pk, ())],
            relatives=_in_order(named[one] for one in side & there - asked - about),
            is_asked=bool(side & asked - about),
            tried=tried.get(pk, []),
        )
        for pk, side in sorted(theirs.items())
        if pk in named
    ]
    return sides, [one for one in focus if len(parents.get(one.pk, ())) < 2]


def _ups(edges: QuerySet[Parentage], people: Iterable[UUID]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for child, parent in edges.filter(child__in=list(people)).values_list("child", "parent"):
        found.setdefault(child, set()).add(parent)
    return found


def _in_order(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: (one.sort_key, one.pk))


def people_to_see(conference: Conference, user: User) -> QuerySet[Person]:
    """Who is asked, and whom it is about; those too who take part another way, for their view is heard."""
    asked = Participant.objects.visible_to(user).filter(conference=conference, person__isnull=False).values("person")
    heard = Exclusion.objects.visible_to(user).in_force().filter(conference=conference).values("person")
    return Person.objects.visible_to(user).filter(Q(pk__in=asked) | Q(pk__in=heard)).order_by("sort_key", "pk")


def people_to_offer_an_advocate(conference: Conference, user: User) -> QuerySet[Person]:
    """Who is asked as one of the family, and was not offered an advocate for this meeting."""
    offered = AdvocateOffer.objects.filter(conference=conference).values("person")
    family = (Participant.Kind.FOCUS_PERSON, Participant.Kind.FAMILY_NETWORK)
    asked = Participant.objects.visible_to(user).filter(conference=conference, kind__in=family).values("person")
    return Person.objects.visible_to(user).filter(pk__in=asked).exclude(pk__in=offered).order_by("sort_key", "pk")


def adults_of(conference: Conference, user: User) -> QuerySet[Person]:
    """Whom an adult's meeting is about."""
    about = ConferenceFocus.objects.visible_to(user).filter(conference=conference, conference__setting="adult")
    return Person.objects.visible_to(user).filter(pk__in=about.values("person")).order_by("sort_key", "pk")


def parent_of_side(conference: Conference, pk: UUID, user: User) -> Person:
    """A parent of someone whom the meeting is about; 404 for anyone else, and for one whom the reader may not know of."""
    about = ConferenceFocus.objects.visible_to(user).filter(conference=conference).values("person")
    edges = Parentage.objects.visible_to(user).filter(basis__in=OF_BLOOD_OR_LAW, child__in=about)
    return get_object_or_404(Person.objects.visible_to(user).filter(pk__in=edges.values("parent")), pk=pk)


def seen_row(model: type[Row], pk: UUID, user: User) -> Row:
    """A visit, a practical thing, an offer of an advocate; 404 for whoever may not see it."""
    seen = model.objects.visible_to(user).select_related("conference__family", "conference__coordinator")
    return get_object_or_404(seen, pk=pk)
