"""What a family wants to change, where people say things stand, and who else may see the goal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from accounts.history import action
from accounts.models import User
from families.actions.records import begin_record, hold_record, refuse_hidden_words, stands_above
from families.models import Family, FamilyMembership, Goal, GoalScore, GoalShare, Person, Record
from families.periods import Period, since, until


@action
def record_goal(*, family: Family, words: str, whose: Iterable[Person], on: date, by: User, **scale: Any) -> Goal:
    """Write down a goal in the family's words. `scale`: theme, zero_means, ten_means, hoped, small_sign."""
    about = list(whose)
    labels = {field.name: str(field.verbose_name) for field in Goal._meta.local_fields}
    typed = {labels[name]: text for name, text in {"words": words, **scale}.items() if isinstance(text, str)}
    refuse_hidden_words(typed, shared_with=about, family=family, field="words", by=by)
    record = begin_record(kind=Record.Kind.GOAL, family=family, happened_on=on, subjects=about, by=by)
    goal = Goal(organisation=by.organisation, record=record, family=family, words=words, created_by=by, **scale)
    goal.full_clean()
    goal.save()
    return goal


@action
def score_goal(*, goal: Goal, person: Person, on: date, value: Decimal, note: str = "", by: User) -> GoalScore:
    """Write down where one person says things stand; it stays theirs and is averaged with no one's.

    Whose goal it is reads the note, and who sees it on the board of the other family of a link-up.
    """
    hold_record(goal.record_id)
    words = {stands_above(GoalScore, "note"): note}
    refuse_hidden_words(words, shared_with=_readers_of(goal), family=goal.family, field="note", by=by)
    score = GoalScore(
        organisation=by.organisation, goal=goal, person=person, on=on, value=value, note=note, created_by=by
    )
    score.full_clean()
    score.save()
    return score


def _readers_of(goal: Goal) -> QuerySet[Person]:
    boards = GoalShare.objects.current().filter(goal=goal).values("family")
    theirs = FamilyMembership.objects.current().filter(family__in=boards).values("person")
    return Person.objects.filter(Q(subject_of__record=goal.record_id) | Q(pk__in=theirs)).distinct()


def _said_of(goal: Goal) -> dict[str, str]:
    """All that stands on a board about it, by the words above each."""
    said = {
        stands_above(Goal, name): getattr(goal, name) for name in ("words", "zero_means", "ten_means", "small_sign")
    }
    notes = goal.scores.order_by("on", "pk").values_list("note", flat=True)
    return said | {stands_above(GoalScore, "note"): " ".join(notes)}


@action
def share_goal(*, goal: Goal, family: Family, on: date, by: User) -> GoalShare:
    """Put a goal on the board that another family sees, from this day on (domain.md §8.5, line 8), with all that was said of it."""
    record = hold_record(goal.record_id)
    theirs = Person.objects.filter(pk__in=FamilyMembership.objects.current().filter(family=family).values("person"))
    refuse_hidden_words(_said_of(goal), shared_with=theirs, family=record.family, by=by)
    if again := GoalShare.objects.select_for_update().filter(goal=goal, family=family, period__endswith=on).first():
        again.period = since(again.period.lower)  # taken off the board today, and put back today: it has gone on
        again.save(update_fields=["period"])
        return again
    share = GoalShare(organisation=by.organisation, goal=goal, family=family, period=since(on), created_by=by)
    share.full_clean()
    share.save()
    return share


@action
def stop_sharing_goals(*, goals: Iterable[Goal], family: Family, on: date, by: User) -> None:
    """Take goals off the board that another family sees; `on` is the first day on which it no longer does."""
    open_shares = GoalShare.objects.filter(goal__in=goals, family=family).current().select_for_update()
    for share in open_shares:
        share.period = _ended(share.period, on)
        share.save(update_fields=["period"])


def _ended(period: Period, on: date) -> Period:
    """A period without a day can't be kept, and a board that was opened today may have to close today: it then keeps the day
    before, and the history says when it was opened and closed."""
    began_before = period.lower is None or period.lower < on
    return until(period, on) if began_before else Period(on - timedelta(days=1), on)
