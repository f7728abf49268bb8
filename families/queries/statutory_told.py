"""What the council's system says of someone, in plain sentences; and what it asks (domain.md §9.1, §9.2: shown, never coloured)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from families.dates import known_date
from families.imports.statutory import as_told
from families.models import FamilyMembership, Person, StatutoryFact, StatutoryQuestion, StatutoryRecord
from families.paging import Page, page_of
from families.periods import Period
from families.queries.ahead import Waiting

LATELY = 20


@dataclass(frozen=True, slots=True)
class CouncilSays:
    """What one system says of a person, in sentences, and on which day it said so last."""

    system: str
    sentences: Sequence[str]
    as_of: date


def council_says(person: Person, user: User) -> list[CouncilSays]:
    """What statutory systems say of a person whom the user sees. Two queries."""
    facts = StatutoryFact.objects.standing().order_by("kind", "-period", "pk")
    records = StatutoryRecord.objects.visible_to(user).told().filter(person=person).select_related("sent_by")
    return [
        CouncilSays(one.sent_by.name, [_sentence(fact) for fact in one.facts.all()], one.as_of)
        for one in records.order_by("pk").prefetch_related(Prefetch("facts", queryset=facts))
        if one.facts.all()
    ]


def _sentence(fact: StatutoryFact) -> str:
    words = {"words": fact.words, "days": _days(fact.period)}
    if fact.kind == StatutoryFact.Kind.STATUS:
        return (_("%(words)s, %(days)s") if words["days"] else "%(words)s") % words
    words["who"] = f"{fact.words} ({fact.role})" if fact.role else fact.words
    return (_("worked with by %(who)s, %(days)s") if words["days"] else _("worked with by %(who)s")) % words


def _days(period: Period) -> str:
    since, until = (date_format(day, "j F Y") if day else "" for day in (period.lower, period.upper))
    if since and until:
        return _("from %(since)s until %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(since)s") % {"since": since}
    return _("until %(until)s") % {"until": until} if until else ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who may be meant: as they stand here, or as the other system says."""

    title: str
    name: str
    born: str
    died: str = ""
    families: str = ""
    number: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with its sides next to each other."""

    question: StatutoryQuestion
    sides: Sequence[Side]

    @property
    def people(self) -> set[UUID]:
        return {side.person.pk for side in self.sides if side.person}


def question_page(question: StatutoryQuestion, user: User) -> QuestionPage:
    people = [one for one in (question.person, question.other) if one]
    memberships = FamilyMembership.objects.visible_to(user).filter(person__in=people).select_related("family")
    families: dict[UUID, list[str]] = {}
    for one in memberships.order_by("pk"):
        families.setdefault(one.person_id, []).append(one.family.name)
    here = [_here(person, families.get(person.pk, [])) for person in people]
    return QuestionPage(question, here if question.answer else [*here, _there(question)])


def _here(person: Person, families: Sequence[str]) -> Side:
    whole = f"{person.given_name} {person.family_name}".strip()
    return Side(
        title=_("%(name)s, as written down here") % {"name": person.known_as},
        name=whole or person.known_as,
        born=known_date(person.date_of_birth, person.dob_precision) if person.date_of_birth else "",
        died=known_date(person.date_of_death, person.death_precision) if person.date_of_death else "",
        families=", ".join(families),
        person=person,
    )


def _there(question: StatutoryQuestion) -> Side:
    title = _("As %(system)s says") % {"system": question.sent_by.name}
    number = f"{question.get_scheme_display()}: {question.value}"
    if "facts" in question.said:
        told = as_told(question)
        born, died = told.date_of_birth, told.date_of_death
        name = f"{told.given_name} {told.family_name}".strip()
    else:
        day = date.fromisoformat(question.said["day"]) if question.said else None
        born, died = (day, None) if question.kind == StatutoryQuestion.Kind.BORN else (None, day)
        name = ""
    return Side(title=title, name=name, born=_in_full(born), died=_in_full(died), number=number)


def _in_full(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def to_settle(user: User, cursor: str = "") -> Page[StatutoryQuestion]:
    """What waits for this user, the oldest first."""
    waiting = StatutoryQuestion.objects.visible_to(user).waiting().select_related("person", "other", "sent_by")
    return page_of(waiting, ("created_at", "pk"), cursor=cursor)


def settled_lately(user: User) -> list[StatutoryQuestion]:
    """What was settled last, by whom and when."""
    settled = StatutoryQuestion.objects.visible_to(user).exclude(answer="")
    return list(settled.select_related("person", "settled_by", "sent_by").order_by("-settled_at", "-pk")[:LATELY])


def waiting_for(user: User) -> list[Waiting]:
    """That something waits for this user to settle; of whom it is stands on its own page only."""
    if user.kind != User.Kind.STAFF:
        return []
    oldest = StatutoryQuestion.objects.visible_to(user).waiting().order_by("created_at", "pk").first()
    if oldest is None:
        return []
    since = timezone.localtime(oldest.created_at).date()
    return [
        Waiting(_("Say how it is: the council’s system asks"), reverse("families:statutory-questions"), since=since)
    ]
