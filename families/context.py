"""What every page of someone is given who has opened what is closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from database import clock
from families.queries import emergency


def opened_now(request: HttpRequest) -> dict[str, Any]:
    """What stands open to them, and until when. Whoever has opened nothing of late costs no query."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.opened_until is None or user.opened_until <= clock.now():
        return {}
    return {"opened_now": SimpleLazyObject(lambda: emergency.open_now(user))}
