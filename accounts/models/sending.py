from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from .user import User


class SentFormQuerySet(models.QuerySet["SentForm"]):
    def visible_to(self, user: User) -> SentFormQuerySet:
        """One's own: nobody else is told what someone sent."""
        return self.filter(sent_by=user.pk)


class SentForm(models.Model):
    """That a form was saved: by its name, which the page gave it when it was opened. The same name saves nothing again.

    Written in the transaction of what it saved, never changed, and forgotten after eight days, of which its id tells
    (`kith_sec.forget_sent_forms`). It holds no word of the form (docs/adr/0030).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    sent_as = models.UUIDField()
    led_to = models.CharField(max_length=500, help_text="The address to which saving it led.")

    objects = SentFormQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sent_by", "sent_as"], name="sent_form_once")]

    def __str__(self) -> str:
        return str(self.sent_as)
