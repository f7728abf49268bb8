"""Sending what waits for a subscriber, one message after the other: claimed, sent, and only then written down (domain.md §12.15).

No transaction is open while the other side is waited for. Whoever is killed meanwhile has written nothing down: once their claim has run
out, the same message goes again, with the same id and the same words. A claim lasts much longer than sending may take, so that no two
send for one subscription at once.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import outside
from accounts.actions.access import looked_at
from accounts.actions.system import asking_for
from accounts.history import action
from accounts.models import AccessEvent, Organisation, User
from accounts.outside import Asking, NotAsked
from accounts.secrets import Unreadable
from api.models import WebhookMessage, WebhookPlace, WebhookSubscription
from api.queries.changes import Changed, Found, Kind, cursor_at, found_after
from api.signing import body_of, headers, unsealed
from api.subscribing import end_subscription, kinds_of
from database import clock, stream
from database.asker import acting_as
from database.stream import Place

AGAIN = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""How long after each attempt that failed the next one comes; after the last there is none."""
SECONDS = 5
MOST_BYTES = 64_000
CLAIM = timedelta(minutes=1)
SECONDS_AT_ONCE = 40
"""How long one job goes on sending; the next one comes within a minute."""
LONGEST_REASON = 300
Why = WebhookSubscription.Why
State = WebhookMessage.State


