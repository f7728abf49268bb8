"""Who sees what is nearby; and that a gift is shown by a yes that holds, and to whom it was given (domain.md §6)."""

from datetime import timedelta

import pytest

from accounts.models import User
from families.actions.granting import withdraw_agreement
from families.actions.keeping import declare_interest, restrict, set_block
from families.models import AssetSession, CommunityAsset, Introduction, Place
from families.periods import Period
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    GiftFactory,
    IntroductionFactory,
    PlaceFactory,
    SessionFactory,
)
from tests.factories_families import sign_in_of

LATER = MONDAY + timedelta(days=90)


def sees(user, row):
    return type(row).objects.visible_to(user).filter(pk=row.pk).exists()


@pytest.fixture
def gift(dana, harbour):
    return GiftFactory(person=dana, name="Bakes bread", locality=harbour)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, True),
        ({"safe_to_show": False}, False),
        ({"state": "new", "last_checked_on": None}, False),
        ({"state": "check"}, True),
        ({"state": "check", "last_checked_on": None}, False),
        ({"last_checked_on": MONDAY - timedelta(days=364)}, True),
        ({"last_checked_on": MONDAY - timedelta(days=365)}, False),
        ({"state": "hidden"}, False),
        ({"state": "closed"}, False),
    ],
)
def test_a_family_is_shown_what_may_be_shown_and_was_looked_at_within_the_year(neighbour, facts, shown):
    assert sees(neighbour, AssetFactory(**facts)) is shown


def test_whoever_works_here_sees_what_no_family_is_shown(outsider):
    assert sees(outsider, AssetFactory(state="hidden", safe_to_show=False))


def test_who_has_left_sees_nothing(outsider):
    outsider.is_active = False

    assert not sees(outsider, AssetFactory())


def test_another_system_sees_what_may_leave_and_nothing_else(organisation):
    client = UserFactory(kind=User.Kind.CLIENT, roles=[])
    left, *_others = [
        AssetFactory(),
        AssetFactory(hide_location=True),
        AssetFactory(safe_to_show=False),
        AssetFactory(state="new", last_checked_on=None),
        GiftFactory(),
    ]

    assert list(CommunityAsset.objects.visible_to(client)) == [left]


def test_a_gift_for_families_is_shown_to_those_nearby(gift, neighbour, outsider):
    assert (sees(neighbour, gift), sees(outsider, gift)) == (True, True)


def test_a_gift_is_not_shown_elsewhere(gift):
    elsewhere = sign_in_of(MembershipFactory(family=FamilyFactory()).person)

    assert not sees(elsewhere, gift)


def test_a_gift_for_coaches_is_shown_to_them_alone(gift, neighbour, outsider, coach, worker, dana):
    gift.shown_to = "coaches"
    gift.save()

    shown = {user: sees(user, gift) for user in (neighbour, outsider, coach, worker, sign_in_of(dana))}

    assert list(shown.values()) == [False, False, True, True, True]


@pytest.mark.parametrize("how", ["taken back", "a year later", "hidden"])
def test_a_gift_whose_yes_no_longer_holds_is_seen_by_those_who_work_with_the_giver_alone(
    gift, how, neighbour, outsider, coach, worker
):
    if how == "taken back":
        withdraw_agreement(agreement=gift.agreement, by=worker)
    elif how == "hidden":
        CommunityAsset.objects.filter(pk=gift.pk).update(state="hidden")
    else:
        CommunityAsset.objects.filter(pk=gift.pk).update(shown_until=MONDAY)

    assert [sees(user, gift) for user in (neighbour, outsider, coach, worker)] == [False, False, False, True]


def test_a_gift_does_not_exist_for_whom_its_giver_is_kept_from(gift, neighbour, dana, worker):
    set_block(viewer=neighbour.person_account.person, protected=dana, ground="other", review_on=LATER, by=worker)

    assert not sees(neighbour, gift)


def test_a_gift_of_someone_restricted_is_not_shown(gift, dana, coach, worker):
    restrict(what=dana, ground="other", allowed=[], review_on=LATER, by=worker)

    assert not sees(coach, gift)


