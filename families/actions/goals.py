"""What a family wants to change, where people say things stand, and who else may see the goal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.history import action
from accounts.models import User
from families.actions.records import begin_record
from families.models import Family, Goal, GoalScore, GoalShare, Person, Record
from families.periods import since, until


@action
def record_goal(*, family: Family, words: str, whose: Iterable[Person], on: date, by: User, **scale: Any) -> Goal:
    """Write down a goal in the family's words. `scale`: theme, zero_means, ten_means, hoped, small_sign."""
    record = begin_record(kind=Record.Kind.GOAL, family=family, happened_on=on, subjects=whose, by=by)
    goal = Goal(organisation=by.organisation, record=record, family=family, words=words, created_by=by, **scale)
    goal.full_clean()
    goal.save()
    return goal


@action
def score_goal(*, goal: Goal, person: Person, on: date, value: Decimal, note: str = "", by: User) -> GoalScore:
    """Write down where one person says things stand; it stays theirs and is averaged with no one's."""
    score = GoalScore(
        organisation=by.organisation, goal=goal, person=person, on=on, value=value, note=note, created_by=by
    )
    score.full_clean()
    score.save()
    return score


@action
def share_goal(*, goal: Goal, family: Family, on: date, by: User) -> GoalShare:
    """Put a goal on the board that another family sees, from this day on (domain.md §8.5, line 8)."""
    share = GoalShare(organisation=by.organisation, goal=goal, family=family, period=since(on), created_by=by)
    share.full_clean()
    share.save()
    return share


@action
def stop_sharing_goals(*, goals: Iterable[Goal], family: Family, on: date, by: User) -> None:
    """Take goals off the board that another family sees; `on` is the first day on which it no longer does."""
    open_shares = GoalShare.objects.filter(goal__in=goals, family=family).current().select_for_update()
    for share in open_shares:
        share.period = until(share.period, max(on, share.period.lower))
        share.save(update_fields=["period"])