@dataclass(frozen=True, slots=True)
class Held:
    """One message that nobody else sends, until its claim has run out."""

    claim: UUID
    message: WebhookMessage
    subscription: WebhookSubscription
    secrets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of sending: nothing to say when it arrived."""

    refusal: str = ""
    is_gone: bool = False


def send_waiting(organisation: Organisation, subscription: UUID) -> None:
    """Send what waits, until nothing is due, something did not arrive, or it has gone on for long enough."""
    until = time.monotonic() + SECONDS_AT_ONCE
    with asking_for(organisation):
        going_on = WebhookSubscription.objects.going_on().select_related("client__user__organisation")
        found = going_on.filter(pk=subscription).first()
    goes_on = found is not None
    while found and goes_on and time.monotonic() < until:
        goes_on = _one_step(organisation, found.pk, found.client.user)


def _one_step(organisation: Organisation, subscription: UUID, user: User) -> bool:
    """Send one message or, where none waits, make some of what has changed; whether to go on."""
    ready = _take(subscription, user)
    if isinstance(ready, Held):
        came = send(ready)
        with asking_for(organisation) as system:
            note_what_came(held=ready, came=came, by=system)
        return not came.refusal
    if isinstance(ready, WebhookSubscription.Why):
        with asking_for(organisation) as system:
            ended = WebhookSubscription.objects.get(pk=subscription)
            end_subscription(subscription=ended, why=ready, by=system)
        return False
    return ready


def send(held: Held) -> Came:
    """Outside any transaction: send one message, and say what came of it."""
    if not held.secrets:
        return Came(_("Its secret can’t be read any more: give it another one."))
    body = body_of(held.message)
    said = headers(held.message, body, held.secrets, int(time.time()))
    near = settings.KITH_WEBHOOK_HOSTS
    try:
        at = outside.allowed(held.subscription.url, near)
        answer = outside.ask(at, Asking(SECONDS, MOST_BYTES, method="POST", body=body, headers=said, near=near))
    except NotAsked as refused:
        return Came(str(refused))
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return Came()
    refusal = _("%(host)s answered with %(status)d.") % {"host": at.hostname, "status": answer.status}
    return Came(refusal, is_gone=answer.status == HTTPStatus.GONE)


@action
def note_what_came(*, held: Held, came: Came, by: User) -> None:
    """Write down that a message arrived, or when it goes again, or that it does not arrive; and let the next one go."""
    place = WebhookPlace.objects.select_for_update().get(subscription=held.subscription)
    if place.claim != held.claim:
        return  # it took so long that another one sent it again
    place.claim = place.claimed_until = None
    place.save(update_fields=["claim", "claimed_until"])
    message = WebhookMessage.objects.select_for_update().get(pk=held.message.pk)
    if message.state == State.WAITING:  # and was not set aside meanwhile
        _settle(message, came)
    if came.is_gone and not WebhookSubscription.objects.get(pk=held.subscription.pk).ended_at:
        end_subscription(subscription=held.subscription, why=Why.GONE, by=by)


def _settle(message: WebhookMessage, came: Came) -> None:
    message.attempts, message.reason = message.attempts + 1, came.refusal[:LONGEST_REASON]
    if not came.refusal:
        message.state, message.settled_at = State.SENT, clock.now()
    elif message.attempts > len(AGAIN):
        message.state, message.settled_at = State.DEAD, clock.now()
    else:
        message.next_at = clock.now() + AGAIN[message.attempts - 1]
    message.save(update_fields=["attempts", "reason", "state", "settled_at", "next_at"])
    if message.kind == WebhookMessage.Kind.TEST and message.state == State.SENT:
        untried = WebhookSubscription.objects.filter(pk=message.subscription_id, verified_at__isnull=True)
        untried.update(verified_at=clock.now())


def _take(subscription: UUID, user: User) -> Held | WebhookSubscription.Why | bool:
    """The next message that is due, claimed; or why it has ended; or whether to look again at once.

    As the system itself, which is told what it may read. While its own sign-in waits for a second yes, what changed waits too.
    """
    with acting_as(user.asker), transaction.atomic():
        place = WebhookPlace.objects.select_for_update(skip_locked=True).filter(subscription=subscription).first()
        if place is None or (place.claimed_until and place.claimed_until > clock.now()):
            return False
        found = WebhookSubscription.objects.select_related("client__user").get(pk=subscription)
        kinds = kinds_of(found.client, found.kinds)
        if found.ended_at or not (found.client.user.is_active or found.client.stopped_at):
            return False
        return _may_not(found, kinds, place) or _next(found, place, kinds, user)


def _next(subscription: WebhookSubscription, place: WebhookPlace, kinds: Sequence[Kind], user: User) -> Held | bool:
    """The first that waits, if it is due and may still be told; or whether to look again at once."""
    message = WebhookMessage.objects.waiting().filter(subscription=subscription).first()
    if message is None:
        return subscription.verified_at is not None and _make(subscription, place, kinds, user)
    if message.next_at > clock.now():
        return False
    if not _may_be_told(message, kinds, user):
        message.state, message.settled_at = State.WITHHELD, clock.now()
        message.save(update_fields=["state", "settled_at"])
        return True
    _note(message, user)
    place.claim, place.claimed_until = uuid4(), clock.now() + CLAIM
    place.save(update_fields=["claim", "claimed_until"])
    return Held(place.claim, message, subscription, _secrets(subscription))


def _may_not(subscription: WebhookSubscription, kinds: Sequence[Kind], place: WebhookPlace) -> Why | None:
    if subscription.client.stopped_at:
        return Why.STOPPED
    if not kinds:
        return Why.SCOPE
    return None if place.server == stream.server() else Why.RESTORED


def _make(subscription: WebhookSubscription, place: WebhookPlace, kinds: Sequence[Kind], user: User) -> bool:
    """Make messages of the next piece of the feed, and put the place behind it: whether there was one."""
    since = Place(place.server, place.xid, place.seq)
    found = found_after(since, user, kinds)
    if found.beyond == since:
        return False
    WebhookMessage.objects.bulk_create(
        _messages(subscription, found, user),
        update_conflicts=True,  # what goes again is the message that it was
        unique_fields=["id"],
        update_fields=["state", "attempts", "next_at", "settled_at", "reason"],
    )
    place.xid, place.seq = found.beyond.xid, found.beyond.seq
    place.save(update_fields=["xid", "seq"])
    return True


def _messages(subscription: WebhookSubscription, found: Found, user: User) -> list[WebhookMessage]:
    return [
        WebhookMessage(
            pk=uuid5(subscription.pk, f"{on.server} {on.xid} {on.seq} {one.kind} {one.id} {_what(one)}"),
            organisation=user.organisation,
            subscription=subscription,
            kind=one.kind,
            what=_what(one),
            record=one.id,
            cursor=cursor_at(on, user),
            xid=on.xid,
            seq=on.seq,
            position=position,
            made_at=clock.now(),
            next_at=clock.now(),
        )
        for position, (one, on) in enumerate(found.told)
    ]


def _what(one: Changed) -> WebhookMessage.What:
    what = WebhookMessage.What
    return what.GONE if one.is_gone else what.MERGED if one.merged_into else what.CHANGED


def _may_be_told(message: WebhookMessage, kinds: Sequence[Kind], user: User) -> bool:
    """Whether the document is still one that its subscriber may know of: it may have been closed since."""
    if message.kind == WebhookMessage.Kind.TEST:
        return True
    kind = next((kind for kind in kinds if kind.name == message.kind), None)
    if kind is None or message.what != WebhookMessage.What.CHANGED:
        return kind is not None
    return kind.visible(user).filter(pk=message.record).exists()


def _note(message: WebhookMessage, user: User) -> None:
    """No message about someone without a row in the log of who has looked."""
    if message.what == WebhookMessage.What.GONE or message.kind not in {"person", "family"}:
        return
    families, people = ([message.record] if message.kind == kind else [] for kind in ("family", "person"))
    looked_at(kind=AccessEvent.Kind.API, what="api:webhook-message", families=families, people=people, by=user)


def _secrets(subscription: WebhookSubscription) -> list[str]:
    """The secret that signs; and the one before, while it counts. None where they were sealed with another key of ours."""
    kept = [subscription.sealed_secret]
    if subscription.former_until and subscription.former_until > clock.now():
        kept.append(subscription.former_secret)
    try:
        return [unsealed(one, subscription) for one in kept]
    except Unreadable:
        return []
