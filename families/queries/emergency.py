"""What is closed, what stands open for a while, what waits to be looked at, and what whom it is about reads of it (domain.md §9.5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from accounts.working_days import working_days_after
from database import clock
from families.models import (
    EmergencyAccess,
    Family,
    FamilyMembership,
    Person,
    PersonName,
    Precision,
    Record,
    RecordSubject,
    Restriction,
    among,
    restricted_person,
    restricted_record,
    told_in_confidence,
    unseen_families,
    unseen_people,
)
from families.paging import page_of
from families.queries.ahead import Waiting
from families.words import with_article

REVIEWED_WITHIN = 5
"""Working days (domain.md §9.5)."""
MARKERS_SHOWN = 20
TOLD_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Closed:
    """That something is not shown, in words that tell nothing of what it is; and where it is opened, by whoever may."""

    words: str
    href: str = ""


def closed_of_person(person: Person, user: User) -> list[Closed]:
    """What of a person's record is not shown to this user, of which they may know that it is there."""
    about = Q(subjects__person=person)
    told = told_in_confidence(user).filter(about).order_by("-happened_on", "-pk")[:MARKERS_SHOWN]
    return [*(_confidence(record) for record in told), *_restricted_records(user, about)]


def closed_of_family(family: Family, user: User) -> list[Closed]:
    """The same of a family. What a child told in confidence stands on the child's own page only: this one is read together."""
    people = restricted_person(user).filter(memberships__family=family).distinct().order_by("pk")[:MARKERS_SHOWN]
    may_open = user.has(Permission.RESTRICTED_OPEN)
    hidden = [
        Closed(_ask(person), reverse("families:person-open", args=[person.pk]) if may_open else "") for person in people
    ]
    return [*hidden, *_restricted_records(user, Q(family=family))]


def _confidence(record: Record) -> Closed:
    words = _("Told in confidence on %(day)s") % {"day": date_format(record.happened_on, "j F Y")}
    return Closed(words, reverse("families:record-open", args=[record.pk]))


def _restricted_records(user: User, where: Q) -> list[Closed]:
    may_open = user.has(Permission.RESTRICTED_OPEN)
    found = restricted_record(user).filter(where).distinct().order_by("-happened_on", "-pk")[:MARKERS_SHOWN]
    return [
        Closed(_ask(record), reverse("families:record-open", args=[record.pk]) if may_open else "") for record in found
    ]


def _ask(target: Any) -> str:
    return _("Restricted: ask %(team)s") % {"team": target.ask or _("the safeguarding lead")}


def closed_record(pk: UUID, user: User) -> tuple[Record, list[Person]]:
    """A record that is closed to this user and of which they may know, and whom it is about; 404 for any other."""
    both = Q(pk__in=told_in_confidence(user).values("pk")) | Q(pk__in=restricted_record(user).values("pk"))
    record = get_object_or_404(Record.objects.filter(both), pk=pk)
    return record, list(Person.objects.filter(subject_of__record=record).order_by("sort_key", "pk"))


def names_of(people: Sequence[Person]) -> str:
    return get_text_list([person.known_as for person in people], _("and")) or _("a family")


def closed_person(pk: UUID, user: User) -> Person:
    return get_object_or_404(restricted_person(user), pk=pk)


def families_called(name: str, born: date, user: User) -> list[Family]:
    """The families of today of whoever has just this name and this birthday: what a caller in an emergency knows. A name of theirs
    and, after it, that of a family that they are in today, is their name too: many have only one that they are known as.

    Not of anyone restricted, and nothing of what does not exist for who asks.
    """
    key = Func(Value(name), function="public.kith_search_key", output_field=TextField())
    known = list(Family.objects.filter(among("pk", unseen_families(user))).values_list("pk", flat=True))
    today = FamilyMembership.objects.current().exclude(family__in=known)
    names = PersonName.objects.filter(is_restricted=False)
    named = names.filter(person=OuterRef("pk"), search_key=key)
    beside = names.filter(person=OuterRef("person")).annotate(
        whole=_whole("search_key", ExpressionWrapper(OuterRef("family__sort_key"), TextField()))
    )
    in_family = (
        today.filter(person=OuterRef("pk"))
        .annotate(whole=_whole("person__sort_key", F("family__sort_key")))
        .filter(Q(whole=key) | Exists(beside.filter(whole=key)))
    )
    called = Q(sort_key=key) | Exists(named) | Exists(in_family)
    people = (
        Person.objects.filter(called, date_of_birth=born, dob_precision=Precision.DAY)
        .exclude(pk__in=Restriction.objects.in_force().filter(person__isnull=False).values("person"))
        .exclude(pk__in=_unseen(user))
    )
    return list(Family.objects.filter(pk__in=today.filter(person__in=people).values("family")).order_by("pk"))


def _whole(name: str, family: Combinable) -> Concat:
    return Concat(name, Value(" "), family, output_field=TextField())


@dataclass(frozen=True, slots=True)
class Opened:
    """Something that stands open to a user: what, and until when."""

    access: EmergencyAccess
    what: str
    href: str

    @property
    def until(self) -> datetime:
        return self.access.expires_at


def open_now(user: User) -> list[Opened]:
    """What stands open to a user, by the database's clock. It stands on every page, so it tells no more than the page may."""
    found = EmergencyAccess.objects.open_to(user).select_related("family", "person", "record").order_by("expires_at")
    subjects = _subjects([access.record_id for access in found if access.record_id])
    return [Opened(access, _what(access, subjects), _where(access)) for access in found]


