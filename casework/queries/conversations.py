"""What the pages of conversations read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from casework.models import Conversation, ConversationPresence
from casework.queries.around import people_around
from casework.queries.corrections import beside_entries, beside_the_line, named_beside
from casework.queries.scaling import Scale, asked_in, named_in
from casework.queries.sign_offs import Seen, named_in_seen, said_of, seen_by, words_read
from families.models import (
    Draft,
    Entry,
    EntryPerson,
    Family,
    Person,
    Record,
    ShareState,
    reads_samples,
    with_attachment,
)
from families.paging import Page, page_of
from families.queries.readers import Reader, readers_of
from families.queries.sampling import sample_of


def people_to_talk_with(family: Family, user: User) -> QuerySet[Person]:
    """Who may have been there, as chips to pick from."""
    return people_around(family, user).order_by("sort_key", "pk")


def drafts(user: User) -> QuerySet[Draft]:
    """All that the user has begun and not saved, newest first."""
    return (
        Draft.objects.visible_to(user)
        .unfinished()
        .filter(Q(family__isnull=True) | Q(family__in=Family.objects.visible_to(user)))
        .select_related("family")
        .order_by("-updated_at", "-pk")
    )


def told(conversations: QuerySet[Conversation], user: User) -> QuerySet[Conversation]:
    """Conversations with who was there and who wrote, and what the family says of its line, as a list or a page shows them."""
    presences = ConversationPresence.objects.visible_to(user).select_related("person", "practitioner").order_by("pk")
    return conversations.select_related("record__author", "record__family").prefetch_related(
        Prefetch("presences", queryset=presences), beside_the_line(user)
    )


def in_confidence() -> QuerySet[ShareState, Any]:
    """The records that a child keeps for those whom they chose."""
    return ShareState.objects.filter(state=ShareState.State.CHILD_ONLY).values("record")


def conversations_with(family: Family, user: User) -> QuerySet[Conversation]:
    """A family's conversations as its own pages show them, which are read with the family beside one.

    Not even the headline of what a child told in confidence stands there: whom they chose finds it on the child's page.
    """
    ours = Conversation.objects.visible_to(user).filter(record__family=family).exclude(record__in=in_confidence())
    return told(ours, user)


def conversation_list(family: Family, user: User, *, after: str = "") -> Page[Conversation]:
    """One page of a family's conversations, newest first."""
    rows = conversations_with(family, user)
    return page_of(rows, ("-record__happened_on", "-record_id"), cursor=after, size=20)


def present_at(conversations: Iterable[Conversation]) -> set[UUID]:
    """The people who were there, and who said how it was, of conversations that `told` read."""
    shown = list(conversations)
    presences = (presence for one in shown for presence in one.presences.all())
    said = named_beside(one.record for one in shown)
    return {presence.person_id for presence in presences if presence.person_id} | said


@dataclass(frozen=True, slots=True)
class ConversationPage:
    conversation: Conversation
    family: Family | None
    people: Sequence[Person]
    entries: Sequence[Entry]
    """In their order, and what was added in answer to one of them right behind it (`is_answer`)."""
    seen: Sequence[Seen]
    """How those whom it is about see it, as far as they said so."""
    scales: Sequence[Scale]
    share_states: Sequence[ShareState]
    readers: Sequence[Reader]
    reader: UUID
    is_ours: bool
    """Whether someone of a family reads it."""
    is_sample: bool
    """Whether a quality lead reads it as part of a sample: who told us something, and who may read it, are nothing for them."""

    @property
    def masks_sources(self) -> bool:
        """Whether who told us something is left out: that is for those who work with the family (domain.md §8.5, *Redaction*)."""
        return self.is_ours or self.is_sample

    @property
    def is_kept_back(self) -> bool:
        """Whether it is not shared yet with someone it is about."""
        return any(state.state == ShareState.State.WITHHELD for state in self.share_states)

    @property
    def wrote_something(self) -> bool:
        """Whether anything in it is by who reads it."""
        return self.reader in {self.conversation.record.author_id, *(entry.author_id for entry in self.entries)}

    @property
    def own(self) -> Seen | None:
        """How its reader said that they see it."""
        return next((one for one in self.seen if one.last.created_by_id == self.reader), None)

    @property
    def words_read(self) -> str:
        """What is read here, to be told from what is read later."""
        return words_read(self.conversation, self.entries)

    @property
    def choosing(self) -> ShareState | None:
        """Of what is only a child's, where this reader says who reads it: as the child, or as who wrote it down."""
        mine = [state for state in self.share_states if state.state == ShareState.State.CHILD_ONLY]
        is_author = self.conversation.record.author_id == self.reader
        return next((state for state in mine if is_author or _user_of(state.person) == self.reader), None)

    @property
    def is_in_confidence(self) -> bool:
        """Whether a child keeps it for those whom they chose."""
        return any(state.state == ShareState.State.CHILD_ONLY for state in self.share_states)

    @property
    def named(self) -> set[UUID]:
        """Everyone whom the page names: who was there, who said something, and whom it is shared with."""
        spoke = {entry.speaker_id for entry in self.entries if entry.speaker_id}
        meant = {whose.person_id for entry in self.entries for whose in entry.people.all()}
        shared = {one.person.pk for one in self.readers if one.person}
        beside = named_beside([self.conversation.record, *self.entries])
        present = {person.pk for person in self.people}
        return present | spoke | meant | shared | beside | named_in(self.scales) | named_in_seen(self.seen)


