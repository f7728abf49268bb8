"""A restriction that is set while something new is written of the same person: nobody else may read it afterwards (security.md §0, 4).

No row carries a copy of the restriction, so none can be left with an old one (docs/adr/0021-no-copy-of-a-restriction.md).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from database.asker import acting_as
from families import models
from families.actions.contact import record_contact_point, record_residence
from families.actions.goals import record_goal
from families.actions.keeping import restrict
from families.actions.kinship import record_parent
from families.actions.records import EntryText, begin_record, write_entries
from tests.factories import InvolvementFactory, MembershipFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LATER = date(2026, 9, 14)
CHILDREN = (
    models.Record,
    models.RecordSubject,
    models.Entry,
    models.Goal,
    models.Residence,
    models.ContactPoint,
    models.Parentage,
)


@pytest.fixture
def rowan(organisation):
    """A family, Amina and Dana of it, who leads, and a co-worker who reads the whole record as well."""
    with transaction.atomic():
        led = InvolvementFactory(role="lead_worker")
        amina, dana = (MembershipFactory(family=led.family, person__known_as=name).person for name in ("Amina", "Dana"))
        colleague = InvolvementFactory(family=led.family).practitioner.user
    return led.family, amina, dana, led.practitioner.user, colleague


def write_of(amina: Any, dana: Any, family: Any, by: Any) -> None:
    """A row in each table that hangs on a person."""
    record = begin_record(kind="conversation", family=family, happened_on=date(2026, 3, 16), subjects=[amina], by=by)
    write_entries(record=record, entries=[EntryText(models.Entry.Kind.SEEN, "She drew", whose=(amina,))], by=by)
    record_goal(family=family, words="Swim", whose=[amina], on=date(2026, 3, 16), by=by)
    record_residence(person=amina, lines="1 Ash Row", by=by)
    record_contact_point(person=amina, kind="mobile", value="07700 900001", by=by)
    record_parent(parent=dana, child=amina, basis="birth", by=by)


def held_open(step: Callable[[], Any], is_done: Event, may_end: Event, by: Any) -> None:
    """Take a step in a transaction of its own, which ends when it may."""
    try:
        with acting_as(by.asker), transaction.atomic():
            step()
            is_done.set()
            assert may_end.wait(30)
    finally:
        is_done.set()
        connection.close()


@pytest.mark.parametrize("first", ["the restriction", "what is new"])
def test_what_is_written_at_that_moment_is_read_by_no_one_else(rowan, first):
    family, amina, dana, worker, colleague = rowan
    steps = {
        "the restriction": lambda: restrict(what=amina, ground="other", allowed=[], review_on=LATER, by=worker),
        "what is new": lambda: write_of(amina, dana, family, worker),
    }
    done, may_end = {name: Event() for name in steps}, {name: Event() for name in steps}

    with ThreadPoolExecutor(2) as pool:
        ends = {name: pool.submit(held_open, step, done[name], may_end[name], worker) for name, step in steps.items()}
        assert all(
            event.wait(30) for event in done.values()
        )  # neither waits for the other: both are done, neither has ended
        for name in sorted(steps, key=lambda name: name != first):
            may_end[name].set()
            ends[name].result(30)

    assert seen_by(worker) == {model.__name__ for model in CHILDREN}
    assert seen_by(colleague) == set()


def seen_by(user: Any) -> set[str]:
    """The tables of which someone sees a row."""
    with acting_as(user.asker), transaction.atomic():
        return {model.__name__ for model in CHILDREN if model.objects.visible_to(user).exists()}
