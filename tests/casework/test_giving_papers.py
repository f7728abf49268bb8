"""The page on which whoever gave a paper of a family meeting writes it down, and what is sent by e-mail (domain.md §2.3, §2.8, §8.6)."""

import re
from datetime import date
from smtplib import SMTPException

import pytest
from django.core import mail
from django.db import transaction
from uuid_utils.compat import uuid7

from accounts.models import AccessEvent
from casework.actions.meetings import write_information
from casework.models import Conference, FamilyPlan, PaperCopy, Participant
from casework.queries import papers_given as queries
from casework.queries.meeting_facts import Known, meetings_of
from casework.queries.today import today_page
from casework.rules.giving_papers import can_give_papers
from database import clock
from database.asker import acting_as
from families.models import Parentage, ShareState
from tests.casework.pages import at, read
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_conferences import (
    MONDAY,
    ActionFactory,
    CoordinatorFactory,
    MonitoringFactory,
    ParticipantFactory,
    PlanFactory,
    conference_at,
)
from tests.factories_families import ContactPointFactory, share, sign_in_of

WELL = "Gran cooks."
QUERIES, OURS, OF_TODAY = 12, 19, 1
SAID = {"paper": "information", "way": "by_hand", "given_on": "2026-03-16"}


@pytest.fixture
def meeting(arranged):
    Conference.objects.filter(pk=arranged.pk).update(going_well=WELL)
    arranged.refresh_from_db()
    return arranged


@pytest.fixture
def post(client, meeting, ngozi, of, django_capture_on_commit_callbacks):
    """As Ngozi gives one to some of them; what is to be sent is sent."""

    def post(*people, user=ngozi.user, **said):
        client.force_login(user)
        chosen = [of(one).pk for one in people]
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(at("papers-given", meeting), SAID | {"people": chosen} | said)

    return post


def safe(person, **said):
    value = f"{person.known_as}@home.test".lower()
    return ContactPointFactory(person=person, **({"kind": "email", "value": value, "safe_to": ["email"]} | said))


def test_who_has_it_is_written_down_and_read_by_all_who_may(client, post, meeting, ngozi, joan, dana, joans_sign_in):
    answer = post(joan, dana)

    assert (answer.status_code, answer["Location"]) == (302, at("papers-given", meeting))
    shown = read(client, ngozi.user, "papers-given", meeting).text
    assert "by hand, 16 March, by Ngozi" in shown
    assert "What is read before: 2 of 3 have it." in shown
    assert "Not yet: Amina." in " ".join(shown.split())
    stands = read(client, ngozi.user, "conference", meeting).text
    assert "What is read before: 2 of 3 have it." in stands
    assert "The invitation: 0 of 3 have it." in stands
    ours = read(client, joans_sign_in, "our-meeting", meeting).text
    assert "What the family reads before: given to you on Monday 16 March, by hand" in ours
    assert "given to Dana" not in ours


def test_nothing_is_lost_of_what_was_typed(post, joan):
    answer = post(joan, given_on="2026-03-17", way="read_aloud")

    assert answer.status_code == 422
    assert 'value="2026-03-17"' in answer.text
    for kept in ("information", "read_aloud", *(str(one.pk) for one in Participant.objects.filter(person=joan))):
        assert re.search(rf'value="{kept}"[^>]* checked', answer.text)
    assert "Write it down once they have it." in answer.text
    assert not PaperCopy.objects.exists()


@pytest.mark.parametrize(
    ("said", "people", "sentence"),
    [
        ({"way": "email"}, ["joan"], "Joan: They have no sign-in"),
        ({"way": "by_post"}, ["joan"], "Joan: Nothing says that post is safe for them."),
        ({"way": "email", "given_on": "2026-03-13"}, ["joan"], "An e-mail is sent now: choose today."),
        ({"paper": "plan"}, ["dana"], "Dana: The family’s plan is not written down yet."),
        ({}, [], "Choose who has it."),
        ({"paper": "", "way": ""}, ["joan"], "Choose an answer: Which paper?"),
    ],
)
def test_each_refusal_has_its_sentence(post, said, people, sentence, joan, dana):
    answer = post(*({"joan": joan, "dana": dana}[name] for name in people), **said)

    assert (answer.status_code, sentence in answer.text.replace("&#x27;", "’")) == (422, True)
    assert (PaperCopy.objects.count(), mail.outbox) == (0, [])


def test_a_letter_to_a_shared_address_is_refused(post, joan, dana):
    for one in (joan, dana):
        ContactPointFactory(person=one, kind="other", value="2 Mill Lane", safe_to=["post"])

    answer = post(joan, way="by_post")

    assert (answer.status_code, "Joan: Others may open what comes to their address by post." in answer.text) == (
        422,
        True,
    )


