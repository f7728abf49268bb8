"""What templates are given besides their view's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.queries import demo_users
from database import clock
from families.models import reads_samples
from families.queries import emergency, sampling
from families.queries.advocates import roles_in_the_demo


def demo_signins(request: HttpRequest) -> dict[str, Any]:
    """On the sign-in page of a demo: its people, each with the address that signs in as them."""
    if not settings.KITH_DEMO:
        return {}
    return {"demo_signins": SimpleLazyObject(_signins)}


def _signins() -> list[dict[str, str]]:
    people = list(demo_users())
    roles = roles_in_the_demo(people)
    return [
        {"name": one.name, "role": roles[one.pk], "url": reverse("accounts:demo-sign-in", args=[one.pk])}
        for one in people
    ]


def opened_now(request: HttpRequest) -> dict[str, Any]:
    """What stands open to them, and until when. Whoever has opened nothing of late costs no query."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.opened_until is None or user.opened_until <= clock.now():
        return {}
    return {"opened_now": SimpleLazyObject(lambda: emergency.open_now(user))}


def stories_read(request: HttpRequest) -> dict[str, Any]:
    """The families of which a quality lead reads the story alone: no link leads to their other pages. Nobody else costs a query."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not reads_samples(user):
        return {"stories_read": frozenset()}
    return {"stories_read": SimpleLazyObject(lambda: sampling.sampled_families(user))}
