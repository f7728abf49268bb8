"""In any small world: whatever is written of two people, making them one and then two again leaves the world as it was."""

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.errors import DomainError
from families.actions.merging import merge_people, unmerge_people
from families.models import MergedRow, PersonAccount, PersonMerge
from families.queries.walking import STAYS, person_columns
from tests.families.test_door_by_brute_force import PLAIN, World, leeds

COUNTED = {"row_version", "updated_at"}
OF_MERGES = {PersonMerge, MergedRow}


def written():
    """Every row of every room, but for how often and when it was last changed."""
    tables = [model for model in apps.get_models() if hasattr(model, "pgh_event_model") and model not in OF_MERGES]
    return {
        (model.__name__, row["id"]): {name: value for name, value in row.items() if name not in COUNTED}
        for model in tables
        for row in model._base_manager.values()
    }


def facts_about(person):
    return [
        (model.__name__, name)
        for model, name in person_columns()
        if (model, name) not in STAYS and model._base_manager.filter(**{name: person}).exists()
    ]


def live_through(data):
    with leeds() as (organisation, kith):
        world = World(data.draw, organisation, kith)
        world.people_and_families()
        world.everyone_who_signs_in()
        world.ties()
        world.homes_and_numbers()
        world.records_and_goals()
        world.what_keeps()
        world.what_opens()
        signs_in = set(PersonAccount.objects.values_list("person", flat=True))
        merged, kept = sorted(world.people, key=lambda person: person.pk in signs_in)[:2]
        before = written()
        try:
            merge = merge_people(kept=kept, merged=merged, why="The same birthday", by=kith)
        except DomainError:
            assert written() == before
            return
        assert facts_about(merged) == []
        assert written() != before
        unmerge_people(merge=merge, by=kith)
        assert written() == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@settings(max_examples=12, derandomize=True, **PLAIN)
@given(st.data())
def test_two_who_were_one_are_as_they_were(data):
    live_through(data)


@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
@settings(max_examples=2_000, **PLAIN)
@given(st.data())
def test_two_who_were_one_are_as_they_were_in_every_world(data):
    live_through(data)