def test_a_gift_of_someone_whom_a_worker_knows_is_not_shown_to_them(gift, dana, outsider):
    declare_interest(practitioner=outsider.practitioner, known=dana, kind="friend", by=outsider)

    assert not sees(outsider, gift)


def test_what_was_forgotten_is_seen_by_no_one(gift, worker, dana):
    CommunityAsset.objects.filter(pk=gift.pk).update(name="", what_it_offers="", state="closed", forgotten_on=MONDAY)

    assert (sees(worker, gift), sees(sign_in_of(dana), gift)) == (False, False)


def test_times_are_seen_with_what_they_belong_to(neighbour):
    shown, hidden = SessionFactory(), SessionFactory(asset__safe_to_show=False)

    assert set(AssetSession.objects.visible_to(neighbour)) == {shown}
    assert hidden.pk


def test_a_place_that_is_kept_quiet_is_told_to_no_family(neighbour, outsider):
    told, quiet = PlaceFactory(), PlaceFactory()
    AssetFactory(place=told)
    AssetFactory(place=quiet, hide_location=True)

    assert list(Place.objects.visible_to(neighbour)) == [told]
    assert set(Place.objects.visible_to(outsider)) == {told, quiet}


def test_a_place_is_told_with_what_is_there_and_to_nobody_who_has_left(neighbour, outsider):
    of_nothing_that_is_shown = PlaceFactory()
    AssetFactory(place=of_nothing_that_is_shown, state="hidden")
    outsider.is_active = False

    assert not sees(neighbour, of_nothing_that_is_shown)
    assert not sees(outsider, of_nothing_that_is_shown)


def test_an_introduction_is_seen_by_those_who_work_with_whom_it_was(family, dana, worker, outsider):
    of_all, of_one = IntroductionFactory(family=family), IntroductionFactory(family=None, person=dana)

    assert set(Introduction.objects.visible_to(worker)) == {of_all, of_one}
    assert not Introduction.objects.visible_to(outsider).exists()


def test_one_of_a_family_sees_what_the_family_was_introduced_to_and_their_own(family, dana):
    jay = MembershipFactory(family=family).person
    of_all = IntroductionFactory(family=family)
    of_dana, of_jay = (IntroductionFactory(family=None, person=one) for one in (dana, jay))

    seen = set(Introduction.objects.visible_to(sign_in_of(dana)))

    assert seen == {of_all, of_dana}
    assert of_jay.pk


def test_where_a_family_goes_is_told_to_no_one_from_whom_one_of_it_is_kept(family, dana, worker):
    sid = MembershipFactory(family=family).person
    IntroductionFactory(family=family)
    set_block(viewer=sid, protected=dana, ground="other", review_on=LATER, by=worker)

    assert not Introduction.objects.visible_to(sign_in_of(sid)).exists()


def test_who_has_left_the_family_keeps_nothing_of_it_from_those_who_stay(family, dana, worker):
    rob = MembershipFactory(family=family, period=Period(None, MONDAY - timedelta(days=9))).person
    one = IntroductionFactory(family=family)
    set_block(viewer=dana, protected=rob, ground="other", review_on=LATER, by=worker)

    assert sees(sign_in_of(dana), one)


def test_an_introduction_goes_with_a_gift_that_is_shown_no_more(family, gift, dana):
    elm = FamilyFactory()
    reader = sign_in_of(MembershipFactory(family=elm).person)
    IntroductionFactory(family=elm, asset=gift)

    assert not Introduction.objects.visible_to(reader).exists()


def test_words_are_quoted_only_where_the_family_said_so_and_to_no_one_kept_from_them(family, dana, neighbour, worker):
    said = IntroductionFactory(family=family, words="Lovely", may_be_read=True)
    IntroductionFactory(family=family, words="Not for others")
    IntroductionFactory(family=None, person=PersonFactory())

    assert list(Introduction.objects.quoted_to(neighbour)) == [said]

    viewer = neighbour.person_account.person
    set_block(viewer=viewer, protected=dana, ground="other", review_on=LATER, by=worker)
    assert not Introduction.objects.quoted_to(neighbour).exists()
