"""Of which organisation a command is."""

from __future__ import annotations

from django.core.management.base import CommandError

from accounts.models import Organisation


def organisation(said: str) -> Organisation:
    """The one of this name or id; the only one, if nothing is said."""
    found = [one for one in Organisation.objects.order_by("name") if said in {"", one.name, str(one.pk)}]
    if len(found) != 1:
        known = ", ".join(one.name for one in Organisation.objects.order_by("name")) or "none yet"
        raise CommandError(f"Say which organisation with --organisation. There is: {known}.")
    return found[0]
