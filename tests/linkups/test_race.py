"""Twenty starts at one moment for the last place of a sharing family (INV-14, story 14)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.errors import RuleBroken
from database.asker import acting_as
from linkups.actions.linkups import start
from linkups.models import LinkUp
from tests.factories_linkups import CheckFactory, LinkUpFactory, ProfileFactory, coach_of, member_of

MANY = 20


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_starts_for_the_last_place_exactly_one_succeeds(organisation):
    with transaction.atomic():
        sharing = ProfileFactory(max_linkups=1).family
        CheckFactory(person=member_of(sharing).person)
        coach = coach_of(sharing)
        waiting = [
            LinkUpFactory(sharing_family=sharing, coach=coach.practitioner, agreed=True) for _each in range(MANY)
        ]
    together = Barrier(MANY)

    def try_to_start(link_up: LinkUp) -> str:
        together.wait()
        try:
            with acting_as(coach.asker), transaction.atomic():
                start(link_up=link_up, start_date=date(2026, 3, 16), by=coach)
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "started"

    with ThreadPoolExecutor(MANY) as pool:
        outcomes = sorted(pool.map(try_to_start, waiting))

    assert outcomes == ["linkup_capacity"] * (MANY - 1) + ["started"]
    with transaction.atomic():
        assert LinkUp.objects.under_way().count() == 1
