from collections.abc import Collection

from django.db import models
from uuid_utils.compat import uuid7

from database import clock


class Protected(models.Model):
    """What every protected table has: whose it is, who made it and when, and a version that each change raises.

    The database sets `row_version` and `updated_at` (domain.md §11). Its migration must hold a `Protect` operation.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, db_index=False
    )
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the fields, but not that each related row exists: the form offered it, and the composite key holds it."""
        related = {field.name for field in self._meta.local_fields if field.is_relation}
        super().clean_fields(exclude=related | set(exclude or ()))