def test_an_email_to_a_shared_address_is_refused(post, joan, joans_sign_in):
    safe(joan, is_shared_device=True)

    answer = post(joan, way="email")

    assert (answer.status_code, "Joan: Others may read what comes to their e-mail address." in answer.text) == (
        422,
        True,
    )
    assert mail.outbox == []


def test_nothing_is_given_to_whom_someone_is_kept_from(post, joan, amina):
    AccessBlockFactory(viewer_person=joan, protected_person=amina)

    answer = post(joan, paper="invitation")

    assert (answer.status_code, "Hear their view apart from the meeting." in answer.text) == (422, True)


def test_what_is_withheld_from_someone_is_not_given_to_them(post, meeting, joan, ngozi):
    why = {"reason": "serious_harm", "decided_by": ngozi.user, "decided_on": MONDAY, "review_on": date(2026, 4, 1)}
    ShareState.objects.filter(record=meeting.record, person=joan).update(state="withheld", **why)

    answer = post(joan)

    assert (answer.status_code, "Joan: They may not read this" in answer.text) == (422, True)


def test_the_page_may_say_which_paper(client, ngozi, meeting):
    client.force_login(ngozi.user)
    shown = client.get(at("papers-given", meeting), {"paper": "information"}).text

    assert re.search(r'value="information"[^>]* checked', shown)
    assert "checked" not in client.get(at("papers-given", meeting), {"paper": "<b>"}).text


def test_all_or_none(post, joan, dana, joans_sign_in):
    safe(joan)

    answer = post(joan, dana, way="email")

    assert (answer.status_code, PaperCopy.objects.count(), mail.outbox) == (422, 0, [])


def test_an_email_says_that_there_is_something_to_read_and_no_more(post, joan, joans_sign_in, meeting):
    safe(joan)

    assert post(joan, way="email").status_code == 302

    (message,) = mail.outbox
    assert (message.to, message.subject, message.attachments) == (
        ["joan@home.test"],
        "A message for you",
        [],
    )
    assert "http://testserver/" in message.body
    told = f"{message.subject} {message.body}"
    assert [
        word
        for word in ("Joan", "Rowan", "Ngozi", "plan", "meeting", "conference", "Kith", str(meeting.pk))
        if word in told
    ] == []
    copy = PaperCopy.objects.get()
    assert (copy.mailed_at, copy.not_mailed_at) == (clock.now(), None)


def test_each_is_written_to_alone(post, joan, dana, joans_sign_in, danas_sign_in):
    for one in (joan, dana):
        safe(one)

    post(joan, dana, way="email")

    assert sorted(message.recipients() for message in mail.outbox) == [["dana@home.test"], ["joan@home.test"]]


