"""Making a safety map with a family: what is added and taken off, dangers with their goals and scales, what is seen differently
(domain.md §3.5, INV-31).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.history import action, bad_input
from accounts.models import User
from casework.actions.scaling import begin_scale
from casework.models import (
    DangerDisagreement,
    DangerStatement,
    SafetyGoal,
    SafetyMap,
    SafetyMapItem,
    SafetyMapMaker,
    ScalingQuestion,
)
from casework.models.safety_dangers import DANGER, GOAL
from casework.queries.safety_maps import missing_from
from database import clock
from database.prepared import insert
from families.actions.records import Sharing, begin_record, hold_record, refuse_hidden_words
from families.models import Family, Person, Record, ShareState

OnMap = TypeVar("OnMap", SafetyMapItem, DangerStatement)
READ_BY = (ShareState.State.SHARED, ShareState.State.SHARED_LATER)


class SafetyMapNotWhole(DomainError):
    """Something is missing before it is complete."""

    code = "safety_map_not_whole"


class TakenOffAlready(DomainError):
    """It was taken off in another window."""

    code = "safety_map_taken_off"


@action
def begin_safety_map(
    *,
    family: Family,
    people: Iterable[Person],
    made_with: Iterable[Person] = (),
    happened_on: date,
    sharing: Sharing | None = None,
    by: User,
) -> SafetyMap:
    """Begin a map about these people of a family, with those who make it; all of them read it unless someone says why not."""
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("That day is still to come.")})
    makers = list(dict.fromkeys(made_with))
    record = begin_record(
        kind=Record.Kind.SAFETY_MAP,
        family=family,
        happened_on=happened_on,
        subjects=[*people, *makers],
        sharing=sharing,
        by=by,
    )
    made = SafetyMap(organisation=by.organisation, record=record, created_by=by)
    named = [SafetyMapMaker(organisation=by.organisation, map=made, person=one, created_by=by) for one in makers]
    with bad_input():
        insert([made, *named])
    return made


@action
def add_to_safety_map(
    *, safety_map: SafetyMap, part: SafetyMapItem.Part, text: str, said_by: Person | None = None, by: User
) -> SafetyMapItem:
    """Add one thing to a part of a map; in whose words, where they are someone's own."""
    _refuse_hidden(SafetyMapItem, {"text": text}, safety_map, by)
    item = SafetyMapItem(
        organisation=by.organisation, map=safety_map, part=part, text=text, said_by=said_by, created_by=by
    )
    item.full_clean()
    item.save(force_insert=True)
    return item


@action
def take_off_safety_map(*, item: SafetyMapItem, by: User) -> SafetyMapItem:
    """Take one thing off its map. It stays readable, folded away."""
    held = SafetyMapItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    return _taken_off(held, by)


@action
def write_danger(  # noqa: PLR0913  (a statement in its four parts, on which map, instead of which)
    *,
    safety_map: SafetyMap,
    who_is_worried: str,
    worry: str,
    effect_on_child: str,
    if_nothing_changes: str,
    instead_of: DangerStatement | None = None,
    by: User,
) -> DangerStatement:
    """Write what people are worried could happen. `instead_of`: the statement of which these are the other words; it is taken off,
    and its goal goes on with this one.
    """
    said = dict(zip(DANGER, (who_is_worried, worry, effect_on_child, if_nothing_changes), strict=True))
    _refuse_hidden(DangerStatement, said, safety_map, by)
    former = DangerStatement.objects.select_for_update(of=("self",)).get(pk=instead_of.pk) if instead_of else None
    if former:
        _taken_off(former, by)
    danger = DangerStatement(organisation=by.organisation, map=safety_map, created_by=by, **said)
    danger.full_clean()
    danger.save(force_insert=True)
    if goal := SafetyGoal.objects.filter(danger=former).first() if former else None:
        same = {name: getattr(goal, name) for name in (*GOAL, "scale")}
        SafetyGoal.objects.create(organisation=by.organisation, danger=danger, created_by=by, **same)
    return danger


@action
def take_off_danger(*, danger: DangerStatement, by: User) -> DangerStatement:
    """Take a danger off its map. It stays readable, with what the family said of it."""
    held = DangerStatement.objects.select_for_update(of=("self",)).get(pk=danger.pk)
    return _taken_off(held, by)


