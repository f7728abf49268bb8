"""How far family meetings came, and how they stand by the quality standards (domain.md §2.8, §2.9, §7.6)."""

import csv
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent, Organisation, User
from accounts.roles import Role
from casework.actions.standards import begin_standards
from casework.models import Conference, ConferenceReferral, QualityStandard
from casework.queries.meeting_facts import Known
from casework.queries.meeting_figures import meeting_figures, meetings_in, months_of, year_to_share
from casework.queries.standards import evidence_of
from database.asker import acting_as
from families.actions.keeping import declare_interest
from families.models import DeclaredInterest
from tests.casework.refusals import change, refused_by
from tests.factories import ParentageFactory, PersonFactory, PractitionerFactory, UserFactory
from tests.factories_conferences import (
    ActionFactory,
    ConferenceFactory,
    FocusFactory,
    OfferFactory,
    ParticipantFactory,
    conference_at,
    plan_of,
)

MARCH = months_of(date(2026, 3, 1), date(2026, 3, 31))
HELD = date(2026, 3, 6)
PAGE, FILE = reverse("casework:meeting-figures"), reverse("casework:meeting-figures-csv")
QUERIES = 16
HERE = ZoneInfo("Europe/London")


@pytest.fixture
def joyce(organisation):
    return UserFactory(name="Joyce", roles=[Role.QUALITY_LEAD])


@pytest.fixture
def arun(organisation):
    return UserFactory(name="Arun", roles=[Role.ANALYST])


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=[Role.ADMINISTRATOR])


def offered(*answers, conference=None, **fields):
    """A first meeting that was offered to some, who answered so."""
    conference = conference or ConferenceFactory(**fields)
    for answer in answers:
        said = {} if answer in {"waiting", "no_answer"} else {"responded_on": date(2026, 3, 20)}
        OfferFactory(conference=conference, response=answer, **said)
    return conference


def held(*answers, **facts):
    conference = offered(*(answers or ["accepted"]), conference=conference_at("held"))
    change(conference, **{"held_on": HELD} | facts)()
    conference.refresh_from_db()
    return conference


def agreed(**facts):
    conference = held()
    change(plan_of(conference), agreed_on=HELD)()
    change(conference, **{"review_due_on": date(2026, 6, 1)} | facts)()
    return conference


def meeting(user, conference):
    [found] = meetings_in(user, Q(pk=conference.pk))
    return found


def stages(user, **options):
    told = meeting_figures(user, MARCH, **{"is_to_share": False} | options).stages
    return {stage.key: (stage.shown, {reason.key: reason.shown for reason in stage.others}) for stage in told}


def figure(user, words, months=MARCH, **options):
    told = meeting_figures(user, months, **{"is_to_share": False} | options).figures
    [(_found, row)] = [(one, row) for one, row in told if one.words.startswith(words)]
    return row


# --- The months


def test_any_day_of_a_month_means_the_month():
    found = months_of(date(2026, 1, 17), date(2026, 2, 3))
    assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 2, 28))


def test_unless_told_they_are_the_twelve_before_this_one():
    found = months_of(None, None)
    assert (found.first, found.last) == (date(2025, 3, 1), date(2026, 2, 28))


def test_the_last_is_never_before_the_first():
    found = months_of(date(2026, 3, 1), date(2026, 1, 1))
    assert (found.first, found.last) == (date(2026, 3, 1), date(2026, 3, 31))


# --- How far each came


def test_each_is_counted_as_far_as_it_came_and_else_with_why(joyce):
    offered("declined", "no_answer")
    offered("waiting", "declined")
    offered("no_answer")
    offered("accepted")
    offered("withdrawn", state="not_going_ahead", not_going_ahead_reason="family_prefers_not")
    held()
    held(
        agency_response="not_agreed",
        not_agreed_reason="Not safe.",
        not_agreed_told_at=datetime(2026, 3, 6, 18, tzinfo=HERE),
    )
    agreed()
    agreed(review_due_on=date(2026, 3, 9))
    agreed(no_review_reason="They moved away.", review_due_on=None)
    agreed(reviewed_on=date(2026, 3, 13))

    assert stages(joyce) == {
        "offered": ("11", {}),
        "accepted": ("8", {"rather_not": "1", "thinking": "1", "no_answer": "1"}),
        "held": ("6", {"on_the_way": "1", "family_prefers_not": "1"}),
        "agreed": ("4", {"not_agreed": "1", "not_answered": "1"}),
        "looked_back": ("1", {"later": "1", "none_wanted": "1", "overdue": "1"}),
    }


