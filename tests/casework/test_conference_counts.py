"""How many are asked to a conference, and how many come: nobody is counted who is kept from the reader."""

import pytest

from casework.models import Participant
from casework.queries.conferences import conference_list
from tests.factories import UserFactory
from tests.factories_access import DeclaredInterestFactory, RestrictionFactory
from tests.factories_conferences import ConferenceFactory, ParticipantFactory


def is_restricted(person, worker):
    RestrictionFactory(person=person, set_by=UserFactory())


def is_known(person, worker):
    DeclaredInterestFactory(person=person, practitioner=worker.practitioner)


@pytest.mark.parametrize("keep", [is_restricted, is_known])
def test_who_is_kept_from_the_reader_is_not_counted(family, worker, keep):
    conference = ConferenceFactory(family=family)
    comes, other = (
        ParticipantFactory(conference=conference, will_come=Participant.WillCome.YES) for _number in range(2)
    )
    (before,) = conference_list(worker)

    keep(other.person, worker)

    (after,) = conference_list(worker)
    assert [(one.asked, one.coming) for one in (before, after)] == [(2, 2), (1, 1)]
    assert comes.person_id != other.person_id
