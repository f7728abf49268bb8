"""What a sharing family still needs before it is ready, in one sentence; and reminders of checks (domain.md §1.3; §10.2)."""

from datetime import date

import pytest

from accounts.models import AccessEvent
from families.models import Practitioner
from linkups.actions.covering import arrange_cover
from linkups.models import SafetyCheck, SharingProfile
from linkups.queries import waiting_for
from linkups.queries.readiness import readiness_of
from tests.factories import PractitionerFactory, TeamFactory
from tests.factories_access import RestrictionFactory
from tests.factories_linkups import CheckFactory, CoachFactory, LinkUpFactory, ProfileFactory, member_of
from tests.linkups.pages import MONDAY, address, words


@pytest.fixture
def profile(sharing, coach):
    SharingProfile.objects.filter(family=sharing).update(coach=coach.practitioner)
    return sharing.sharing_profile


@pytest.fixture
def femi(sharing):
    return member_of(sharing, known_as="Femi").person


def said(coach, profile):
    return readiness_of(coach, [profile])[profile.pk].words


def test_a_family_that_has_everything_needs_nothing(coach, profile, femi):
    CheckFactory(person=femi)
    assert said(coach, profile) == ""


def test_all_that_is_missing_is_one_sentence(coach, profile, femi, sharing):
    member_of(sharing, known_as="Grace")
    profile.trained_on = None
    profile.family.cards.update(approved_at=None)
    assert said(coach, profile) == (
        "Missing for ready: a clear check of Femi and Grace, the training and a card that they said yes to."
    )


@pytest.mark.parametrize(
    ("renew_by", "sentence"),
    [
        (
            date(2026, 3, 16),
            "ran out on 16 March 2026: Enhanced DBS. None starts; what is under way goes on until 13 April 2026.",
        ),
        (
            date(2026, 2, 17),
            "ran out on 17 February 2026: Enhanced DBS. None starts; what is under way goes on until 17 March 2026.",
        ),
        (date(2026, 2, 16), "ran out on 16 February 2026: Enhanced DBS. Pause their link-ups until it is renewed."),
    ],
)
def test_a_check_that_ran_out_is_missing_and_has_a_grace(coach, profile, femi, renew_by, sentence):
    CheckFactory(person=femi, renew_by=renew_by)
    assert said(coach, profile) == f"Missing for ready: a clear check of Femi. Femi’s check {sentence}"


@pytest.mark.parametrize(("renew_by", "count"), [(date(2026, 2, 16), 1), (date(2026, 2, 17), 0)])
def test_past_its_grace_who_manages_the_coach_is_told_too(profile, femi, seeking, coach, renew_by, count):
    maya = PractitionerFactory(user__roles=["coach_supervisor"]).user
    Practitioner.objects.filter(pk=coach.practitioner.pk).update(team=TeamFactory(manager=maya))
    check = CheckFactory(person=femi)
    LinkUpFactory(seeking_family=seeking, sharing_family=profile.family, coach=coach.practitioner, under_way=True)
    SafetyCheck.objects.filter(pk=check.pk).update(renew_by=renew_by)

    told = [one.text for one in waiting_for(maya) if "Femi" in one.text]

    assert (
        told
        == ["Femi’s check ran out on 16 February 2026: Enhanced DBS. Pause their link-ups until it is renewed."] * count
    )


@pytest.mark.parametrize("status", ["stepped_back", "not_now"])
def test_who_shares_no_more_is_reminded_of_no_check(coach, profile, femi, status):
    SharingProfile.objects.update(status=status)
    CheckFactory(person=femi, renew_by=date(2026, 2, 1))
    assert [one.text for one in waiting_for(coach)] == []


def test_a_check_that_was_done_again_is_reminded_of_by_the_new_one_alone(coach, profile, femi):
    CheckFactory(person=femi, renew_by=date(2026, 2, 1))
    CheckFactory(person=femi, issued_on=date(2026, 2, 1), renew_by=date(2026, 5, 1))
    CheckFactory(person=femi, outcome="pending", issued_on=None, renew_by=None, decided_by=None)
    assert [one.text for one in waiting_for(coach)] == ["Femi’s check is to be renewed by 1 May 2026: Enhanced DBS."]


def test_a_check_that_is_not_back_leaves_the_reminder_of_the_last(coach, profile, femi):
    CheckFactory(person=femi, renew_by=date(2026, 5, 1))
    CheckFactory(person=femi, outcome="pending", issued_on=None, renew_by=date(2028, 5, 1), decided_by=None)
    assert [one.text for one in waiting_for(coach)] == ["Femi’s check is to be renewed by 1 May 2026: Enhanced DBS."]


def test_whoever_covers_for_the_coach_is_reminded_too(coach, profile, femi):
    CheckFactory(person=femi, renew_by=date(2026, 5, 1))
    aisha = CoachFactory().user
    arrange_cover(coach=coach.practitioner, cover=aisha.practitioner, first_day=MONDAY, last_day=MONDAY, by=coach)
    assert [one.text for one in waiting_for(aisha)] == ["Femi’s check is to be renewed by 1 May 2026: Enhanced DBS."]


def test_a_child_turns_sixteen_and_is_checked(coach, profile, sharing, femi):
    CheckFactory(person=femi)
    child = {"role": "child", "known_as": "Jo"}
    member_of(sharing, born=date(2010, 3, 17), **child)
    assert said(coach, profile) == ""
    member_of(sharing, born=date(2010, 3, 16), **child)
    assert said(coach, profile) == "Missing for ready: a clear check of Jo."


@pytest.mark.parametrize(
    ("renew_by", "sentence"),
    [
        (date(2026, 5, 16), ""),
        (date(2026, 5, 15), "Femi’s check is to be renewed by 15 May 2026: Enhanced DBS."),
        (date(2026, 4, 15), "Femi’s check runs out within thirty days, on 15 April 2026: Enhanced DBS."),
    ],
)
def test_a_check_is_reminded_of_sixty_and_thirty_days_before(coach, profile, femi, renew_by, sentence):
    CheckFactory(person=femi, renew_by=renew_by)
    assert said(coach, profile) == sentence


def test_nobody_is_named_whom_the_coach_may_not_see(coach, profile, femi):
    RestrictionFactory(person=femi)
    assert "Femi" not in said(coach, profile)


def test_it_stands_on_the_profile_and_in_the_week(marlon, coach, profile, femi):
    for page in (address("profile", profile), address("week")):
        assert "Missing for ready: a clear check of Femi." in words(marlon.get(page))


def test_the_family_does_not_read_it(client, profile, okafor):
    profile.family.cards.update(approved_at=None)
    client.force_login(okafor)
    assert "Missing for ready" not in words(client.get(address("profile", profile)))


def test_whom_the_week_names_is_written_down(marlon, profile, femi):
    marlon.get(address("week"))
    assert femi.pk in AccessEvent.objects.get(what="linkups:week").people


@pytest.mark.parametrize("count", [1, 3])
def test_it_is_read_in_so_many_queries(coach, django_assert_num_queries, count):
    profiles = [ProfileFactory(coach=coach.practitioner) for _each in range(count)]
    for one in profiles:
        CheckFactory(person=member_of(one.family).person)
        one.family.involvements.create(
            organisation=one.organisation, practitioner=coach.practitioner, role="family_coach"
        )
    with django_assert_num_queries(3):
        readiness_of(coach, profiles)
