"""A family on its way to sharing: each step with its own facts (domain.md §12.1)."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from families.models import Family, Person, Practitioner
from linkups.actions.steps import StepRefused, profile_stepped
from linkups.models import LinkUp, SafetyCheck, SharingProfile
from linkups.rules.checks import checks_hold

Status = SharingProfile.Status
RESTS_FOR = timedelta(weeks=4)
"""Between two link-ups (domain.md §1.5, *burnt out*)."""


@action
def begin_profile(*, family: Family, coach: Practitioner, max_linkups: int = 3, by: User) -> SharingProfile:
    """Write down that a family would like to share."""
    profile = SharingProfile(
        organisation=by.organisation, family=family, coach=coach, max_linkups=max_linkups, created_by=by
    )
    profile.full_clean()
    profile.save()
    return profile


@action
def get_to_know(*, profile: SharingProfile, by: User) -> SharingProfile:
    """Begin to spend time together, at their table."""
    return profile_stepped(profile, Status.GETTING_TO_KNOW)


@action
def begin_checks(*, profile: SharingProfile, by: User) -> SharingProfile:
    """Begin the safety checks of everyone of 16 or more."""
    return profile_stepped(profile, Status.CHECKS)


@action
def begin_training(*, profile: SharingProfile, by: User) -> SharingProfile:
    """Go on to the training, once every check is clear."""
    checks = checks_hold(profile.family)
    if not checks:
        raise StepRefused(str(checks.refusal))
    return profile_stepped(profile, Status.TRAINING)


@action
def finish_training(*, profile: SharingProfile, trained_on: date, by: User) -> SharingProfile:
    """Write down when the whole family, children too, was ready to share; then comes its card."""
    return profile_stepped(profile, Status.CARD, trained_on=trained_on)


@action
def make_ready(*, profile: SharingProfile, max_linkups: int, ready_on: date, by: User) -> SharingProfile:
    """Say that the family is ready: every check clear, trained, its card approved by itself; also after a rest."""
    checks = checks_hold(profile.family)
    if not checks:
        raise StepRefused(str(checks.refusal))
    return profile_stepped(profile, Status.READY, ready_on=ready_on, max_linkups=max_linkups, rest_until=None)


@action
def rest(*, profile: SharingProfile, rest_until: date | None, by: User) -> SharingProfile:
    """Let a family rest: nobody new is offered its card; what is under way goes on."""
    return profile_stepped(profile, Status.RESTING, rest_until=rest_until)


@action
def rest_after_last(*, family: Family, since: date, by: User) -> SharingProfile | None:
    """Let a sharing family rest for four weeks once no link-up of theirs is under way; nothing, where they rest already."""
    profile = SharingProfile.objects.filter(family=family, status=Status.READY).first()
    if profile is None or LinkUp.objects.under_way().filter(sharing_family=family).exists():
        return None
    return profile_stepped(profile, Status.RESTING, rest_until=since + RESTS_FOR)


@action
def step_back(*, profile: SharingProfile, by: User) -> SharingProfile:
    """A family has shared and shares no more."""
    _refuse_while_linked(profile)
    return profile_stepped(profile, Status.STEPPED_BACK)


@action
def not_now(*, profile: SharingProfile, by: User) -> SharingProfile:
    """It is not the time for this family: said kindly, and open to another time."""
    _refuse_while_linked(profile)
    return profile_stepped(profile, Status.NOT_NOW)


@action
def begin_again(*, profile: SharingProfile, by: User) -> SharingProfile:
    """A family that stepped back, or for which it was not the time, would like to share after all."""
    return profile_stepped(profile, Status.INTERESTED)


def _refuse_while_linked(profile: SharingProfile) -> None:
    if LinkUp.objects.under_way().filter(sharing_family=profile.family_id).exists():
        raise StepRefused(_("The family has a link-up under way. End it first."))


@action
def record_check(  # noqa: PLR0913  (the facts of one check)
    *,
    person: Person,
    kind: SafetyCheck.Kind,
    outcome: SafetyCheck.Outcome,
    issued_on: date | None = None,
    renew_by: date | None = None,
    reference_no: str = "",
    by: User,
) -> SafetyCheck:
    """Write down the outcome and dates of a check, never what a certificate says. Another outcome is another row."""
    check = SafetyCheck(
        organisation=by.organisation,
        person=person,
        kind=kind,
        outcome=outcome,
        issued_on=issued_on,
        renew_by=renew_by,
        reference_no=reference_no,
        decided_by=None if outcome == SafetyCheck.Outcome.PENDING else by,
        created_by=by,
    )
    check.full_clean()
    check.save()
    return check
