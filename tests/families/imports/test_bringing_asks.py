"""Bringing in a file is no way to ask who is known."""

import pytest
from django.db import DatabaseError, transaction

from database.asker import acting_as
from families.actions.bringing import start_import
from families.actions.people import add_person
from families.models import ExternalIdentifier, ImportedRow, Person, ToBeSettled
from tests.factories import MembershipFactory

from .test_bringing import HOW, brought, ready, undone


@pytest.fixture
def asked(worker):
    with acting_as(worker.asker):
        yield worker


def test_a_number_of_someone_unseen_is_not_refused(family, worker, asked):
    """Else a file of numbers tells who of a town is known."""
    beyond = MembershipFactory().person
    ExternalIdentifier.objects.create(
        organisation=beyond.organisation, person=beyond, scheme="upn", value="A123456789012"
    )
    assert beyond not in Person.objects.visible_to(worker)

    one = brought(family, asked, "Name,UPN\nUma Vale,A123456789012\n")

    assert one.left_out == []
    assert Person.objects.filter(known_as="Uma Vale").exists()
    assert ToBeSettled.objects.get().person.known_as == "Uma Vale"
    assert ImportedRow.objects.filter(table="families_tobesettled").exists()
    undone(one, asked)
    assert not ToBeSettled.objects.exists()


def test_a_note_says_the_version_that_was_written(family, asked):
    """Else a forged later one lets an undo take away what someone changed since."""
    one = start_import(people_import=ready(family, asked, "Name\nUma Vale\n"), by=asked, **HOW)
    person = add_person(known_as="Forged", by=asked)
    said = {"table": "families_person", "row": person.pk, "version": 2, "person": person.pk}

    with pytest.raises(DatabaseError, match="not written now"), transaction.atomic():
        ImportedRow.objects.create(organisation_id=one.organisation_id, people_import=one, **said)
