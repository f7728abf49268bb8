"""What holds for one transaction alone: how long it may take, and how whole tables are joined."""

import pytest
from django.db import connection, transaction

from database.patience import all_at_once, nobody_waits

pytestmark = pytest.mark.django_db


def said(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_whole_tables_are_joined_at_once_within_and_not_after():
    before = said("enable_nestloop")
    with all_at_once():
        within = said("enable_nestloop")

    assert (before, within, said("enable_nestloop")) == ("on", "off", "on")


@pytest.mark.django_db(transaction=True)
def test_where_nobody_waits_it_takes_what_it_needs_and_the_next_transaction_does_not():
    with transaction.atomic():
        before = said("statement_timeout")
        nobody_waits()
        within = said("statement_timeout")

    assert (before != "0", within, said("statement_timeout") == before) == (True, "0", True)
