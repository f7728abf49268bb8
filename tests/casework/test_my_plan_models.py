"""What the database holds of someone's own plan, past every form (domain.md §8.3)."""

from datetime import timedelta

import pytest

from accounts.errors import RuleBroken
from casework.models import (
    MyHope,
    MyPlan,
    MyPlanVersion,
    PlanInvitation,
    SelfReview,
    SelfReviewAnswer,
    TalkWanted,
)
from database.asker import acting_as
from families.actions.granting import take_back_help
from families.actions.merging import merge_people, unmerge_people
from families.actions.records import Sharing, begin_record
from families.models import HelperAccess, Record, ShareState
from families.periods import Period
from tests.casework.plans_of_ones_own import as_it_is, lets_write, looked_back, plan_of, written
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import sign_in_of

TODAY = FROZEN.date()


@pytest.fixture
def plan(family, dana, danas_sign_in):
    written(plan := plan_of(dana, family, read_by="workers"), danas_sign_in, hopes=["A garden", "Sleep"])
    return plan


def row(model, plan, by, **fields):
    """One of each table, in whose name it would be written."""
    version = as_it_is(plan)
    whole = {
        MyHope: {"plan": plan, "words": "A dog", "said_on": TODAY},
        MyPlanVersion: {"plan": plan, "number": version.number + 1, "written_on": TODAY, "money": "Tight"},
        SelfReview: {"plan": plan, "version": version, "on": TODAY},
    }[model]
    return model(organisation=plan.organisation, created_by=by, **(whole | fields))


def answer(review, hope, by, value=3):
    return SelfReviewAnswer(organisation=review.organisation, review=review, hope=hope, value=value, created_by=by)


def wanted(review, worker, by):
    return TalkWanted(organisation=review.organisation, review=review, worker=worker, created_by=by)


RULES = {
    MyHope: "my_hope_by_its_owner",
    MyPlanVersion: "my_plan_by_its_owner",
    SelfReview: "self_review_by_its_owner",
}


@pytest.mark.parametrize("model", RULES)
def test_only_whose_it_is_or_who_writes_for_them_writes(model, plan, worker, joan, joans_sign_in, danas_sign_in):
    for by in (worker, joans_sign_in):
        with acting_as(by.asker):
            assert refused_by(row(model, plan, by).save) == RULES[model]
            assert refused_by(row(model, plan, danas_sign_in).save) == RULES[model]  # in Dana's name
    help_ = lets_write(plan.owner, joans_sign_in)
    with acting_as(joans_sign_in.asker):
        row(model, plan, joans_sign_in).save()
    take_back_help(access=help_, by=danas_sign_in)
    with acting_as(joans_sign_in.asker):
        fields = {"number": as_it_is(plan).number + 1} if model is MyPlanVersion else {}
        assert refused_by(row(model, plan, joans_sign_in, **fields).save) == RULES[model]


def test_whoever_only_reads_with_them_writes_nothing(plan, joans_sign_in, danas_sign_in):
    access = lets_write(plan.owner, joans_sign_in)

    assert refused_by(change(access, can="read")) == "helper_access_stays_as_given"
    assert refused_by(change(access, scope="goals")) in {"helper_writes_what_they_read", "helper_access_stays_as_given"}
    narrow = HelperAccess(
        organisation=plan.organisation,
        owner=plan.owner,
        helper=sign_in_of(MembershipFactory(family=plan.record.family).person),
        scope="goals",
        can="write_for_me",
        period=Period(TODAY, TODAY + timedelta(days=9)),
    )
    assert refused_by(narrow.save) == "helper_writes_what_they_read"


@pytest.mark.parametrize(("value", "rule"), [(11, "self_review_on_the_scale"), (10, None), (0, None)])
def test_a_hope_is_somewhere_between_0_and_10(plan, danas_sign_in, value, rule):
    review = looked_back(plan, danas_sign_in, keep="Walks")
    hope = plan.all_hopes.get(words="Sleep")

    with acting_as(danas_sign_in.asker):
        if rule:
            assert refused_by(answer(review, hope, danas_sign_in, value).save) == rule
        else:
            answer(review, hope, danas_sign_in, value).save()
            assert refused_by(answer(review, hope, danas_sign_in, 1).save) == "self_review_answer_once"


def test_a_review_is_of_the_hopes_that_stand_on_the_plan(plan, family, danas_sign_in, joan, joans_sign_in):
    others = written(plan_of(joan, family), joans_sign_in, hopes=["Peace"])
    written(plan, danas_sign_in, hopes=["Sleep"])
    review = looked_back(plan, danas_sign_in, 4)

    with acting_as(danas_sign_in.asker):
        for hope in (others.all_hopes.get(), plan.all_hopes.get(words="A garden")):
            assert refused_by(answer(review, hope, danas_sign_in).save) == "self_review_of_its_own_hopes"
        wrong = row(MyPlanVersion, plan, danas_sign_in, hopes=[others.all_hopes.get().pk])
        assert refused_by(wrong.save) == "my_plan_has_its_own_hopes"


def test_nobody_answers_or_asks_for_a_talk_in_their_place(plan, worker, danas_sign_in):
    review = looked_back(plan, danas_sign_in, keep="Walks")
    hope = plan.all_hopes.get(words="Sleep")

    with acting_as(worker.asker):
        assert refused_by(answer(review, hope, worker).save) == "self_review_answer_by_its_owner"
        assert refused_by(wanted(review, worker, worker).save) == "talk_wanted_by_its_owner"


