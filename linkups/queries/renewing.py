"""When a check is to be renewed, in words: 60 and 30 days before, on its day, and after its grace (domain.md §1.3, step 4; §10.2)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from database import clock
from linkups.models import SafetyCheck

RENEW_WITHIN = timedelta(days=60)
"""From then on it is said that a check has to be renewed."""
URGENT_WITHIN = timedelta(days=30)
GRACE = timedelta(days=28)
"""So long a link-up that is under way goes on with a check that ran out; none starts meanwhile (INV-12)."""


def is_past_grace(check: SafetyCheck) -> bool:
    """Whether it ran out longer ago than a link-up goes on without."""
    return check.renew_by is not None and check.renew_by + GRACE <= clock.today()


def renewal_words(check: SafetyCheck) -> str:
    """What is to be said of it on this day; nothing for one that does not run out, or not soon."""
    if check.renew_by is None or check.renew_by > clock.today() + RENEW_WITHIN:
        return ""
    said = {
        "name": check.person.known_as,
        "check": check.get_kind_display(),
        "day": date_format(check.renew_by, "j F Y"),
        "grace": date_format(check.renew_by + GRACE, "j F Y"),
    }
    if is_past_grace(check):
        return _("%(name)s’s check ran out on %(day)s: %(check)s. Pause their link-ups until it is renewed.") % said
    if check.has_run_out:
        words = _(
            "%(name)s’s check ran out on %(day)s: %(check)s. None starts; what is under way goes on until %(grace)s."
        )
        return words % said
    if check.renew_by <= clock.today() + URGENT_WITHIN:
        return _("%(name)s’s check runs out within thirty days, on %(day)s: %(check)s.") % said
    return _("%(name)s’s check is to be renewed by %(day)s: %(check)s.") % said
