"""What closes the door again, or keeps it closed, a condition at a time: each of these opens something when its condition is gone."""

from datetime import date

import pytest

from database import clock
from database.asker import acting_as
from families import models
from families.actions import emergency, goals, keeping
from families.actions.records import begin_record
from families.models.records import records_not_kept_from
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory
from tests.factories_families import ResidenceFactory
from tests.factories_linkups import sign_in_of

TODAY = date(2026, 3, 16)
LATER = date(2026, 9, 14)
RECORD = {"kind": models.Record.Kind.CONVERSATION, "happened_on": TODAY}
EMERGENCY = {"reason_code": "immediate_safety", "reason_text": "She rang and was afraid to go home"}


@pytest.fixture
def shared_goal(family, amina, worker):
    """A goal of Amina's, on the board that another family sees."""
    goal = goals.record_goal(family=family, words="Fewer rows", whose=[amina], on=TODAY, by=worker)
    return goals.share_goal(goal=goal, family=FamilyFactory(name="Silva"), on=TODAY, by=worker)


@pytest.fixture
def petra(shared_goal):
    """Of the family that sees the board."""
    return sign_in_of(MembershipFactory(family=shared_goal.family, person__date_of_birth=date(1985, 1, 1)))


def known_to(user):
    return {person.known_as for person in models.Person.objects.visible_to(user)}


def reads(user, record):
    return models.Record.objects.visible_to(user).filter(pk=record.pk).exists()


def on_board_of(user):
    return set(models.Goal.objects.visible_to(user))


def restrict(what, by, *allowed):
    return keeping.restrict(what=what, ground="refuge", allowed=allowed, review_on=LATER, by=by)


def test_who_was_named_sees_no_more_once_their_name_is_taken_off(amina, worker, outsider):
    held = restrict(amina, worker, outsider)
    assert known_to(outsider) == {"Amina"}

    held.readers.filter(user=outsider).update(removed_on=clock.today())

    assert known_to(outsider) == set()


def test_who_was_named_sees_no_more_once_the_restriction_is_over(amina, worker, outsider):
    held = restrict(amina, worker, outsider)

    keeping.end_keeping(held=held, ended_because="She moved on.", by=worker)

    assert known_to(outsider) == set()


def test_broken_glass_opens_the_whole_record_and_where_they_live(family, amina, worker, outsider):
    record = begin_record(family=family, subjects=[amina], by=worker, **RECORD)
    home = ResidenceFactory(person=amina, is_confidential=True)
    assert not reads(outsider, record)

    with acting_as(outsider.asker):
        emergency.break_glass(target=family, by=outsider, **EMERGENCY)

    assert reads(outsider, record)
    assert home in models.Residence.objects.visible_to(outsider)


def test_a_board_shows_no_goal_that_is_only_the_childs(shared_goal, petra, amina):
    assert on_board_of(petra) == {shared_goal.goal}

    models.Person.objects.filter(pk=amina.pk).update(date_of_birth=date(2015, 5, 1))
    models.ShareState.objects.filter(record=shared_goal.goal.record).update(state="child_only")

    assert on_board_of(petra) == set()


def test_a_board_shows_no_goal_that_is_for_others_by_name(shared_goal, petra, worker):
    restrict(shared_goal.goal.record, worker)

    assert on_board_of(petra) == set()


def test_a_board_shows_no_goal_of_someone_who_does_not_exist_for_its_reader(shared_goal, petra, amina, worker):
    keeping.set_block(viewer=petra.person_account.person, protected=amina, ground="other", review_on=LATER, by=worker)

    assert on_board_of(petra) == set()


def test_nothing_is_left_open_to_whose_sign_in_has_ended(shared_goal, petra):
    assert models.Record.objects.filter(records_not_kept_from(petra)).exists()

    petra.is_active = False

    assert not models.Record.objects.filter(records_not_kept_from(petra)).exists()


def test_who_knows_a_family_reads_nothing_of_it_even_by_name(family, worker, outsider):
    record = begin_record(family=family, subjects=[PersonFactory()], by=worker, **RECORD)
    restrict(record, worker, outsider)
    assert reads(outsider, record)

    keeping.declare_interest(practitioner=outsider.practitioner, known=family, kind="neighbour", by=outsider)

    assert not reads(outsider, record)


def test_what_someone_restricted_wrote_of_another_is_for_those_who_are_named(family, amina, joan, worker, manager):
    record = begin_record(family=family, subjects=[joan], author_person=amina, by=worker, **RECORD)
    assert reads(manager, record)

    restrict(amina, worker)

    assert (reads(worker, record), reads(manager, record)) == (True, False)


def test_what_someone_wrote_is_not_there_to_someone_for_whom_they_do_not_exist(family, amina, joan, worker):
    joans = sign_in_of(joan.memberships.get())
    record = begin_record(family=family, subjects=[joan], author_person=amina, by=worker, **RECORD)
    assert reads(joans, record)

    keeping.set_block(viewer=joan, protected=amina, ground="other", review_on=LATER, by=worker)

    assert not reads(joans, record)
