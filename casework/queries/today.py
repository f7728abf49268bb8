"""Today: whom I am alongside, what I have begun, and what waits for me. Nothing is counted that one can't act on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.queries import (
    adding,
    anew,
    conversations,
    corrections,
    learning,
    mending,
    safety_sheets,
    sharing,
    supervision,
    support_maps,
    window_checks,
    worries,
)
from casework.queries.spoken import families_with_last_talk
from casework.queries.waiting import waiting_by_kind
from families.models import Draft, Family, Involvement, Person
from families.paging import Page, page_of
from families.queries import drafts, lives, righting
from families.queries.ahead import Waiting, in_order
from families.queries.reading import seen_of

FAMILIES_SHOWN = 30
DRAFTS_SHOWN = 10
BY_NAME: Sequence[tuple[str, str | Promise, Callable[[Draft], str]]] = (
    (mending.DRAFT, gettext_lazy("Something to put right for %(name)s"), mending.where_draft_goes_on),
    (anew.DRAFT, gettext_lazy("Something to put right for %(name)s"), anew.where_draft_goes_on),
    (corrections.ANSWER, gettext_lazy("An answer for %(name)s"), corrections.where_draft_goes_on),
    (adding.DRAFT, gettext_lazy("Something to add for %(name)s"), adding.where_draft_goes_on),
    (sharing.DRAFT, gettext_lazy("Who we told about %(name)s"), sharing.where_draft_goes_on),
    (lives.DRAFT, gettext_lazy("A place where someone has lived"), lives.where_draft_goes_on),
    (safety_sheets.DRAFT, gettext_lazy("Safety map of %(name)s"), safety_sheets.where_draft_goes_on),
    (learning.DRAFT, gettext_lazy("Something to learn from"), learning.where_draft_goes_on),
    (supervision.OF_A_FAMILY, gettext_lazy("Thought about together: %(name)s"), supervision.where_draft_goes_on),
    (supervision.DRAFT, gettext_lazy("Supervision"), supervision.where_draft_goes_on),
    (window_checks.DRAFT, gettext_lazy("How was it? A look back"), window_checks.where_draft_goes_on),
    (drafts.AT, gettext_lazy("Something about our curves"), drafts.where_draft_goes_on),
)
"""Drafts by the beginning of their form's name: what each is, and where it goes on."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Something begun and not saved: what it is, where it goes on, and when it was kept."""

    text: str
    href: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class TodayPage:
    families: Page[Family]
    drafts: Sequence[Begun]
    waiting: Sequence[Waiting]
    seen: Mapping[UUID, str]
    """For each family what this reader sees of its record, where it is not the whole."""

    @property
    def rows(self) -> list[tuple[Family, str]]:
        """Each family with what this reader sees of its record."""
        return [(family, self.seen[family.pk]) for family in self.families.rows]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {membership.person_id for family in self.families.rows for membership in family.members_now}  # type: ignore[attr-defined]


def today_page(user: User, *, after: str = "") -> TodayPage:
    """The families that I am alongside today, those with whom nobody has spoken for longest first."""
    mine = Involvement.objects.current().filter(practitioner__user=user).values("family")
    families = page_of(
        families_with_last_talk(Family.objects.visible_to(user).filter(pk__in=mine), user),
        ("last_talk", "pk"),
        cursor=after,
        size=FAMILIES_SHOWN,
    )
    return TodayPage(
        families=families,
        seen=seen_of(families.rows, user),
        drafts=_drafts(user),
        waiting=in_order(*waiting_by_kind(user).values()),
    )


def _drafts(user: User) -> list[Begun]:
    found = list(conversations.drafts(user)[:DRAFTS_SHOWN])
    maps = {pk for draft in found if (pk := support_maps.drawn_around(draft))}
    people = Person.objects.visible_to(user).filter(pk__in=maps).values_list("pk", "known_as")
    around = dict(people) if maps else {}
    facts = righting.begun(found, user)
    there = (draft for draft in found if draft.form in facts or not draft.form.startswith(righting.DRAFT))
    return [_begun(draft, around, facts) for draft in there]


def _begun(draft: Draft, around: Mapping[UUID, str], facts: Mapping[str, righting.Begun]) -> Begun:
    name = draft.family.name if draft.family else _("one person")
    named = next((one for one in BY_NAME if draft.form.startswith(one[0])), None)
    if fact := facts.get(draft.form):
        name, text, href = fact.person.known_as, _("A fact about %(name)s to put right"), fact.href
    elif named:
        text, href = str(named[1]), named[2](draft)
    elif draft.family is None:
        text, href = _("A worry"), worries.where_draft_goes_on(draft)
    elif draft.form.startswith(support_maps.DRAFT):
        about = support_maps.drawn_around(draft)
        name = (about and around.get(about)) or name
        text, href = _("Support map around %(name)s"), support_maps.where_draft_goes_on(draft)
    else:
        text, href = _("Conversation with %(name)s"), reverse("casework:conversation-new", args=[draft.family_id])
    return Begun(text % {"name": name}, href, draft.updated_at)