def _subjects(records: Sequence[UUID]) -> dict[UUID, list[Person]]:
    about: dict[UUID, list[Person]] = {pk: [] for pk in records}
    if records:
        rows = (
            RecordSubject.objects.filter(record__in=records).select_related("person").order_by("person__sort_key", "pk")
        )
        for row in rows:
            about[row.record_id].append(row.person)
    return about


def _what(access: EmergencyAccess, subjects: dict[UUID, list[Person]]) -> str:
    if access.record_id is None:
        return str(access.family or access.person)
    return _("something about %(names)s") % {"names": names_of(subjects[access.record_id])}


def _where(access: EmergencyAccess) -> str:
    target = access.family or access.person or access.record
    return target.get_absolute_url() if target else ""


@dataclass(frozen=True, slots=True)
class InQueue:
    """That something was opened, by whom, and by when someone else looks at it; of whom it is, stands on its own page."""

    access: EmergencyAccess
    due_on: date

    @property
    def is_late(self) -> bool:
        return clock.today() > self.due_on


@dataclass(frozen=True, slots=True)
class ReviewPage:
    rows: Sequence[InQueue]
    next: str
    previous: str


def to_review(user: User, cursor: str = "") -> ReviewPage:
    """What waits for this user to look at, the oldest first."""
    waiting = EmergencyAccess.objects.visible_to(user).to_be_reviewed().exclude(user=user).select_related("user")
    page = page_of(waiting, ("started_at", "pk"), cursor=cursor)
    return ReviewPage([InQueue(access, due_on(access, user)) for access in page.rows], page.next, page.previous)


@dataclass(frozen=True, slots=True)
class ToReview:
    """What was opened, by whom and why, and by when someone else looks at it."""

    access: EmergencyAccess
    what: str
    due_on: date
    people: Sequence[UUID]
    families: Sequence[UUID]


def review(pk: UUID, user: User) -> ToReview:
    related = ("user", "family", "person", "record__family")
    access = get_object_or_404(EmergencyAccess.objects.visible_to(user).select_related(*related), pk=pk)
    subjects = _subjects([access.record_id] if access.record_id else [])
    named = [person.pk for people in subjects.values() for person in people]
    return ToReview(
        access=access,
        what=_what(access, subjects),
        due_on=due_on(access, user),
        people=[*named, access.person_id] if access.person_id else named,
        families=[access.family_id] if access.family_id else [],
    )


def due_on(access: EmergencyAccess, user: User) -> date:
    """Of something that was opened in the user's organisation."""
    return working_days_after(timezone.localtime(access.started_at).date(), REVIEWED_WITHIN, user.organisation)


def waiting_for(user: User) -> list[Waiting]:
    """What was opened and waits for this user to look at it: without a name, for Today may be open on a desk."""
    if user.kind != User.Kind.STAFF or not user.has(Permission.RESTRICTED_OPEN):
        return []
    found = EmergencyAccess.objects.visible_to(user).to_be_reviewed().exclude(user=user)
    return [_waiting(access, user) for access in found.order_by("started_at", "pk")[:MARKERS_SHOWN]]


def _waiting(access: EmergencyAccess, user: User) -> Waiting:
    day = date_format(timezone.localtime(access.started_at), "l j F")
    due = due_on(access, user)
    return Waiting(
        _("Look at what was opened on %(day)s") % {"day": day},
        reverse("families:emergency-review", args=[access.pk]),
        by=due,
        is_overdue=clock.today() > due,
    )


def told_people(access: EmergencyAccess) -> tuple[list[Person], Family | None]:
    """Who reads what is told of it: the person, those whom the record is about, or the family; and the family whose it is."""
    if access.person:
        return [access.person], None
    if access.record:
        return list(Person.objects.filter(subject_of__record=access.record).order_by("pk")), access.record.family
    members = FamilyMembership.objects.current().filter(family=access.family)
    return list(Person.objects.filter(pk__in=members.values("person")).order_by("pk")), access.family


@dataclass(frozen=True, slots=True)
class Told:
    """What a person reads about what was opened: who by their role, when, and why."""

    said: str
    why: str


def told_to(user: User, kept: Collection[UUID]) -> list[Told]:
    """To the person themselves; of a record, to those it is about who may read it; of a family, to those who are in it today, unless
    someone of it is `kept` from them. Only once someone has looked at it, and from the day that they said."""
    if user.kind != User.Kind.FAMILY:
        return []
    told = EmergencyAccess.objects.filter(told_on__lte=clock.today()).select_related("user")
    oneself = Q(person__account__user=user)
    records = Record.objects.visible_to(user).filter(subjects__person__account__user=user)
    found = told.filter(
        oneself | Q(record__in=records.values("pk")) | Q(family__in=_whole_families(user, kept).values("pk"))
    )
    return [Told(_looked(access), access.told_words) for access in found.order_by("-started_at", "-pk")[:TOLD_SHOWN]]


def _looked(access: EmergencyAccess) -> str:
    day = date_format(timezone.localtime(access.started_at), "j F Y")
    return _("%(who)s looked on %(day)s") % {"who": with_article(access.user.role_words), "day": day}


def _whole_families(user: User, kept: Collection[UUID]) -> QuerySet[Family]:
    """The families that someone is in today and of which nobody is kept from them."""
    fellows = FamilyMembership.objects.filter(family=OuterRef("pk"), person__in=kept)
    return Family.objects.visible_to(user).filter(~Exists(fellows))


def _unseen(user: User) -> set[UUID]:
    return set(Person.objects.filter(among("pk", *unseen_people(user))).values_list("pk", flat=True))
