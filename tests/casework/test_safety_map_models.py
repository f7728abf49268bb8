"""What the database holds of safety maps, past every form (domain.md §3.5, INV-31)."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from accounts.errors import RuleBroken
from casework.actions import safety_maps as actions
from casework.models import (
    DangerDisagreement,
    DangerStatement,
    SafetyGoal,
    SafetyMap,
    SafetyMapItem,
    SafetyMapMaker,
    ScalingQuestion,
)
from database.asker import acting_as
from families.actions.merging import merge_people
from families.models import Record, ShareState
from tests.casework.refusals import change, refused_by
from tests.casework.safety import DANGER, GOAL, SCALE, begun, danger_on, goal_of, item_on, on_scale, whole
from tests.casework.scales import asked, gives, in_confidence
from tests.conftest import FROZEN
from tests.factories import FamilyFactory, MembershipFactory, PractitionerFactory, RecordFactory

TODAY = FROZEN.date()


@pytest.fixture
def made(worker, family, dana, amina):
    return begun(worker, family, dana, amina)


@pytest.fixture
def danger(made, worker):
    return danger_on(made, worker)


def complete(made, worker):
    return change(made, state="complete", completed_on=TODAY, completed_by=worker)


def test_no_map_is_complete_without_a_danger(made, worker):
    assert refused_by(complete(made, worker)) == "safety_map_says_a_danger"


def test_no_map_is_complete_with_a_danger_that_has_no_goal(made, danger, worker):
    assert refused_by(complete(made, worker)) == "safety_map_danger_has_a_goal"


def test_no_map_is_complete_with_a_goal_that_has_no_scale(made, danger, worker):
    goal_of(danger, worker)

    assert refused_by(complete(made, worker)) == "safety_map_goal_has_a_scale"


def test_one_goal_with_a_scale_does_not_stand_for_another(worker, family, dana):
    made = whole(worker, family, dana)
    danger_on(made, worker)

    assert refused_by(complete(made, worker)) == "safety_map_danger_has_a_goal"


def test_what_was_taken_off_needs_no_goal(worker, family, dana):
    made = whole(worker, family, dana)
    actions.take_off_danger(danger=danger_on(made, worker), by=worker)

    complete(made, worker)()

    assert SafetyMap.objects.get().state == "complete"


def test_a_map_that_begins_is_not_complete(made, worker, family):
    record = RecordFactory(family=family, kind=Record.Kind.SAFETY_MAP)
    row = SafetyMap(
        organisation=made.organisation, record=record, state="complete", completed_on=TODAY, completed_by=worker
    )

    assert refused_by(row.save) == "safety_map_says_a_danger"


def test_a_map_that_is_complete_says_since_when(worker, family, dana):
    made = whole(worker, family, dana)

    assert refused_by(change(made, state="complete")) == "safety_map_complete_since"
    assert refused_by(change(made, completed_on=TODAY)) == "safety_map_complete_since"


def test_a_map_is_never_one_childs_alone(made, family, amina):
    record = RecordFactory(family=family, kind=Record.Kind.SAFETY_MAP)
    ShareState.objects.create(organisation=family.organisation, record=record, person=amina, state="child_only")

    assert refused_by(SafetyMap(organisation=family.organisation, record=record).save) == "safety_map_is_no_secret"


def test_nothing_comes_to_a_map_that_is_complete(worker, family, dana):
    made = whole(worker, family, dana)
    item, danger = item_on(made, worker), DangerStatement.objects.get()
    goal = SafetyGoal.objects.get()
    actions.complete_safety_map(safety_map=made, by=worker)
    off = {"taken_off_on": TODAY, "taken_off_by": worker}

    new = [
        SafetyMapItem(organisation=made.organisation, map=made, part="strength", text="More").save,
        DangerStatement(organisation=made.organisation, map=made, **DANGER).save,
        change(item, **off),
        change(danger, **off),
        change(goal, words="Otherwise"),
    ]

    assert [refused_by(one) for one in new] == ["safety_map_is_complete"] * 5


def test_what_is_seen_differently_comes_to_a_map_that_is_complete_too(worker, family, dana):
    made = whole(worker, family, dana)
    actions.complete_safety_map(safety_map=made, by=worker)

    actions.see_it_differently(danger=DangerStatement.objects.get(), person=dana, words="It was once", by=worker)

    assert DangerDisagreement.objects.count() == 1


@pytest.mark.parametrize("name", DANGER)
def test_a_statement_of_a_danger_is_whole(made, name):
    row = DangerStatement(organisation=made.organisation, map=made, **(DANGER | {name: " "}))

    assert refused_by(row.save) == "danger_statement_is_whole"


@pytest.mark.parametrize("name", DANGER)
def test_its_words_stay(danger, name):
    assert refused_by(change(danger, **{name: "Something else"})) == "danger_statement_stays"


def test_it_says_when_and_by_whom_it_was_taken_off(danger, made, worker):
    item = item_on(made, worker)

    assert refused_by(change(danger, taken_off_on=TODAY)) == "danger_statement_taken_off_by"
    assert refused_by(change(item, taken_off_on=TODAY)) == "safety_map_item_taken_off_by"


def test_what_was_taken_off_is_not_put_back(danger, made, worker):
    item = actions.take_off_safety_map(item=item_on(made, worker), by=worker)
    actions.take_off_danger(danger=danger, by=worker)
    back = {"taken_off_on": None, "taken_off_by": None}

    assert refused_by(change(danger, **back)) == "danger_statement_stays"
    assert refused_by(change(item, **back)) == "safety_map_item_stays"


def test_a_danger_has_one_goal(danger, worker):
    goal_of(danger, worker)
    second = SafetyGoal(organisation=danger.organisation, danger=danger, **GOAL)

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize("name", GOAL)
def test_a_goal_is_whole(danger, name):
    row = SafetyGoal(organisation=danger.organisation, danger=danger, **(GOAL | {name: "\n"}))

    assert refused_by(row.save) == "safety_goal_is_whole"


def test_a_goal_stays_with_its_danger(danger, made, worker):
    goal = goal_of(danger, worker)

    assert refused_by(change(goal, danger=danger_on(made, worker))) == "safety_goal_stays_with_its_danger"


def test_the_scale_of_a_goal_is_the_familys(danger, worker):
    goal = goal_of(danger, worker)
    record = RecordFactory(family=FamilyFactory())
    others = ScalingQuestion.objects.create(organisation=danger.organisation, record=record, **SCALE)

    assert refused_by(change(goal, scale=others)) == "safety_goal_scale_of_the_family"


def test_the_scale_of_a_goal_is_none_that_a_child_made_in_confidence(danger, worker, family, amina):
    goal = goal_of(danger, worker)
    asked(worker, family, [gives(amina, 3)], sharing=in_confidence())

    assert refused_by(change(goal, scale=ScalingQuestion.objects.get())) == "safety_goal_scale_of_the_family"


def test_what_stands_on_a_map_says_something_and_stays(made, worker, dana):
    item = item_on(made, worker)
    empty = SafetyMapItem(organisation=made.organisation, map=made, part="strength", text=" ")

    assert refused_by(empty.save) == "safety_map_item_says_something"
    for changed in ({"text": "Otherwise"}, {"part": "past_harm"}, {"said_by": dana}):
        assert refused_by(change(item, **changed)) == "safety_map_item_stays"


def test_who_makes_a_map_is_named_once(made, dana):
    row = SafetyMapMaker(organisation=made.organisation, map=made, person=dana)

    assert refused_by(row.save) == "safety_map_maker_once"


def test_whoever_of_the_family_writes_does_so_in_their_own_name(made, danger, amina, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        item = SafetyMapItem(
            organisation=made.organisation, map=made, part="strength", text="A", said_by=amina, created_by=danas_sign_in
        )
        said = DangerDisagreement(
            organisation=made.organisation,
            danger=danger,
            person=amina,
            words="No",
            said_on=TODAY,
            created_by=danas_sign_in,
        )

        assert refused_by(item.save) == "safety_map_item_in_their_own_name"
        assert refused_by(said.save) == "danger_disagreement_in_their_own_name"


def test_how_it_is_seen_has_words_and_stays(danger, worker, dana):
    said = actions.see_it_differently(danger=danger, person=dana, words="It was once", by=worker)
    empty = DangerDisagreement(organisation=danger.organisation, danger=danger, person=dana, words=" ", said_on=TODAY)

    assert refused_by(empty.save) == "danger_disagreement_has_words"
    assert refused_by(change(said, words="It was never")) == "danger_disagreement_stays"


def test_no_column_could_hold_a_score():
    models = [model for model in apps.get_models() if model.__name__.startswith(("Safety", "Danger"))]
    ours = [model for model in models if model._meta.app_label == "casework" and "Concern" not in model.__name__]
    kinds = {"DecimalField", "FloatField", "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"}
    numbers = {field.name for model in ours for field in model._meta.fields if field.get_internal_type() in kinds}

    assert (len(ours), numbers) == (
        12,
        {"row_version", "version"},
    )  # with their histories; of which version of the map it was seen


def test_what_two_said_who_are_one_goes_over_to_one(worker, family, dana):
    other = MembershipFactory(family=family, person__known_as="Dana R", role="parent_carer").person
    made = begun(worker, family, dana, other, made_with=[dana, other])
    item_on(made, worker, said_by=other)
    actions.see_it_differently(danger=danger_on(made, worker), person=other, words="It was once", by=worker)

    merge_people(kept=dana, merged=other, why="She told us", chosen={}, by=worker)

    assert SafetyMapItem.objects.get().said_by == dana
    assert DangerDisagreement.objects.get().person == dana
    assert [one.person for one in SafetyMapMaker.objects.filter(map=made)] == [dana]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_adds_a_danger_in_the_moment_in_which_a_map_is_completed(organisation):
    """The one waits for the other: a danger without a goal never stands on a map that is complete."""
    with transaction.atomic():
        priya = PractitionerFactory().user
        membership = MembershipFactory()
        made = whole(priya, membership.family, membership.person)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.complete_safety_map(safety_map=made, by=priya)
            other = pool.submit(added, made, priya)
            sleep(0.5)
            assert not other.done()
        assert other.result() == "safety_map_is_complete"

    with transaction.atomic():
        assert DangerStatement.objects.count() == 1


def added(made, by) -> str:
    """Add a danger in a transaction of its own; what it came to."""
    try:
        with acting_as(by.asker), transaction.atomic():
            danger_on(made, by)
    except RuleBroken as refused:
        return refused.code
    finally:
        connection.close()
    return "done"


def test_two_goals_may_have_one_scale(made, danger, worker):
    first = on_scale(goal_of(danger, worker), worker)
    second = goal_of(danger_on(made, worker), worker)

    actions.put_goal_on_scale(goal=second, scale=first.scale, by=worker)

    assert ScalingQuestion.objects.count() == 1
