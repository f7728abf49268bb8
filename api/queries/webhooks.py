"""Where systems are told of changes, as they read it themselves, as an administrator does, and as what sends needs it."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import User
from api.models import ApiClient, WebhookMessage, WebhookPlace, WebhookSubscription
from api.queries.documents import MOST_AT_ONCE, NULL, Documents, Told, reading
from database import clock, stream
from database.prepared import Statement
from database.stream import Place

SAID = ["id", "url", "kinds", "created_at", "secret_set_at", "verified_at", "ended_at", "ended_why"]
LETTER = ["id", "kind", "record", "cursor", "made_at", "settled_at", "attempts", "reason"]
SHOWN = 20
STATE = Case(
    When(ended_at__isnull=False, then=Value("ended")),
    When(verified_at__isnull=False, then=Value("active")),
    default=Value("unverified"),
)
TYPE = Case(
    When(kind=WebhookMessage.Kind.TEST.value, then=Value("webhook.test")),
    default=Concat("kind", Value("."), "what"),
)
State = WebhookMessage.State


@reading
def webhooks(user: User) -> Documents:
    """A system's own; its secret stands in the one answer that made it."""
    seen = WebhookSubscription.objects.visible_to(user).annotate(stands=STATE, dead=_how_many(State.DEAD))
    said = {name: name for name in SAID}
    return Documents(seen, Told(**said, state="stands", dead_letters="dead", secret=NULL))


@reading
def dead_letters(user: User) -> Documents:
    """What did not arrive, and why."""
    return Documents(WebhookMessage.objects.visible_to(user), Told(**{name: name for name in LETTER}, type=TYPE))


def oldest_first(user: User, *, subscription: UUID) -> Statement:
    """The ids of what did not arrive, in the order of the feed."""
    found = WebhookMessage.objects.visible_to(user).dead().filter(subscription=subscription)
    statement: Statement = found.values_list("pk")[:MOST_AT_ONCE].query.sql_with_params()
    return statement


def subscriptions_of(client: ApiClient) -> QuerySet[WebhookSubscription]:
    """For its page: those that go on before those that ended, each with how many messages wait, arrived or did not."""
    counted = {state.value: _how_many(state) for state in (State.WAITING, State.SENT, State.DEAD)}
    found = WebhookSubscription.objects.filter(client=client).annotate(**counted)
    return found.order_by(F("ended_at").desc(nulls_first=True), "-created_at", "pk")[:SHOWN]


def letters_of(client: ApiClient) -> QuerySet[WebhookMessage]:
    """For its page: what did not arrive, the last first; of which kind, and never of whom."""
    found = WebhookMessage.objects.filter(subscription__client=client, subscription__ended_at__isnull=True)
    return found.filter(state=State.DEAD).select_related("subscription").order_by("-settled_at", "pk")[:SHOWN]


def place_before(subscription: WebhookSubscription, day: date) -> Place:
    """Where what was told from a day on begins: behind the last message before it, or where all began."""
    morning = datetime.combine(day, time.min, timezone.get_current_timezone())
    in_order = WebhookMessage.objects.filter(subscription=subscription).order_by("xid", "seq", "position")
    before = in_order.filter(made_at__lt=morning).last() or in_order.first()
    place = WebhookPlace.objects.get(subscription=subscription)
    return Place(place.server, before.xid, before.seq) if before else Place(place.server, place.xid, place.seq)


def with_something_to_send() -> list[UUID]:
    """Those for which a message is due, or in whose feed something stands that was not looked at: in the asker's organisation."""
    waiting = WebhookMessage.objects.waiting().order_by().filter(subscription=OuterRef("pk"))
    going_on = WebhookSubscription.objects.going_on().filter(client__user__is_active=True)
    first = waiting.order_by("xid", "seq", "position").values("next_at")[:1]
    due = going_on.alias(next_at=Subquery(first)).filter(next_at__lte=clock.now())
    idle = going_on.filter(~Exists(waiting), verified_at__isnull=False).select_related("place")
    return [*due.values_list("pk", flat=True), *(one.pk for one in idle if _has_news(one.place))]


def _has_news(place: WebhookPlace) -> bool:
    return bool(stream.rows_after(Place(place.server, place.xid, place.seq), 1))


def _how_many(state: WebhookMessage.State) -> Count:
    return Count("messages", filter=Q(messages__state=state.value))
