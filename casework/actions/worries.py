"""Handing over a worry about someone's safety: nothing here waits on consent, or on anything else (domain.md §9.3, §12.9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from casework import lifecycle
from casework.models import ConcernAddition, ConcernPerson, SafeguardingConcern, SharingDecision
from database import clock
from families.ages import ADULT_FROM
from families.models import Family, Person
from linkups.actions.linkups import go_on_after_safety, pause_for_safety

State, FamilyTold = SafeguardingConcern.State, SafeguardingConcern.FamilyTold
CLOCKS_DIFFER = timedelta(minutes=5)
EARLIEST_YEAR = 1900
TOLD_SUBJECT = {
    FamilyTold.YES: SharingDecision.ToldSubject.YES,
    FamilyTold.NOT_SAFE: SharingDecision.ToldSubject.NO_UNSAFE,
    FamilyTold.NOT_YET: SharingDecision.ToldSubject.NO_OTHER,
}


class WorryStepRefused(DomainError):
    """The step does not follow the state that the worry is in."""

    code = "worry_step"


@action
def raise_worry(
    *, words: str, about: Iterable[Person] = (), is_immediate_danger: bool = False, by: User
) -> SafeguardingConcern:
    """Write a worry down as it was seen or heard, and pause the link-ups of those it is about (§12.2)."""
    concern = SafeguardingConcern(
        organisation=by.organisation,
        words=words,
        is_immediate_danger=is_immediate_danger,
        raised_by=by,
        raised_at=clock.now(),
        created_by=by,
    )
    concern.full_clean()
    concern.save(force_insert=True)
    _is_about(concern, about, by)
    return concern


def _is_about(concern: SafeguardingConcern, people: Iterable[Person], by: User) -> None:
    wanted = list(dict.fromkeys(people))
    ConcernPerson.objects.bulk_create(
        ConcernPerson(organisation=by.organisation, concern=concern, person=person, created_by=by) for person in wanted
    )
    if wanted:
        pause_for_safety(families=families_now({person.pk for person in wanted}), by=by)


def families_now(people: Iterable[UUID]) -> list[Family]:
    """The families in which these people are today, whoever asks."""
    day = {"memberships__person__in": list(people), "memberships__period__contains": clock.today()}
    return list(Family.objects.filter(**day).distinct().order_by("pk"))


def _held(concern: SafeguardingConcern) -> SafeguardingConcern:
    return SafeguardingConcern.objects.select_for_update().get(pk=concern.pk)


def _stepped(held: SafeguardingConcern, to: SafeguardingConcern.State, **facts: Any) -> SafeguardingConcern:
    """A held worry one step further, with the facts that the step needs."""
    if not lifecycle.can_worry_become(held, to):
        raise WorryStepRefused(
            _("This worry is “%(now)s” already, so this step is not needed now.") % {"now": held.get_state_display()}
        )
    return _changed(held, state=to, **facts)


def _changed(held: SafeguardingConcern, **facts: Any) -> SafeguardingConcern:
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*facts])
    return held


def _refuse_untold(when: datetime) -> None:
    if when > clock.now() + CLOCKS_DIFFER:
        raise ValidationError({"told_at": _("Write it down once you have told them.")})
    if when.year < EARLIEST_YEAR:
        raise ValidationError({"told_at": _("Check the year.")})


@action
def pass_on(  # noqa: PLR0913  (one sentence: whom I told, when, under what number, and whether the family knows)
    *,
    concern: SafeguardingConcern,
    told: SafeguardingConcern.Told,
    told_at: datetime | None = None,
    lcs_ref: str = "",
    family_told: SafeguardingConcern.FamilyTold = FamilyTold.NOT_YET,
    family_told_reason: str = "",
    by: User,
) -> SafeguardingConcern:
    """Write down who was told, and with it the decision to share (domain.md §8.4)."""
    when = told_at or clock.now()
    _refuse_untold(when)
    passed_on = _stepped(
        _held(concern),
        State.PASSED_ON,
        told=told,
        told_at=when,
        told_by=by,
        lcs_ref=lcs_ref,
        family_told=family_told,
        family_told_reason=family_told_reason,
    )
    people = _people(passed_on)
    decide_sharing(
        concern=passed_on,
        what=_("The worry, in the words in which it was raised"),
        with_whom=str(passed_on.get_told_display()),
        why=_("Someone may not be safe"),
        basis=SharingDecision.Basis.ADULT if _all_grown_up(people) else SharingDecision.Basis.CHILD,
        told_subject=TOLD_SUBJECT[FamilyTold(family_told)],
        outcome=SharingDecision.Outcome.SHARED,
        by=by,
    )
    return passed_on


def _people(concern: SafeguardingConcern) -> list[Person]:
    return [one.person for one in concern.people.select_related("person").order_by("pk")]


def _all_grown_up(people: Iterable[Person]) -> bool:
    """Whether all are known to be adults; of someone whose age is not known we speak as of a child."""
    ages = [person.age_on(clock.today()) for person in people]
    return bool(ages) and all(age is not None and age >= ADULT_FROM for age in ages)


@action
def acknowledge(*, concern: SafeguardingConcern, by: User) -> SafeguardingConcern:
    """Someone who answers for it says that they have it."""
    return _stepped(_held(concern), State.ACKNOWLEDGED, acknowledged_at=clock.now(), acknowledged_by=by)


@action
def note_outcome(*, concern: SafeguardingConcern, outcome: str, lcs_ref: str = "", by: User) -> SafeguardingConcern:
    """Write down what came of it, as the front door or the police said."""
    held = _held(concern)
    return _stepped(held, State.OUTCOME_KNOWN, outcome=outcome, lcs_ref=lcs_ref or held.lcs_ref)


@action
def note_family_told(
    *, concern: SafeguardingConcern, family_told: SafeguardingConcern.FamilyTold, family_told_reason: str = "", by: User
) -> SafeguardingConcern:
    """Write down whether the family knows by now."""
    return _changed(_held(concern), family_told=family_told, family_told_reason=family_told_reason)


@action
def add_to_worry(
    *, concern: SafeguardingConcern, words: str, about: Iterable[Person] = (), by: User
) -> ConcernAddition:
    """Add to a worry at any time, with who and when; also whom else it is about."""
    addition = ConcernAddition(
        organisation=by.organisation, concern=concern, words=words, added_by=by, added_at=clock.now(), created_by=by
    )
    addition.full_clean()
    addition.save(force_insert=True)
    known = {person.pk for person in _people(_held(concern))}
    _is_about(concern, [person for person in about if person.pk not in known], by)
    return addition


@action
def decide_sharing(*, concern: SafeguardingConcern, by: User, **decision: Any) -> list[SharingDecision]:
    """Write down that something was shared, or was not, for each person it is about.

    `decision`: what, with_whom, why, basis, told_subject, outcome, more_detrimental_reason.
    """
    subjects: list[Person | None] = [*_people(concern)] or [None]
    decisions = [
        SharingDecision(
            organisation=by.organisation,
            concern=concern,
            subject=subject,
            decided_by=by,
            decided_on=clock.today(),
            created_by=by,
            **decision,
        )
        for subject in subjects
    ]
    for one in decisions:
        one.full_clean()
    return SharingDecision.objects.bulk_create(decisions)


@action
def let_link_ups_go_on(*, concern: SafeguardingConcern, by: User) -> int:
    """Let the link-ups go on that were paused while this was looked into; those that another open worry holds stay paused."""
    people = {person.pk for person in _people(_held(concern))}
    others = ConcernPerson.objects.exclude(concern=concern).exclude(concern__state=State.OUTCOME_KNOWN)
    held_back = families_now(others.values_list("person", flat=True))
    return len(go_on_after_safety(families=families_now(people), held_back=held_back, by=by))
