"""“That’s not how it was”: said by whom it is about, beside what it is about for good, and answered (domain.md §8.3, §12.6)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AccessEvent
from casework.actions.adding import add_to_conversation
from casework.actions.conversations import log_conversation
from casework.actions.corrections import CorrectionAnswered, a_month_after, answer_correction, say_otherwise
from casework.lifecycle import CORRECTION_STEPS
from casework.models import CorrectionRequest
from casework.queries.corrections import waiting_for
from casework.rules.corrections import can_answer_correction, can_say_otherwise
from families.actions.records import EntryText, Sharing
from families.models import Entry, Involvement, ShareState
from tests.casework.refusals import change, refused_by
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import sign_in_of

S = CorrectionRequest.State
VIEW, STATEMENT, ANSWER, NEW = (
    "Mornings are hard",
    "They are not, since May",
    "We spoke with the school",
    "Mondays are hard",
)


@pytest.fixture
def talk(family, dana, amina, worker):
    view = EntryText(Entry.Kind.PROFESSIONAL_VIEW, VIEW, {"because": "She said so"})
    return log_conversation(family=family, people=[dana, amina], headline="At the table", entries=[view], by=worker)


@pytest.fixture
def view(talk):
    return talk.record.entries.get()


@pytest.fixture
def say(talk, dana, danas_sign_in):
    def said(entry=None, **words):
        told = {"statement": STATEMENT} | words
        return say_otherwise(conversation=talk, entry=entry, person=dana, by=danas_sign_in, **told)

    return said


def put_right(correction, by):
    return answer_correction(correction=correction, state=S.CORRECTED, answer=ANSWER, new_words=NEW, by=by)


def test_it_is_due_in_a_month(say):
    assert say().due_on == date(2026, 4, 16)


@pytest.mark.parametrize(("day", "due"), [((2026, 1, 31), (2026, 2, 28)), ((2026, 12, 5), (2027, 1, 5))])
def test_a_month_after_is_a_day_of_the_next_month(day, due):
    assert a_month_after(date(*day)) == date(*due)


def test_steps_are_whole():
    assert set(CORRECTION_STEPS) == set(S)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"statement": " "}, "correction_words_stay"),
        ({"due_on": date(2026, 4, 17)}, "correction_words_stay"),
        ({"state": S.LOOKING}, "correction_answer_has_a_name"),
        ({"answer": "Yes"}, "correction_answer_has_a_name"),
        ({"new_words": NEW}, "correction_put_right_has_words"),
    ],
)
def test_the_database_refuses(say, broken, rule):
    assert refused_by(change(say(), **broken)) == rule


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"statement": " "}, "correction_has_a_statement"),
        ({"due_on": date(2026, 4, 17)}, "correction_due_in_a_month"),
    ],
)
def test_the_database_refuses_what_is_said(say, talk, dana, danas_sign_in, broken, rule):
    told = {"statement": STATEMENT, "asked_on": date(2026, 3, 16), "due_on": date(2026, 4, 16)} | broken
    row = CorrectionRequest(
        organisation=dana.organisation, record=talk.record, person=dana, created_by=danas_sign_in, **told
    )

    assert refused_by(row.save) == rule


def test_nobody_says_it_in_the_name_of_another(talk, amina, danas_sign_in):
    row = say_row(talk, amina, danas_sign_in)

    assert refused_by(row.save) == "correction_in_their_own_name"


def test_it_is_of_an_entry_of_its_own_record(talk, family, dana, danas_sign_in, worker):
    said = [EntryText(Entry.Kind.SEEN, "A bike")]
    other = log_conversation(family=family, people=[dana], headline="Later", entries=said, by=worker)
    row = say_row(talk, dana, danas_sign_in, entry=other.record.entries.get())

    assert refused_by(row.save) == "correction_of_its_record"


def say_row(talk, person, by, **more):
    days = {"asked_on": date(2026, 3, 16), "due_on": date(2026, 4, 16)}
    return CorrectionRequest(
        organisation=by.organisation,
        record=talk.record,
        person=person,
        statement=STATEMENT,
        created_by=by,
        **days,
        **more,
    )


def test_it_is_said_once_until_it_is_answered(say, view, worker):
    first = say(view)
    with pytest.raises(ValidationError, match="said so already"):
        say(view)  # correction_open_once

    answer_correction(correction=first, state=S.NOT_CHANGED, answer=ANSWER, by=worker)

    assert say(view).is_open


@pytest.mark.parametrize("state", [S.CORRECTED, S.STATEMENT_ATTACHED, S.NOT_CHANGED])
def test_every_answer_says_why(say, worker, state):
    words = {"new_words": NEW} if state == S.CORRECTED else {}

    with pytest.raises(ValidationError, match="Say why"):
        answer_correction(correction=say(), state=state, by=worker, **words)  # correction_answer_says_why


def test_an_answer_stays(say, worker):
    said = put_right(say(), worker)

    assert refused_by(change(said, answer="Another")) == "correction_answered_once"
    with pytest.raises(CorrectionAnswered):
        put_right(said, worker)


def test_looking_into_it_keeps_it_open(say, worker):
    said = answer_correction(correction=say(), state=S.LOOKING, by=worker)

    assert (said.is_open, put_right(said, worker).state) == (True, S.CORRECTED)


def test_what_was_written_stays_as_it_was(say, view, worker):
    put_right(say(view), worker)

    view.refresh_from_db()
    assert (view.body, view.corrections.get().new_words) == (VIEW, NEW)


def test_whom_it_is_about_says_so_and_nobody_else(talk, danas_sign_in, joans_sign_in, worker):
    allowed = [bool(can_say_otherwise(user, talk)) for user in (danas_sign_in, joans_sign_in, worker)]

    assert allowed == [True, False, False]


def test_who_works_with_them_answers(say, worker, manager, outsider, danas_sign_in):
    said = say()
    allowed = [bool(can_answer_correction(user, said)) for user in (worker, manager, outsider, danas_sign_in)]

    assert allowed == [True, True, False, False]


def test_it_waits_for_the_lead_worker_and_for_their_manager_as_they_wrote_it(say, family, worker, manager):
    co_worker = PractitionerFactory().user
    InvolvementFactory(family=family, practitioner=co_worker.practitioner)
    Involvement.objects.filter(family=family, practitioner=worker.practitioner).update(role="lead_worker")
    say()

    assert [len(waiting_for(user)) for user in (worker, manager, co_worker)] == [1, 1, 0]


def test_it_waits_for_everyone_alongside_where_nobody_leads(say, family, worker):
    Involvement.objects.filter(family=family).update(role="co_worker")
    say()

    assert len(waiting_for(worker)) == 1


def test_what_is_late_is_a_promise_of_ours(say, worker, monkeypatch):
    say()
    assert not waiting_for(worker)[0].is_overdue
    monkeypatch.setattr("casework.queries.corrections.clock.today", lambda: date(2026, 4, 17))

    assert waiting_for(worker)[0].is_overdue


def test_it_stands_beside_the_view_for_everyone_who_reads_it(client, say, talk, view, amina, worker, danas_sign_in):
    put_right(say(view), worker)

    for user in (worker, danas_sign_in, sign_in_of(amina)):
        client.force_login(user)
        shown = client.get(talk.get_absolute_url()).text
        assert [words in shown for words in (VIEW, STATEMENT, NEW, ANSWER)] == [True] * 4


def test_it_stands_beside_the_line_wherever_that_is_listed(client, say, family, dana, worker, danas_sign_in):
    say()
    paths = [
        reverse("casework:conversation-list", args=[family.pk]),
        family.get_absolute_url(),
        dana.get_absolute_url(),
    ]

    client.force_login(worker)
    beside = [STATEMENT in client.get(path).text for path in paths]
    client.force_login(danas_sign_in)
    assert [*beside, STATEMENT in client.get("/our-page/").text] == [True] * 4


def test_it_is_not_told_to_who_is_kept_from_them(say, talk, dana, joan, joans_sign_in):
    said = say()
    AccessBlockFactory(viewer_person=joan, protected_person=dana)

    assert said not in CorrectionRequest.objects.visible_to(joans_sign_in)


def test_what_is_withheld_from_them_is_not_there_to_be_answered(client, family, dana, danas_sign_in, worker):
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=date(2026, 3, 16) + timedelta(days=9))
    talk = log_conversation(family=family, people=[dana], headline="Kept", sharing=kept, by=worker)
    client.force_login(danas_sign_in)

    assert client.get(reverse("casework:not-how-it-was", args=[talk.pk])).status_code == 404


def test_dana_says_so_by_the_page(client, talk, view, danas_sign_in):
    client.force_login(danas_sign_in)
    page = reverse("casework:entry-not-how-it-was", args=[view.pk])
    assert VIEW in client.get(page).text

    response = client.post(page, {"statement": STATEMENT})

    assert (response.url, view.corrections.get().statement) == (talk.get_absolute_url(), STATEMENT)
    assert AccessEvent.objects.filter(what="casework:not-how-it-was", record=talk.record_id).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "corrected", "answer": ANSWER},
        {"state": "not_changed", "new_words": NEW},
        {"state": "not_changed", "answer": ANSWER, "new_words": NEW},
        {"answer": ANSWER, "new_words": NEW},
    ],
)
def test_a_refused_answer_comes_back_whole(client, say, worker, wrong):
    client.force_login(worker)

    response = client.post(reverse("casework:correction-answer", args=[say().pk]), wrong)

    assert response.status_code == 422
    assert all(words in response.text for name, words in wrong.items() if name != "state")


def test_the_family_reads_who_answered_and_why(client, say, talk, worker, danas_sign_in):
    said = say()
    client.force_login(worker)
    client.post(
        reverse("casework:correction-answer", args=[said.pk]), {"state": "statement_attached", "answer": ANSWER}
    )

    client.force_login(danas_sign_in)
    shown = client.get(talk.get_absolute_url()).text
    assert f"{worker.name} answered on 16 March 2026" in shown
    assert ANSWER in shown


def test_what_dana_said_is_signed_by_her_where_it_is_answered(client, say, talk, dana, worker):
    never = EntryText(Entry.Kind.SAID, "Never", {"speaker": dana})
    said = add_to_conversation(conversation=talk, entry=never, by=worker)
    client.force_login(worker)

    shown = client.get(reverse("casework:correction-answer", args=[say(said).pk])).text

    assert "<footer>Said · Dana</footer>" in shown
    assert "<footer>Priya" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(client, talk, say, view, worker, count, django_assert_num_queries):
    for _one in range(count):
        answer_correction(correction=say(view), state=S.NOT_CHANGED, answer=ANSWER, by=worker)
    client.force_login(worker)

    with django_assert_num_queries(22):
        client.get(talk.get_absolute_url())


def kept(client, page, fields):
    said = {"fields": fields, "people": []}
    return client.put(page, said, content_type="application/json", headers={"If-Match": '"0"'})


def test_what_dana_begins_to_say_is_there_when_she_comes_back(client, talk, view, danas_sign_in):
    client.force_login(danas_sign_in)
    page = reverse("casework:entry-not-how-it-was", args=[view.pk])

    assert kept(client, page, {"statement": "It was the bus"}).status_code == 200

    assert "It was the bus" in client.get(page).text
    assert "It was the bus" not in client.get(reverse("casework:not-how-it-was", args=[talk.pk])).text
    client.post(page, {"statement": "It was the bus, twice"})
    assert "It was the bus" not in client.get(page).text


def test_an_answer_that_was_begun_waits_on_today_and_is_thrown_away_there(client, say, view, worker):
    client.force_login(worker)
    page = reverse("casework:correction-answer", args=[say(view).pk])

    assert kept(client, page, {"state": "not_changed", "answer": "We both think so"}).status_code == 200

    assert f'href="{page}"' in client.get("/today/").text
    assert "An answer for Rowan" in client.get("/today/").text
    assert "We both think so" in client.get(page).text
    client.post(page, {"throw_away": "1"})
    assert "We both think so" not in client.get(page).text


def test_without_javascript_it_is_finished_later(client, talk, view, danas_sign_in):
    client.force_login(danas_sign_in)
    page = reverse("casework:entry-not-how-it-was", args=[view.pk])

    response = client.post(page, {"statement": "It was the bus", "keep": "later", "draft_version": "0"})

    assert response.url == talk.get_absolute_url()
    assert "It was the bus" in client.get(page).text
