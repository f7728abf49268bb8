"""What goes to a subscriber, and how it is signed: Standard Webhooks, with a symmetric secret (docs/api.md)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable

from accounts.secrets import seal_in, unseal_in
from api.models import WebhookMessage, WebhookSubscription

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def sealed(secret: str, subscription: WebhookSubscription) -> str:
    """A secret as it is kept: it can be read in the place of its own subscription alone."""
    return seal_in(_place(subscription), secret)


def unsealed(kept: str, subscription: WebhookSubscription) -> str:
    return unseal_in(_place(subscription), kept)


def body_of(message: WebhookMessage) -> bytes:
    """The same bytes each time. Where and what it is, and never a word of it: what it says is read at its own address."""
    data = {"kind": message.kind, "id": str(message.record), "cursor": message.cursor}
    return json.dumps({"type": message.type, "data": data}, separators=(",", ":")).encode()


def headers(message: WebhookMessage, body: bytes, signed_with: Iterable[str], at: int) -> dict[str, str]:
    """What stands above a message that goes at this second; one signature for each secret that counts."""
    said = f"{message.pk}.{at}.".encode() + body
    return {
        "Content-Type": "application/json",
        "User-Agent": "Kith",
        "webhook-id": str(message.pk),
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{_mac(secret, said)}" for secret in signed_with),
    }


def _mac(secret: str, said: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return binascii.b2a_base64(hmac.digest(key, said, hashlib.sha256), newline=False).decode()


def _place(subscription: WebhookSubscription) -> str:
    return f"webhook {subscription.pk}"
