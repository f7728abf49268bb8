"""Bringing in a file is no way to ask who is known."""

import pytest

from database.asker import acting_as
from families.models import ExternalIdentifier, ImportedRow, Person, ToBeSettled
from tests.factories import MembershipFactory

from .test_bringing import brought, undone


@pytest.fixture
def asked(worker):
    with acting_as(worker.asker):
        yield worker


def test_a_number_of_someone_unseen_is_not_refused(family, worker, asked):
    """Else a file of numbers tells who of a town is known."""
    beyond = MembershipFactory().person
    ExternalIdentifier.objects.create(
        organisation=beyond.organisation, person=beyond, scheme="nhs_number", value="9434765919"
    )
    assert beyond not in Person.objects.visible_to(worker)

    one = brought(family, asked, "Name,NHS number\nUma Vale,9434765919\n")

    assert one.left_out == []
    assert Person.objects.filter(known_as="Uma Vale").exists()
    assert ToBeSettled.objects.get().person.known_as == "Uma Vale"
    assert ImportedRow.objects.filter(table="families_tobesettled").exists()
    undone(one, asked)
    assert not ToBeSettled.objects.exists()
