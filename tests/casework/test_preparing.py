"""Preparing a family meeting: what the database keeps of it past every form, who reads it, and what is missing (domain.md §2.3)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.errors import ChangedMeanwhile
from accounts.working_days import working_days_after
from casework.actions import preparing as actions
from casework.actions.conferences import StepRefused
from casework.actions.exclusions import exclude
from casework.models import (
    AdvocateOffer,
    BaselineMeeting,
    CapacityView,
    Conference,
    ConferenceFocus,
    Participant,
    PracticalThing,
    PrepVisit,
    SideTried,
)
from casework.queries.conferences import participants
from casework.queries.meeting_facts import Known, meetings_of
from casework.queries.preparing import lines_of, prepared_with_us, preparing, with_preparation
from database.asker import acting_as
from families.actions.keeping import restrict
from families.models import Parentage
from tests.casework.refusals import change, refused_by
from tests.casework.test_exclusions import FACTS, LATER
from tests.factories import MembershipFactory, ParentageFactory, PersonFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import MONDAY, FocusFactory, ParticipantFactory, conference_at
from tests.factories_families import AddressFactory, ResidenceFactory, share, sign_in_of

TOMORROW = MONDAY + timedelta(days=1)
NOT_YET = date(2099, 1, 1)
"""The database goes by its own day."""
FIRST = {"held_on": MONDAY, "who_was_there": "Priya and Ngozi", "aim": "Where Amina sleeps on Fridays"}
SEEN = {"state": "done", "on": MONDAY, "place_kind": "home", "wants": "To see Theo"}


@pytest.fixture
def meeting(family, ngozi):
    return conference_at("preparing", family=family, coordinator=ngozi)


@pytest.fixture
def joan_asked(meeting, joan):
    return ParticipantFactory(conference=meeting, person=joan)


def of(meeting, **facts):
    return {"organisation": meeting.organisation, "conference": meeting, **facts}


ROWS = {
    "baseline": lambda meeting, **more: BaselineMeeting(**of(meeting, **FIRST | more)),
    "visit": lambda meeting, **more: PrepVisit(**of(meeting, person=PersonFactory(), **SEEN | more)),
    "side": lambda meeting, **more: SideTried(**of(meeting, parent=PersonFactory(), on=MONDAY, what="Rang", **more)),
    "thing": lambda meeting, **more: PracticalThing(**of(meeting, kind="food", what="Halal", **more)),
    "advocate": lambda meeting, **more: AdvocateOffer(
        **of(meeting, person=PersonFactory(), **{"offered_on": MONDAY} | more)
    ),
}


@pytest.mark.parametrize(
    ("row", "wrong", "rule"),
    [
        ("baseline", {"aim": " "}, "baseline_says_who_and_what_for"),
        ("baseline", {"who_was_there": ""}, "baseline_says_who_and_what_for"),
        ("baseline", {"held_on": NOT_YET}, "baseline_has_been"),
        ("visit", {"on": None}, "prep_visit_says_when"),
        ("visit", {"place_kind": ""}, "prep_visit_says_when"),
        ("visit", {"state": "planned"}, "prep_visit_says_when"),
        ("visit", {"on": NOT_YET}, "prep_visit_has_been"),
        ("thing", {"what": " "}, "practical_thing_says_what"),
        ("advocate", {"advocate": "Yusuf"}, "advocate_of_who_said_yes"),
        ("advocate", {"offered_on": NOT_YET}, "advocate_was_offered"),
    ],
)
def test_what_each_of_them_says(meeting, row, wrong, rule):
    what = {"what": wrong.pop("what")} if row == "thing" and "what" in wrong else wrong
    made = PracticalThing(**of(meeting, kind="food", **what)) if row == "thing" else ROWS[row](meeting, **what)

    assert refused_by(made.save) == rule


def test_a_side_that_was_looked_for_says_what_was_tried(meeting):
    row = SideTried(**of(meeting, parent=PersonFactory(), on=MONDAY, what=" "))

    assert refused_by(row.save) == "side_tried_says_what"


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("baseline", "baseline_before_it_is_held"),
        ("visit", "prep_visit_before_it_is_held"),
        ("side", "side_tried_before_it_is_held"),
        ("advocate", "advocate_offered_before_it_is_held"),
    ],
)
@pytest.mark.parametrize("state", ["held", "referred"])
def test_it_is_prepared_between_a_yes_and_the_day(family, ngozi, row, rule, state):
    meeting = conference_at(state, family=family, coordinator=ngozi)

    assert refused_by(ROWS[row](meeting).save) == rule


def test_after_the_day_nothing_of_it_is_changed(meeting, ngozi):
    thing = actions.want_practical_thing(conference=meeting, kind="food", what="Halal", by=ngozi.user)
    change(meeting, state="arranged", meets_at="2026-03-27T17:00Z", venue="Hall")()
    change(meeting, state="held", held_on=MONDAY, is_private_time_offered=True)()

    with pytest.raises(StepRefused):
        actions.change_practical_thing(thing=thing, state="arranged", by=ngozi.user)


def test_there_is_one_first_meeting_and_it_can_be_put_right(meeting, ngozi):
    first = actions.write_baseline(conference=meeting, by=ngozi.user, **FIRST)
    again = actions.write_baseline(
        conference=meeting, row_version=first.row_version, by=ngozi.user, **FIRST | {"aim": "Who helps Dana"}
    )

    assert (BaselineMeeting.objects.count(), again.aim) == (1, "Who helps Dana")


def test_two_who_write_it_at_once_lose_nothing(meeting, ngozi):
    first = actions.write_baseline(conference=meeting, by=ngozi.user, **FIRST)
    change(first, aim="From elsewhere")()

    with pytest.raises(ChangedMeanwhile):
        actions.write_baseline(conference=meeting, row_version=first.row_version, by=ngozi.user, **FIRST)


def test_who_was_seen_is_prepared(meeting, joan, joan_asked, ngozi):
    actions.write_visit(conference=meeting, person=joan, by=ngozi.user, **SEEN)

    joan_asked.refresh_from_db()
    assert joan_asked.visited_on == MONDAY


def test_a_planned_visit_prepares_nobody_until_it_was(meeting, joan, joan_asked, ngozi):
    visit = actions.write_visit(conference=meeting, person=joan, state="planned", planned_for=TOMORROW, by=ngozi.user)
    joan_asked.refresh_from_db()
    assert joan_asked.visited_on is None

    actions.change_visit(visit=visit, row_version=visit.row_version, by=ngozi.user, **SEEN)
    joan_asked.refresh_from_db()
    assert joan_asked.visited_on == MONDAY


@pytest.mark.parametrize(
    ("said", "seen_on"),
    [
        ({"state": "put_off", "on": None}, None),
        ({"on": MONDAY - timedelta(days=3)}, MONDAY - timedelta(days=3)),
    ],
)
def test_a_visit_that_is_put_right_is_put_right_beside_the_answer(meeting, joan, joan_asked, ngozi, said, seen_on):
    visit = actions.write_visit(conference=meeting, person=joan, by=ngozi.user, **SEEN)

    actions.change_visit(visit=visit, row_version=visit.row_version, by=ngozi.user, **SEEN | said)

    joan_asked.refresh_from_db()
    assert joan_asked.visited_on == seen_on


def test_a_call_that_was_written_beside_the_answer_stays_when_an_earlier_visit_is_put_off(
    meeting, joan, joan_asked, ngozi
):
    before = SEEN | {"on": MONDAY - timedelta(days=3)}
    visit = actions.write_visit(conference=meeting, person=joan, by=ngozi.user, **before)
    change(joan_asked, visited_on=MONDAY)()

    actions.change_visit(visit=visit, by=ngozi.user, **before | {"state": "put_off", "on": None})

    joan_asked.refresh_from_db()
    assert joan_asked.visited_on == MONDAY


def test_an_advocate_is_offered_once(meeting, joan, joan_asked, ngozi):
    actions.offer_advocate(conference=meeting, person=joan, offered_on=MONDAY, by=ngozi.user)

    with pytest.raises(ValidationError, match="already"):
        actions.offer_advocate(conference=meeting, person=joan, offered_on=MONDAY, by=ngozi.user)


def test_the_database_takes_an_offer_of_an_advocate_once(meeting, joan, joan_asked, ngozi):
    actions.offer_advocate(conference=meeting, person=joan, offered_on=MONDAY, by=ngozi.user)

    assert refused_by(AdvocateOffer(**of(meeting, person=joan, offered_on=MONDAY)).save) == "advocate_offer_once"


# --- An adult's meeting ------------------------------------------------------------------------------------------------

LOOKED = {
    "decision": "Whether to move in with his sister",
    "looked_on": MONDAY,
    "who_looked": "Priya, with his GP",
    "help_given": "Pictures, his own kitchen, twice",
    "outcome": "decides_with_help",
}


@pytest.fixture
def bill():
    return PersonFactory(known_as="Bill", date_of_birth=date(1948, 1, 1))


@pytest.fixture
def bills_meeting(family, ngozi, bill):
    meeting = conference_at("preparing", family=family, coordinator=ngozi, setting="adult")
    FocusFactory(conference=meeting, person=bill)
    return meeting


def test_an_adults_meeting_is_about_an_adult(family, ngozi, amina):
    meeting = conference_at("preparing", family=family, coordinator=ngozi, setting="adult")

    assert refused_by(ConferenceFocus(**of(meeting, person=amina)).save) == "adult_meeting_is_about_adults"


def test_a_meeting_about_a_child_does_not_become_an_adults(meeting, amina):
    FocusFactory(conference=meeting, person=amina)

    assert refused_by(change(meeting, setting="adult")) == "conf_about_a_child_is_no_adults"


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"decision": " "}, "capacity_view_says_what"),
        ({"help_given": ""}, "capacity_view_says_what"),
        ({"outcome": "not_this_now"}, "capacity_view_says_what_then"),
        ({"looked_on": NOT_YET}, "capacity_was_looked_at"),
    ],
)
def test_what_a_view_of_one_decision_says(bills_meeting, bill, wrong, rule):
    assert refused_by(CapacityView(**of(bills_meeting, person=bill, **LOOKED | wrong)).save) == rule


def test_it_is_asked_of_nobody_else(bills_meeting, meeting, bill, joan):
    for row in (of(bills_meeting, person=joan), of(meeting, person=bill)):
        assert refused_by(CapacityView(**row, **LOOKED).save) == "capacity_view_is_of_the_adult"


def test_only_the_adult_reads_it_of_the_family(bills_meeting, bill, joan, ngozi, worker):
    MembershipFactory(family=bills_meeting.family, person=bill)
    for person in (bill, joan):
        share(bills_meeting.record, person)
    actions.note_capacity(conference=bills_meeting, person=bill, by=ngozi.user, **LOOKED)

    readers = (ngozi.user, sign_in_of(bill), sign_in_of(joan))
    assert [CapacityView.objects.visible_to(user).count() for user in readers] == [1, 1, 0]


@pytest.fixture
def kept_from(family, dana):
    """Dana lives in hiding, and these may not know where."""

    def kept_from(person):
        ResidenceFactory(person=dana, address=AddressFactory(lines="12 Quiet Lane"), is_confidential=True)
        AccessBlockFactory(viewer_person=person, protected_person=dana)
        return person

    return kept_from


@pytest.mark.parametrize("field", ["decision", "who_looked", "help_given"])
def test_what_was_found_of_a_decision_tells_its_reader_nothing_hidden(bills_meeting, bill, ngozi, kept_from, field):
    MembershipFactory(family=bills_meeting.family, person=bill)
    said = LOOKED | {field: "Whether to move to 12 Quiet Lane"}

    with pytest.raises(ValidationError):
        actions.note_capacity(conference=bills_meeting, person=kept_from(bill), by=ngozi.user, **said)


def test_who_speaks_for_someone_tells_them_nothing_hidden(meeting, joan, joan_asked, ngozi, kept_from):
    said = {"conference": meeting, "person": kept_from(joan), "offered_on": MONDAY, "by": ngozi.user}

    with pytest.raises(ValidationError):
        actions.offer_advocate(answer="yes", advocate="Ann of 12 Quiet Lane", **said)

    offer = actions.offer_advocate(answer="waiting", advocate="", **said)
    with pytest.raises(ValidationError):
        actions.answer_advocate_offer(offer=offer, by=ngozi.user, answer="yes", advocate="Ann of 12 Quiet Lane")


# --- Who reads it ------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(meeting, dana, joan, ngozi):
    """Dana and Joan were each seen, and each was offered an advocate; both read the meeting."""
    for person in (dana, joan):
        ParticipantFactory(conference=meeting, person=person)
        share(meeting.record, person)
        actions.write_visit(conference=meeting, person=person, by=ngozi.user, **SEEN)
        actions.offer_advocate(conference=meeting, person=person, offered_on=MONDAY, by=ngozi.user)
    actions.write_baseline(conference=meeting, by=ngozi.user, **FIRST)
    actions.want_practical_thing(conference=meeting, kind="food", what="Halal", by=ngozi.user)
    return meeting


def test_of_what_was_said_before_each_of_a_family_reads_their_own(told, dana, joan, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        ours = prepared_with_us(told, danas_sign_in)

    assert [one.person_id for one in ours.visits] == [dana.pk]
    assert [one.person_id for one in ours.advocates] == [dana.pk]
    assert (ours.baseline.aim, [one.what for one in ours.things]) == (FIRST["aim"], ["Halal"])


def test_whoever_does_not_read_the_meeting_reads_nothing_of_it(told, outsider):
    for model in (BaselineMeeting, PrepVisit, SideTried, PracticalThing, AdvocateOffer, CapacityView):
        assert not model.objects.visible_to(outsider).exists()


def test_who_may_not_know_of_a_person_reads_nothing_of_their_visit(told, dana, joan, ngozi, worker, manager):
    sid = MembershipFactory(family=told.family, person__known_as="Sid").person
    actions.write_visit(conference=told, person=sid, by=ngozi.user, **SEEN)
    actions.offer_advocate(conference=told, person=sid, offered_on=MONDAY, by=ngozi.user)
    restrict(what=sid, ground="other", allowed=[], review_on=date(2026, 4, 1), by=manager)

    for model in (PrepVisit, AdvocateOffer):
        assert {one.person_id for one in model.objects.visible_to(worker)} == {dana.pk, joan.pk}


# --- Who is missing ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sides(meeting, amina, dana, joan):
    """Amina, of Dana, who is Joan's; and of Rob, who is Nell's."""
    rob, nell = PersonFactory(known_as="Rob"), PersonFactory(known_as="Nell")
    for child, parent in ((amina, dana), (amina, rob), (dana, joan), (rob, nell)):
        ParentageFactory(child=child, parent=parent)
    for person in (rob, nell):
        MembershipFactory(family=meeting.family, person=person)
    FocusFactory(conference=meeting, person=amina)
    ParticipantFactory(conference=meeting, person=amina, kind="focus_person")
    ParticipantFactory(conference=meeting, person=joan)
    return {"rob": rob, "nell": nell}


def seen_by(user, meeting):
    """The page of the preparation; the lines on the meeting's own page say the same."""
    page = preparing(meeting, participants(meeting, user), user)
    lines = lines_of(with_preparation(Conference.objects.visible_to(user), user).get(pk=meeting.pk))
    assert (sorted(lines.missing), lines.late) == (sorted(page.missing_names), page.late)
    return page