def test_a_meeting_that_looks_back_is_that_of_the_first_and_no_offer_more(joyce):
    first = agreed()
    back = held()
    change(back, review_of=first)()

    told = stages(joyce)
    assert (told["offered"][0], told["looked_back"][0]) == ("1", "1")


def test_it_counts_by_the_day_of_the_first_offer(joyce):
    conference = offered("no_answer")
    OfferFactory(conference=conference, offered_on=date(2026, 2, 27))

    assert stages(joyce)["offered"][0] == "0"


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2026, 2, 28), "0"), (date(2026, 3, 1), "1"), (date(2026, 3, 31), "1"), (date(2026, 4, 1), "0")],
)
def test_a_month_is_from_its_first_day_to_its_last(joyce, day, counts):
    conference = held()
    change(conference, held_on=day)()
    conference.offers.update(offered_on=day, response="waiting", responded_on=None)

    assert stages(joyce)["offered"][0] == counts
    assert figure(joyce, "Family and friends who came")[1] == counts


def test_no_other_organisation_is_counted(joyce):
    offered("accepted")
    other = UserFactory.build(organisation=Organisation.objects.create(name="York"), roles=[Role.QUALITY_LEAD])

    assert (stages(joyce)["offered"][0], meeting_figures(other, MARCH, is_to_share=False).stages[0].shown) == ("1", "0")


def test_to_share_one_to_five_are_c_with_what_would_tell_them(joyce):
    for _number in range(9):
        offered("accepted")
    for _number in range(3):
        offered("declined")

    assert stages(joyce, is_to_share=True)["offered"] == ("12", {})
    assert stages(joyce, is_to_share=True)["accepted"] == ("c", {"rather_not": "c"})
    assert stages(joyce)["accepted"] == ("9", {"rather_not": "3"})


# --- What is measured


def test_days_from_asking_to_holding(joyce):
    for days in (10, 21, 40):
        conference = held()
        at = datetime.combine(HELD - timedelta(days=days), datetime.min.time(), HERE)
        change(ConferenceReferral.objects.get(conference=conference), created_at=at)()
    late = held()
    change(ConferenceReferral.objects.get(conference=late), created_at=datetime(2026, 4, 1, tzinfo=HERE))()

    assert figure(joyce, "From being asked for") == ["21 days", "4", "3", "1"]


def test_nobody_s_attendance_written_down_is_not_known_and_not_none(joyce):
    ParticipantFactory(conference=held())

    assert figure(joyce, "Family and friends who came") == ["not known", "1", "0", "1"]


def test_how_many_of_the_network_came_and_how_many_for_their_work(joyce):
    for came in (3, 5):
        conference = held()
        for _number in range(came):
            ParticipantFactory(conference=conference, attended="yes")
        ParticipantFactory(conference=conference, attended="no")
        ParticipantFactory(conference=conference, attended="video", kind="focus_person")
        ParticipantFactory(
            conference=conference, attended="part", kind="referrer", person=None, practitioner=PractitionerFactory()
        )
        ParticipantFactory(conference=conference, attended="yes", kind="advocate")

    assert figure(joyce, "Family and friends who came")[0] == "4 people"
    assert figure(joyce, "The family’s side, to")[0] == "10 to 4"  # with the coordinator of each


@pytest.fixture
def tree(organisation):
    """A child with two parents, the father’s mother, and his sister."""
    people = {name: PersonFactory(known_as=name) for name in ("child", "mum", "dad", "nan", "aunt", "friend")}
    change(people["dad"], gender="man_boy")()
    for parent, child in (("mum", "child"), ("dad", "child"), ("nan", "dad"), ("nan", "aunt")):
        ParentageFactory(parent=people[parent], child=people[child])
    return people


@pytest.mark.parametrize(
    ("who", "known"),
    [("dad", "yes"), ("nan", "yes"), ("aunt", "yes"), ("mum", "no"), ("friend", "no"), ("child", "no")],
)
def test_the_father_s_side_is_he_his_parents_and_their_children(joyce, tree, who, known):
    conference = held()
    FocusFactory(conference=conference, person=tree["child"])
    ParticipantFactory(conference=conference, person=tree[who], attended="yes")
    ParticipantFactory(conference=conference, person=tree["dad"], attended="no") if who != "dad" else None

    assert meeting(joyce, conference).fathers_side_came == known


def test_where_no_father_is_written_down_or_is_restricted_nobody_can_say(joyce, tree):
    conference = held()
    FocusFactory(conference=conference, person=tree["child"])
    ParticipantFactory(conference=conference, person=tree["friend"], attended="yes")
    assert meeting(joyce, conference).fathers_side_came == Known.NO

    tree["dad"].parentages_down.update(visibility="restricted")
    assert meeting(joyce, conference).fathers_side_came == Known.NOT_KNOWN
    assert meeting(joyce, conference).both_sides == Known.NOT_KNOWN


