"""What templates are given besides their view's own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.queries import demo_users


def demo_signins(request: HttpRequest) -> dict[str, Any]:
    """On the sign-in page of a demo: its people, each with the address that signs in as them."""
    if not settings.KITH_DEMO:
        return {}
    return {"demo_signins": SimpleLazyObject(_signins)}


def _signins() -> list[dict[str, str]]:
    return [
        {"name": user.name, "role": user.role_words, "url": reverse("accounts:demo-sign-in", args=[user.pk])}
        for user in demo_users()
    ]