def test_the_side_of_which_nobody_is_asked_is_missing(meeting, sides, worker):
    [side] = seen_by(worker, meeting).missing_sides

    assert side.parent == sides["rob"]
    assert {one.known_as for one in side.relatives} == {"Rob", "Nell"}


@pytest.fixture
def uncle(sides, family):
    """A brother of Rob's."""
    otto = MembershipFactory(family=family, person__known_as="Otto").person
    ParentageFactory(child=otto, parent=sides["nell"])
    sides["otto"] = otto


@pytest.mark.usefixtures("uncle")
@pytest.mark.parametrize("who", ["rob", "nell", "otto"])
def test_whoever_of_it_is_asked_it_is_missing_no_more(meeting, sides, worker, who):
    ParticipantFactory(conference=meeting, person=sides[who])

    assert seen_by(worker, meeting).missing_sides == []


def test_a_side_that_was_looked_for_is_said_to_be(meeting, sides, worker, ngozi):
    actions.note_side_tried(conference=meeting, parent=sides["rob"], on=MONDAY, what="Rang Nell twice", by=ngozi.user)

    page = seen_by(worker, meeting)
    assert page.missing_sides == []
    assert [one.what for side in page.sides for one in side.tried] == ["Rang Nell twice"]


def test_nobody_is_named_who_takes_no_part(meeting, sides, worker, ngozi):
    with acting_as(ngozi.user.asker):
        exclude(conference=meeting, person=sides["rob"], review_on=LATER, by=ngozi.user, **FACTS)

    [side] = seen_by(worker, meeting).missing_sides
    assert [one.known_as for one in side.relatives] == ["Nell"]