def test_both_sides_were_asked_once_someone_of_each_parent_s_was(joyce, tree):
    conference = held()
    FocusFactory(conference=conference, person=tree["child"])
    ParticipantFactory(conference=conference, person=tree["aunt"])
    assert meeting(joyce, conference).both_sides == Known.NO

    ParticipantFactory(conference=conference, person=tree["mum"])
    assert meeting(joyce, conference).both_sides == Known.YES


def test_before_the_day_a_side_that_is_not_asked_is_not_asked_yet(joyce, tree):
    conference = conference_at("preparing")
    FocusFactory(conference=conference, person=tree["child"])
    ParticipantFactory(conference=conference, person=tree["aunt"])

    assert meeting(joyce, conference).both_sides == Known.NOT_YET


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"attended": "yes"}, "yes"),
        ({"attended": "video"}, "yes"),
        ({"attended": "yes", "kind": "advocate"}, "yes"),
        ({"attended": "no"}, "no"),
        ({"attended": ""}, "not_known"),
    ],
)
def test_whom_it_is_about_was_there_or_an_advocate_was(joyce, facts, known):
    conference = held()
    ParticipantFactory(conference=conference, **{"kind": "focus_person"} | facts)

    assert meeting(joyce, conference).child_heard == known


def test_their_own_words_are_heard_too(joyce):
    conference = held()
    ParticipantFactory(conference=conference, kind="focus_person", attended="no")
    change(ConferenceReferral.objects.get(conference=conference), child_view_words="I want Grandad there.")()

    assert meeting(joyce, conference).child_heard == Known.YES


def test_steps_done_by_the_day_of_looking_back_the_family_s_and_ours_apart(joyce):
    conference = agreed()
    plan = conference.plans.get()
    ActionFactory(plan=plan, position=2, state="done", done_on=date(2026, 3, 29))
    ActionFactory(plan=plan, position=3, state="done", done_on=date(2026, 3, 31))  # a day too late
    ActionFactory(plan=plan, position=4)
    ActionFactory(plan=plan, position=5, state="no_longer_needed")
    ActionFactory(plan=plan, position=6, who_person=None, who_practitioner=PractitionerFactory())
    change(conference, reviewed_on=date(2026, 3, 30))()

    assert figure(joyce, "The family’s steps") == ["1 of 4", "4", "4", "0"]
    assert figure(joyce, "Our steps") == ["0 of 1", "1", "1", "0"]


def test_to_share_a_measure_of_few_is_kept_back_and_of_many_is_told(joyce):
    for _number in range(5):
        ParticipantFactory(conference=held(), attended="yes")
    assert figure(joyce, "Family and friends who came", is_to_share=True) == ["c", "c", "c", "c"]

    ParticipantFactory(conference=held(), attended="yes")
    assert figure(joyce, "Family and friends who came", is_to_share=True) == ["1 person", "6", "6", "0"]

    held()  # of one it is not known: that would be told
    assert figure(joyce, "Family and friends who came", is_to_share=True) == ["c", "7", "c", "c"]


def test_none_at_all_tells_of_nobody_and_is_told(joyce):
    assert figure(joyce, "Family and friends who came", is_to_share=True) == ["not known", "0", "0", "0"]


def test_a_share_with_few_on_one_side_is_kept_back(joyce):
    for attended in ["yes"] * 7 + ["no"]:
        ParticipantFactory(conference=held(), kind="focus_person", attended=attended)

    assert figure(joyce, "Whom it is about")[0] == "7 of 8"
    assert figure(joyce, "Whom it is about", is_to_share=True)[0] == "c"


# --- Who reads it


def test_managers_the_quality_lead_and_the_analyst_read_it(client, joyce, arun, manager, worker, alex, ngozi):
    answers = []
    for user in (joyce, arun, manager, worker, alex, ngozi.user):
        client.force_login(user)
        answers.append([client.get(PAGE).status_code, client.get(FILE).status_code])

    assert answers == [[200, 200]] * 3 + [[403, 403]] * 3


@pytest.fixture
def in_april(monkeypatch):
    """The financial year of March is over."""
    monkeypatch.setattr("database.clock.today", lambda: date(2026, 4, 7))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 3, 31), date(2024, 4, 1)),  # of a year that is not over yet: the last one that is
        (date(2025, 3, 31), date(2024, 4, 1)),
        (date(2024, 3, 31), date(2023, 4, 1)),
        (None, date(2024, 4, 1)),
    ],
)
def test_what_is_passed_on_is_of_one_year_that_is_over(day, first):
    found = year_to_share(day)

    assert (found.first, found.until) == (first, first.replace(year=first.year + 1))


