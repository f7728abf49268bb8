"""The tables of what other systems are and did."""

from .clients import ApiClient
from .keys import SentOnce
from .webhooks import WebhookMessage, WebhookPlace, WebhookSubscription

__all__ = ["ApiClient", "SentOnce", "WebhookMessage", "WebhookPlace", "WebhookSubscription"]
