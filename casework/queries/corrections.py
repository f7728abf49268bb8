"""“That’s not how it was”: what stands beside a record, whom it waits for, and who answers (domain.md §8.3).

Whatever shows a conversation's line or an entry asks here for what the family says of it (`beside_the_line`, `beside_entries`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Conversation, CorrectionRequest
from database import clock
from families.models import Draft, Entry, Involvement, Person, ShareState
from families.queries.ahead import Waiting

SAYING, ANSWER = "not-how-it-was:", "answer:"
"""What the drafts of what someone of a family says, and of its answer, are kept by."""
SHOWN = 20
LEAD = Involvement.Role.LEAD_WORKER


def _said(user: User) -> QuerySet[CorrectionRequest]:
    """Of what the user reads already; by name (`is_named`) where they see who says it."""
    seen = Person.objects.named_to(user).filter(pk=OuterRef("person"))
    said = CorrectionRequest.objects.not_kept_from(user).annotate(is_named=Exists(seen))
    return said.select_related("person", "answered_by").order_by("pk")


def beside_the_line(user: User) -> Prefetch[Any, Any, Any]:
    """For conversations: what is said of the line in which each is told, as `conversation.record.statements`."""
    return Prefetch("record__corrections", queryset=_said(user).filter(entry__isnull=True), to_attr="statements")


def beside_entries(user: User) -> Prefetch[Any, Any, Any]:
    """For entries: what is said of each, as `entry.statements`."""
    return Prefetch("corrections", queryset=_said(user), to_attr="statements")


def named_beside(shown: Iterable[object]) -> set[UUID]:
    """Whose statements stand beside these records or entries."""
    return {one.person_id for about in shown for one in getattr(about, "statements", ()) if one.is_named}


def conversation_of(entry: Entry, user: User) -> Conversation:
    """The conversation that an entry stands in; 404 for an entry of anything else."""
    seen = Conversation.objects.visible_to(user).select_related("record__family", "record__author")
    return get_object_or_404(seen, record=entry.record_id)


def says_now(entry: Entry) -> Entry:
    """The entry that stands in the place of this one; itself where nobody put it right."""
    while later := Entry.objects.filter(supersedes=entry).first():
        entry = later
    return entry


def seen_correction(pk: UUID, user: User) -> CorrectionRequest:
    """What someone of the family said and what it is about; 404 for whoever may not read that."""
    seen = CorrectionRequest.objects.visible_to(user)
    about = ("record__family", "record__author", "record__conversation", "entry__author", "entry__speaker", "person")
    return get_object_or_404(seen.select_related(*about).filter(record__conversation__isnull=False), pk=pk)


def draft_of_saying(conversation: Conversation, entry: Entry | None) -> str:
    """What a draft of it is kept by: each line, and each entry, has its own."""
    return f"{SAYING}{entry.pk if entry else conversation.pk}"


def draft_of_answer(correction: CorrectionRequest) -> str:
    """What a draft of its answer is kept by."""
    return f"{ANSWER}{correction.pk}"


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which an answer goes on."""
    return reverse("casework:correction-answer", args=[draft.form.removeprefix(ANSWER)])


def goes_to(conversation: Conversation, user: User) -> str:
    """Who gets it first, by name, as far as the family knows of them: the lead worker, or the one worker a child told it to."""
    record = conversation.record
    if record.pk in set(_in_confidence().filter(record=record).values_list("record", flat=True)):
        return record.author.name if record.author else ""
    lead = Involvement.objects.visible_to(user).current().filter(family=record.family, role=LEAD)
    first = lead.select_related("practitioner").order_by("pk").first()
    return first.practitioner.name if first else ""


def waiting_for(user: User) -> list[Waiting]:
    """What a family says was not so, and nobody has answered: for the lead worker; for their manager too where the lead worker wrote
    it, and for everyone alongside where nobody leads. Without a name, for Today may be open on a desk.
    """
    if user.kind != User.Kind.STAFF:
        return []
    led = Involvement.objects.current().filter(family=OuterRef("record__family"), role=LEAD)
    alongside = Involvement.objects.held_or_managed_by(user).current().filter(family=OuterRef("record__family"))
    is_mine = Exists(led.filter(practitioner__user=user))
    is_of_my_team = Exists(led.filter(practitioner__team__manager=user, practitioner__user=OuterRef("record__author")))
    told_me = Q(record__author=user, record__in=_in_confidence().values("record"))
    found = CorrectionRequest.objects.visible_to(user).open().filter(record__conversation__isnull=False)
    for_me = found.filter(is_mine | is_of_my_team | told_me | (~Exists(led) & Exists(alongside)))
    for_me = for_me.annotate(is_only_a_childs=Exists(_in_confidence().filter(record=OuterRef("record"))))
    return [_item(one) for one in for_me.select_related("record").order_by("due_on", "pk")[:SHOWN]]


def _in_confidence() -> QuerySet[ShareState]:
    return ShareState.objects.filter(state=ShareState.State.CHILD_ONLY)


def _item(one: CorrectionRequest) -> Waiting:
    href = reverse("casework:correction-answer", args=[one.pk])
    overdue = one.due_on < clock.today()
    # What a child told in confidence is on no page of the family's (domain.md §8.5, line 4): nobody is named.
    told, family = one.is_only_a_childs, one.record.family_id  # type: ignore[attr-defined]
    return Waiting(
        _("Someone says: that’s not how it was"),
        href,
        by=one.due_on,
        since=timezone.localdate(one.created_at),
        is_overdue=overdue,
        families=frozenset({family} if family and not told else ()),
    )