def test_an_email_that_does_not_go_is_said(client, post, joan, joans_sign_in, meeting, ngozi, monkeypatch):
    safe(joan)

    def fails(self, messages):
        raise SMTPException("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)

    assert post(joan, way="email").status_code == 302

    copy = PaperCopy.objects.get()
    assert (copy.mailed_at, copy.not_mailed_at) == (None, clock.now())
    assert "The e-mail did not go. Give it another way." in read(client, ngozi.user, "papers-given", meeting).text
    assert "An e-mail did not go, so give it another way:" in read(client, ngozi.user, "conference", meeting).text
    assert "What you were given" not in read(client, joans_sign_in, "our-meeting", meeting).text


def test_after_two_that_do_not_go_the_others_are_not_tried(
    post, amina, joan, dana, joans_sign_in, danas_sign_in, monkeypatch
):
    """Nobody waits for one after the other; each is said not to have gone."""
    sign_in_of(amina)
    tried = []

    def fails(self, messages):
        tried.append(messages)
        raise SMTPException("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
    for one in (amina, joan, dana):
        safe(one)

    post(amina, joan, dana, way="email")

    assert (len(tried), PaperCopy.objects.filter(not_mailed_at=clock.now()).count()) == (2, 3)


def test_nothing_is_sent_where_nothing_is_written(client, post, joan, joans_sign_in, monkeypatch):
    """It waits for the commit."""
    safe(joan)
    monkeypatch.setattr("casework.actions.giving_papers._note_that_all_have_it", lambda _conference: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        post(joan, way="email")

    assert mail.outbox == []


def test_a_family_member_and_an_outsider_give_nothing(post, joan, joans_sign_in, outsider):
    assert [post(joan, user=one).status_code for one in (joans_sign_in, outsider)] == [403, 404]


def test_whoever_does_not_keep_the_meeting_going_gives_nothing(meeting, ngozi, worker, outsider):
    may = [bool(can_give_papers(user, meeting)) for user in (ngozi.user, worker, outsider)]

    assert may == [True, True, False]


def test_of_two_addresses_the_one_that_is_theirs_alone_is_written_to(post, joan, dana, joans_sign_in):
    safe(joan, value="a@home.test", is_shared_device=True)
    for one in (joan, dana):
        safe(one, value="b@home.test")
    safe(joan, value="c@home.test")

    post(joan, way="email")

    assert [message.to for message in mail.outbox] == [["c@home.test"]]


def test_a_paper_is_not_given_before_there_is_a_coordinator(client, worker, family):
    conference = conference_at("accepted", family=family)
    Conference.objects.filter(pk=conference.pk).update(coordinator=None)
    client.force_login(worker)

    assert client.post(at("papers-given", conference), SAID).status_code == 403


def test_that_it_was_not_so_stands_there(client, post, joan, dana, ngozi, meeting, worker):
    post(joan)
    copy = PaperCopy.objects.get()
    client.force_login(worker)
    assert client.post(at("paper-not-so", copy)).status_code == 403
    client.force_login(ngozi.user)

    answer = client.post(at("paper-not-so", copy), follow=True)

    assert ("That was not so." in answer.text, "What is read before: 0 of 3 have it." in answer.text) == (True, True)
    assert client.post(at("paper-not-so", copy)).status_code == 403


def test_a_parent_reads_what_a_child_was_given(client, post, meeting, amina, danas_sign_in):
    post(amina, paper="invitation", way="read_aloud")

    shown = read(client, danas_sign_in, "our-meeting", meeting).text

    assert "Invitation: given to Amina on Monday 16 March, read aloud" in shown


def test_it_is_noted_who_looked(client, post, joan, meeting, ngozi):
    post(joan)

    read(client, ngozi.user, "papers-given", meeting)

    noted = AccessEvent.objects.latest("at", "pk")
    assert (noted.what, noted.record) == ("casework:papers-given", meeting.record_id)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries(
    client, family, meeting, ngozi, joans_sign_in, joan, post, count, django_assert_num_queries
):
    for _number in range(count):
        someone = MembershipFactory(family=family).person
        ParticipantFactory(conference=meeting, person=someone)
        share(meeting.record, someone)
        post(someone)
        post(joan)
    client.force_login(ngozi.user)
    with django_assert_num_queries(QUERIES):
        client.get(at("papers-given", meeting))
    client.force_login(joans_sign_in)
    with django_assert_num_queries(OURS):
        client.get(at("our-meeting", meeting))


@pytest.fixture
def agreed(planned, meeting, ngozi, joan):
    """Agreed on this day."""

    def agreed(on):
        FamilyPlan.objects.filter(pk=planned.pk).update(agreed_on=on)
        Conference.objects.filter(pk=meeting.pk).update(
            state="plan_agreed",
            held_on=on,
            is_private_time_offered=True,
            agency_response="agreed",
            answered_by=ngozi,
            answered_version=2,
            review_due_on=date(2026, 6, 1),
        )
        meeting.refresh_from_db()
        return meeting

    return agreed


LATE, IN_TIME = date(2026, 3, 6), date(2026, 3, 9)
"""On Friday the 6th five working days were over on Friday the 13th; on Monday the 9th they are over today."""


@pytest.mark.parametrize(("on", "is_late"), [(LATE, True), (IN_TIME, False)])
def test_a_plan_that_is_late_waits_on_today_of_the_coordinator(client, agreed, ngozi, worker, on, is_late):
    meeting = agreed(on)

    lines = [one for one in today_page(ngozi.user).waiting if "copy of the plan" in one.text]

    said = [("Give everyone their copy of the plan of Rowan", at("papers-given", meeting), date(2026, 3, 13), True)]
    assert [(one.text, one.href, one.by, one.is_overdue) for one in lines] == (said if is_late else [])
    assert [one for one in today_page(worker).waiting if "copy of the plan" in one.text] == []
    late = "We are late with this: everyone was to have the plan by Friday 13 March."
    assert (late in read(client, ngozi.user, "conference", meeting).text) == is_late


def test_it_waits_no_more_once_everyone_has_it(agreed, ngozi, post, joan):
    agreed(LATE)

    assert post(joan, paper="plan").status_code == 302

    assert queries.waiting_for(ngozi.user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_late_is_asked_in_one_query(agreed, ngozi, joan, family, planned, count, django_assert_num_queries):
    meeting = agreed(LATE)
    for _number in range(count):
        someone = MembershipFactory(family=family).person
        ParticipantFactory(conference=meeting, person=someone)
        share(planned.record, someone)

    with django_assert_num_queries(OF_TODAY):
        assert len(queries.waiting_for(ngozi.user)) == 1


def facts(conference):
    everyone = Participant.objects.all()
    [meeting] = meetings_of(Conference.objects.filter(pk=conference.pk), everyone, Parentage.objects.all())
    return meeting.informed, meeting.plan_given


def test_that_all_had_it_before_is_worked_out(meeting, post, joan, dana, amina, ngozi):
    """They meet on Friday the 27th: Tuesday the 24th is the last day."""
    said = [facts(meeting)[0]]
    post(joan, dana)
    said.append(facts(meeting)[0])
    post(amina)
    said.append(facts(meeting)[0])
    with acting_as(ngozi.user.asker):
        write_information(conference=meeting, going_well=WELL, questions="Something else?", by=ngozi.user)
    said.append(facts(meeting)[0])

    assert said == [Known.NOT_YET, Known.NOT_YET, Known.YES, Known.NOT_YET]


@pytest.mark.parametrize(("meets_on", "known"), [(19, Known.YES), (18, Known.NO)])
def test_that_one_had_it_late_is_a_no(meeting, post, joan, dana, amina, meets_on, known):
    """Given on Monday the 16th: three working days before the 19th, which is a Thursday."""
    Conference.objects.filter(pk=meeting.pk).update(meets_at=meeting.meets_at.replace(day=meets_on))

    post(joan, dana, amina)

    assert facts(meeting)[0] == known


@pytest.mark.parametrize(("on", "known"), [(LATE, Known.NOT_KNOWN), (IN_TIME, Known.NOT_YET)])
def test_of_whom_nothing_is_written_nobody_knows(agreed, on, known):
    assert facts(agreed(on)) == (Known.NOT_KNOWN, known)


@pytest.mark.parametrize(("on", "given_on", "known"), [(LATE, "2026-03-13", Known.YES), (LATE, "2026-03-16", Known.NO)])
def test_that_the_plan_was_given_in_time_is_worked_out(agreed, post, joan, on, given_on, known):
    meeting = agreed(on)

    post(joan, paper="plan", given_on=given_on)

    assert facts(meeting)[1] == known


def test_another_version_of_the_plan_is_another_copy(agreed, post, joan, planned):
    meeting = agreed(LATE)
    post(joan, paper="plan", given_on="2026-03-09")
    newer = PlanFactory(conference=meeting, version=3)
    ActionFactory(plan=newer)
    share(newer.record, joan)
    MonitoringFactory(plan=newer)
    before = facts(meeting)[1]

    FamilyPlan.objects.filter(pk=newer.pk).update(agreed_on=MONDAY)

    assert (before, facts(meeting)[1]) == (Known.YES, Known.NOT_YET)
    assert PaperCopy.objects.get().plan_id == planned.pk


def test_no_plan_is_given_in_time_before_one_is_agreed(meeting):
    assert facts(meeting)[1] == Known.NOT_YET


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_committed_sends_and_says_so_under_the_name_of_who_gave_it(client, organisation):
    """As it is where it runs: nothing around the request, and the e-mail leaves after its own transaction."""
    with transaction.atomic():
        ngozi = CoordinatorFactory(user__name="Ngozi")
        family = FamilyFactory(name="Rowan")
        InvolvementFactory(family=family, practitioner=ngozi, role="fgc_coordinator")
        meeting = conference_at("arranged", family=family, coordinator=ngozi)
        joan = MembershipFactory(family=family).person
        asked = ParticipantFactory(conference=meeting, person=joan)
        share(meeting.record, joan)
        sign_in_of(joan)
        safe(joan)
    said = {
        "paper": "invitation",
        "way": "email",
        "given_on": "2026-03-16",
        "people": [asked.pk],
        "sent_as": str(uuid7()),
    }

    with transaction.atomic():
        client.force_login(ngozi.user)
    with acting_as(None):
        answers = [client.post(at("papers-given", meeting), said).status_code for _twice in range(2)]

    with transaction.atomic():
        copy = PaperCopy.objects.get()
        event = copy.events.order_by("pgh_created_at", "pgh_id").last()
        assert (answers, len(mail.outbox), copy.mailed_at is not None) == ([302, 302], 1, True)
        assert (event.pgh_label, event.pgh_context["action"]) == ("update", "note_mailed")
