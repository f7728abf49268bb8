"""Two who write one list of a place at one moment, and two yeses to it (domain.md §1.9)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.errors import ChangedMeanwhile, DomainError
from accounts.models import Locality
from database.asker import acting_as
from families.actions import localities as actions
from families.models import LocalityList
from tests.factories import UserFactory
from tests.families.places import LENGTHS, a_lead, a_partner, weeks, written

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY = 4


def all_at_once(acts):
    """What became of each: its refusal, or “done”."""
    together = Barrier(len(acts))

    def try_it(one):
        user, act = one
        together.wait(30)
        try:
            with acting_as(user.asker), transaction.atomic():
                act(user)
        except ChangedMeanwhile:
            return "changed meanwhile"
        except DomainError as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(try_it, acts))


def test_of_those_who_begin_one_list_at_once_one_is_kept_and_the_others_are_told(organisation):
    with transaction.atomic():
        harbour = Locality.objects.create(organisation=organisation, name="Harbour")
        leads = [UserFactory(roles=["administrator"]) for _each in range(MANY)]

    def write(number):
        return lambda user: actions.write_list(place=harbour, kind=LENGTHS, lines=weeks(number), by=user)

    became = all_at_once([(lead, write(number)) for number, lead in enumerate(leads, start=1)])

    assert became == ["changed meanwhile"] * (MANY - 1) + ["done"]
    with transaction.atomic():
        assert LocalityList.objects.open().count() == 1


def test_of_two_yeses_at_once_one_counts(organisation):
    with transaction.atomic():
        harbour = Locality.objects.create(organisation=organisation, name="Harbour")
        lou = a_lead()
        partners = [a_partner(harbour, lou, email=f"bea{number}@leeds.test") for number in range(2)]
        own = written(harbour, LENGTHS, weeks(6), lou)
        with acting_as(lou.asker):
            actions.propose_lists(place=harbour, by=lou)
        own.refresh_from_db()

    def agree(user):
        actions.agree_to_list(proposed=own, row_version=own.row_version, by=user)

    assert all_at_once([(partner, agree) for partner in partners]) == ["done", "locality_list_gone"]
    with transaction.atomic():
        assert LocalityList.objects.in_force().get().words == weeks(6)
