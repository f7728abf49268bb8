"""Which other systems have what was written down here: nobody types it there again (domain.md §9.7, *no double entry*).

Where a system is told of what is for itself and for those who administer the organisation to see. Who wrote a conversation learns of it
this much, from the database's own functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from api.models import WebhookMessage
from api.queries.changes import KINDS
from casework.models import Conversation
from database import clock

SOON = timedelta(minutes=5)
"""What waits for longer than this is told on the day's page of who wrote it."""
FORGOTTEN = timedelta(days=30)
"""How long it is known what arrived (`kith_sec.forget_webhook_messages`)."""
SHOWN = 5
State = WebhookMessage.State
CONVERSATION = next(kind for kind in KINDS if kind.name == WebhookMessage.Kind.CONVERSATION)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How far one conversation has come on its way to one other system."""

    system: str
    arrived_at: datetime | None
    """When the system last said that it was told; None where it never did."""
    is_on_its_way: bool
    """Something of it waits, or has not been looked at yet."""
    is_given_up: bool
    """What did not arrive goes again only when someone who administers Kith, or the system itself, asks for it."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """A conversation that another system did not take."""

    conversation: Conversation
    system: str


def told_elsewhere(conversation: Conversation) -> list[Elsewhere]:
    """Of each system that is told of a conversation, whether it was. Nothing of one that may not read it; and nothing of what was
    written before a system was told of any, or more than thirty days ago."""
    if conversation.created_at < clock.now() - FORGOTTEN:
        return []
    found: dict[str, Elsewhere] = {}
    for system, reads_as, began, state, arrived_at in _asked("told_elsewhere", conversation.pk):
        is_new = state or (conversation.created_at >= began and _may_read(reads_as, conversation))
        if is_new and state not in {State.WITHHELD, State.SET_ASIDE}:
            waits = state in {None, State.WAITING}
            found.setdefault(system, Elsewhere(system, arrived_at, waits, state == State.DEAD))
    return list(found.values())


def not_yet_elsewhere(user: User) -> list[NotYet]:
    """The latest of what someone wrote down and another system should have by now."""
    systems: dict[UUID, str] = dict(_asked("not_yet_elsewhere", clock.now() - SOON))
    written = Conversation.objects.visible_to(user).filter(pk__in=systems) if systems else Conversation.objects.none()
    return [NotYet(one, systems[one.pk]) for one in written.order_by("-happened_at", "-pk")[:SHOWN]]


def _may_read(reads_as: UUID, conversation: Conversation) -> bool:
    system = User.objects.get(pk=reads_as)
    return CONVERSATION.visible(system).filter(pk=conversation.pk).exists()


def _asked(function: str, said: Any) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM kith_sec.{function}(%s)", [said])  # noqa: S608  (our own names)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows
