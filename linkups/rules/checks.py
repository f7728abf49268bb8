"""Whether everyone in a sharing household is safe to be with, on a day (domain.md §1.3, step 4, and INV-12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import ALLOW, Decision
from database import clock
from families.models import Family, FamilyMembership, Person
from linkups.models import SafetyCheck

CHECKED_FROM = 16
"""Years of age. A person whose age is not known is checked too, unless they are a child of the family."""


def checks_hold(family: Family) -> Decision:
    """Refused with whose check is missing, has run out or is not clear. For coaches only: a family never reads it."""
    people = people_to_check(family)
    latest = latest_checks(people)
    for person in people:
        for problem in _problems(person, [check for check in latest if check.person_id == person.pk]):
            return Decision(problem)
    return ALLOW


def people_to_check(family: Family) -> list[Person]:
    """Everyone of 16 or more who is in the family today, and anyone whose age we don't know."""
    members = (
        FamilyMembership.objects.current()
        .filter(family=family, person__date_of_death__isnull=True)
        .select_related("person")
        .order_by("person__sort_key", "person_id")
    )
    return [member.person for member in members if _is_checked(member)]


def _is_checked(member: FamilyMembership) -> bool:
    age = member.person.age_on(clock.today())
    return member.role != FamilyMembership.Role.CHILD if age is None else age >= CHECKED_FROM


def latest_checks(people: list[Person]) -> QuerySet[SafetyCheck]:
    """What is known last of each kind for each of these people; one that is not back yet replaces no other."""
    return (
        SafetyCheck.objects.filter(person__in=people)
        .annotate(is_pending=Q(outcome=SafetyCheck.Outcome.PENDING))
        .order_by("person_id", "kind", "is_pending", "-issued_on", "-pk")
        .distinct("person_id", "kind")
    )


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
