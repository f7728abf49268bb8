from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked

from .countries import COUNTRIES, HERE

UPRN_IN_DIGITS = _("A UPRN is a number of up to twelve digits, such as 100023336956.")
UPRN_HERE_ONLY = _("Only an address in the United Kingdom has a UPRN. Take it out, or choose the United Kingdom.")


@tracked
class Address(Protected):
    """Somewhere people live. Shared by those who live there: who may see it is decided by each Residence."""

    uprn = models.CharField(_("UPRN"), max_length=12, blank=True)
    """The Unique Property Reference Number that every address in Great Britain has; digits only."""
    lines = models.CharField(_("address"), max_length=400)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=60, choices=COUNTRIES, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(uprn__regex=r"^[0-9]{0,12}$"),
                name="address_uprn_in_digits",
                violation_error_message=UPRN_IN_DIGITS,
            ),
            models.CheckConstraint(
                condition=Q(uprn="") | Q(country__in=["", HERE]),
                name="address_uprn_here_only",
                violation_error_message=UPRN_HERE_ONLY,
            ),
            models.CheckConstraint(
                condition=~Q(lines__regex=r"^\s*$"),
                name="address_not_blank",
                violation_error_message=_("Write the address."),
            ),
        ]

    def __str__(self) -> str:
        abroad = self.get_country_display() if self.country != HERE else ""
        return ", ".join(part for part in (*self.lines.splitlines(), self.postcode, abroad) if part)

    @property
    def in_full(self) -> str:
        """With its number, where all that is written down is told."""
        return _now("%(address)s (UPRN %(uprn)s)") % {"address": self, "uprn": self.uprn} if self.uprn else str(self)
