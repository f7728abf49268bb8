"""The tables of what other systems are and did."""

from .calls import RefusedCall
from .clients import ApiClient
from .keys import SentOnce
from .webhooks import WebhookMessage, WebhookPlace, WebhookSubscription

__all__ = ["ApiClient", "RefusedCall", "SentOnce", "WebhookMessage", "WebhookPlace", "WebhookSubscription"]
