"""Who takes part in a family meeting another way: what the database keeps of it, past every form."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError

from casework.actions import exclusions as actions
from casework.actions.kept_from import keep_as
from casework.models import Exclusion, Participant
from casework.queries.exclusions import exclusions
from database.asker import acting_as
from families.actions import keeping
from families.models import AccessBlock
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.factories import PersonFactory, RecordFactory, UserFactory
from tests.factories_conferences import MONDAY, PlanFactory, conference_at

LATER = date(2026, 9, 14)
FACTS = {
    "extent": "written_view",
    "why_no_less": "He shouts whoever speaks.",
    "ground": "violence_or_threat",
    "evidence_note": "The school and Joan say so.",
    "how_views_come_in": "Ngozi asks him on Tuesday and reads it out.",
}


@pytest.fixture
def meeting(family, ngozi):
    return conference_at("arranged", family=family, coordinator=ngozi)


@pytest.fixture
def rob(organisation):
    return PersonFactory(known_as="Rob")


@pytest.fixture
def decide(meeting, rob, ngozi):
    def decide(**facts):
        with acting_as(ngozi.user.asker):
            return actions.exclude(conference=meeting, person=rob, review_on=LATER, by=ngozi.user, **(FACTS | facts))

    return decide


@pytest.fixture
def away(decide):
    return decide()


@pytest.fixture
def hidden(decide):
    return decide(ground="domestic_abuse", extent="not_at_all")


@pytest.fixture
def sarah(manager):
    return manager


def as_(user, operation):
    def run():
        with acting_as(user.asker):
            return operation()

    return run


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"evidence_note": " "}, "exclusion_says_what_is_known"),
        ({"why_no_less": " "}, "exclusion_narrowest_first"),
        ({"how_views_come_in": " "}, "exclusion_is_heard"),
        ({"review_on": MONDAY}, "exclusion_looked_at_again"),
        ({"review_on": MONDAY + timedelta(days=400)}, "exclusion_looked_at_again"),
    ],
)
def test_what_an_exclusion_says(meeting, rob, ngozi, facts, rule):
    def write():
        Exclusion.objects.create(
            organisation=rob.organisation,
            created_by=ngozi.user,
            conference=meeting,
            person=rob,
            **(FACTS | {"decided_on": MONDAY, "review_on": LATER} | facts),
        )

    assert refused_by(as_(ngozi.user, write)) == rule


def test_the_least_needs_no_reason_why_nothing_less(decide):
    assert decide(extent="different_part", why_no_less="").pk


def test_where_it_is_not_safe_to_ask_that_is_said(decide):
    assert decide(how_views_come_in="", unsafe_to_ask_reason="He would know that Dana spoke.").pk


@pytest.mark.parametrize("extent", ["different_part", "video"])
def test_whoever_is_told_when_or_where_is_not_hidden_from(meeting, rob, ngozi, extent):
    def write():
        AccessBlock.objects.create(
            organisation=rob.organisation,
            viewer_person=rob,
            record=meeting.record,
            ground="domestic_abuse",
            set_by=ngozi.user,
            set_on=MONDAY,
            review_on=LATER,
        )
        facts = FACTS | {"extent": extent, "ground": "domestic_abuse", "decided_on": MONDAY, "review_on": LATER}
        Exclusion.objects.create(
            organisation=rob.organisation, created_by=ngozi.user, conference=meeting, person=rob, **facts
        )

    assert refused_by(as_(ngozi.user, write)) == "exclusion_not_told_where"


def test_it_is_decided_once(away, decide):
    def write():
        Exclusion.objects.create(
            organisation=away.organisation,
            created_by=away.created_by,
            conference=away.conference,
            person=away.person,
            **(FACTS | {"decided_on": MONDAY, "review_on": LATER}),
        )

    assert refused_by(as_(away.created_by, write)) == "exclusion_once"


def written(meeting, rob, by, **facts):
    def write():
        return Exclusion.objects.create(
            organisation=rob.organisation,
            created_by=by,
            conference=meeting,
            person=rob,
            **(FACTS | {"decided_on": MONDAY, "review_on": LATER} | facts),
        )

    return write


def test_another_than_the_coordinator_decides_nothing(meeting, rob, worker):
    assert refused_by(as_(worker, written(meeting, rob, worker))) == "exclusion_by_the_coordinator"


def test_nobody_decides_in_the_coordinators_name(meeting, rob, worker, ngozi):
    assert refused_by(as_(worker, written(meeting, rob, ngozi.user))) == "exclusion_by_the_coordinator"


def test_after_the_day_nothing_is_decided(family, ngozi, rob):
    held = conference_at("held", family=family, coordinator=ngozi)

    assert refused_by(as_(ngozi.user, written(held, rob, ngozi.user))) == "exclusion_before_the_day"


@pytest.mark.parametrize("fields", [{"ground": "other"}, {"evidence_note": "Else"}, {"extent": "advocate"}])
def test_what_was_decided_stays(away, ngozi, fields):
    assert refused_by(as_(ngozi.user, change(away, **fields))) == "exclusion_stays_as_decided"


def test_what_has_ended_stays_ended(away, ngozi):
    with acting_as(ngozi.user.asker):
        actions.end_exclusion(exclusion=away, ended_because="He is calm.", by=ngozi.user)

    assert refused_by(as_(ngozi.user, change(away, ended_on=None))) == "exclusion_stays_as_decided"


def test_the_coordinator_agrees_to_nothing_of_theirs(away, ngozi):
    ngozi.user.roles = ["conference_coordinator", "team_manager"]
    ngozi.user.save()

    refused = refused_by(as_(ngozi.user, change(away, agreed_by=ngozi.user, agreed_on=MONDAY)))

    assert refused == "exclusion_agreed_by_a_manager"


def test_who_is_no_manager_agrees_to_nothing(away, worker):
    assert refused_by(as_(worker, change(away, agreed_by=worker, agreed_on=MONDAY))) == "exclusion_agreed_by_a_manager"


def test_nobody_agrees_in_a_managers_name(away, worker, sarah):
    assert refused_by(as_(worker, change(away, agreed_by=sarah, agreed_on=MONDAY))) == "exclusion_agreed_by_a_manager"


def test_a_manager_who_has_left_agrees_to_nothing(away, sarah):
    type(sarah).objects.filter(pk=sarah.pk).update(is_active=False)

    assert refused_by(as_(sarah, change(away, agreed_by=sarah, agreed_on=MONDAY))) == "exclusion_agreed_by_a_manager"


def test_another_manager_takes_over_nothing(away, sarah, organisation):
    agreed(away, sarah)
    other = UserFactory(roles=["team_manager"])

    assert refused_by(as_(other, change(away, agreed_by=other, agreed_on=MONDAY))) == "exclusion_stays_as_decided"


def agreed(exclusion, manager):
    with acting_as(manager.asker):
        return actions.agree_to_exclusion(exclusion=exclusion, by=manager)


def test_an_agreement_has_a_day(away, sarah):
    assert refused_by(as_(sarah, change(away, agreed_by=sarah))) == "exclusion_agreed_on_a_day"


def test_nobody_is_told_before_a_manager_agreed(away, ngozi):
    assert refused_by(as_(ngozi.user, change(away, told_on=MONDAY))) == "exclusion_told_once_agreed"


def test_nobody_is_told_before_it_was_decided(away, sarah):
    agreed(away, sarah)

    assert refused_by(as_(sarah, change(away, told_on=date(2026, 3, 15)))) == "exclusion_told_once_agreed"


def test_it_ends_for_a_reason(away, ngozi):
    assert refused_by(as_(ngozi.user, change(away, ended_on=MONDAY))) == "exclusion_ended_for_a_reason"


def test_what_a_manager_agreed_to_no_coordinator_ends(away, ngozi, sarah):
    agreed(away, sarah)
    end = change(away, ended_on=MONDAY, ended_because="Calm")

    assert refused_by(as_(ngozi.user, end)) == "exclusion_ended_by_a_manager"
    assert as_(sarah, end)() == 1


def test_what_a_manager_agreed_to_no_worker_ends(away, worker, sarah):
    agreed(away, sarah)

    refused = refused_by(as_(worker, change(away, ended_on=MONDAY, ended_because="Calm")))

    assert refused == "exclusion_ended_by_a_manager"


def test_because_of_domestic_abuse_the_meeting_is_kept_from_them(meeting, rob, ngozi):
    refused = refused_by(as_(ngozi.user, written(meeting, rob, ngozi.user, ground="domestic_abuse")))

    assert refused == "exclusion_hides_the_meeting"


def test_what_keeps_it_from_them_ends_with_it_and_not_before(hidden, ngozi, sarah):
    block = AccessBlock.objects.get(record=hidden.conference.record, viewer_person=hidden.person)
    agreed(hidden, sarah)

    refused = refused_by(as_(sarah, change(block, ended_on=MONDAY, ended_because="Someone thought it was over")))
    with acting_as(sarah.asker):
        actions.end_exclusion(exclusion=hidden, ended_because="The order was lifted.", by=sarah)

    block.refresh_from_db()
    assert (refused, block.ended_because) == ("access_block_of_an_exclusion", "The order was lifted.")


def test_a_plan_of_which_they_would_know_is_not_written(hidden, ngozi):
    assert refused_by(as_(ngozi.user, lambda: PlanFactory(conference=hidden.conference))) == "plan_kept_as_its_meeting"


def test_whoever_is_not_there_is_not_asked(away, ngozi):
    def ask():
        Participant.objects.create(
            organisation=away.organisation, conference=away.conference, person=away.person, kind="family_network"
        )

    assert refused_by(as_(ngozi.user, ask)) == "participant_is_not_excluded"


def test_whoever_comes_to_another_part_is_asked(decide, meeting, ngozi):
    decide(extent="different_part", why_no_less="")

    with acting_as(ngozi.user.asker):
        Participant.objects.create(
            organisation=meeting.organisation,
            conference=meeting,
            person=Exclusion.objects.get().person,
            kind="family_network",
        )

    assert Participant.objects.asked().filter(person__known_as="Rob").exists()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"reviewed_on": date(2026, 3, 15)}, "exclusion_looked_at_again"),
        ({"reviewed_on": MONDAY, "review_on": MONDAY + timedelta(days=400)}, "exclusion_looked_at_again"),
        ({"ended_on": date(2026, 3, 15), "ended_because": "Calm"}, "exclusion_ended_for_a_reason"),
    ],
)
def test_nothing_is_said_of_it_before_it_was_decided(away, ngozi, fields, rule):
    assert refused_by(as_(ngozi.user, change(away, **fields))) == rule


def test_what_keeps_it_from_them_is_given_to_nobody_else(hidden, ngozi):
    block = AccessBlock.objects.get(record=hidden.conference.record)
    other = PersonFactory()

    assert refused_by(change(block, viewer_person=other)) == "access_block_of_an_exclusion"
    assert refused_by(change(block, record=conference_at("preparing").record)) == "access_block_of_an_exclusion"


def test_what_keeps_its_plan_from_them_does_not_end_either(hidden, ngozi):
    plan = PlanFactory.build(conference=hidden.conference)
    record = RecordFactory(kind="family_plan", family=hidden.conference.family)
    with acting_as(ngozi.user.asker):
        keep_as(record, of=hidden.conference.record, by=ngozi.user)
        PlanFactory(conference=hidden.conference, record=record, version=plan.version)

    block = AccessBlock.objects.get(record=record)

    assert refused_by(change(block, ended_on=MONDAY, ended_because="x")) == "access_block_of_an_exclusion"


def test_whom_the_meeting_is_about_is_excluded_by_nobody(meeting, ngozi):
    about = meeting.focus.get().person

    with acting_as(ngozi.user.asker), pytest.raises(ValidationError, match="it is theirs"):
        actions.exclude(conference=meeting, person=about, review_on=LATER, by=ngozi.user, **FACTS)


def test_what_was_decided_anew_for_the_meeting_that_looks_back_holds_on(hidden, ngozi, sarah, family, decide):
    review = conference_at("preparing", family=family, coordinator=ngozi, review_of=hidden.conference)
    with acting_as(ngozi.user.asker):
        facts = FACTS | {"ground": "domestic_abuse", "extent": "not_at_all"}
        actions.exclude(conference=review, person=hidden.person, review_on=LATER, by=ngozi.user, **facts)
        actions.end_exclusion(exclusion=hidden, ended_because="Decided anew", by=ngozi.user)

    kept = AccessBlock.objects.in_force().filter(viewer_person=hidden.person)
    assert [block.record for block in kept] == [review.record]


@pytest.fixture
def later(monkeypatch):
    """Each look at the clock is a second after the one before."""
    seconds = count()
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(seconds=next(seconds)))


@pytest.mark.parametrize("ground", [AccessBlock.Ground.COURT_ORDER, AccessBlock.Ground.DOMESTIC_ABUSE])
def test_what_kept_it_from_them_before_stays_when_the_exclusion_ends(
    later, meeting, rob, decide, ngozi, sarah, family, ground
):
    """The meeting was kept from him already: that it is over with the exclusion nobody said."""
    with acting_as(sarah.asker):
        before = keeping.set_block(viewer=rob, protected=meeting.record, ground=ground, review_on=LATER, by=sarah)
    hidden = decide(ground="domestic_abuse", extent="not_at_all")
    plan = RecordFactory(kind="family_plan", family=family)
    with acting_as(ngozi.user.asker):
        keep_as(plan, of=meeting.record, by=ngozi.user)
        PlanFactory(conference=meeting, record=plan)
        actions.end_exclusion(exclusion=hidden, ended_because="He is calm", by=ngozi.user)

    kept = AccessBlock.objects.in_force().filter(viewer_person=rob)
    assert {block.record for block in kept} == {meeting.record, plan}
    assert kept.get(record=meeting.record) == before


def test_what_keeps_one_plan_from_them_for_another_reason_stays(hidden, rob, ngozi, sarah, family):
    record = RecordFactory(kind="family_plan", family=family)
    order = {"ground": AccessBlock.Ground.COURT_ORDER, "review_on": LATER}
    with acting_as(sarah.asker):
        before = keeping.set_block(viewer=rob, protected=record, by=sarah, **order)
        PlanFactory(conference=hidden.conference, record=record)
    with acting_as(ngozi.user.asker):
        actions.end_exclusion(exclusion=hidden, ended_because="He is calm", by=ngozi.user)

    assert AccessBlock.objects.in_force().get(viewer_person=rob) == before


def test_what_came_with_the_meeting_that_it_looks_back_at_ends_with_what_was_decided_anew(
    later, hidden, rob, ngozi, family
):
    review = conference_at("preparing", family=family, coordinator=ngozi, review_of=hidden.conference)
    with acting_as(ngozi.user.asker):
        keep_as(review.record, of=hidden.conference.record, by=ngozi.user)
        facts = FACTS | {"ground": "domestic_abuse", "extent": "not_at_all"}
        anew = actions.exclude(conference=review, person=rob, review_on=LATER, by=ngozi.user, **facts)
        actions.end_exclusion(exclusion=hidden, ended_because="Decided anew", by=ngozi.user)
        actions.end_exclusion(exclusion=anew, ended_because="He is calm", by=ngozi.user)

    assert not AccessBlock.objects.in_force().filter(viewer_person=rob).exists()


@pytest.fixture
def chain(later, hidden, ngozi, family):
    """The meeting, one that looks back at it, and one that looks back at that one; all kept from him."""
    meetings = [hidden.conference]
    for _each in range(2):
        review = conference_at("preparing", family=family, coordinator=ngozi, review_of=meetings[-1])
        with acting_as(ngozi.user.asker):
            keep_as(review.record, of=meetings[-1].record, by=ngozi.user)
        meetings.append(review)
    return meetings


def kept_from(person):
    return set(AccessBlock.objects.in_force().filter(viewer_person=person).values_list("record", flat=True))


def test_what_keeps_a_review_of_a_review_from_them_holds_as_long_as_what_was_decided_first(chain, rob, sarah):
    block = AccessBlock.objects.get(viewer_person=rob, record=chain[2].record)

    assert refused_by(change(block, ended_on=MONDAY, ended_because="x")) == "access_block_of_an_exclusion"


def test_it_ends_for_all_of_them_with_it(chain, hidden, rob, ngozi):
    with acting_as(ngozi.user.asker):
        actions.end_exclusion(exclusion=hidden, ended_because="He is calm", by=ngozi.user)

    assert kept_from(rob) == set()


def test_what_was_decided_anew_for_the_last_of_them_holds_on(chain, hidden, rob, ngozi):
    facts = FACTS | {"ground": "domestic_abuse", "extent": "not_at_all"}
    with acting_as(ngozi.user.asker):
        actions.exclude(conference=chain[2], person=rob, review_on=LATER, by=ngozi.user, **facts)
        actions.end_exclusion(exclusion=hidden, ended_because="He is calm", by=ngozi.user)

    assert kept_from(rob) == {chain[2].record_id}


def test_what_was_decided_anew_ends_nothing_while_what_was_decided_first_holds(chain, rob, ngozi):
    facts = FACTS | {"ground": "domestic_abuse", "extent": "not_at_all"}
    with acting_as(ngozi.user.asker):
        anew = actions.exclude(conference=chain[2], person=rob, review_on=LATER, by=ngozi.user, **facts)
        actions.end_exclusion(exclusion=anew, ended_because="Decided for the first one", by=ngozi.user)

    assert kept_from(rob) == {one.record_id for one in chain}


def test_what_holds_for_the_first_of_them_stands_on_the_page_of_the_last(chain, hidden, ngozi):
    assert exclusions(chain[2], ngozi.user) == [hidden]
