"""How those whom a record is about see it: what stands beside its words, inseparable from them (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import User
from casework.models import Conversation, CorrectionRequest, SignOff
from families.models import Entry, Person

DRAFT = "how-i-see-it:"


@dataclass(frozen=True, slots=True)
class Seen:
    """How one of them sees it, as they said it last, and what they said before."""

    last: SignOff
    before: Sequence[SignOff]
    is_of_earlier_words: bool
    """Whether something that stood before them was put right since: it does not count as said of the new words (INV-32)."""
    is_before_addition: bool

    @property
    def words(self) -> str:
        """What they chose, and what they said with it."""
        return "\n\n".join(part for part in (str(self.last.get_stance_display()), self.last.comment) if part)

    @property
    def is_named(self) -> bool:
        """Whether the reader sees who it is."""
        return bool(self.last.is_named)  # type: ignore[attr-defined]


def said_of(records: Iterable[UUID], user: User) -> dict[UUID, list[SignOff]]:
    """What was said of records that the user reads, the first first; by name (`is_named`) where they see who says it."""
    seen = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
    found = SignOff.objects.not_kept_from(user).filter(record__in=records).annotate(is_named=Exists(seen))
    by_record: dict[UUID, list[SignOff]] = {}
    for one in found.select_related("person").order_by("record", "number"):
        by_record.setdefault(one.record_id, []).append(one)
    return by_record


def seen_by(said: Iterable[SignOff], conversation: Conversation, entries: Sequence[Entry]) -> list[Seen]:
    """How each of them sees a conversation, told by the line and the entries as this reader reads them (`told`, `with_answers`)."""
    of_each: dict[UUID, list[SignOff]] = {}
    for one in said:
        of_each.setdefault(one.person_id, []).append(one)
    line = line_put_right(conversation)
    return [_seen(each, line, entries) for each in of_each.values()]


def _seen(each: Sequence[SignOff], line: Iterable[UUID], entries: Sequence[Entry]) -> Seen:
    last = each[-1]
    words = set(last.said_of)
    earlier = any(entry.put_right_by and entry.pk in words for entry in entries)  # type: ignore[attr-defined]
    added = any(
        entry.created_at > last.created_at and entry.author_id != last.created_by_id and not entry.supersedes_id
        for entry in entries
    )
    return Seen(
        last=last,
        before=each[-2::-1],
        is_of_earlier_words=earlier or not set(line) <= set(last.line_put_right),
        is_before_addition=added,
    )


def named_in_seen(seen: Iterable[Seen]) -> set[UUID]:
    """Who is named as who sees it so."""
    return {one.last.person_id for one in seen if one.is_named}


def line_put_right(conversation: Conversation) -> list[UUID]:
    """By what the line was put right, as far as its reader reads that: of a conversation that `told` read."""
    statements: Iterable[CorrectionRequest] = conversation.record.statements  # type: ignore[attr-defined]
    return [one.pk for one in statements if one.state == CorrectionRequest.State.CORRECTED]


def standing(entries: Iterable[Entry]) -> list[UUID]:
    """The entries that nobody put right: those that someone speaks of who says how they see it."""
    return [entry.pk for entry in entries if not entry.put_right_by]  # type: ignore[attr-defined]


def words_read(conversation: Conversation, entries: Iterable[Entry]) -> str:
    """What a page says of the words that stood on it, to tell whether they have changed until its form is sent."""
    ids = sorted(map(str, [*standing(entries), *line_put_right(conversation)]))
    return sha256(f"{conversation.headline}{''.join(ids)}".encode()).hexdigest()[:16]


def draft_form(conversation: Conversation) -> str:
    """What a draft of it is kept by."""
    return f"{DRAFT}{conversation.pk}"