@pytest.mark.usefixtures("in_april")
def test_no_two_looks_can_be_subtracted_to_tell_of_one_month(client, arun):
    for _number in range(9):
        offered("accepted")
    client.force_login(arun)

    spans = [
        ("2025-04-01", "2026-03-31"),
        ("2025-04-01", "2026-02-28"),
        ("2026-03-01", "2026-03-31"),
        ("", "2026-03-02"),
    ]
    files = {client.get(f"{FILE}?since={since}&until={until}").content for since, until in spans}

    assert len(files) == 1


@pytest.mark.usefixtures("in_april")
def test_who_reads_no_record_reads_no_small_number_on_screen_either(client, joyce, arun):
    for _number in range(9):
        offered("accepted")
    for _number in range(3):
        offered("declined")
    address = f"{PAGE}?since=2026-03-01&until=2026-03-31"

    client.force_login(arun)
    assert "<strong>c</strong>" in client.get(address).text
    client.force_login(joyce)
    assert "<strong>9</strong>" in client.get(address).text
    assert "<strong>c</strong>" in client.get(f"{address}&to=share").text


@pytest.mark.usefixtures("in_april")
def test_the_file_holds_what_may_be_passed_on_and_tells_nobody(client, joyce):
    for _number in range(7):
        offered("accepted")
    offered("declined")
    client.force_login(joyce)
    sent = client.get(f"{FILE}?since=2026-03-01&until=2026-03-31")
    rows = list(csv.reader(sent.content.decode("utf-8-sig").splitlines()))

    assert 'filename="family-meetings.csv"' in sent.headers["Content-Disposition"]
    assert rows[0] == ["From", "2025-04-01", "to", "2026-03-31"]
    assert ["Offered", "8"] in rows
    assert ["Somebody said yes", "c"] in rows
    assert ["– They would rather not", "c"] in rows
    assert rows[2] == ["What", "Value", "Of", "Known", "Not known", "Tentative"]


def test_no_cell_of_the_file_is_a_formula(client, joyce):
    begin_standards(by=User.objects.get(kind="system"))
    change(QualityStandard.objects.get(code="1"), code="=1", title="cmd()")()
    client.force_login(joyce)

    assert "'=1" in client.get(FILE).content.decode("utf-8-sig")


def test_a_day_that_is_none_keeps_what_was_typed(client, joyce):
    client.force_login(joyce)
    refused = client.get(f"{PAGE}?since=yesterday&until=2026-03-31")

    assert refused.status_code == 422
    assert 'value="2026-03-31"' in refused.text


def test_it_asks_the_same_for_one_meeting_and_for_three(client, joyce, tree):
    begin_standards(by=User.objects.get(kind="system"))
    client.force_login(joyce)
    counts = []
    for _number in range(3):
        conference = agreed()
        FocusFactory(conference=conference, person=tree["child"])
        ParticipantFactory(conference=conference, person=tree["aunt"], attended="yes")
        ActionFactory(plan=conference.plans.get(), position=2)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{PAGE}?since=2026-03-01&until=2026-03-31").status_code == 200
        counts.append(len(asked))

    assert counts == [QUERIES] * 3


def test_that_figures_were_read_names_nobody(client, joyce, arranged):
    client.force_login(joyce)
    client.get(PAGE)

    event = AccessEvent.objects.get(what="casework:meeting-figures")
    assert (event.people, event.families) == ([], [])


# --- The quality standards


@pytest.fixture
def standards(organisation):
    begin_standards(by=User.objects.get(kind="system"))
    return QualityStandard.objects


def told(conference, user):
    """What is known of each fact of a conference, by its words."""
    return {fact.words: (fact.in_words, fact.detail) for one in evidence_of(conference, user) for fact in one.facts}


def test_what_comes_with_kith_is_taken_up_once(standards):
    assert (standards.count(), begin_standards(by=User.objects.get(kind="system"))) == (7, 0)


def test_one_meeting_stands_as_what_is_written_down_says(standards, worker, arranged, dana):
    arranged.participants.filter(person=dana).update(visited_on=date(2026, 3, 10))

    assert told(arranged, worker) == {
        "The coordinator is independent": ("Yes", ""),
        "Both sides of the family were asked, or looked for": ("Not known", ""),
        "Whom it is about was offered someone to speak for them": ("Not yet", ""),
        "Everyone asked was visited or called before": ("Not known", "1 of 3"),
        "Everyone had what they read before three working days before": ("Not yet", "0 of 3"),
        "Everyone had their copy of the plan within five working days": ("Not yet", ""),
        "The family was offered time on their own": ("Not yet", ""),
        "The plan was agreed on the day": ("Not yet", ""),
        "A day to look back was set": ("Not yet", ""),
        "They looked back together": ("Not yet", ""),
        "Whom it is about was there, or was heard": ("Not yet", ""),
    }