def test_a_talk_is_asked_of_who_works_with_them(plan, worker, outsider, danas_sign_in):
    review = looked_back(plan, danas_sign_in, talk_to=[worker])

    with acting_as(danas_sign_in.asker):
        assert refused_by(wanted(review, outsider, danas_sign_in).save) == "talk_wanted_with_who_works_with_them"
        assert refused_by(wanted(review, worker, danas_sign_in).save) == "talk_wanted_once"


def test_what_was_written_stays(plan, worker, danas_sign_in):
    review = looked_back(plan, danas_sign_in, 4, 5, talk_to=[worker])

    assert [
        refused_by(change(plan, record=review.plan.record_id, owner=PersonFactory())),
        refused_by(change(as_it_is(plan), money="None")),
        refused_by(change(plan.all_hopes.get(words="Sleep"), words="Work")),
        refused_by(change(review, keep="Nothing")),
        refused_by(change(review.answers.first(), value=9)),
        refused_by(change(review.talks_wanted.get(), worker=danas_sign_in)),
    ] == [
        "my_plan_stays",
        "my_plan_version_stays",
        "my_hope_stays",
        "self_review_stays",
        "self_review_answer_stays",
        "talk_wanted_stays",
    ]


def test_something_stands_in_a_plan_and_in_a_hope(plan, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        assert refused_by(row(MyPlanVersion, plan, danas_sign_in, money=" ").save) == "my_plan_says_something"
        assert refused_by(row(MyHope, plan, danas_sign_in, words=" ").save) == "my_hope_says_something"


def test_versions_follow_one_another(plan, danas_sign_in):
    former = as_it_is(plan)
    written(plan, danas_sign_in, money="Tight")

    with acting_as(danas_sign_in.asker):
        assert refused_by(row(MyPlanVersion, plan, danas_sign_in, number=9).save) == "my_plan_version_in_turn"
        again = row(MyPlanVersion, plan, danas_sign_in, number=former.number + 1)
        assert refused_by(again.save) == "my_plan_version_once"
        late = row(SelfReview, plan, danas_sign_in, version=former)
        assert refused_by(late.save) == "self_review_of_the_plan_as_it_is"


def begun(record, owner, by):
    return MyPlan(organisation=record.organisation, record=record, owner=owner, created_by=by)


def record_of(person, family, by, **more):
    facts = {"author_person": person, "sharing": Sharing("shared")} | more
    return begin_record(kind=Record.Kind.MY_PLAN, family=family, happened_on=TODAY, subjects=[person], by=by, **facts)


def test_a_plan_is_begun_once_by_whose_it_is(plan, family, dana, joan, worker, danas_sign_in, joans_sign_in):
    """As Kith itself, which may write in anyone's name, and as Joan and Priya."""
    assert refused_by(begun(record_of(dana, family, danas_sign_in), dana, danas_sign_in).save) == "my_plan_once"
    hers = record_of(joan, family, joans_sign_in)
    assert refused_by(begun(plan.record, joan, danas_sign_in).save) == "my_plan_of_its_owner"
    in_priyas_name = record_of(joan, family, worker)
    assert refused_by(begun(in_priyas_name, joan, worker).save) == "my_plan_begun_by_its_owner"
    with acting_as(worker.asker):
        assert refused_by(begun(hers, joan, joans_sign_in).save) == "my_plan_begun_by_its_owner"
        with pytest.raises(RuleBroken) as refused:
            record_of(joan, family, worker)
    assert refused.value.code == "plan_shared_by_its_owner"


def test_only_whose_it_is_says_who_reads_it(plan, worker, danas_sign_in, joans_sign_in):
    share = ShareState.objects.get(record=plan.record)
    lets_write(plan.owner, joans_sign_in)

    for by in (worker, joans_sign_in):
        with acting_as(by.asker):
            assert refused_by(change(share, state="child_only")) == "plan_shared_by_its_owner"
    with acting_as(danas_sign_in.asker):
        change(share, state="child_only")()
        kept = {"state": "withheld", "reason": "other", "decided_by": worker}
        days = {"decided_on": TODAY, "review_on": TODAY + timedelta(days=9)}
        assert refused_by(change(share, **kept, **days)) == "plan_shared_by_its_owner"


def test_an_invitation_comes_from_who_works_here_and_is_answered_by_whom_it_invites(
    dana, worker, danas_sign_in, joans_sign_in
):
    def invites(by, **more):
        facts = {"person": dana, "invited_on": TODAY, "created_by": by, "organisation": worker.organisation}
        return PlanInvitation(**(facts | more))

    assert refused_by(invites(joans_sign_in).save) == "plan_invitation_by_who_works_here"
    invitation = invites(worker)
    invitation.save()
    assert refused_by(invites(worker).save) == "plan_invitation_one_at_a_time"
    for by in (worker, joans_sign_in):
        with acting_as(by.asker):
            assert refused_by(change(invitation, ended_on=TODAY)) == "plan_invitation_ended_by_whom_it_invites"
    with acting_as(danas_sign_in.asker):
        change(invitation, ended_on=TODAY)()
        assert refused_by(change(invitation, ended_on=None)) == "plan_invitation_ended_by_whom_it_invites"


def test_a_plan_goes_with_whoever_was_found_to_be_one_and_comes_back(plan, family, dana, worker):
    kept = MembershipFactory(family=family, person__known_as="Dana R").person

    merge = merge_people(kept=kept, merged=dana, why="The same", by=worker)
    plan.refresh_from_db()
    assert plan.owner == kept
    unmerge_people(merge=merge, by=worker)
    plan.refresh_from_db()
    assert plan.owner == dana
