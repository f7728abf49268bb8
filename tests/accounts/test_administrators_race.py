"""Two administrators who end one another at one moment: one stays (accounts/models/user.py)."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts.actions.sessions import close_sign_in
from accounts.errors import RuleBroken
from accounts.models import User
from database.asker import acting_as
from tests.factories import UserFactory


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_end_one_another_one_stays(organisation):
    with transaction.atomic():
        both = UserFactory.create_batch(2, roles=["administrator"])
    together = Barrier(2)

    def try_to_end(by: User, other: User) -> str:
        together.wait()
        try:
            with acting_as(by.asker), transaction.atomic():
                close_sign_in(user=other, reason="A quarrel.", by=by)
                time.sleep(0.3)  # both have written before either commits, unless one waits for the other
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()
        return "ended"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(try_to_end, both, reversed(both)))

    assert outcomes.count("ended") == 1
