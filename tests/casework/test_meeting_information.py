"""What the family reads before it meets: what goes well first, what must be so and not what someone must do, and in time."""

from datetime import date, timedelta

import pytest

from casework.bottom_lines import said_as_solutions
from tests.casework.pages import at
from tests.casework.refusals import change, refused_by
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import ParticipantFactory, conference_at
from tests.factories_families import AddressFactory, ResidenceFactory, share

WELL = "Gran cooks on Sundays. Amina reads every night."


def written(client, conference, **said):
    conference.refresh_from_db()
    sheet = {"going_well": WELL, "questions": "Who walks Amina to school?", "bottom_lines": "Amina is safe."}
    sent = sheet | {"row_version": conference.row_version} | said
    return client.post(at("conference-information", conference), sent, follow=True)


def give(client, conference, given_on):
    """Everyone who is asked as family has it, by hand."""
    people = [one.pk for one in conference.participants.all()]
    said = {"paper": "information", "people": people, "way": "by_hand", "given_on": given_on}
    return client.post(at("papers-given", conference), said)


@pytest.fixture
def meeting(client, family, ngozi, joan):
    client.force_login(ngozi.user)
    conference = conference_at("arranged", family=family, coordinator=ngozi)
    ParticipantFactory(conference=conference, person=joan)
    share(conference.record, joan)
    return conference


def test_what_goes_well_is_written_and_stands_first(client, meeting):
    shown = written(client, meeting).text

    sheet = client.get(at("information-print", meeting)).text
    day = client.get(at("conference-day", meeting)).text
    for page in (shown, sheet, day):
        assert page.index(WELL) < page.index("Who walks Amina to school?")


def test_what_they_read_stays_once_they_have_begun_to_meet(client, meeting):
    written(client, meeting)
    client.post(at("private-time-begin", meeting))

    refused = written(client, meeting, going_well="Nothing.")
    meeting.refresh_from_db()
    assert "They have begun to meet, so what they read before stays as it is." in refused.text
    assert meeting.going_well == WELL


def test_a_line_that_says_what_someone_must_do_is_asked_about(client, meeting):
    line = "Dana must attend a parenting course."

    asked = written(client, meeting, bottom_lines=line)
    meeting.refresh_from_db()
    assert (asked.status_code, meeting.bottom_lines) == (422, "")
    assert "seems to say what someone must do" in asked.text
    assert WELL in asked.text

    written(client, meeting, bottom_lines=line, is_what_must_be_so="on")
    meeting.refresh_from_db()
    assert meeting.bottom_lines == line


def test_more_than_five_lines_leave_the_family_nothing_to_decide(client, meeting):
    lines = "\n".join(f"Line {number} is so." for number in range(6))

    refused = written(client, meeting, bottom_lines=lines, is_what_must_be_so="on")

    assert refused.status_code == 422
    assert "Five lines at most" in refused.text


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Dana must attend a course", True),
        ("Rob has to complete a programme.", True),
        ("Jay cannot stay overnight where Pete is", False),
        ("There will be a grown-up with Amina each night.", False),
        ("Amina goes to her class on time.", False),
    ],
)
def test_solutions_and_conditions(line, is_one):
    assert bool(said_as_solutions(f"Everyone is safe.\n{line}")) == is_one


def test_how_hard_it_reads_is_said(client, meeting):
    hard = (
        "Notwithstanding considerable organisational difficulties, the extended familial network demonstrates "
        "extraordinary resourcefulness throughout particularly challenging circumstances."
    )

    assert "It reads like a text for a child of" in written(client, meeting, going_well=hard).text
    assert "It reads like a text" not in written(client, meeting).text


@pytest.mark.parametrize(
    ("meets_in", "given_on", "said"),
    [
        (11, None, "It is to be theirs by Tuesday 24 March"),
        (2, None, "We are late with this: it was to be theirs by Friday 13 March."),
        (11, "2026-03-16", "They have it since Monday 16 March, in time."),
        (2, "2026-03-16", "They have it since Monday 16 March; it was to be theirs by Friday 13 March."),
    ],
)
def test_three_working_days_before(client, meeting, meets_in, given_on, said):
    type(meeting).objects.filter(pk=meeting.pk).update(
        meets_at=meeting.meets_at - timedelta(days=11 - meets_in), going_well=WELL
    )
    if given_on:
        give(client, meeting, given_on)

    assert said in client.get(meeting.get_absolute_url()).text


def test_what_is_changed_is_given_anew(client, meeting):
    written(client, meeting)
    give(client, meeting, "2026-03-16")
    meeting.refresh_from_db()
    written(client, meeting)
    meeting.refresh_from_db()
    assert meeting.information_given_on == date(2026, 3, 16)

    written(client, meeting, questions="Who else?")
    meeting.refresh_from_db()

    assert meeting.information_given_on is None


@pytest.mark.parametrize(
    ("going_well", "given_on", "sentence"),
    [("", "2026-03-16", "begins with what goes well"), (WELL, "2026-03-17", "once they have it")],
)
def test_it_is_not_given_before_it_is_there(client, meeting, going_well, given_on, sentence):
    type(meeting).objects.filter(pk=meeting.pk).update(going_well=going_well, questions="Who cooks?")

    response = give(client, meeting, given_on)

    assert response.status_code == 422
    assert sentence in response.text


def test_what_goes_well_hides_what_is_hidden(client, ngozi, arranged, joan, dana):
    home = ResidenceFactory(person=dana, address=AddressFactory(lines="12 Quiet Lane"), is_confidential=True)
    AccessBlockFactory(viewer_person=joan, protected_person=dana)
    client.force_login(ngozi.user)

    response = written(client, arranged, going_well=f"All is well at {home.address.lines}.")

    assert response.status_code == 422


def test_only_who_works_on_it_writes_it(client, worker, outsider, joans_sign_in, arranged):
    answers = []
    for user in (worker, joans_sign_in, outsider):
        client.force_login(user)
        answers.append(client.get(at("conference-information", arranged)).status_code)

    assert answers == [200, 403, 404]


def test_the_information_begins_with_what_goes_well(meeting):
    refused = refused_by(change(meeting, information_given_on=date(2026, 3, 16)))

    assert refused == "conf_information_begins_with_what_goes_well"


def test_private_time_is_part_of_one_day(meeting):
    began = meeting.meets_at
    facts = {"private_time_started": began, "private_time_ended": began + timedelta(hours=25)}

    refused = refused_by(change(meeting, is_private_time_offered=True, **facts))

    assert refused == "conf_private_time_within_a_day"


@pytest.mark.parametrize("field", ["review_due_on", "reviewed_on"])
def test_the_family_looks_back_after_the_meeting(family, ngozi, field):
    held = conference_at("held", family=family, coordinator=ngozi)

    refused = refused_by(change(held, **{field: held.held_on - timedelta(days=1)}))

    assert refused == "conf_reviewed_after_it_was_held"
