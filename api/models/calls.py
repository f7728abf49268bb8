from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.models import Organisation, User
from accounts.roles import Permission
from database import clock


class RefusedCallQuerySet(models.QuerySet["RefusedCall"]):
    def visible_to(self, user: User) -> RefusedCallQuerySet:
        """To those who administer the organisation, of every system; to a system, its own."""
        if user.has(Permission.ORGANISATION_ADMINISTER) or user.kind == User.Kind.SYSTEM:
            return self.filter()
        return self.filter(caller=user.pk)


class RefusedCall(models.Model):
    """That something which a system asked for was refused: where, with what status and which kind of problem, and no word of it.

    The place is an address as it is described, without the ids in it. Forgotten after seven days (`kith_sec.forget_refused_calls`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    caller = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=clock.now)
    method = models.CharField(max_length=10)
    place = models.CharField(_("address"), max_length=200)
    status = models.PositiveSmallIntegerField()
    problem = models.CharField(
        max_length=100, blank=True, default="", help_text="The name of the rule that refused it."
    )

    objects = RefusedCallQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["caller", "-at", "-id"], name="refused_call_of_caller")]

    def __str__(self) -> str:
        return f"{self.status} {self.method} {self.place}"
