"""How those whom a record is about see it: what stands beside its words, inseparable from them (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Conversation, CorrectionRequest, SignOff
from casework.queries.unread import is_for, one_of, opened_since
from families.models import Entry, Person, Record, ShareState
from families.queries.ahead import Waiting
from families.queries.granting import oneself
from families.queries.readers import Reader, readers_of

DRAFT = "how-i-see-it:"
WAITING_SHOWN = 20


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


def said_of(records: Iterable[UUID] | QuerySet[Any, Any], user: User) -> dict[UUID, list[SignOff]]:
    """What was said of records that the user reads, the first first; by name (`is_named`) where they see who says it."""
    seen = Person.objects.named_to(user).filter(pk=OuterRef("person"))
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


def seen_of_version(said: Iterable[SignOff], version: int, *, changed: Iterable[UUID] = ()) -> list[Seen]:
    """How each of them sees a plan or a map that stands in this `version`; what was said of an earlier one is told as that (INV-32).

    `changed`: what stood in it, as far as this reader reads it, and was changed since.
    """
    of_each: dict[UUID, list[SignOff]] = {}
    for one in sorted(said, key=lambda one: (one.version, one.number)):
        of_each.setdefault(one.person_id, []).append(one)
    gone = set(changed)
    return [
        Seen(
            last=(last := each[-1]),
            before=each[-2::-1],
            is_of_earlier_words=last.version < version or not gone.isdisjoint(last.said_of),
            is_before_addition=False,
        )
        for each in of_each.values()
    ]


def named_in_seen(seen: Iterable[Seen]) -> set[UUID]:
    """Who is named as who sees it so."""
    return {one.last.person_id for one in seen if one.is_named}


def others_reading(record: Record, user: User) -> list[Reader]:
    """Who else reads a record, and so what its reader says of it: as far as the reader may know with whom it is shared."""
    me = oneself(user)
    states = ShareState.objects.visible_to(user).filter(record=record).select_related("person__account", "decided_by")
    return [one for one in readers_of(list(states.order_by("pk")), Record.Kind(record.kind), user) if one.person != me]


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


def version_read(version: int, words: Iterable[UUID] = ()) -> str:
    """The same of a plan or a map that stands in a version, with those of its `words` that can be changed within it."""
    return sha256(f"{version}{''.join(sorted(map(str, words)))}".encode()).hexdigest()[:16]


def draft_form(about: UUID) -> str:
    """What a draft of it is kept by."""
    return f"{DRAFT}{about}"


def waiting_for(user: User) -> list[Waiting]:
    """How someone of a family sees a conversation, a plan or a map, until a worker for whom it is (`is_for`) has opened that; who would
    rather not say has said nothing that has to be found. Without a name, for Today may be open on a desk; what a child keeps to itself
    stands on its page.
    """
    if user.kind != User.Kind.STAFF:
        return []
    in_confidence = ShareState.objects.filter(state=ShareState.State.CHILD_ONLY).values("record")
    said = SignOff.objects.visible_to(user).exclude(stance=SignOff.Stance.NOT_SAID, comment="")
    found = said.filter(*_not_opened(user), is_for(user)).exclude(record__in=in_confidence)
    about = ("record__conversation", "record__safety_map", "record__family_plan")
    waiting = found.select_related(*about).order_by("created_at", "pk")[:WAITING_SHOWN]
    first = {one.record_id: one for one in reversed(waiting)}
    return [
        Waiting(
            _("Someone of a family said how they see something"),
            _where(one.record),
            since=timezone.localtime(one.created_at).date(),
            families=frozenset({one.record.family_id} if one.record.family_id else ()),
        )
        for one in reversed(first.values())
    ]


def _not_opened(user: User) -> list[Q]:
    """A plan is read on the page of its meeting, which the log names by the meeting's own record."""
    whose = {"people": one_of("person")}
    of_plan = ("casework:conference", "record__family_plan__conference__record")
    opened = (
        opened_since(user, **whose),
        opened_since(user, "casework:safety-map", **whose),
        opened_since(user, *of_plan, **whose),
    )
    return [~Q(one) for one in opened]


def _where(record: Record) -> str:
    """The page on which those who work here read it."""
    if record.kind == Record.Kind.FAMILY_PLAN:
        return f"{reverse('casework:conference', args=[record.family_plan.conference_id])}#plan"
    about = record.safety_map if record.kind == Record.Kind.SAFETY_MAP else record.conversation
    return str(about.get_absolute_url())
