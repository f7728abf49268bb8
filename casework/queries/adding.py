"""What is being added to a conversation, or written by someone of a family; and what of it nobody has read yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Func, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from casework.models import Conversation
from casework.queries.around import people_around
from casework.queries.conversations import in_confidence
from casework.queries.unread import is_for, not_opened, one_of
from families.models import Draft, Entry, Family, Person, Record, ShareState
from families.queries.ahead import Waiting
from families.queries.drafts import unfinished_draft
from families.queries.granting import is_under_age, oneself
from families.queries.readers import who_helps

DRAFT = "adding:"
MESSAGE = "message"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Adding:
    """What is being written: to which conversation, in answer to what of it, by whom of the family; None for what does not apply."""

    conversation: Conversation | None
    to: Entry | None
    family: Family | None
    person: Person | None
    draft: Draft | None
    is_in_confidence: bool
    helped_by: list[str]
    gone: UUID | None = None
    """What they began to answer, where it is not there to be read any more."""

    @property
    def is_childs(self) -> bool:
        """Whether a child writes, whom someone may read for."""
        return is_under_age(self.person)

    @property
    def form(self) -> str:
        """What its draft is kept by."""
        return draft_form(self.conversation, self.answers)

    @property
    def answers(self) -> UUID | None:
        """What it is, or was begun, in answer to."""
        return self.to.pk if self.to else self.gone

    @property
    def back(self) -> str:
        """Where it leads to, saved or not."""
        return self.conversation.get_absolute_url() if self.conversation else reverse("casework:our-page")

    def address(self, page: str = "") -> str:
        """Of the page itself, or of its `draft` and `draft-discard`."""
        tail = f"-{page}" if page else ""
        if self.conversation is None:
            return reverse(f"casework:our-write{tail}")
        to = f"?{urlencode({'to': str(self.answers)})}" if self.answers else ""
        return reverse(f"casework:conversation-add{tail}", args=[self.conversation.pk]) + to

    @property
    def keeps_at(self) -> str:
        """Where its draft is kept."""
        return self.address("draft")

    @property
    def thrown_away_at(self) -> str:
        """Where its draft is thrown away."""
        return self.address("draft-discard")

    @property
    def people(self) -> set[UUID]:
        """Whom the page names."""
        return {self.to.speaker_id} if self.to and self.to.speaker_id else set()


def begins_as(adding: Adding) -> dict[str, Any]:
    """As the form begins: with what they began, else for the eyes of whose words a worker answers, who may have told only us."""
    if adding.draft:
        return dict(adding.draft.body)
    return {"person": adding.to.speaker_id} if adding.to and not adding.person else {}


def draft_form(conversation: Conversation | None, to: UUID | None) -> str:
    """What the draft of an addition is kept by: one for each thing that is answered."""
    if conversation is None:
        return MESSAGE
    return f"{DRAFT}{conversation.pk}" + (f":{to}" if to else "")


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which an addition goes on."""
    about, _colon, to = draft.form.removeprefix(DRAFT).partition(":")
    return reverse("casework:conversation-add", args=[about]) + (f"?{urlencode({'to': to})}" if to else "")


def adding_to(pk: UUID, to: str, user: User, *, is_sent: bool = False) -> Adding:
    """An addition to a conversation that the user may read, in answer to the entry `to` of it; 404 for any other.

    What they sent, or have begun, in answer to what is not there any more is theirs still: it was taken back meanwhile (`gone`).
    """
    seen = Conversation.objects.visible_to(user).select_related("record__family", "record__author")
    conversation = get_object_or_404(seen, pk=pk)
    family = conversation.record.family
    about = _id_of(to) if to else None
    told = Entry.objects.visible_to(user).filter(record=conversation.record_id).select_related("speaker", "author")
    answered = told.filter(pk=about).first() if about else None
    draft = unfinished_draft(family, draft_form(conversation, about), user)
    gone = None if answered else about
    if gone and not (is_sent or draft):
        raise Http404
    kept = ShareState.objects.filter(record=conversation.record_id, state=ShareState.State.CHILD_ONLY).exists()
    person = oneself(user)
    helped_by = who_helps([person], Record.Kind.CONVERSATION, user) if person else []
    return Adding(conversation, answered, family, person, draft, kept, helped_by, gone)


def _id_of(to: str) -> UUID:
    try:
        return UUID(to)
    except ValueError as error:
        raise Http404 from error


def message(user: User) -> Adding:
    """What someone of a family writes by themselves to those who work with it."""
    family = Family.objects.visible_to(user).order_by("sort_key", "pk").first()
    person = oneself(user)
    draft = unfinished_draft(family, MESSAGE, user)
    helped_by = who_helps([person], Record.Kind.CONVERSATION, user) if person else []
    return Adding(None, None, family, person, draft, is_in_confidence=False, helped_by=helped_by)


def may_be_meant(adding: Adding, user: User) -> QuerySet[Person]:
    """Whom something that a worker adds may be about, or by: as in a new conversation; nobody for who writes in their own name."""
    if adding.person or adding.family is None:
        return Person.objects.none()
    return people_around(adding.family, user).order_by("sort_key", "pk")


def waiting_for(user: User) -> list[Waiting]:
    """What a family wrote or added, and the lead worker has not opened since; where nobody leads, everyone alongside. Without a name,
    for Today may be open on a desk. What a child wrote in confidence waits for whom they chose (`confidence.waiting_for`).
    """
    if user.kind != User.Kind.STAFF:
        return []
    wrote = Q(added_on__isnull=False) | Q(record__author_person__isnull=False)
    found = _unopened(user, people=one_of("speaker")).filter(wrote, is_for(user), author__kind=User.Kind.FAMILY)
    return [
        Waiting(
            _("Someone of a family added something") if one.added_on else _("Someone of a family wrote to you"),
            one.record.conversation.get_absolute_url(),
            since=timezone.localtime(one.created_at).date(),
            families=frozenset({one.record.family_id} if one.record.family_id else ()),
        )
        for one in _first_of_each(found)
    ]


def waiting_for_family(user: User) -> list[Waiting]:
    """What those who work with a family added to something that its reader may read, until they have opened it."""
    found = _unopened(user, families=one_of("record__family")).filter(
        added_on__isnull=False, author__kind=User.Kind.STAFF
    )
    return [
        Waiting(
            (
                _("%(name)s put something right: %(headline)s")
                if one.supersedes_id
                else _("%(name)s added something: %(headline)s")
            )
            % {"name": one.created_by and one.created_by.name, "headline": one.record.conversation.headline},
            one.record.conversation.get_absolute_url(),
            since=one.added_on,
        )
        for one in _first_of_each(found)
    ]


def _unopened(user: User, **whose: Func) -> QuerySet[Entry]:
    """But what is only a child's."""
    told = not_opened(user, **whose).exclude(record__in=in_confidence())
    return told.select_related("record__conversation", "author", "created_by")


def _first_of_each(found: QuerySet[Entry]) -> list[Entry]:
    first = {entry.record_id: entry for entry in reversed(found.order_by("created_at", "pk")[:SHOWN])}
    return list(reversed(first.values()))