def test_once_it_was_held_it_says_more(standards, worker, held):
    begun = datetime(2026, 3, 6, 17, 30, tzinfo=HERE)
    change(held, held_on=HELD, private_time_started=begun, private_time_ended=begun + timedelta(minutes=70))()
    change(plan_of(held), agreed_on=HELD + timedelta(days=1))()
    held.refresh_from_db()
    change(Conference.objects.get(pk=held.pk), review_due_on=date(2026, 3, 9))()
    held.participants.update(visited_on=date(2026, 3, 10))

    found = told(held, worker)
    assert found["The family was offered time on their own"] == ("Yes", "70 minutes")
    assert found["The plan was agreed on the day"] == ("No", "")
    assert found["A day to look back was set"] == ("Yes", "")
    assert found["They looked back together"] == ("No", "")
    assert found["Everyone asked was visited or called before"] == ("Yes", "1 of 1")


def test_whoever_is_kept_from_the_reader_is_not_counted_as_asked(standards, worker, arranged):
    uma = ParticipantFactory(conference=arranged, person=PersonFactory(known_as="Uma")).person
    assert told(arranged, worker)["Everyone asked was visited or called before"][1] == "0 of 4"

    declare_interest(practitioner=worker.practitioner, known=uma, kind=DeclaredInterest.Kind.FRIEND, by=worker)
    assert told(arranged, worker)["Everyone asked was visited or called before"][1] == "0 of 3"


def test_the_page_of_one_meeting_is_by_the_door(client, standards, worker, outsider, joyce, danas_sign_in, arranged):
    address = reverse("casework:conference-standards", args=[arranged.pk])
    answers = []
    for user in (worker, outsider, joyce, danas_sign_in):
        client.force_login(user)
        answers.append(client.get(address).status_code)

    assert answers == [200, 404, 404, 403]


def test_an_administrator_changes_a_standard_and_nobody_else(client, standards, alex, worker):
    one = standards.get(code="1")
    change_it = reverse("casework:standard-change", args=[one.pk])
    said = {
        "code": "1",
        "title": "Independent",
        "our_paraphrase": "Of us.",
        "shown_by": ["independent", "prepared"],
        "valid_from": "2026-03-16",
        "is_active": "on",
        "row_version": str(one.row_version),
    }
    client.force_login(worker)
    assert client.post(change_it, said).status_code == 404
    client.force_login(alex)
    assert [client.post(change_it, said).status_code, client.post(change_it, said).status_code] == [302, 422]

    one.refresh_from_db()
    assert (one.title, one.shown_by) == ("Independent", ["independent", "prepared"])
    assert QualityStandard.pgh_event_model.objects.filter(title="The coordinator is independent").exists()


@pytest.mark.parametrize("wrong", [{"code": " "}, {"title": " "}, {"our_paraphrase": " "}])
def test_the_database_wants_a_standard_in_words(standards, wrong):
    assert refused_by(change(standards.get(code="1"), **wrong)) == "quality_standard_says_what"


def test_a_number_stands_once_and_only_an_administrator_writes(standards, worker):
    one = standards.get(code="1")
    assert refused_by(change(one, code="2")) == "quality_standard_once"
    with acting_as(worker.asker):
        assert refused_by(change(one, title="Mine")) == "quality_standard_by_administrator"


def test_one_out_of_use_or_not_yet_in_use_is_not_told_of(standards, worker, arranged):
    change(standards.get(code="1"), is_active=False)()
    change(standards.get(code="4"), valid_from=date(2026, 3, 17))()

    found = told(arranged, worker)
    assert "The coordinator is independent" not in found
    assert "The family was offered time on their own" not in found


def test_over_the_months_each_fact_is_counted_and_gaps_are_not_known(client, standards, joyce):
    for attended in ("yes", "no", ""):
        ParticipantFactory(conference=held(), kind="focus_person", attended=attended)
    client.force_login(joyce)
    page = " ".join(client.get(f"{PAGE}?since=2026-03-01&until=2026-03-31").text.split())

    row = page.split("Whom it is about was there, or was heard</th>")[1].split("</tr>")[0]
    assert [cell.split("</td>")[0] for cell in row.split('<td class="is-number">')[1:]] == ["1", "1", "0", "1"]