def test_a_parent_whom_the_reader_may_not_know_of_is_as_one_who_is_not_there(meeting, sides, worker, manager):
    restrict(what=sides["rob"], ground="other", allowed=[], review_on=date(2026, 4, 1), by=manager)

    page = seen_by(worker, meeting)
    assert [side.parent.known_as for side in page.sides] == ["Dana"]
    assert [one.known_as for one in page.one_parent] == ["Amina"]


# --- What is late ------------------------------------------------------------------------------------------------------


def test_what_is_past_its_day_is_said_and_nobody_is_named(meeting, joan, joan_asked, ngozi, worker):
    yesterday = MONDAY - timedelta(days=1)
    actions.want_practical_thing(conference=meeting, kind="food", what="Halal", by_when=yesterday, by=ngozi.user)
    actions.write_visit(conference=meeting, person=joan, state="planned", planned_for=yesterday, by=ngozi.user)

    late = seen_by(worker, meeting).late

    assert late == ["1 visit was planned for a day that is past.", "1 thing was to be arranged by now."]


def test_what_is_arranged_is_late_no_more(meeting, ngozi, worker):
    thing = actions.want_practical_thing(
        conference=meeting, kind="food", what="Halal", by_when=MONDAY - timedelta(days=1), by=ngozi.user
    )
    actions.change_practical_thing(thing=thing, row_version=thing.row_version, state="arranged", by=ngozi.user)

    assert seen_by(worker, meeting).late == []


