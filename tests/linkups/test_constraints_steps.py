"""What the database asks at a step, broken past `full_clean`: whose yes, with which card, on which days, with what room."""

from datetime import date

import pytest
from django.db import IntegrityError

from families.models import FamilyMembership
from families.periods import Period
from linkups.models import FamilyCard, LinkUp, LinkUpPause, Meetup, SharingProfile
from tests.factories import FamilyFactory
from tests.factories_linkups import EARLIER, CardFactory, LinkUpFactory, ProfileFactory, member_of
from tests.linkups.refusals import a_row_of, broken

pytestmark = pytest.mark.usefixtures("organisation")
Role = FamilyMembership.Role
ENDED = {"state": "ended_early", "end_kind": "other"}


def set_facts(link_up, **facts):
    LinkUp.objects.filter(pk=link_up.pk).update(**facts)


@pytest.mark.parametrize("yes", ["seeking_chose", "seeking_agreed", "sharing_agreed"])
@pytest.mark.parametrize("half", ["at", "by"])
def test_yes_says_who_and_when(yes, half):
    link_up = LinkUpFactory(agreed=True)

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, **{f"{yes}_{half}": None})

    assert broken(refused) == "linkup_yes_says_who"


def test_new_link_up_with_a_yes_says_whose():
    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(chosen=True, seeking_chose_by=None)

    assert broken(refused) == "linkup_yes_says_who"


@pytest.mark.parametrize(
    "someone",
    [
        lambda family: member_of(FamilyFactory()),
        lambda family: member_of(family, born=date(2008, 1, 3), role=Role.RELATIVE),
        lambda family: member_of(family, born=date(2010, 1, 3)),
        lambda family: member_of(family, born=None, role=Role.CHILD),
        lambda family: member_of(family, period=Period(None, date(2026, 1, 2))),
    ],
    ids=["of another family", "17", "a parent of 15", "a child of no known age", "gone"],
)
@pytest.mark.parametrize("side", ["seeking", "sharing"])
def test_yes_is_a_grown_up_s_of_that_family(side, someone):
    link_up = LinkUpFactory(agreeing=True)
    person = someone(getattr(link_up, f"{side}_family")).person

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, **{f"{side}_agreed_at": EARLIER, f"{side}_agreed_by": person})

    assert broken(refused) == "linkup_yes_by_a_grown_up"


@pytest.mark.parametrize("born", [date(2008, 1, 2), None, date(1960, 1, 1)])
def test_yes_of_a_grown_up_is_kept(born):
    link_up = LinkUpFactory(agreeing=True)
    person = member_of(link_up.seeking_family, born=born, role=Role.RELATIVE).person

    set_facts(link_up, seeking_agreed_at=EARLIER, seeking_agreed_by=person)

    assert LinkUp.objects.get().seeking_agreed_by == person


def test_yes_of_a_young_parent_is_kept():
    link_up = LinkUpFactory(agreeing=True)
    person = member_of(link_up.seeking_family, born=date(2010, 1, 2)).person

    set_facts(link_up, seeking_agreed_at=EARLIER, seeking_agreed_by=person)

    assert LinkUp.objects.get().seeking_agreed_by == person


def test_yes_stays_when_who_said_it_has_left():
    link_up = LinkUpFactory(agreed=True)
    FamilyMembership.objects.update(period=Period(None, date(2020, 1, 1)))

    set_facts(link_up, planned_weeks=10)

    assert LinkUp.objects.get().planned_weeks == 10


@pytest.mark.parametrize("approved_at", [None, EARLIER])
def test_sharing_family_is_asked_with_an_approved_card(approved_at):
    link_up = LinkUpFactory(chosen=True)
    FamilyCard.objects.filter(kind="seeking").update(approved_at=approved_at)

    if approved_at:
        set_facts(link_up, state="agreeing")
        return
    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, state="agreeing")

    assert broken(refused) == "linkup_asked_with_a_card"


def test_sharing_family_says_yes_to_a_card_that_holds():
    link_up = LinkUpFactory(agreeing=True)
    FamilyCard.objects.filter(kind="seeking").update(headline="Not read through yet")

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, sharing_agreed_at=EARLIER, sharing_agreed_by=member_of(link_up.sharing_family).person)

    assert broken(refused) == "linkup_asked_with_a_card"


def test_card_of_another_kind_is_no_seeking_card():
    link_up = LinkUpFactory(chosen=True)
    FamilyCard.objects.filter(kind="seeking").update(approved_at=None)
    CardFactory(family=link_up.seeking_family)

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, state="agreeing")

    assert broken(refused) == "linkup_asked_with_a_card"


@pytest.mark.parametrize("facts", [{**ENDED, "end_date": date(2026, 2, 9)}, {"start_date": date(2026, 2, 10)}])
def test_days_of_a_link_up_hold_its_pauses(facts):
    link_up = LinkUpFactory(under_way=True)
    a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 2, 9), date(2026, 2, 23)))

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, **facts)

    assert broken(refused) == "linkup_dates_hold_its_pauses"


def test_last_day_can_be_the_last_of_a_pause():
    link_up = LinkUpFactory(under_way=True)
    a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 2, 9), date(2026, 2, 23)))

    set_facts(link_up, **ENDED, end_date=date(2026, 2, 22))

    assert LinkUp.objects.get().end_date == date(2026, 2, 22)


def test_last_day_is_not_before_a_meet_up():
    link_up = LinkUpFactory(under_way=True)
    a_row_of(Meetup, link_up, link_up=link_up, state="held", held_on=date(2026, 3, 1))

    with pytest.raises(IntegrityError) as refused:
        set_facts(link_up, **ENDED, end_date=date(2026, 2, 28))

    assert broken(refused) == "linkup_dates_hold_its_meetups"


def test_nobody_meets_after_the_end():
    link_up = LinkUpFactory(under_way=True, **ENDED, end_date=date(2026, 2, 28))

    with pytest.raises(IntegrityError) as refused:
        a_row_of(Meetup, link_up, link_up=link_up, state="held", held_on=date(2026, 3, 1))

    assert broken(refused) == "meetup_before_the_end"


@pytest.mark.parametrize("state", ["active", "paused"])
def test_sharing_family_keeps_the_places_that_are_in_use(state):
    profile = ProfileFactory(max_linkups=2)
    for _each in range(2):
        LinkUpFactory(sharing_family=profile.family, under_way=True, state=state)

    with pytest.raises(IntegrityError) as refused:
        SharingProfile.objects.filter(pk=profile.pk).update(max_linkups=1)

    assert broken(refused) == "profile_places_in_use"


def test_sharing_family_gives_up_a_place_that_is_free():
    profile = ProfileFactory(max_linkups=2)
    LinkUpFactory(sharing_family=profile.family, under_way=True)

    SharingProfile.objects.filter(pk=profile.pk).update(max_linkups=1)

    assert SharingProfile.objects.get(pk=profile.pk).max_linkups == 1
