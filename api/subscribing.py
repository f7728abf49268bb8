"""Where a system is told of changes: begun, given another secret, sent again, ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts import outside
from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.outside import NotAsked
from api.models import ApiClient, WebhookMessage, WebhookPlace, WebhookSubscription
from api.queries.changes import KINDS, Kind, cursor_at
from api.scopes import Scope
from api.signing import new_secret, sealed
from database import clock, stream
from database.jobs import put_off_once
from database.stream import Place

SEND = "api.send_webhooks"
OVERLAP = timedelta(hours=24)
"""How long the former secret signs beside a new one."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription and the secret by which its messages are known. This is the one time that it is shown."""

    subscription: WebhookSubscription
    secret: str


class SubscriptionEnded(DomainError):
    code = "webhook_ended"


def kinds_of(client: ApiClient, chosen: Collection[str]) -> list[Kind]:
    """Those of the chosen kinds that the client's scopes let it read."""
    if Scope.CHANGES_READ not in client.scopes:
        return []
    return [kind for kind in KINDS if kind.name in chosen and not kind.scopes.isdisjoint(client.scopes)]


@action
def subscribe(
    *, client: ApiClient, url: str, kinds: Collection[str], since: Place | None = None, by: User
) -> Subscribed:
    """Begin to tell a system of changes at an address, from now or from a place in the feed.

    A first signed message goes there at once; nothing else does before it was answered.
    """
    _check(client, url, kinds)
    ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)  # so that they are counted one after the other
    subscription = WebhookSubscription(
        organisation=client.organisation, client=client, url=url, kinds=sorted(set(kinds)), created_by=by
    )
    secret = new_secret()
    subscription.sealed_secret = sealed(secret, subscription)
    subscription.full_clean()
    subscription.save()
    begins = since or stream.end()
    WebhookPlace.objects.create(
        organisation=client.organisation,
        subscription=subscription,
        server=begins.server,
        xid=begins.xid,
        seq=begins.seq,
    )
    WebhookMessage.objects.create(
        organisation=client.organisation,
        subscription=subscription,
        kind=WebhookMessage.Kind.TEST,
        record=subscription.pk,
        cursor=cursor_at(begins, client.user),
        xid=begins.xid,
        seq=begins.seq,
        made_at=clock.now(),
        next_at=clock.now(),
    )
    _go(subscription)
    return Subscribed(subscription, secret)


@action
def change_webhook_secret(*, subscription: WebhookSubscription, by: User) -> Subscribed:
    """Give it another secret. The former one signs beside it for a day, so that no message is refused meanwhile."""
    locked = _going_on(subscription)
    secret = new_secret()
    locked.former_secret, locked.former_until = locked.sealed_secret, clock.now() + OVERLAP
    locked.sealed_secret, locked.secret_set_at = sealed(secret, locked), clock.now()
    locked.save(update_fields=["former_secret", "former_until", "sealed_secret", "secret_set_at"])
    return Subscribed(locked, secret)


@action
def end_subscription(
    *, subscription: WebhookSubscription, why: WebhookSubscription.Why = WebhookSubscription.Why.ASKED, by: User
) -> None:
    """Tell nothing there any more: what waits is set aside."""
    locked = _going_on(subscription)
    locked.ended_at, locked.ended_why = clock.now(), why
    locked.save(update_fields=["ended_at", "ended_why"])
    _set_aside(locked)


@action
def send_since(*, subscription: WebhookSubscription, place: Place, by: User) -> None:
    """Go on from a place in the feed: what was told since goes again under its own ids, and what waits is set aside for that."""
    locked = _going_on(subscription)
    WebhookPlace.objects.select_for_update().filter(subscription=locked).update(
        server=place.server, xid=place.xid, seq=place.seq
    )
    _set_aside(locked, but_for=WebhookMessage.Kind.TEST)
    _go(locked)


@action
def try_again(*, subscription: WebhookSubscription, message: UUID | None = None, by: User) -> int:
    """Send what did not arrive again, all of it or one message, before all that waits. How many."""
    locked = _going_on(subscription)
    dead = WebhookMessage.objects.dead().filter(subscription=locked)
    if message:
        dead = dead.filter(pk=message)
    waiting = WebhookMessage.State.WAITING
    tried: int = dead.order_by().update(state=waiting, attempts=0, next_at=clock.now(), settled_at=None)
    _go(locked)
    return tried


def _check(client: ApiClient, url: str, kinds: Collection[str]) -> None:
    try:
        outside.allowed(url, settings.KITH_WEBHOOK_HOSTS)
    except NotAsked as error:
        raise ValidationError({"url": str(error)}) from error
    held = {kind.name for kind in kinds_of(client, kinds)}
    if refused := sorted(set(kinds) - held):
        raise ValidationError({"kinds": _("It may not be told of these: %(kinds)s.") % {"kinds": ", ".join(refused)}})


def _going_on(subscription: WebhookSubscription) -> WebhookSubscription:
    locked = WebhookSubscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if locked.ended_at:
        raise SubscriptionEnded(_("This has ended: begin another."))
    return locked


def _set_aside(subscription: WebhookSubscription, *, but_for: str = "") -> None:
    waiting = WebhookMessage.objects.waiting().filter(subscription=subscription).exclude(kind=but_for)
    waiting.order_by().update(state=WebhookMessage.State.SET_ASIDE, settled_at=clock.now())


def _go(subscription: WebhookSubscription) -> None:
    put_off_once(SEND, organisation=subscription.organisation_id, subscription=subscription.pk)


def forget_messages() -> int:
    """Forget, in every organisation, the messages that were settled more than thirty days ago. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.forget_webhook_messages()")
        return int(cursor.fetchone()[0])
