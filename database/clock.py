"""The product's clock. Tests patch it here; process time is left alone, or the signed asker would go stale."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The date in the zone that pages are shown in."""
    return timezone.localdate(now())
