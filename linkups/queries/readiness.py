"""What a sharing family still needs before it is ready, in one sentence; and whose checks are to be renewed (domain.md §1.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import FamilyMembership, Person, living
from linkups.models import FamilyCard, SafetyCheck, SharingProfile
from linkups.queries.checks import is_checked, latest_checks
from linkups.queries.renewing import renewal_words

Status = SharingProfile.Status


@dataclass(frozen=True, slots=True)
class Readiness:
    """Of one sharing family: what is missing, what runs out soon, and whom that names."""

    missing: str
    runs_out: str
    people: Sequence[UUID]

    @property
    def words(self) -> str:
        return " ".join(one for one in (self.missing, self.runs_out) if one)


def readiness_of(user: User, profiles: Sequence[SharingProfile]) -> dict[UUID, Readiness]:
    """By profile, in three statements however many there are; of whom the user may see. The step itself asks it of everyone."""
    families = [one.family_id for one in profiles]
    people: dict[UUID, list[Person]] = defaultdict(list)
    members = FamilyMembership.objects.visible_to(user).current().filter(living("person__"), family__in=families)
    for member in members.select_related("person").order_by("person__sort_key", "person_id"):
        if is_checked(member):
            people[member.family_id].append(member.person)
    checks: dict[UUID, list[SafetyCheck]] = defaultdict(list)
    everyone = [person for found in people.values() for person in found]
    for check in latest_checks(everyone):
        checks[check.person_id].append(check)
    approved = FamilyCard.objects.approved().filter(kind=FamilyCard.Kind.SHARING, family__in=families)
    with_card = set(approved.values_list("family", flat=True))
    return {
        one.pk: _readiness(one, people[one.family_id], checks, has_card=one.family_id in with_card) for one in profiles
    }


def _readiness(
    profile: SharingProfile,
    people: Sequence[Person],
    checks: Mapping[UUID, Sequence[SafetyCheck]],
    *,
    has_card: bool,
) -> Readiness:
    names = {one.pk: one.known_as for one in people}
    unchecked = [one.pk for one in people if not _holds(checks.get(one.pk, ()))]
    soon = [check for one in people for check in checks.get(one.pk, ()) if _runs_out(check)]
    missing = list(_missing(profile, [names[one] for one in unchecked], has_card=has_card))
    said = _("Missing for ready: %(what)s.") % {"what": get_text_list(missing, _("and"))} if missing else ""
    named = [*unchecked, *(check.person_id for check in soon)]
    return Readiness(said, " ".join(renewal_words(check) for check in soon), named)


def _missing(profile: SharingProfile, unchecked: Sequence[str], *, has_card: bool) -> Iterator[str]:
    if unchecked:
        yield _("a clear check of %(names)s") % {"names": get_text_list(list(unchecked), _("and"))}
    if profile.trained_on is None:
        yield _("the training")
    if not has_card:
        yield _("a card that they said yes to")


def _holds(checks: Sequence[SafetyCheck]) -> bool:
    """A background check that holds, and none that is not clear, not back or has run out."""
    return any(one.kind in SafetyCheck.BACKGROUND for one in checks) and all(one.holds for one in checks)


def _runs_out(check: SafetyCheck) -> bool:
    return check.outcome == SafetyCheck.Outcome.CLEAR and bool(renewal_words(check))
