"""What one wrote oneself and others have read by now, to be put right (domain.md §8.3)."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from casework.models import CorrectionRequest
from families.models import Draft, Entry

DRAFT = "anew:"


def entry_of_ones_own(pk: UUID, user: User) -> Entry:
    """An entry of a conversation that the user may read; 404 for any other."""
    seen = Entry.objects.visible_to(user).filter(record__conversation__isnull=False)
    return get_object_or_404(seen.select_related("record__family", "record__conversation", "author"), pk=pk)


def was_put_right(entry: Entry) -> bool:
    """Whether other words stand in its place."""
    return Entry.objects.filter(supersedes=entry).exists()


def is_unread(entry: Entry, user: User) -> bool:
    """Whether it may still be written anew where it stands."""
    return Entry.objects.still_unread(user).filter(pk=entry.pk).exists()


def waits_for_an_answer(entry: Entry, user: User) -> bool:
    """Whether the user reads that someone of the family has said that it was not so, and nobody has answered. What they may not read
    holds nothing up: it waits for who may, and is answered of what says it by then.
    """
    return CorrectionRequest.objects.visible_to(user).open().filter(entry=entry).exists()


def draft_of(entry: Entry) -> str:
    """What a draft of it is kept by."""
    return f"{DRAFT}{entry.pk}"


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which it goes on."""
    return reverse("casework:entry-put-right", args=[draft.form.removeprefix(DRAFT)])
