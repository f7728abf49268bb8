"""What stands in conversations and someone has not read yet."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Exists, Func, OuterRef, Q, QuerySet, UUIDField

from accounts.models import AccessEvent, User
from families.models import Entry, Involvement

OPENED = "casework:conversation"
"""The page on which all of it is read: on that of an answer stands only what is answered."""
KEPT_AT = Func(template="written_at", output_field=DateTimeField())
"""When the database wrote the look down: of the two columns of `AccessEvent` that are no fields, as it alone fills them."""


def is_for(user: User) -> Q:
    """Whether what a family wrote in a conversation waits for this worker: for the lead worker; where nobody leads, everyone alongside."""
    alongside = Involvement.objects.current().filter(family=OuterRef("record__family"))
    led = alongside.filter(role=Involvement.Role.LEAD_WORKER)
    mine = {"practitioner__user": user}
    return Q(Exists(led.filter(**mine))) | Q(~Exists(led), Exists(alongside.filter(**mine)))


def one_of(name: str) -> Func:
    """What stands at `name` of an entry, as the log of looks names it."""
    return Func(OuterRef(name), template="ARRAY[%(expressions)s]", output_field=ArrayField(UUIDField()))


def not_opened(user: User, **whose: Func) -> QuerySet[Entry]:
    """What stands in conversations and this user has not opened since it was written. `whose`: by what the log finds the look."""
    found = Entry.objects.visible_to(user)
    return found.filter(~opened_since(user, **whose), record__conversation__isnull=False)


def opened_since(user: User, what: str = OPENED, record: str = "record", /, **whose: Func) -> Exists:
    """Whether this user has opened the conversation since something of it (with a `record` and `created_at`) was written.

    `what`, `record`: the page on which something else is read, and by which record the log names that.

    By the database's clock, which wrote both down: that of the server which was asked may be behind. Its own time of the look finds the
    month in which to search.
    """
    looks = AccessEvent.objects.annotate(kept_at=KEPT_AT).filter(
        user=user,
        what=what,
        record=OuterRef(record),
        at__gte=OuterRef("created_at") - timedelta(days=1),
        kept_at__gte=OuterRef("created_at"),
    )
    return Exists(looks.filter(**{f"{name}__contains": one for name, one in whose.items()}))
