"""Who has died says yes to nothing, is asked nothing and is checked for nothing, whether or not anybody knows when they died."""

from datetime import date

import pytest

from linkups.actions.check_ins import ask_check_ins
from linkups.models import LinkUpCheckIn
from linkups.queries.checks import people_to_check
from linkups.queries.people import grown_ups, members_who_decide
from tests.factories_linkups import member_of
from tests.linkups.pages import has_met

DEATHS = {"on a day": {"date_of_death": date(2022, 2, 3)}, "nobody knows when": {"death_precision": "unknown"}}


@pytest.fixture(params=DEATHS)
def late(seeking, request):
    return member_of(seeking, known_as="Esi", **DEATHS[request.param]).person


def test_they_decide_nothing(seeking, brandt, coach, late):
    lena = brandt.person_account.person

    assert list(members_who_decide(seeking, coach)) == [lena]
    assert list(grown_ups(seeking, coach)) == [lena]


def test_they_are_not_checked(seeking, brandt, late):
    assert people_to_check(seeking) == [brandt.person_account.person]


def test_they_are_not_asked_how_it_goes(under_way, coach, late):
    has_met(under_way, "2026-03-15")

    ask_check_ins(link_up=under_way, by=coach)

    assert LinkUpCheckIn.objects.exists()
    assert not LinkUpCheckIn.objects.filter(person=late).exists()
