"""Whether everyone in a sharing household is safe to be with, on a day (domain.md §1.3, step 4, and INV-12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.access import ALLOW, Decision
from families.models import Family, Person
from linkups.models import SafetyCheck
from linkups.queries.checks import latest_checks, people_to_check


def checks_hold(family: Family) -> Decision:
    """Refused with whose check is missing, has run out or is not clear. For coaches only: a family never reads it."""
    people = people_to_check(family)
    latest = latest_checks(people)
    for person in people:
        for problem in _problems(person, [check for check in latest if check.person_id == person.pk]):
            return Decision(problem)
    return ALLOW


def _problems(person: Person, checks: list[SafetyCheck]) -> Iterator[str]:
    if not any(check.kind in SafetyCheck.BACKGROUND for check in checks):
        yield _("%(name)s has no background check yet.") % {"name": person.known_as}
    for check in checks:
        said = {"name": person.known_as, "check": check.get_kind_display()}
        if check.outcome == SafetyCheck.Outcome.NOT_CLEAR:
            yield _("%(name)s’s check is not clear: %(check)s.") % said
        elif check.outcome == SafetyCheck.Outcome.PENDING:
            yield _("%(name)s’s check is not back yet: %(check)s.") % said
        elif check.has_run_out:
            yield _("%(name)s’s check has run out: %(check)s.") % said
