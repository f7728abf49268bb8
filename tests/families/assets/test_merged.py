"""Someone’s gift and introductions move with them when two who are written down are one, and back when they are two again."""

import pytest

from accounts.models import User
from families.actions.assets import add_gift
from families.actions.merging import merge_people, unmerge_people
from families.models import CommunityAsset, Introduction
from tests.factories import MembershipFactory
from tests.factories_assets import MONDAY, GiftFactory, IntroductionFactory


@pytest.fixture
def kith(organisation):
    return User.objects.get(kind=User.Kind.SYSTEM)


@pytest.fixture
def nan(family):
    """Dana's mother, who was written down twice."""
    return MembershipFactory(family=family, person__known_as="Nan").person


def whose():
    gift, introduction = CommunityAsset.objects.get(category="individual"), Introduction.objects.get()
    return {gift.person, gift.agreement.person, introduction.person}


def test_a_gift_moves_with_its_giver_and_back(dana, nan, kith):
    GiftFactory(person=nan)
    IntroductionFactory(family=None, person=nan, words="Lovely")

    merge = merge_people(kept=dana, merged=nan, why="She told us", by=kith)
    assert whose() == {dana}

    unmerge_people(merge=merge, by=kith)
    assert whose() == {nan}


def test_two_with_the_same_yes_can_be_one(dana, nan, worker, kith):
    for one in (dana, nan):
        add_gift(
            person=one,
            name="Bread",
            what_it_offers="Bakes",
            shown_to="coaches",
            given_how="spoken",
            given_on=MONDAY,
            by=worker,
        )

    merge_people(kept=dana, merged=nan, why="She told us", by=kith)

    assert CommunityAsset.objects.filter(person=dana, agreement__person=dana, agreement__withdrawn_on=None).count() == 2


def test_two_who_each_have_gifts_can_be_one(dana, nan, kith):
    gifts = [GiftFactory(person=one) for one in (dana, dana, nan, nan)]

    merge_people(kept=dana, merged=nan, why="She told us", by=kith)

    assert CommunityAsset.objects.filter(person=dana, agreement__person=dana).count() == len(gifts)
