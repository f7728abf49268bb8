from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldOwner(models.Model):
    """Who says what stands in a field: one direction for each (domain.md §9.7). The same for every organisation; it holds nothing of
    anyone, and only a migration writes it."""

    class Owner(models.TextChoices):
        LOCAL = "local", _("said here")
        LCS = "lcs", _("comes from the council’s system")
        DIRECTORY = "directory", _("comes from a directory")

    resource = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    owner = models.CharField(max_length=20, choices=Owner)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "field"],
                name="field_owner_one_direction",
                violation_error_message=_("A field has one owner."),
            ),
            models.CheckConstraint(
                condition=models.Q(owner__in=["local", "lcs", "directory"]),
                name="field_owner_known",
                violation_error_message=_("A field is said here, or comes from the council’s system or a directory."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}.{self.field}: {self.owner}"
