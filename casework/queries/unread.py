"""What a family wrote, and someone who works here has not read yet."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, Func, OuterRef, QuerySet, UUIDField

from accounts.models import AccessEvent, User
from families.models import Entry

OPENED = "casework:conversation"
"""The page on which all of it is read: on that of an answer stands only what is answered."""


def not_opened(user: User) -> QuerySet[Entry]:
    """What someone of a family wrote in a conversation, and this user has not opened since."""
    speaker = Func(OuterRef("speaker"), template="ARRAY[%(expressions)s]", output_field=ArrayField(UUIDField()))
    opened = AccessEvent.objects.filter(
        user=user, what=OPENED, record=OuterRef("record"), people__contains=speaker, at__gte=OuterRef("created_at")
    )
    theirs = Entry.objects.visible_to(user).filter(author__kind=User.Kind.FAMILY, record__conversation__isnull=False)
    return theirs.filter(~Exists(opened))
