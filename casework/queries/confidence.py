"""What is only a child's: what they told or wrote, who reads it by their choice, and whom they could choose (§8.5, line 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Conversation
from casework.queries.unread import not_opened, one_of
from families.models import (
    ChosenReader,
    FamilyMembership,
    HelperAccess,
    Involvement,
    Person,
    ShareState,
    SupportNetwork,
)
from families.paging import Page, page_of
from families.queries.ahead import Waiting
from families.queries.granting import is_under_age, oneself

CHILD_ONLY = ShareState.State.CHILD_ONLY
SHOWN = 20
WRITING = "only-mine"
"""By what it is kept while they write."""
_TOLD = Q(state=CHILD_ONLY) & (Q(record__conversation__isnull=False) | Q(record__support_network__isnull=False))


def child_of(user: User) -> Person | None:
    """The child that a family member's sign-in is; none for an adult, and for whoever works here."""
    person = oneself(user)
    return person if is_under_age(person) else None


def only_mine(user: User, cursor: str = "") -> Page[ShareState]:
    """What is only this child's, the newest first, each with what was `told` and with who reads it."""
    rows = _with_readers(ShareState.objects.visible_to(user)).filter(_TOLD, person__account__user=user)
    page = page_of(rows, ("-created_at", "-pk"), cursor=cursor, size=SHOWN)
    for share in page.rows:
        share.told = _told(share)  # type: ignore[attr-defined]
    return page


def _told(share: ShareState) -> Conversation | SupportNetwork:
    """The conversation, or the support map, that is only the child's."""
    told: Conversation | SupportNetwork = getattr(share.record, "conversation", None) or share.record.support_network
    return told


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads something that is only a child's, and whom the child could choose besides."""

    share: ShareState
    told: Conversation | SupportNetwork
    chosen: Sequence[ChosenReader]

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {self.share.person_id} | {one.person_id for one in self.chosen if one.person_id}

    def workers_left(self) -> QuerySet[User]:
        """Who works with the child and doesn’t read it yet."""
        return workers_to_choose(self.share.person).exclude(pk__in=[one.user_id for one in self.chosen if one.user_id])

    def advocates_left(self) -> QuerySet[User]:
        """The advocates who help the child and don't read it yet."""
        return advocates_to_choose(self.share.person).exclude(
            pk__in=[one.user_id for one in self.chosen if one.user_id]
        )

    def people_left(self, user: User) -> QuerySet[Person]:
        """The same of their family."""
        read = [one.person_id for one in self.chosen if one.person_id]
        return people_to_choose(self.share.person, user).exclude(pk__in=read)


def readers(pk: UUID, user: User) -> Readers:
    """404 for whoever may not read it themselves."""
    share = get_object_or_404(_with_readers(ShareState.objects.visible_to(user)).filter(_TOLD), pk=pk)
    return Readers(share, _told(share), share.read_by)  # type: ignore[attr-defined]


def shares(user: User) -> QuerySet[ShareState]:
    """What is only a child's, of what the user may read."""
    return ShareState.objects.visible_to(user).filter(state=CHILD_ONLY)


def _with_readers(shares: QuerySet[ShareState]) -> QuerySet[ShareState]:
    helps = HelperAccess.objects.held().filter(owner=OuterRef("share_state__person"), helper=OuterRef("user"))
    reads = ChosenReader.objects.filter(~Q(user__kind=User.Kind.FAMILY) | Exists(helps), removed_on__isnull=True)
    chosen = reads.select_related("person", "user").order_by("pk")
    return shares.select_related(
        "record__conversation", "record__support_network", "record__author", "person"
    ).prefetch_related(Prefetch("chosen", chosen, to_attr="read_by"))


def workers_to_choose(child: Person) -> QuerySet[User]:
    """Those who work with a child's family today, and sign in here."""
    alongside = Involvement.objects.current().filter(family__in=_families(child).values("family"))
    theirs = User.objects.filter(practitioner__involvements__in=alongside, kind=User.Kind.STAFF, is_active=True)
    return theirs.distinct().order_by("name", "pk")


def advocates_to_choose(child: Person) -> QuerySet[User]:
    """The advocates whom a child lets help them today (domain.md §8.5, table)."""
    helping = HelperAccess.objects.held().filter(owner=child)
    theirs = User.objects.filter(pk__in=helping.values("helper"), advocate__isnull=False, is_active=True)
    return theirs.order_by("name", "pk")


def people_to_choose(child: Person, user: User) -> QuerySet[Person]:
    """The people of their family today who sign in here, and whom whoever chooses may see."""
    fellows = FamilyMembership.objects.current().filter(family__in=_families(child).values("family"))
    seen = Person.objects.visible_to(user).filter(pk__in=fellows.values("person"), account__user__is_active=True)
    return seen.exclude(pk=child.pk).order_by("sort_key", "pk")


def _families(child: Person) -> QuerySet[FamilyMembership]:
    return FamilyMembership.objects.current().filter(person=child)


def waiting_for(user: User) -> list[Waiting]:
    """What a child wrote to this worker, or added, and they have not opened since: without a name, for Today may be open on a desk."""
    if user.kind != User.Kind.STAFF:
        return []
    wrote = not_opened(user, people=one_of("speaker")).filter(author__kind=User.Kind.FAMILY)
    unread = wrote.filter(record=OuterRef("share_state__record")).order_by("created_at")
    found = (
        ChosenReader.objects.who_are(user)
        .filter(share_state__state=CHILD_ONLY, share_state__record__conversation__isnull=False)
        .annotate(wrote_at=Subquery(unread.values("created_at")[:1]))
        .filter(wrote_at__isnull=False)
        .select_related("share_state__record__conversation")
        .order_by("created_at", "pk")[:SHOWN]
    )
    return [
        Waiting(
            _("A child wrote to you"),
            reverse("casework:conversation", args=[one.share_state.record.conversation.pk]),
            since=timezone.localtime(max(one.created_at, one.wrote_at)).date(),  # type: ignore[attr-defined]
        )
        for one in found
    ]
