"""What is written of a meeting: who is asked, what they answer, when and where it is, and the day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from casework.actions.meetings import (
    Attendance,
    arrange_conference,
    ask_participant,
    begin_private_time,
    end_private_time,
    hold_conference,
    note_reply,
    postpone_conference,
)
from casework.models import Conference, Participant
from database import clock
from families.models import ShareState
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import (
    FRIDAY,
    MONDAY,
    ParticipantFactory,
    conference_at,
)


def test_gran_who_is_asked_reads_the_meeting(ngozi):
    conference = conference_at("preparing", coordinator=ngozi)
    gran = PersonFactory()

    ask_participant(conference=conference, kind="family_network", person=gran, by=ngozi.user)

    assert ShareState.objects.get(record=conference.record, person=gran).state == ShareState.State.SHARED


def test_an_advocate_who_is_asked_does_not_read_the_meeting(ngozi):
    conference = conference_at("preparing", coordinator=ngozi)
    advocate = PersonFactory()

    ask_participant(conference=conference, kind="advocate", person=advocate, by=ngozi.user)

    assert not ShareState.objects.filter(person=advocate).exists()


@pytest.mark.parametrize("asked_first", [True, False])
def test_two_who_are_kept_apart_are_not_asked_to_one_meeting(ngozi, asked_first):
    conference = conference_at("preparing", coordinator=ngozi)
    InvolvementFactory(family=conference.family, practitioner=ngozi, role="fgc_coordinator")
    dana = MembershipFactory(family=conference.family, person__known_as="Dana").person
    rob = MembershipFactory(family=conference.family, person__known_as="Rob").person
    AccessBlockFactory(viewer_person=rob, protected_person=dana)
    one, other = (dana, rob) if asked_first else (rob, dana)
    ask_participant(conference=conference, kind="family_network", person=one, by=ngozi.user)

    with pytest.raises(ValidationError, match="In a meeting of both, neither could read it"):
        ask_participant(conference=conference, kind="family_network", person=other, by=ngozi.user)
    assert conference.participants.filter(person=other).count() == 0


def test_two_from_whom_a_third_is_kept_are_asked(ngozi):
    conference = conference_at("preparing", coordinator=ngozi)
    InvolvementFactory(family=conference.family, practitioner=ngozi, role="fgc_coordinator")
    dana, joan, rob = (MembershipFactory(family=conference.family).person for _ in range(3))
    for protected in (dana, joan):
        AccessBlockFactory(viewer_person=rob, protected_person=protected)

    for person in (dana, joan):
        ask_participant(conference=conference, kind="family_network", person=person, by=ngozi.user)

    assert conference.participants.filter(person__in=[dana, joan]).count() == 2


def test_a_reply_is_written_down(ngozi):
    gran = ParticipantFactory(conference=conference_at("preparing", coordinator=ngozi))

    note_reply(participant=gran, will_come="maybe", visited_on=MONDAY, by=ngozi.user)

    gran.refresh_from_db()
    assert (gran.will_come, gran.visited_on) == ("maybe", MONDAY)


def test_it_is_arranged_and_then_the_place_is_changed(ngozi):
    conference = conference_at("preparing", coordinator=ngozi)

    for venue in ("The library", "St Mary’s hall"):
        arrange_conference(conference=conference, meets_at=FRIDAY, venue=venue, by=ngozi.user)

    conference.refresh_from_db()
    assert (conference.state, conference.venue) == ("arranged", "St Mary’s hall")


def test_postponing_counts_and_keeps_the_day_it_was(ngozi):
    conference = conference_at("arranged", coordinator=ngozi)

    later = postpone_conference(conference=conference, meets_at=FRIDAY + timedelta(days=7), by=ngozi.user)

    assert (later.state, later.postponed_count, later.postponed_from) == ("arranged", 1, [FRIDAY.date()])


def test_private_time_begins_and_ends_now(ngozi):
    conference = conference_at("arranged", coordinator=ngozi)

    begin_private_time(conference=conference, by=ngozi.user)
    ended = end_private_time(conference=conference, by=ngozi.user)

    assert (ended.private_time_started, ended.private_time_ended) == (clock.now(), clock.now())
    assert ended.is_private_time_offered


def test_private_time_that_has_not_begun_does_not_end(ngozi):
    conference = conference_at("arranged", coordinator=ngozi)

    with pytest.raises(ValidationError, match="begins before it ends"):
        end_private_time(conference=conference, by=ngozi.user)


def test_it_is_held_with_those_who_came(ngozi):
    gran = ParticipantFactory(conference=conference_at("arranged", coordinator=ngozi))

    hold_conference(
        conference=gran.conference,
        held_on=FRIDAY.date(),
        is_private_time_offered=True,
        attendance=[Attendance(gran, Participant.Attended.YES, in_private_time=True)],
        by=ngozi.user,
    )

    gran.refresh_from_db()
    assert (gran.conference.state, gran.attended, gran.in_private_time) == ("held", "yes", True)


def test_it_is_not_held_while_of_one_it_is_not_said_whether_they_came(ngozi, family):
    gran = ParticipantFactory(conference=conference_at("arranged", family=family, coordinator=ngozi))

    with pytest.raises(ValidationError, match="everyone who was asked"):
        hold_conference(conference=gran.conference, held_on=FRIDAY.date(), is_private_time_offered=True, by=ngozi.user)


def test_it_is_not_held_without_private_time_offered(ngozi):
    conference = conference_at("arranged", coordinator=ngozi)

    with pytest.raises(ValidationError, match="offered time on their own"):
        hold_conference(conference=conference, held_on=FRIDAY.date(), is_private_time_offered=False, by=ngozi.user)


def test_priya_is_not_marked_in_private_time(ngozi, worker):
    conference = conference_at("arranged", coordinator=ngozi)
    priya = ParticipantFactory(
        conference=conference, person=None, practitioner=worker.practitioner, kind="information_giver"
    )

    with pytest.raises(ValidationError, match="own time is theirs"):
        hold_conference(
            conference=conference,
            held_on=FRIDAY.date(),
            is_private_time_offered=True,
            attendance=[Attendance(priya, Participant.Attended.YES, in_private_time=True)],
            by=ngozi.user,
        )

    conference.refresh_from_db()
    assert conference.state == Conference.State.ARRANGED
