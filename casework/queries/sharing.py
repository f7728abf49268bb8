"""Whom we told, and why, outside a worry: of a family, of a person, and as a family reads its own (domain.md §8.4, §8.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from casework.models import SharingDecision
from families.models import Draft, Family, FamilyMembership, Person, Record, RecordSubject, ShareState
from families.paging import Page, page_of
from families.queries.readers import Reader, readers_of

KIND = Record.Kind.SHARING_DECISION
DRAFT = "told"
"""What the draft of one is kept by, in its family."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision: whom it is about and who reads it, as far as the reader may know."""

    decision: SharingDecision
    readers: Sequence[Reader]
    is_kept_back: bool

    @property
    def record(self) -> Record:
        record = self.decision.record
        assert record is not None  # noqa: S101  (`outside_worries`)
        return record

    @property
    def family(self) -> Family | None:
        return self.record.family

    @property
    def about(self) -> list[Person]:
        return [one.person for one in self.record.about]  # type: ignore[attr-defined]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {one.pk for one in self.about} | {one.person.pk for one in self.readers if one.person}


def _decisions(user: User) -> QuerySet[SharingDecision]:
    subjects = RecordSubject.objects.visible_to(user).select_related("person").order_by("person__sort_key", "pk")
    about = Prefetch("record__subjects", queryset=subjects, to_attr="about")
    found = SharingDecision.objects.outside_worries(user)
    return found.select_related("record__family", "decided_by").prefetch_related(about)


def decisions_of(family: Family, user: User, *, after: str = "") -> Page[SharingDecision]:
    """One page of those of a family, the latest first."""
    return _page(_decisions(user).filter(record__family=family), after)


def decisions_about(person: Person, user: User, *, after: str = "") -> Page[SharingDecision]:
    """One page of those that are about someone, in whichever family."""
    about = RecordSubject.objects.visible_to(user).filter(record=OuterRef("record"), person=person)
    return _page(_decisions(user).filter(Exists(about)), after)


def our_decisions(user: User, *, after: str = "") -> Page[SharingDecision]:
    """All that someone of a family may read: about themselves, and about whom they read for or help."""
    return _page(_decisions(user), after)


def _page(found: QuerySet[SharingDecision], after: str) -> Page[SharingDecision]:
    return page_of(found, ("-decided_on", "-pk"), cursor=after, size=SHOWN)


def named_in(decisions: Iterable[SharingDecision]) -> set[UUID]:
    """Whom a list of them names."""
    return {one.person_id for decision in decisions for one in decision.record.about}  # type: ignore[union-attr]


def families_of(decisions: Iterable[SharingDecision]) -> set[UUID]:
    """Whose they are."""
    return {decision.record.family_id for decision in decisions if decision.record and decision.record.family_id}


def decision_page(pk: UUID, user: User) -> DecisionPage:
    """One that the user may read; 404 for any other, and for one that is part of a worry."""
    decision = get_object_or_404(_decisions(user), pk=pk)
    if user.kind != User.Kind.STAFF:
        return DecisionPage(decision, [], is_kept_back=False)
    seen = ShareState.objects.visible_to(user).filter(record=decision.record_id)
    states = list(seen.select_related("person", "decided_by").order_by("person__sort_key", "pk"))
    is_kept_back = any(one.state == ShareState.State.WITHHELD for one in states)
    return DecisionPage(decision, readers_of(states, KIND, user), is_kept_back)


def families_to_write_in(person: Person, user: User) -> list[Family]:
    """The families of someone today, as the user sees them: what was told of them is written down in one."""
    current = FamilyMembership.objects.visible_to(user).current().filter(person=person).values("family")
    return list(Family.objects.visible_to(user).filter(pk__in=current).order_by("sort_key", "pk"))


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a draft of one goes on."""
    return reverse("casework:told-new", args=[draft.family_id])