def _user_of(person: Person) -> UUID | None:
    account = getattr(person, "account", None)
    return account.user_id if account else None


def conversation_page(pk: UUID, user: User) -> ConversationPage:
    """One conversation as this user may read it; 404 for one that they may not (domain.md §8.5)."""
    conversation = get_object_or_404(told(Conversation.objects.visible_to(user), user), pk=pk)
    whose = EntryPerson.objects.visible_to(user).select_related("person").order_by("pk")
    entries = (
        with_attachment(Entry.objects.visible_to(user))
        .filter(record=conversation.record)
        .select_related("speaker", "author", "observer", "created_by")
        .prefetch_related(Prefetch("people", queryset=whose), beside_entries(user))
        .order_by("position", "pk")
    )
    states = (
        ShareState.objects.visible_to(user)
        .filter(record=conversation.record)
        .select_related("person__account", "decided_by")
        .order_by("pk")
    )
    people = [presence.person for presence in conversation.presences.all() if presence.person]
    shown, read = list(states), with_answers(list(entries))
    said = said_of([conversation.record_id], user).get(conversation.record_id, [])
    family = conversation.record.family
    is_sample = family is not None and reads_samples(user) and sample_of(family, user) is not None
    tells_readers = user.kind == User.Kind.STAFF and not is_sample
    readers = readers_of(shown, Record.Kind.CONVERSATION, user) if tells_readers else []
    return ConversationPage(
        conversation=conversation,
        family=family,
        people=people,
        entries=read,
        seen=seen_by(said, conversation, read),
        scales=asked_in(conversation.record_id, user),
        share_states=shown,
        readers=readers,
        reader=user.pk,
        is_ours=user.kind == User.Kind.FAMILY,
        is_sample=is_sample,
    )


def seen_conversation(pk: UUID, user: User) -> Conversation:
    """The conversation with its record, if the user may read it."""
    seen = Conversation.objects.visible_to(user).select_related("record__family", "record__author")
    return get_object_or_404(seen, pk=pk)


def with_answers(entries: Sequence[Entry]) -> list[Entry]:
    """In the order in which they are read: what was put right in the place of what it supersedes (`put_right_by`), which follows it,
    and an answer behind what it answers. What answers something that this reader doesn't see stands where it was added, and says of
    nothing that it answers it.
    """
    seen = {entry.pk for entry in entries}
    instead: dict[UUID | None, Entry] = {entry.supersedes_id: entry for entry in entries if entry.supersedes_id in seen}
    answers: dict[UUID, list[Entry]] = {}
    for entry in entries:
        entry.is_answer = entry.responds_to_id in seen  # type: ignore[attr-defined]
        entry.put_right_by = instead.get(entry.pk)  # type: ignore[attr-defined]
        if entry.responds_to_id and entry.responds_to_id in seen and entry.supersedes_id not in seen:
            answers.setdefault(entry.responds_to_id, []).append(entry)

    ordered: list[Entry] = []
    ahead = [one for one in reversed(entries) if not one.is_answer and one.supersedes_id not in seen]  # type: ignore[attr-defined]
    while ahead:  # and no call within a call: whoever answers the last answer a thousand times would stop the page
        for version in reversed(_versions(ahead.pop(), instead)):
            ordered.append(version)
            ahead.extend(reversed(answers.get(version.pk, ())))
    return ordered


def _versions(entry: Entry, instead: Mapping[UUID | None, Entry]) -> list[Entry]:
    versions = [entry]
    while later := instead.get(versions[-1].pk):
        versions.append(later)
    return versions
