"""What the database holds of scales, past every form (domain.md §3.5, INV-31): and that no column could hold a mean."""

from decimal import Decimal

import pytest
from django.apps import apps

from casework.models import ScalingAnswer, ScalingQuestion, ScalingReason
from families.actions.merging import merge_people, unmerge_people
from tests.casework.refusals import change, refused_by
from tests.casework.scales import WORDS, asked, gives
from tests.factories import FamilyFactory, MembershipFactory, RecordFactory


@pytest.fixture
def talk(worker, family, dana, amina):
    return asked(worker, family, [gives(dana, 7, why_not_lower="Sid makes breakfast")], people=[dana, amina])


@pytest.fixture
def question(talk):
    return ScalingQuestion.objects.get()


def answer(talk, who, **said):
    told = {"question": ScalingQuestion.objects.get(), "record": talk.record, "person": who, "value": Decimal(4)} | said
    return ScalingAnswer(organisation=talk.organisation, **told)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"about": " "}, "scale_is_about_something"),
        ({"zero_means": ""}, "scale_says_its_ends"),
        ({"ten_means": " "}, "scale_says_its_ends"),
        ({"child_zero": "It rains"}, "scale_both_ends_for_a_child"),
        ({"child_zero": "It rains", "child_ten": " "}, "scale_both_ends_for_a_child"),
    ],
)
def test_a_scale_says_what_it_is_about_and_both_its_ends(talk, words, rule):
    row = ScalingQuestion(organisation=talk.organisation, record=talk.record, **(WORDS | words))

    assert refused_by(row.save) == rule


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"value": Decimal("10.5")}, "scaling_answer_on_the_scale"),
        ({"value": Decimal("-0.5")}, "scaling_answer_on_the_scale"),
        ({"value": Decimal("6.3")}, "scaling_answer_by_halves"),
        ({"value": None}, "scaling_answer_or_declined"),
        ({"is_declined": True}, "scaling_answer_or_declined"),
        ({"value": Decimal(4), "shown_as": "faces"}, "scaling_answer_of_five_faces"),
    ],
)
def test_an_answer_stands_on_the_scale_or_is_none(talk, amina, said, rule):
    assert refused_by(answer(talk, amina, **said).save) == rule


def test_an_answer_is_one_persons_or_one_workers(talk, amina, worker):
    assert refused_by(answer(talk, None).save) == "scaling_answer_by_one"
    assert refused_by(answer(talk, amina, practitioner=worker.practitioner).save) == "scaling_answer_by_one"


def test_nobody_answers_twice_in_one_conversation(talk, dana, worker):
    answer(talk, None, practitioner=worker.practitioner).save()

    assert refused_by(answer(talk, dana).save) == "scaling_answer_once"
    mine = answer(talk, None, practitioner=worker.practitioner)
    assert refused_by(mine.save) == "scaling_answer_of_worker_once"


def test_only_who_was_there_answers(talk, joan):
    assert refused_by(answer(talk, joan).save) == "scaling_answer_by_who_was_there"


def test_a_scale_is_one_familys(talk, question, worker, dana):
    other = RecordFactory(family=FamilyFactory())
    row = ScalingAnswer(
        organisation=talk.organisation,
        question=question,
        record=other,
        practitioner=worker.practitioner,
        value=Decimal(4),
    )

    assert refused_by(row.save) == "scaling_answer_of_one_family"


def test_what_was_said_stays(talk, question, dana):
    said = ScalingAnswer.objects.get()

    assert refused_by(change(question, zero_means="Worse")) == "scale_stays"
    assert refused_by(change(said, value=Decimal(9))) == "scaling_answer_stays"
    assert refused_by(change(said.reasons.get(), why_not_lower="Because")) == "scaling_reason_stays"


def test_a_reason_says_something(talk, worker):
    said = answer(talk, None, practitioner=worker.practitioner)
    said.save()
    row = ScalingReason(organisation=talk.organisation, answer=said, why_not_lower=" ")

    assert refused_by(row.save) == "scaling_reason_says_something"


def test_no_column_could_hold_a_mean():
    """The only numbers are each person's own, and how often a row was written."""
    models = [model for model in apps.get_models() if model.__name__.startswith("Scaling")]
    numbers = {
        field.name
        for model in models
        for field in model._meta.get_fields()
        if field.get_internal_type() in {"DecimalField", "FloatField", "IntegerField", "PositiveIntegerField"}
    }

    assert len(models) == 6  # with their histories
    assert numbers == {"value", "row_version"}


def test_what_two_said_who_are_one_is_kept_of_both(worker, family, dana):
    other = MembershipFactory(family=family, person__known_as="Dana R", role="parent_carer").person
    asked(worker, family, [gives(dana, 7, why_not_lower="Toast"), gives(other, 6, why_not_lower="Radio")])

    merge = merge_people(kept=dana, merged=other, why="She told us", chosen={}, by=worker)

    said = ScalingAnswer.objects.get()
    words = set(said.reasons.values_list("why_not_lower", flat=True))
    assert (said.person, words) == (dana, {"Toast", "Radio"})
    unmerge_people(merge=merge, by=worker)
    kept = {str(one.person): [str(reason) for reason in one.reasons.all()] for one in ScalingAnswer.objects.all()}
    assert kept == {"Dana": ["Toast"], "Dana R": ["Radio"]}