def _taken_off(held: OnMap, by: User) -> OnMap:
    if held.taken_off_on:
        raise TakenOffAlready(_("This was taken off already."))
    held.taken_off_on, held.taken_off_by = clock.today(), by
    held.save(update_fields=["taken_off_on", "taken_off_by"])
    return held


@action
def say_safety_goal(
    *,
    danger: DangerStatement,
    words: str,
    parents_will_be_seen: str,
    child_will_experience: str,
    row_version: int,
    by: User,
) -> SafetyGoal:
    """Say how it will be when no one is worried about this danger; or say it anew. `row_version` 0: there was none to be seen."""
    said = dict(zip(GOAL, (words, parents_will_be_seen, child_will_experience), strict=True))
    _refuse_hidden(SafetyGoal, said, danger.map, by)
    goal = SafetyGoal.objects.select_for_update(of=("self",)).filter(danger=danger).first()
    if (goal.row_version if goal else 0) != row_version:
        raise ChangedMeanwhile(_("Someone else has changed this goal meanwhile."))
    goal = goal or SafetyGoal(organisation=by.organisation, danger=danger, created_by=by)
    for name, text in said.items():
        setattr(goal, name, text)
    goal.full_clean()
    goal.save()
    return goal


@action
def put_goal_on_scale(
    *, goal: SafetyGoal, scale: ScalingQuestion | None = None, words: Mapping[str, str] | None = None, by: User
) -> SafetyGoal:
    """Say which scale a goal goes with: one that the family has, or a new one in these `words`, which belongs to the map."""
    record = hold_record(goal.danger.map.record_id)
    held = SafetyGoal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    if scale is None:
        _refuse_hidden(ScalingQuestion, dict(words or {}), goal.danger.map, by)
        scale = begin_scale(record=record, words=words or {}, by=by)
    held.scale = scale
    held.full_clean()
    held.save(update_fields=["scale"])
    return held


@action
def see_it_differently(*, danger: DangerStatement, person: Person, words: str, by: User) -> DangerDisagreement:
    """Someone of the family sees a danger differently, in their own words: it stands with the statement from then on."""
    _refuse_hidden(DangerDisagreement, {"words": words}, danger.map, by)
    said = DangerDisagreement(
        organisation=by.organisation,
        danger=danger,
        person=person,
        words=words,
        said_on=clock.today(),
        created_by=by,
    )
    said.full_clean()
    said.save(force_insert=True)
    return said


@action
def complete_safety_map(*, safety_map: SafetyMap, by: User) -> SafetyMap:
    """Say that a map is complete: each danger has its goal, and each goal its scale (INV-31). Else it says what is missing."""
    held = SafetyMap.objects.select_for_update(of=("self",)).get(pk=safety_map.pk)
    if not held.is_being_made:
        return held
    if missing := missing_from(held):
        raise SafetyMapNotWhole(" ".join(missing))
    held.state, held.completed_on, held.completed_by = SafetyMap.State.COMPLETE, clock.today(), by
    held.save(update_fields=["state", "completed_on", "completed_by"])
    return held


@action
def go_on_with_safety_map(*, safety_map: SafetyMap, by: User) -> SafetyMap:
    """Work on a map again that was complete."""
    held = SafetyMap.objects.select_for_update(of=("self",)).get(pk=safety_map.pk)
    held.state, held.completed_on, held.completed_by = SafetyMap.State.WORKING, None, None
    held.save(update_fields=["state", "completed_on", "completed_by"])
    return held


def _refuse_hidden(model: type, texts: Mapping[str, str], safety_map: SafetyMap, by: User) -> None:
    """Whoever the map is shared with reads it; it is held from here on."""
    record = hold_record(safety_map.record_id)
    reads = ShareState.objects.filter(record=record, state__in=READ_BY).values("person")
    about = Person.objects.filter(pk__in=reads)
    for name, text in texts.items():
        label = model._meta.get_field(name).verbose_name  # type: ignore[attr-defined]
        refuse_hidden_words({str(label): text}, shared_with=about, family=record.family, field=name, by=by)
