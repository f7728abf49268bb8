"""Whole families are trained: everyone of five or more, there or later (domain.md §1.3, step 5)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from linkups.actions.profiles import finish_training
from linkups.actions.training import record_training
from linkups.models import SharingProfile, TrainingAttendance, TrainingEvent
from tests.factories import MembershipFactory
from tests.factories_linkups import ProfileFactory, coach_of, member_of
from tests.linkups.pages import address, words
from tests.linkups.refusals import broken

SUNDAY = date(2026, 3, 15)


@pytest.fixture
def trained(seeking, coach):
    """Brandt on their way to sharing, in the training: a mother, a boy of six, a girl of three."""
    profile = ProfileFactory(
        family=seeking, coach=coach.practitioner, status="training", trained_on=None, ready_on=None
    )
    member_of(seeking, known_as="Lena")
    member_of(seeking, known_as="Ben", born=date(2019, 6, 1), role="child")
    member_of(seeking, known_as="Mia", born=date(2022, 6, 1), role="child")
    return profile


def person(family, name):
    return family.memberships.get(person__known_as=name).person


def been(coach, people, name="Spring camp", on=SUNDAY, how="took_part", event=None):
    return record_training(people=people, how=how, on=on, name=name, event=event, by=coach)


def test_a_child_who_was_not_there_is_waited_for(trained, coach):
    been(coach, [person(trained.family, "Lena")])
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        finish_training(profile=trained, trained_on=SUNDAY, by=coach)
    assert refused.value.code == "profile_whole_family_trained"


def test_who_catches_up_counts_and_who_is_under_five_is_not_waited_for(trained, coach):
    been(coach, [person(trained.family, "Lena")])
    event = TrainingEvent.objects.get()
    been(coach, [person(trained.family, "Ben")], event=event, how="caught_up")
    assert finish_training(profile=trained, trained_on=SUNDAY, by=coach).status == "card"


def test_whoever_joins_the_family_before_is_waited_for_too(trained, coach):
    been(coach, [person(trained.family, "Lena"), person(trained.family, "Ben")])
    MembershipFactory(family=trained.family, person__date_of_birth=date(1999, 1, 1))
    with pytest.raises(RuleBroken), transaction.atomic():
        finish_training(profile=trained, trained_on=SUNDAY, by=coach)


def test_no_step_past_the_form_either(trained):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        SharingProfile.objects.filter(pk=trained.pk).update(status="ready", trained_on=SUNDAY, ready_on=SUNDAY)
    assert broken(refused) in {"profile_whole_family_trained", "profile_ready_needs_card"}


def test_written_down_twice_is_one(trained, coach):
    lena = person(trained.family, "Lena")
    been(coach, [lena])
    been(coach, [lena], event=TrainingEvent.objects.get())
    assert TrainingAttendance.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "rule"),
    [
        ({"on": date(2099, 1, 1)}, "training_once_it_was"),
        ({"on": date(2026, 3, 14)}, "training_not_before_it_began"),
    ],
)
def test_its_day_is_one_of_the_training(trained, coach, what, rule):
    [one] = been(coach, [person(trained.family, "Lena")])
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TrainingAttendance.objects.filter(pk=one.pk).update(**what)
    assert broken(refused) == rule


def test_once_for_a_training_past_the_form(trained, coach):
    [one] = been(coach, [person(trained.family, "Lena")])
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TrainingAttendance.objects.create(
            organisation=one.organisation, event=one.event, person=one.person, on=SUNDAY, how="caught_up"
        )
    assert broken(refused) == "training_of_someone_once"


@pytest.mark.parametrize(("rule", "said"), [("training_has_a_name", {"name": " "}), ("training_once", {})])
def test_a_training_has_a_name_of_its_own(trained, coach, rule, said):
    [one] = been(coach, [person(trained.family, "Lena")])
    facts = {"organisation": one.organisation, "name": "Spring camp", "held_on": SUNDAY} | said
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TrainingEvent.objects.create(**facts)
    assert broken(refused) == rule


def test_neither_an_old_training_nor_a_new_one_is_asked_again(trained, coach):
    with pytest.raises(ValidationError, match="say what a new one was"):
        been(coach, [person(trained.family, "Lena")], name=" ")


def test_coaches_alone_read_it(trained, coach, okafor):
    been(coach, [person(trained.family, "Lena")])
    seen = [TrainingAttendance.objects.visible_to(user).exists() for user in (coach, okafor, coach_of())]
    events = [TrainingEvent.objects.visible_to(user).exists() for user in (coach, okafor)]
    assert (seen, events) == ([True, False, False], [True, False])


def test_the_page_says_who_has_been_and_who_not(marlon, trained, coach):
    been(coach, [person(trained.family, "Lena")])
    page = words(marlon.get(address("profile", trained)))
    assert ("Lena: Spring camp, 15 March 2026" in page, "Ben: not yet" in page, "Mia" in page) == (True, True, False)


def test_who_took_part_is_chosen_by_the_page_and_kept_when_refused(marlon, trained):
    ben = person(trained.family, "Ben")
    facts = {"event": "", "name": "", "people": [ben.pk], "how": "took_part", "on": "2026-03-15"}

    refused = marlon.post(address("training-add", trained), facts)
    taken = marlon.post(address("training-add", trained), facts | {"name": "Spring camp"})

    assert (refused.status_code, "say what a new one was" in words(refused)) == (422, True)
    assert refused.context["form"]["people"].value() == [str(ben.pk)]
    assert (taken.status_code, TrainingAttendance.objects.get().person) == (302, ben)
