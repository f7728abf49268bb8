"""Which paper of a family meeting was given to whom: what the database keeps of it, past every form (domain.md §2.3, §8.6)."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from uuid_utils.compat import uuid7

from casework.actions import giving_papers as actions
from casework.actions.exclusions import exclude
from casework.models import Conference, FamilyPlan, PaperCopy, Participant
from casework.models.papers_given import with_papers
from casework.queries.papers_given import papers_given, who_has
from database import clock
from database.asker import acting_as
from families.actions.merging import merge_people
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_access import AccessBlockFactory, RestrictionFactory
from tests.factories_conferences import MONDAY, ParticipantFactory, PlanFactory, conference_at
from tests.factories_families import ContactPointFactory, share, sign_in_of
from tests.refusals import refused_past_triggers

WELL = "Gran cooks."
FRIDAY_BEFORE = date(2026, 3, 13)


@pytest.fixture
def meeting(arranged):
    Conference.objects.filter(pk=arranged.pk).update(going_well=WELL)
    arranged.refresh_from_db()
    return arranged


@pytest.fixture
def written(meeting, ngozi, joan):
    """A paper that Ngozi gave Joan, past every form."""

    def write(**said):
        facts = {"conference": meeting, "person": joan, "paper": "invitation", "way": "by_hand", "given_on": MONDAY}
        facts |= {"created_by": ngozi.user} | said
        copy = PaperCopy(organisation=meeting.organisation, **facts)
        with acting_as(ngozi.user.asker):
            PaperCopy.objects.bulk_create([copy])
        return copy

    return write


@pytest.fixture
def give(meeting, ngozi, of):
    """As the page does it."""

    def give(*people, **said):
        facts = {"paper": "information", "way": "by_hand", "given_on": MONDAY, "place": "https://kith.test"} | said
        asked = [one if isinstance(one, Participant) else of(one) for one in people]
        with acting_as(ngozi.user.asker):
            return actions.give_papers(conference=meeting, people=asked, by=ngozi.user, **facts)

    return give


def safe(person, way="email", **said):
    kind = "email" if way == "email" else "other"
    value = f"{person.known_as}@home.test".lower() if way == "email" else f"{person.known_as}’s door"
    return ContactPointFactory(person=person, **({"kind": kind, "value": value, "safe_to": [way]} | said))


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"paper": "plan"}, "paper_copy_says_which_plan"),
        ({"plan": PlanFactory}, "paper_copy_says_which_plan"),
        ({"other_name": "Rita"}, "paper_copy_to_whom_is_asked"),
        ({"person": None}, "paper_copy_to_whom_is_asked"),
        ({"person": PersonFactory}, "paper_copy_to_whom_is_asked"),
        ({"given_on": date(2099, 1, 1)}, "paper_copy_was_given"),
        ({"way": "own_page"}, "paper_copy_by_their_sign_in"),
        ({"way": "email"}, "paper_copy_by_their_sign_in"),
        ({"way": "by_post"}, "paper_copy_by_safe_post"),
        ({"mailed_at": FROZEN}, "paper_copy_goes_or_does_not"),
    ],
)
def test_the_database_refuses(written, planned, said, rule):
    made = {
        name: planned if value is PlanFactory else value() if isinstance(value, type) else value
        for name, value in said.items()
    }

    assert refused_by(lambda: written(**made)) == rule


def test_a_paper_is_given_to_one_of_them_even_where_two_are_asked(meeting, written, joan):
    friend = ParticipantFactory(conference=meeting, person=None, other_name="Rita")

    assert written(person=None, other_name=friend.other_name).to_whom == "Rita"
    assert refused_by(lambda: written(person=None, other_name="Rita", way="by_post")) == "paper_copy_by_safe_post"


@pytest.mark.parametrize("name", ["Rita", None])
def test_a_copy_is_to_a_person_or_to_a_name(written, name):
    row = written()
    row.pk, row.other_name = uuid7(), name or ""
    if name is None:
        row.person = None

    assert refused_past_triggers(row) == "paper_copy_to_one_of_them"


def test_what_was_given_to_two_who_are_one_was_given_to_the_one(give, joan, family, ngozi, manager):
    (copy,) = give(joan)
    gran = MembershipFactory(family=family, person=PersonFactory(known_as="Gran Joan")).person

    with acting_as(manager.asker):
        merge_people(kept=gran, merged=joan, why="The same Gran.", by=manager)

    copy.refresh_from_db()
    assert copy.person == gran


def test_of_meetings_of_before_it_is_known_when_all_had_it(meeting, ngozi):
    change(meeting, information_given_on=FRIDAY_BEFORE)()
    meeting.refresh_from_db()

    assert (who_has(meeting, ngozi.user).informed, who_has(meeting, ngozi.user).not_informed) == (3, [])


def test_by_name_alone_nobody_has_a_plan(meeting, written, planned):
    ParticipantFactory(conference=meeting, person=None, other_name="Rita")

    refused = refused_by(lambda: written(person=None, other_name="Rita", paper="plan", plan=planned))

    assert refused == "paper_copy_by_name_by_hand"


def test_nobody_writes_in_anothers_name(written, manager, joans_sign_in, meeting, joan):
    assert refused_by(lambda: written(created_by=manager)) == "paper_copy_in_own_name"
    copy = PaperCopy(
        organisation=meeting.organisation,
        created_by=joans_sign_in,
        conference=meeting,
        person=joan,
        paper="invitation",
        way="by_hand",
        given_on=MONDAY,
    )
    with acting_as(joans_sign_in.asker):
        assert refused_by(lambda: PaperCopy.objects.bulk_create([copy])) == "paper_copy_in_own_name"


@pytest.mark.parametrize("way", ["email", "post"])
def test_what_others_read_too_is_not_safe(written, joan, dana, joans_sign_in, way):
    given, rule = {"way": "email" if way == "email" else "by_post"}, f"paper_copy_{way}_is_theirs_alone"
    point = safe(joan, way, is_shared_device=True)
    assert refused_by(lambda: written(**given)) == rule

    change(point, is_shared_device=False)()
    assert written(**given).pk

    others = safe(dana, way, value=point.value.upper() if way == "email" else point.value)
    if way == "post":
        assert refused_by(lambda: written(**given)) == rule
    change(others, value=point.value)()
    assert refused_by(lambda: written(**given)) == rule


def test_nor_what_a_parent_wrote_for_a_child(written, amina, danas_sign_in):
    sign_in_of(amina)
    with acting_as(danas_sign_in.asker):
        safe(amina)

    assert refused_by(lambda: written(person=amina, way="email")) == "paper_copy_email_is_theirs_alone"


def test_email_goes_only_where_it_is_safe(written, joan, joans_sign_in):
    ContactPointFactory(person=joan, kind="email", value="joan@home.test", safe_to=[])

    assert refused_by(lambda: written(way="email")) == "paper_copy_by_safe_email"


def test_nothing_goes_to_who_is_excluded(meeting, written, ngozi, joan):
    facts = {"extent": "written_view", "why_no_less": "He shouts.", "ground": "violence_or_threat"}
    with acting_as(ngozi.user.asker):
        exclude(
            conference=meeting,
            person=joan,
            evidence_note="The school says so.",
            how_views_come_in="By letter.",
            review_on=date(2026, 9, 14),
            by=ngozi.user,
            **facts,
        )

    assert refused_by(written) == "paper_copy_not_to_excluded"


@pytest.mark.parametrize("kept", ["person", "meeting", "plan"])
def test_nothing_goes_to_whom_it_is_kept_from(written, planned, meeting, joan, amina, kept):
    blocked = {
        "person": {"protected_person": amina},
        "meeting": {"record": meeting.record, "protected_person": None},
        "plan": {"record": planned.record, "protected_person": None},
    }
    AccessBlockFactory(viewer_person=joan, **blocked[kept])

    assert refused_by(lambda: written(paper="plan", plan=planned)) == "paper_copy_not_kept_from_them"


def test_a_plan_is_of_its_own_meeting(written, family, ngozi):
    other = PlanFactory(conference=conference_at("held", family=family, coordinator=ngozi))

    assert refused_by(lambda: written(paper="plan", plan=other)) == "paper_copy_plan_of_its_meeting"


def test_what_is_read_before_begins_with_what_goes_well(written, meeting):
    change(meeting, going_well="")()

    assert refused_by(lambda: written(paper="information")) == "paper_copy_of_what_is_written"


@pytest.mark.parametrize(
    "said",
    [
        {"way": "by_post"},
        {"given_on": FRIDAY_BEFORE},
        {"paper": "blank_plan"},
        {"edition": "other words"},
        {"withdrawn_at": None},
        {"created_by": None},
    ],
)
def test_what_was_given_stays_as_it_was_written(written, said):
    copy = written()
    change(copy, withdrawn_at=clock.now())()

    assert refused_by(change(copy, **said)) == "paper_copy_stays"


def test_whether_an_email_went_is_said_once(written, joan, joans_sign_in):
    safe(joan)
    copy = written(way="email")
    change(copy, mailed_at=FROZEN)()

    assert refused_by(change(copy, mailed_at=FROZEN + timedelta(hours=1))) == "paper_copy_stays"
    assert refused_by(change(copy, not_mailed_at=FROZEN)) == "paper_copy_goes_or_does_not"


def test_no_row_is_taken_away(written):
    copy = written()

    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_papercopy WHERE id = %s", [copy.pk])


def test_which_words_they_were_is_said_by_the_database(give, meeting, joan):
    (copy,) = give(joan)
    copy.refresh_from_db()
    assert len(copy.edition) == 64

    asked = with_papers(meeting.participants.filter(person=joan))
    assert asked.get().informed_on == MONDAY
    change(meeting, questions="Something else?")()
    assert asked.get().informed_on is None


def test_an_invitation_is_to_its_day_and_place(give, meeting, joan, ngozi):
    give(joan, paper="invitation")
    told = [[str(one) for one in who_has(meeting, ngozi.user).invited]]
    for moved in ({"practicalities": "Soup."}, {"venue": "The library"}):
        change(meeting, **moved)()
        told.append([str(one) for one in who_has(meeting, ngozi.user).invited])

    assert told == [["Joan"], ["Joan"], []]
    change(meeting, venue=meeting.venue)()
    assert len(who_has(meeting, ngozi.user).invited) == 1
    change(meeting, meets_at=meeting.meets_at + timedelta(days=7))()
    assert who_has(meeting, ngozi.user).invited == []


def test_the_row_and_its_history_say_who_gave_what(give, joan, ngozi):
    (copy,) = give(joan)

    event = copy.events.get()
    assert (event.pgh_label, event.pgh_context["action"], event.created_by) == ("insert", "give_papers", ngozi.user)
    assert str(copy) == "What the family reads before: Joan"


def test_the_family_had_it_once_all_have_it(give, meeting, amina, dana, joan):
    days = []
    for people, on in (((dana, joan), FRIDAY_BEFORE), ((amina,), MONDAY)):
        give(*people, given_on=on)
        meeting.refresh_from_db()
        days.append(meeting.information_given_on)

    assert days == [None, MONDAY]


def test_that_it_was_not_so_takes_it_back(give, meeting, amina, dana, joan, ngozi):
    copies = give(amina, dana, joan)

    with acting_as(ngozi.user.asker):
        taken = actions.say_it_was_not_so(copy=copies[0], by=ngozi.user)
        with pytest.raises(actions.PaperNotSo):
            actions.say_it_was_not_so(copy=taken, by=ngozi.user)

    meeting.refresh_from_db()
    assert meeting.information_given_on is None
    assert len(who_has(meeting, ngozi.user).not_informed) == 1


@pytest.mark.parametrize("signs_in", [True, False])
def test_a_family_member_reads_their_own_and_their_childs(
    give, meeting, amina, dana, joan, danas_sign_in, outsider, signs_in
):
    give(amina, dana, joan)
    user = danas_sign_in if signs_in else outsider

    told = sorted(one.copy.to_whom for one in papers_given(meeting, user))

    assert told == (["Amina", "Dana"] if signs_in else [])


def test_who_is_kept_from_a_worker_is_not_told_of(give, meeting, joan, worker):
    give(joan)
    before = len(papers_given(meeting, worker))
    RestrictionFactory(person=joan)

    assert (before, papers_given(meeting, worker)) == (1, [])


def agreed(meeting, on):
    FamilyPlan.objects.filter(conference=meeting).update(agreed_on=on)
    Conference.objects.filter(pk=meeting.pk).update(
        state="plan_agreed",
        held_on=on,
        is_private_time_offered=True,
        agency_response="agreed",
        answered_by=meeting.coordinator,
        answered_version=2,
        review_due_on=date(2026, 6, 1),
    )
    meeting.refresh_from_db()


def test_the_plan_is_theirs_with_whom_it_is_shared_and_who_was_there(meeting, planned, amina, dana, joan, ngozi):
    for one in (amina, dana):
        share(planned.record, one)
    meeting.participants.update(attended="no")
    meeting.participants.filter(person=joan).update(attended="yes")
    agreed(meeting, MONDAY)

    page = who_has(meeting, ngozi.user)

    assert sorted(str(one) for one in page.without_the_plan) == ["Amina", "Joan"]
    assert (page.plan_by, page.is_plan_late) == (date(2026, 3, 23), False)


def test_an_email_that_did_not_go_counts_nothing(give, meeting, joan, joans_sign_in, ngozi):
    safe(joan)
    (copy,) = give(joan, way="email")
    page = who_has(meeting, ngozi.user)
    assert [str(one) for one in page.not_reached] == ["Joan"]
    assert page.informed == 0

    give(joan)

    page = who_has(meeting, ngozi.user)
    assert (page.not_reached, page.informed, copy.has_gone) == ([], 1, False)
