"""What someone wrote in a conversation, and may still put right (domain.md §12.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from casework.models import Conversation
from families.models import Draft, Entry, Family
from families.queries.drafts import unfinished_draft

DRAFT = "mending:"
WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Mending:
    """A conversation, with what in it one wrote oneself: all of it, as what stands in a form stays there when it is too late."""

    conversation: Conversation
    entries: Sequence[Entry]
    wrote_line: bool
    until: datetime | None
    """When the first of it stays as it is, unless someone opens it before; None where that is so by now."""
    draft: Draft | None

    @property
    def family(self) -> Family | None:
        """Whose it is."""
        return self.conversation.record.family

    @property
    def form(self) -> str:
        """What its draft is kept by."""
        return f"{DRAFT}{self.conversation.pk}"

    @property
    def begun(self) -> dict[str, Any]:
        """What they began to write."""
        return dict(self.draft.body) if self.draft else {}

    @property
    def keeps_at(self) -> str:
        """Where its draft is kept."""
        return reverse("casework:conversation-mend-draft", args=[self.conversation.pk])

    @property
    def people(self) -> set[UUID]:
        """Whom the page names."""
        return {entry.speaker_id for entry in self.entries if entry.speaker_id}


def mending_of(pk: UUID, user: User) -> Mending:
    """What the user wrote of a conversation that they may read; 404 for any other."""
    conversation = get_object_or_404(
        Conversation.objects.visible_to(user).select_related("record__family", "record__author"), pk=pk
    )
    own = Entry.objects.visible_to(user).filter(record=conversation.record_id, author=user, taken_back_at__isnull=True)
    own = own.filter(supersedes__isnull=True)
    entries = list(own.select_related("speaker").order_by("position", "pk"))
    record = conversation.record
    return Mending(
        conversation,
        entries,
        wrote_line=record.author_id == user.pk,
        until=mendable_until(conversation, user),
        draft=unfinished_draft(record.family, f"{DRAFT}{conversation.pk}", user),
    )


def mendable_until(conversation: Conversation, user: User) -> datetime | None:
    """Until when the user may put something right that they wrote in it, unless someone opens it before; None if not at all."""
    line = Conversation.objects.still_unread(user).filter(pk=conversation.pk).values("created_at")
    entries = Entry.objects.still_unread(user).filter(record=conversation.record_id).values("created_at")
    first = line.union(entries).order_by("created_at").first()
    return first["created_at"] + WITHIN if first else None


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which it goes on."""
    return reverse("casework:conversation-mend", args=[draft.form.removeprefix(DRAFT)])
