"""Two merges of the same people at one moment, and a merge beside something new about one of them (security.md §7, 46)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.errors import RuleBroken
from accounts.models import User
from database.asker import acting_as
from families.actions.contact import record_contact_point
from families.actions.merging import merge_people
from families.models import ContactPoint, Person
from tests.factories import PersonFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TRIES = 5


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


def at_once(by, *steps):
    together = Barrier(len(steps))
    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(lambda step: outcome(step, together, by), steps))


@pytest.fixture
def kith(organisation):
    return User.objects.get(kind=User.Kind.SYSTEM)


def two():
    with transaction.atomic():
        return PersonFactory(known_as="Joan"), PersonFactory(known_as="Nan")


def one_into(kept, merged, by):
    return lambda: merge_people(kept=kept, merged=merged, why="She told us", by=by)


def test_each_into_the_other_makes_one_person(kith):
    for _ in range(TRIES):
        joan, nan = two()

        came_to = at_once(kith, one_into(joan, nan, kith), one_into(nan, joan, kith))

        assert sorted(came_to) == ["done", "person_merge_of_two_who_are_there"]
        with transaction.atomic():
            assert Person.objects.filter(pk__in=[joan.pk, nan.pk], merged_into__isnull=False).count() == 1


def test_what_is_new_at_that_moment_is_moved_or_refused(kith):
    for number in range(TRIES):
        joan, nan = two()

        def ring(person=nan, value=str(number)):
            record_contact_point(person=person, kind="mobile", value=value, by=kith)

        came_to = at_once(kith, one_into(joan, nan, kith), ring)

        assert came_to in (["done", "done"], ["done", "merged_person_takes_nothing"])
        with transaction.atomic():
            assert not ContactPoint.objects.filter(person=nan).exists()
