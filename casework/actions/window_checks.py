"""Looking back on how it was, for oneself; and a family saying how it felt (domain.md §4.2)."""

from __future__ import annotations

from accounts.history import action
from accounts.models import User
from casework.models import Conference, FeltWith, WindowCheck
from database import clock
from families.models import Family, Person
from linkups.models import LinkUp

Visibility = WindowCheck.Visibility


@action
def look_back(
    *,
    about: WindowCheck.About,
    support: int,
    challenge: int,
    note: str = "",
    visibility: WindowCheck.Visibility = Visibility.ME,
    by: User,
) -> WindowCheck:
    """Say for oneself how it was; which of the four that is, the database says."""
    check = WindowCheck(
        organisation=by.organisation,
        about=about,
        support=support,
        challenge=challenge,
        note=note,
        visibility=visibility,
        created_by=by,
    )
    check.full_clean()
    check.save(force_insert=True)
    return check


@action
def bring_to_supervision(*, check: WindowCheck, by: User) -> WindowCheck:
    """Let whoever supervises one read it."""
    return _changed(check, visibility=Visibility.BRING_TO_SUPERVISION)


@action
def keep_to_oneself(*, check: WindowCheck, by: User) -> WindowCheck:
    """Bring it there no more."""
    return _changed(check, visibility=Visibility.ME)


@action
def throw_away_check(*, check: WindowCheck, by: User) -> WindowCheck:
    """Nothing of it is left but that there was one, which nobody reads or counts."""
    emptied = {"support": None, "challenge": None, "note": "", "about": "", "about_record": None}
    return _changed(check, **emptied, visibility=Visibility.ME, thrown_away_at=clock.now())


def _changed(check: WindowCheck, **facts: object) -> WindowCheck:
    held = WindowCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=[*facts])
    return held


@action
def say_how_it_felt(*, conference: Conference, person: Person, answer: FeltWith.Answer, by: User) -> FeltWith:
    """Someone of the family says how their meeting felt, once."""
    return _said(FeltWith(about_record=conference.record, person=person, answer=answer), by)


@action
def say_how_link_up_felt(
    *, link_up: LinkUp, family: Family, person: Person, answer: FeltWith.Answer, by: User
) -> FeltWith:
    """Someone of one of its two families says how a link-up felt that has ended, once, within a year from then."""
    return _said(FeltWith(about_link_up=link_up, family=family, person=person, answer=answer), by)


def _said(felt: FeltWith, by: User) -> FeltWith:
    felt.organisation, felt.created_by, felt.said_on = by.organisation, by, clock.today()
    felt.full_clean()
    felt.save(force_insert=True)
    return felt
