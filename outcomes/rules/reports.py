"""Who writes the report of a curve, and who shows curves to partners (domain.md §7.5). Everyone who works here reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from outcomes.models import TurnTheCurveReport
from outcomes.rules.figures import can_write_figures


def can_write_report(user: User, report: TurnTheCurveReport) -> Decision:
    """Whoever writes figures, until the meeting was held."""
    return can_write_figures(user) and allow_if(
        not report.is_held,
        otherwise=_("That meeting was held: its report stays as it was. The next one starts with a copy of it."),
    )
