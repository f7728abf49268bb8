from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from database import clock
from database.models import TransactionIdField


class AccessEventQuerySet(models.QuerySet["AccessEvent"]):
    def of_people(self, people: Collection[UUID], families: Collection[UUID]) -> AccessEventQuerySet:
        """Looks at these people, and those at these families that named nobody: what they read of themselves."""
        of_families = Q(families__overlap=list(families), people=[])
        return self.filter(Q(people__overlap=list(people)) | of_families).exclude(kind=AccessEvent.Kind.DENIED)

    def of_person(self, *known_by: UUID) -> AccessEventQuerySet:
        """Looks at a person, and attempts: by each id under which they were ever written down."""
        ids = list(known_by)
        return self.filter(Q(people__overlap=ids) | Q(kind=AccessEvent.Kind.DENIED, record__in=ids))

    def of_family(self, family: UUID) -> AccessEventQuerySet:
        """Looks at a family, and attempts."""
        return self.filter(Q(families__contains=[family]) | Q(kind=AccessEvent.Kind.DENIED, record=family))


class AccessEvent(models.Model):
    """That someone looked: one row for each page, search, list or API answer that showed a person or a family (INV-50, 51).

    Append-only, written in the transaction of the read, and without foreign keys: it outlives whom it is about. The table is split
    by month, and has two more columns that only the database fills: `xid` and `written_at`, by which it is sealed.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("read")
        LIST = "list", _("saw in a list")
        SEARCH = "search", _("found in a search")
        PRINT = "print", _("printed")
        EXPORT = "export", _("took a copy of")
        API = "api", _("received by another system")
        DENIED = "denied", _("was not let in")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    at = models.DateTimeField(default=clock.now)
    user = models.ForeignKey("accounts.User", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    role_words = models.TextField(help_text="What the family reads instead of a name.")
    kind = models.CharField(max_length=10, choices=Kind)
    what = models.TextField(help_text="The page or endpoint, by its name.")
    families = ArrayField(models.UUIDField(), default=list)
    people = ArrayField(models.UUIDField(), default=list)
    record = models.UUIDField(
        null=True, help_text="What or whose page was read, where it is one; or the id that was tried in vain."
    )

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["people"], name="access_to_people"),
            GinIndex(fields=["families"], name="access_to_families"),
            models.Index(fields=["organisation", "-at", "-id"], name="access_by_time"),
            models.Index(fields=["record"], condition=Q(kind="denied"), name="access_tried"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.what}"


class AccessSeal(models.Model):
    """A hash over a batch of access events and over the seal before it, by which a change of the log is found (security.md §3).

    It covers the transactions from `from_xid` up to `to_xid`, none of which was still running. Written by the database alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    server = models.TextField(help_text="The PostgreSQL cluster whose transaction ids these are.")
    began_at = models.DateTimeField(help_text="Events from then on have transaction ids of this server.")
    from_xid = TransactionIdField()
    to_xid = TransactionIdField()
    events = models.PositiveIntegerField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="access_seal_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.hash.hex()}"
