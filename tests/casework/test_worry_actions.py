"""Raising a worry and its steps: what each writes, what it refuses, and that a link-up pauses (domain.md §9.3, §12.2, §12.9)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.errors import RuleBroken
from casework import lifecycle
from casework.actions import worries as actions
from casework.models import ConcernAddition, SafeguardingConcern, SharingDecision
from casework.queries.worries import waiting_for
from casework.rules import worries as rules
from database import clock
from database.asker import acting_as
from families.queries.ahead import Waiting, in_order
from linkups.models import LinkUp, LinkUpPause
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory, UserFactory
from tests.factories_linkups import LinkUpFactory, coach_of
from tests.factories_worries import MONDAY, NOW, ConcernFactory, lead

State = SafeguardingConcern.State


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__date_of_birth=date(2015, 5, 1)).person


def test_every_state_has_its_steps():
    assert set(lifecycle.WORRY_STEPS) == set(State)


def test_a_worry_is_written_down_as_it_was_said(worker, amina):
    words = "  “Nobody was there.”\nShe had no shoes on. "

    concern = actions.raise_worry(words=words, about=[amina, amina], is_immediate_danger=True, by=worker)

    assert (concern.words, concern.raised_by, concern.raised_at, concern.state) == (words, worker, NOW, "raised")
    assert [one.person for one in concern.people.all()] == [amina]
    assert concern.pgh_event_model.objects.get(pgh_obj=concern).pgh_context["action"] == "raise_worry"


def test_a_worry_may_be_about_someone_whom_kith_does_not_know(worker):
    assert actions.raise_worry(words="A boy at number 4", by=worker).people.count() == 0


def test_a_worry_without_words_is_refused(worker):
    with pytest.raises(ValidationError, match="One line is enough"):
        actions.raise_worry(words=" ", by=worker)


def pass_on(concern, by, **facts):
    return actions.pass_on(concern=concern, told="front_door", by=by, **facts)


def test_passing_on_says_whom_and_when_and_writes_the_decision(worker, amina):
    concern = actions.raise_worry(words="No shoes", about=[amina], by=worker)

    passed_on = pass_on(concern, worker, lcs_ref="R-17", family_told="not_safe", family_told_reason="He reads her post")

    assert (passed_on.state, passed_on.told_at, passed_on.told_by, passed_on.lcs_ref) == (
        "passed_on",
        NOW,
        worker,
        "R-17",
    )
    decision = SharingDecision.objects.get()
    assert (decision.subject, decision.outcome, decision.told_subject, decision.basis, decision.decided_on) == (
        amina,
        "shared",
        "no_unsafe",
        "child",
        MONDAY,
    )


def test_of_grown_ups_it_is_to_keep_an_adult_safe(worker):
    joan = PersonFactory(date_of_birth=date(1961, 1, 17))

    pass_on(ConcernFactory(raised_by=worker, about=[joan]), worker)

    assert SharingDecision.objects.get().basis == "adult"


def test_where_an_age_is_not_known_we_speak_as_of_a_child(worker):
    pass_on(ConcernFactory(raised_by=worker, about=[PersonFactory()]), worker)

    assert SharingDecision.objects.get().basis == "child"


def test_a_decision_is_written_also_about_someone_unknown(worker):
    pass_on(ConcernFactory(raised_by=worker), worker)

    assert SharingDecision.objects.get().subject is None


def test_nothing_is_passed_on_in_the_future(worker):
    with pytest.raises(ValidationError, match="once you have told them"):
        pass_on(ConcernFactory(raised_by=worker), worker, told_at=NOW + timedelta(hours=1))


def test_they_may_have_been_told_before_it_was_written_down(worker):
    earlier = NOW - timedelta(minutes=20)

    assert pass_on(ConcernFactory(raised_by=worker), worker, told_at=earlier).told_at == earlier


def test_not_safe_needs_its_reason_and_leaves_the_worry_as_it_was(worker):
    concern = ConcernFactory(raised_by=worker)

    with pytest.raises(ValidationError, match="why it would not be safe"):
        pass_on(concern, worker, family_told="not_safe")

    concern.refresh_from_db()
    assert (concern.state, SharingDecision.objects.count()) == ("raised", 0)


def test_a_step_is_taken_once(worker):
    concern = ConcernFactory(passed_on=True)

    with pytest.raises(actions.WorryStepRefused, match="“Passed on” already"):
        pass_on(concern, worker)


def test_acknowledging_says_by_whom(worker):
    lena = lead()

    concern = actions.acknowledge(concern=ConcernFactory(passed_on=True), by=lena)

    assert (concern.state, concern.acknowledged_by, concern.acknowledged_at) == ("acknowledged", lena, NOW)


def test_the_outcome_keeps_the_reference_that_is_known(worker):
    concern = ConcernFactory(acknowledged=True, lcs_ref="R-17")

    known = actions.note_outcome(concern=concern, outcome="They met the family", by=worker)

    assert (known.state, known.outcome, known.lcs_ref) == ("outcome_known", "They met the family", "R-17")


@pytest.mark.parametrize("trait", [{}, {"passed_on": True}, {"acknowledged": True}])
def test_one_can_always_add(worker, trait):
    concern = ConcernFactory(**trait)

    actions.add_to_worry(concern=concern, words="She is at Joan’s now", by=worker)

    added = ConcernAddition.objects.get()
    assert (added.concern, added.words, added.added_by, added.added_at) == (
        concern,
        "She is at Joan’s now",
        worker,
        NOW,
    )


def test_the_family_may_be_told_later(worker):
    concern = actions.note_family_told(concern=ConcernFactory(acknowledged=True), family_told="yes", by=worker)

    assert concern.family_told == "yes"


def test_a_decision_not_to_share_says_why(worker, amina):
    concern = ConcernFactory(about=[amina])
    decision = {"what": "Where she lives", "with_whom": "Her father", "why": "He asked", "basis": "child"}

    with pytest.raises(ValidationError, match="more harm than good"):
        actions.decide_sharing(concern=concern, **decision, told_subject="yes", outcome="not_shared", by=worker)

    assert SharingDecision.objects.count() == 0


@pytest.fixture
def link_up(family):
    """The family seeks; Okafor shares; Marlon coaches."""
    one = LinkUpFactory(seeking_family=family, under_way=True)
    coach = coach_of(family, one.sharing_family)
    LinkUp.objects.filter(pk=one.pk).update(coach=coach.practitioner)
    return LinkUp.objects.get(pk=one.pk)


@pytest.mark.parametrize("side", ["seeking_family", "sharing_family"])
def test_a_worry_about_someone_of_either_family_pauses_the_link_up(worker, link_up, side):
    someone = MembershipFactory(family=getattr(link_up, side)).person

    actions.raise_worry(words="No shoes", about=[someone], by=worker)

    link_up.refresh_from_db()
    pause = link_up.pauses.get()
    assert (link_up.state, pause.reason, pause.period.lower, pause.period.upper) == (
        "paused",
        "looked_into",
        MONDAY,
        None,
    )


def test_naming_someone_later_pauses_too(worker, link_up, amina):
    concern = ConcernFactory(raised_by=worker)

    actions.add_to_worry(concern=concern, words="It is Amina", about=[amina], by=worker)

    link_up.refresh_from_db()
    assert link_up.state == "paused"


def test_a_link_up_of_other_families_goes_on(worker, amina):
    other = LinkUpFactory(under_way=True)

    actions.raise_worry(words="No shoes", about=[amina], by=worker)

    other.refresh_from_db()
    assert other.state == "active"


def test_what_a_worry_paused_goes_on_when_it_may(worker, link_up, amina):
    concern = actions.raise_worry(words="No shoes", about=[amina], by=worker)

    gone_on = actions.let_link_ups_go_on(concern=concern, by=lead())

    link_up.refresh_from_db()
    assert (gone_on, link_up.state) == (1, "active")


def test_what_another_open_worry_holds_stays_paused(worker, link_up, amina):
    concern = actions.raise_worry(words="No shoes", about=[amina], by=worker)
    theirs = MembershipFactory(family=link_up.sharing_family).person
    ConcernFactory(about=[theirs], passed_on=True)

    gone_on = actions.let_link_ups_go_on(concern=concern, by=lead())

    link_up.refresh_from_db()
    assert (gone_on, link_up.state) == (0, "paused")


def test_a_holiday_that_goes_on_becomes_this_pause(worker, link_up, amina):
    LinkUp.objects.filter(pk=link_up.pk).update(state="paused")
    holiday = {"organisation": link_up.organisation, "link_up": link_up, "reason": "holiday"}
    LinkUpPause.objects.create(**holiday, period=(date(2026, 3, 10), None))

    actions.raise_worry(words="No shoes", about=[amina], by=worker)

    assert list(link_up.pauses.values_list("reason", flat=True)) == ["looked_into"]


def test_a_worry_on_the_day_on_which_the_link_up_went_on_pauses_again(worker, link_up, amina):
    first = actions.raise_worry(words="No shoes", about=[amina], by=worker)
    actions.let_link_ups_go_on(concern=first, by=lead())

    actions.raise_worry(words="No shoes again", about=[amina], by=worker)

    link_up.refresh_from_db()
    assert (link_up.state, link_up.pauses.get().period.upper) == ("paused", None)


@pytest.mark.parametrize("late", [timedelta(hours=24), timedelta(hours=23, minutes=59, seconds=59)])
def test_it_waits_for_the_manager_at_once_and_is_late_after_a_day(worker, manager, amina, monkeypatch, late):
    ConcernFactory(raised_by=worker, about=[amina], passed_on=True)

    monkeypatch.setattr(clock, "now", lambda: NOW + late)

    assert [item.is_overdue for item in waiting_for(manager)] == [late == timedelta(hours=24)]


def test_a_worry_stands_before_all_that_waits(worker, manager, amina):
    ConcernFactory(raised_by=worker, about=[amina], passed_on=True)
    late = Waiting("A paddling pool", "/nearby/", by=NOW.date() - timedelta(days=9), is_overdue=True)

    first, second = in_order([late], waiting_for(manager))

    assert ("worry" in first.text, second) == (True, late)


def test_what_is_acknowledged_waits_for_nobody(worker, manager, amina, monkeypatch):
    ConcernFactory(raised_by=worker, about=[amina], acknowledged=True)

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))

    assert [waiting_for(user) for user in (worker, manager, lead())] == [[], [], []]


def test_the_one_who_raised_it_is_asked_to_pass_it_on_the_same_day(worker, amina, monkeypatch):
    ConcernFactory(raised_by=worker, about=[amina])
    today = waiting_for(worker)

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=16))

    assert [today[0].is_overdue, waiting_for(worker)[0].is_overdue] == [False, True]


def test_it_waits_for_the_lead_and_the_lead_worker_at_once_without_a_mark(worker, amina):
    ConcernFactory(about=[amina], passed_on=True)

    assert [[item.is_overdue for item in waiting_for(user)] for user in (worker, lead())] == [[False], [False]]


def test_a_worry_waits_for_nobody_else(family, worker, amina, outsider, monkeypatch):
    ConcernFactory(raised_by=worker, about=[amina])
    hana = InvolvementFactory(family=family, role="co_worker").practitioner.user

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))

    others = (hana, outsider, UserFactory(kind="family", roles=[]), UserFactory(kind="client", roles=[]))
    assert [waiting_for(user) for user in others] == [[]] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_takes_one_query(worker, manager, amina, django_assert_num_queries, count):
    ConcernFactory.create_batch(count, raised_by=worker, about=[amina])

    with django_assert_num_queries(1):
        waiting_for(manager)


def test_who_answers_for_a_worry(worker, manager, amina, outsider):
    concern = ConcernFactory(raised_by=worker, about=[amina], passed_on=True)

    assert [bool(rules.can_acknowledge(user, concern)) for user in (manager, lead(), worker, outsider)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_lead_does_not_answer_their_own(organisation):
    lena = lead()

    decision = rules.can_acknowledge(lena, ConcernFactory(raised_by=lena, passed_on=True))

    assert decision.refusal == "You raised this worry, so someone else says that they have it."


def test_whether_the_family_knows_is_said_once_it_is_passed_on(worker):
    early, passed_on = ConcernFactory(), ConcernFactory(passed_on=True)

    assert rules.can_note_family_told(worker, early).refusal == rules.NOT_NOW
    assert rules.can_note_family_told(worker, passed_on)


def test_a_step_has_its_moment(worker):
    assert rules.can_acknowledge(lead(), ConcernFactory()).refusal == rules.NOT_NOW


def test_link_ups_go_on_once_someone_has_the_worry(worker):
    early, acknowledged = ConcernFactory(passed_on=True), ConcernFactory(acknowledged=True)

    assert rules.can_let_link_ups_go_on(lead(), early).refusal == rules.NOT_NOW
    assert rules.can_let_link_ups_go_on(lead(), acknowledged)


@pytest.mark.parametrize(
    "user", [{"kind": "family", "roles": []}, {"kind": "client", "roles": []}, {"is_active": False}]
)
def test_only_those_who_work_here_raise_a_worry(organisation, user):
    assert not rules.can_raise_worry(UserFactory(**user))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_acknowledge_at_once_one_is_told(organisation):
    with transaction.atomic():
        leads = [lead(), lead()]
        concerns = ConcernFactory.create_batch(5, passed_on=True)

    for concern in concerns:
        together = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(lambda who, c=concern, at=together: acknowledged(c, at, who), leads))
        assert said == ["done", "worry_step"]


def acknowledged(concern, together, by) -> str:
    """Acknowledge in a transaction of one's own, when the other is ready too; what it came to."""
    together.wait()
    try:
        with acting_as(by.asker), transaction.atomic():
            actions.acknowledge(concern=concern, by=by)
    except (actions.WorryStepRefused, RuleBroken) as refused:
        return refused.code
    finally:
        connection.close()
    return "done"


def test_a_worry_never_waits_on_a_colleague_without_a_team(organisation):
    alone = PractitionerFactory().user

    assert actions.raise_worry(words="No shoes", by=alone).state == "raised"
