from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from accounts.models import Organisation, User


class SentOnceQuerySet(models.QuerySet["SentOnce"]):
    def visible_to(self, user: User) -> SentOnceQuerySet:
        """One's own: nobody else is told what a caller sent."""
        return self.filter(sent_by=user.pk)


class SentOnce(models.Model):
    """That a request under an Idempotency-Key was carried out, and what it made. The same key carries nothing out again.

    Written in the transaction of what it made, never changed, and forgotten after seven days, of which its id tells
    (`kith_sec.forget_sent_keys`). It holds no word of the request: key and request as hashes, and of the answer the id of what was
    made, so that whoever sends it again reads what they may read then (security.md §4).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=64, help_text="SHA-256 of the key, in hexadecimal.")
    request = models.CharField(max_length=64, help_text="SHA-256 of method, address and body, in hexadecimal.")
    made = models.UUIDField(null=True, help_text="What it made; empty where it was kept for someone to look at first.")

    objects = SentOnceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sent_by", "key"], name="sent_key_once")]

    def __str__(self) -> str:
        return self.key
