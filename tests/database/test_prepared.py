"""Kept statements: stand-ins become parameters, and everything else is written out as it is."""

import pytest

from database import prepared
from database.prepared import Said
from families.models import Family
from tests.factories import FamilyFactory

pytestmark = pytest.mark.django_db


def named(text):
    return Family.objects.filter(name=text).values_list("name").query.sql_with_params()


@pytest.mark.parametrize("name", ["O'Brien", "100 %s", "100 %%", "a\\b", "$1", 'say "so"', "🙂"])
def test_a_value_that_stays_is_written_out_as_it_is(organisation, name):
    FamilyFactory(name=name)

    assert prepared.rows(("stays", name), lambda: named(name), {}) == [(name,)]


@pytest.mark.parametrize("name", ["O'Brien", "100 %s", "$1", "'; SELECT 1; --"])
def test_a_value_that_differs_is_sent_apart(organisation, name):
    FamilyFactory(name=name)
    place = prepared.place_of("text", Said())

    assert prepared.rows("differs", lambda: named(place), {"text": Said(name)}) == [(name,)]


def test_a_stand_in_inside_a_longer_text_is_refused(organisation):
    place = prepared.place_of("text", Said())

    with pytest.raises(ValueError, match="stands alone"):
        prepared.rows("inside", lambda: named(f"{place} and more"), {"text": Said("Rowan")})
