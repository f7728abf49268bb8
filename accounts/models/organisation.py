from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from database.history import tracked

from .base import Protected


class Organisation(models.Model):
    """The tenant: a council, or a charity of its own. Between two of them there is only the API (design.md §3a)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    requires_second_step = models.BooleanField(
        _("everyone who works here signs in in two steps"), default=False, db_default=False
    )

    def __str__(self) -> str:
        return self.name


@tracked
class Locality(Protected):
    """A place with its own words and lengths, agreed with the families there (domain.md §1.9)."""

    name = models.CharField(_("name"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="locality_name_once")]

    def __str__(self) -> str:
        return self.name