def test_the_first_meeting_is_late_after_five_working_days(meeting, worker, monkeypatch):
    by = seen_by(worker, meeting).baseline_by
    assert by == working_days_after(timezone.localdate(meeting.referral.created_at), 5, meeting.organisation)
    monkeypatch.setattr("database.clock.today", lambda: by)
    assert seen_by(worker, meeting).late == []
    monkeypatch.setattr("database.clock.today", lambda: by + timedelta(days=1))

    assert seen_by(worker, meeting).late == [f"The first meeting was to be by {by.day} {by:%B}."]


def test_a_participant_of_their_own_work_is_not_to_be_seen(meeting, worker, ngozi):
    ParticipantFactory(conference=meeting, person=None, practitioner=worker.practitioner, kind="referrer")

    assert [str(one) for one in seen_by(worker, meeting).not_seen] == []
    assert Participant.objects.filter(conference=meeting).count() == 1


# --- How it stands by the standards ------------------------------------------------------------------------------------


def facts_of(meeting, user):
    [found] = meetings_of(
        Conference.objects.filter(pk=meeting.pk),
        Participant.objects.visible_to(user),
        Parentage.objects.visible_to(user),
    )
    return found


def test_a_side_that_was_looked_for_counts_as_asked(meeting, sides, worker, ngozi):
    assert facts_of(meeting, worker).both_sides == Known.NOT_YET
    actions.note_side_tried(conference=meeting, parent=sides["rob"], on=MONDAY, what="Rang Nell", by=ngozi.user)

    assert facts_of(meeting, worker).both_sides == Known.YES


def test_that_an_advocate_was_offered_is_worked_out(meeting, sides, amina, worker, ngozi):
    assert facts_of(meeting, worker).advocate_offered == Known.NOT_YET
    for about in meeting.focus.all():
        if not Participant.objects.filter(conference=meeting, person=about.person_id).exists():
            ParticipantFactory(conference=meeting, person=about.person, kind="focus_person")
        actions.offer_advocate(conference=meeting, person=about.person, offered_on=MONDAY, by=ngozi.user)

    assert facts_of(meeting, worker).advocate_offered == Known.YES
