"""Choosing a coordinator and putting them alongside the family at one moment: one of the two is refused (INV-20)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.errors import RuleBroken
from casework.actions.conferences import allocate_coordinator
from casework.models import Conference
from database.asker import acting_as
from families.actions.access import begin_involvement
from families.models import Involvement
from tests.factories import PractitionerFactory
from tests.factories_conferences import CoordinatorFactory, conference_at

TRIES = 5
ONE_REFUSED = (
    ["conf_coordinator_independent", "done"],
    ["done", "involvement_coordinator_stays_independent"],
)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_independence_holds_when_both_are_done_at_once(organisation):
    with transaction.atomic():
        sarah = PractitionerFactory(user__roles=["team_manager"]).user
        ngozis = [CoordinatorFactory() for _each in range(TRIES)]
        conferences = [conference_at("accepted") for _each in range(TRIES)]

    for conference, ngozi in zip(conferences, ngozis, strict=True):
        together = Barrier(2)
        steps = [
            lambda c=conference, n=ngozi: allocate_coordinator(conference=c, coordinator=n, by=sarah),
            lambda c=conference, n=ngozi: begin_involvement(
                family=c.family, practitioner=n, role="co_worker", by=sarah
            ),
        ]
        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(lambda step, at=together: outcome(step, at, sarah), steps))
        assert outcomes in ONE_REFUSED

    with transaction.atomic():
        coordinated = Conference.objects.filter(coordinator__in=ngozis).values_list("family", "coordinator")
        worked = Involvement.objects.filter(role="co_worker", practitioner__in=ngozis).values_list(
            "family", "practitioner"
        )
        assert set(coordinated) & set(worked) == set()


def outcome(step, together, by) -> str:
    """Take the step in a transaction of its own, when the other is ready too; what it came to."""
    together.wait()
    try:
        with acting_as(by.asker), transaction.atomic():
            step()
    except RuleBroken as refused:
        return refused.code
    finally:
        connection.close()
    return "done"
