"""The goals of a link-up, which both families look at together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Goal, GoalScore, Person
from linkups.models import LinkUp
from linkups.queries.lists import link_ups
from linkups.queries.sides import Side, card_to_show, other_name, sides_of


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one person says a goal stands; `person` is None for someone whom the reader may not see."""

    person: UUID | None
    who: str
    start: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class BoardGoal:
    """A goal as it stands on the board: the family's words, and each person's own mark."""

    goal: Goal
    marks: Sequence[Mark]


def board(user: User, link_up: LinkUp) -> list[BoardGoal]:
    """The goals of a link-up, for as long as this reader may see them (domain.md §8.5, line 8)."""
    scores = GoalScore.objects.visible_to(user).order_by("person_id", "on", "pk")
    goals = (
        Goal.objects.visible_to(user)
        .filter(link_ups__link_up=link_up)
        .prefetch_related(Prefetch("scores", queryset=scores))
        .order_by("created_at", "pk")
    )
    names = dict(
        Person.objects.visible_to(user)
        .filter(goal_scores__goal__link_ups__link_up=link_up)
        .values_list("pk", "known_as")
    )
    return [BoardGoal(goal, _marks(goal, names)) for goal in goals]


def _marks(goal: Goal, names: Mapping[UUID, str]) -> list[Mark]:
    by_person: dict[UUID, list[Decimal]] = {}
    for score in goal.scores.all():
        by_person.setdefault(score.person_id, []).append(score.value)
    return [
        Mark(person if person in names else None, names.get(person, _("One of them")), values[0], values[-1])
        for person, values in by_person.items()
    ]


def people_on(goals: Sequence[BoardGoal]) -> list[UUID]:
    """Whom a board names, for the access log."""
    return [mark.person for one in goals for mark in one.marks if mark.person]


@dataclass(frozen=True, slots=True)
class GoalBoard:
    """The board of a link-up, by itself: what both families look at together."""

    link_up: LinkUp
    other_name: str
    goals: Sequence[BoardGoal]


def goal_board(user: User, pk: UUID) -> GoalBoard:
    """404 for whoever sees none of its goals: to the other family the board is gone at the moment that the link-up ends."""
    link_up = get_object_or_404(link_ups(user), pk=pk)
    goals = board(user, link_up)
    sides = sides_of(user, link_up)
    if not goals and Side.SEEKING not in sides:
        raise Http404
    return GoalBoard(link_up, other_name(link_up, sides, card_to_show(user, link_up, sides)), goals)


def not_there_yet(link_up: LinkUp) -> list[str]:
    """What a link-up can start without, and whoever starts it should know of."""
    found = []
    if not link_up.goals.exists():
        found.append(_("No goal stands on the board yet."))
    if not link_up.agreements.exists():
        found.append(_("What both families agree on is not written yet."))
    return found


def open_goals(user: User, link_up: LinkUp) -> QuerySet[Goal]:
    """The seeking family's goals that a link-up could be for."""
    active = Goal.objects.visible_to(user).filter(family=link_up.seeking_family_id, state=Goal.State.ACTIVE)
    return active.order_by("created_at", "pk")
