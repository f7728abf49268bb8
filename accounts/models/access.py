from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from database import clock


class AccessEvent(models.Model):
    """That someone looked: one row for each page, search, list or API answer that showed a person or a family (INV-50, 51).

    Append-only, written in the transaction of the read, and without foreign keys to whom it is about: it outlives them.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("read")
        LIST = "list", _("saw in a list")
        SEARCH = "search", _("found in a search")
        PRINT = "print", _("printed")
        API = "api", _("received by another system")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=clock.now)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    role_words = models.TextField(help_text="What the family reads instead of a name.")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.TextField(help_text="The page or endpoint, by its name.")
    families = ArrayField(models.UUIDField(), default=list)
    people = ArrayField(models.UUIDField(), default=list)
    record = models.UUIDField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["people"], name="access_to_people"),
            GinIndex(fields=["families"], name="access_to_families"),
            models.Index(fields=["organisation", "-at"], name="access_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"
