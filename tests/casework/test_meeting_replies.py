"""Whether someone comes, as they say it themselves; and the words that they send."""

from datetime import date

import pytest

from casework.rules.conferences import can_answer_invitation
from database.asker import acting_as
from tests.casework.pages import at
from tests.casework.refusals import change, refused_by
from tests.factories_conferences import ParticipantFactory, conference_at


def test_someone_answers_themselves_from_their_own_page(client, danas_sign_in, ngozi, arranged, of, dana):
    client.force_login(danas_sign_in)
    shown = client.get(at("our-meeting", arranged)).text
    client.post(at("our-reply", arranged), {"will_come": "words", "words": "I love them.", "row_version": 1})
    hers = client.get(at("our-meeting", arranged)).text
    client.force_login(ngozi.user)
    coordinators, day = (client.get(at(name, arranged)).text for name in ("conference", "conference-day"))

    assert "Say if you will come" in shown
    assert "I love them." in hers
    assert "You said:" in hers
    assert "answered themselves" in coordinators
    assert "I love them." in coordinators
    assert "Dana wants to say" in day
    assert of(dana).is_own_answer


def test_nobody_else_of_the_family_reads_what_someone_wants_to_say(client, danas_sign_in, joans_sign_in, arranged):
    client.force_login(danas_sign_in)
    client.post(at("our-reply", arranged), {"will_come": "words", "words": "I am afraid.", "row_version": 1})
    client.force_login(joans_sign_in)

    assert "I am afraid." not in client.get(at("our-meeting", arranged)).text


def test_words_without_any_are_refused_and_nothing_is_lost(client, danas_sign_in, arranged, of, dana):
    client.force_login(danas_sign_in)

    response = client.post(at("our-reply", arranged), {"will_come": "words", "words": " ", "row_version": 1})

    assert response.status_code == 422
    assert "Write down what you want to say" in response.text
    assert 'value="words"' in response.text.split("checked")[0].rsplit("<input", 1)[1]
    assert of(dana).will_come == "not_asked"


def test_only_whoever_is_asked_answers(client, worker, family, ngozi, arranged, joans_sign_in):
    other = conference_at("arranged", family=family, coordinator=ngozi)
    answers = []
    for user, meeting in ((worker, arranged), (joans_sign_in, other)):
        client.force_login(user)
        answers.append(client.get(at("our-reply", meeting)).status_code)

    assert answers == [404, 404]


def test_it_is_too_late_to_answer_once_it_was_held(client, danas_sign_in, arranged):
    type(arranged).objects.filter(pk=arranged.pk).update(
        state="held", held_on="2026-03-16", is_private_time_offered=True
    )
    client.force_login(danas_sign_in)

    assert client.get(at("our-reply", arranged)).status_code == 403


@pytest.mark.parametrize(("answer", "is_own"), [("yes", True), ("no", False)])
def test_an_answer_that_a_worker_changes_is_theirs_no_more(
    client, danas_sign_in, ngozi, arranged, of, dana, answer, is_own
):
    client.force_login(danas_sign_in)
    client.post(at("our-reply", arranged), {"will_come": "yes", "row_version": 1})
    client.force_login(ngozi.user)
    client.post(at("participant-reply", of(dana)), {"will_come": answer, "visited_on": "2026-03-12", "row_version": 2})

    assert (of(dana).will_come, of(dana).is_own_answer) == (answer, is_own)


def test_the_second_of_two_answers_is_told(client, danas_sign_in, ngozi, arranged, of, dana):
    client.force_login(ngozi.user)
    client.post(at("participant-reply", of(dana)), {"will_come": "yes", "row_version": 1})
    client.force_login(danas_sign_in)

    response = client.post(at("our-reply", arranged), {"will_come": "no", "words": "Mine", "row_version": 1})

    assert response.status_code == 422
    assert "Mine" in response.text
    assert of(dana).will_come == "yes"


def test_what_someone_wrote_themselves_the_coordinator_keeps(client, danas_sign_in, ngozi, arranged, of, dana):
    client.force_login(danas_sign_in)
    client.post(at("our-reply", arranged), {"will_come": "words", "words": "I love them.", "row_version": 1})
    client.force_login(ngozi.user)
    page = client.get(at("participant-reply", of(dana))).text
    client.post(at("participant-reply", of(dana)), {"will_come": "yes", "words": "Other", "row_version": 2})

    assert "only they change it" in page
    assert (of(dana).will_come, of(dana).words, of(dana).is_own_answer) == ("yes", "I love them.", True)


def test_the_coordinator_writes_down_words_that_were_told(client, ngozi, arranged, of, joan):
    client.force_login(ngozi.user)
    client.post(at("participant-reply", of(joan)), {"will_come": "words", "words": "Come to mine.", "row_version": 1})
    refused = client.post(at("participant-reply", of(joan)), {"will_come": "words", "words": "", "row_version": 2})

    assert (of(joan).words, of(joan).is_own_answer) == ("Come to mine.", False)
    assert "Write down what they want to say." in refused.text


def test_words_say_something(organisation):
    assert refused_by(change(ParticipantFactory(), will_come="words", words=" ")) == "participant_words_say_something"


def as_(user, operation):
    def run():
        with acting_as(user.asker):
            return operation()

    return run


def test_nobody_answers_in_anothers_name(arranged, of, dana, joan, danas_sign_in, ngozi):
    for user in (ngozi.user, danas_sign_in):
        refused = refused_by(as_(user, change(of(joan), will_come="yes", is_own_answer=True)))
        assert refused == "participant_answers_for_themselves"
    assert as_(danas_sign_in, change(of(dana), will_come="yes", is_own_answer=True))() == 1


def test_nobody_changes_anothers_words(arranged, of, dana, danas_sign_in, ngozi):
    as_(danas_sign_in, change(of(dana), will_come="words", words="I love them.", is_own_answer=True))()

    refused = refused_by(as_(ngozi.user, change(of(dana), words="Else")))

    assert refused == "participant_words_are_theirs"


@pytest.mark.parametrize(("reply", "mark"), [("yes", "✓"), ("maybe", "?"), ("no", "✗"), ("phone", "☎")])
def test_each_answer_has_a_mark_and_words(client, ngozi, family, reply, mark):
    gran = ParticipantFactory(conference=conference_at("arranged", family=family, coordinator=ngozi), will_come=reply)
    client.force_login(ngozi.user)

    shown = client.get(gran.conference.get_absolute_url()).text

    assert f'<span class="k-mark" aria-hidden="true">{mark}</span> <strong>{gran.get_will_come_display()}' in shown


@pytest.mark.parametrize("facts", [{"private_time_started": "begun"}, {"held_on": date(2026, 3, 16)}])
def test_nothing_of_the_familys_own_time_is_written_as_their_words(arranged, of, joan, facts):
    began = {name: arranged.meets_at if said == "begun" else said for name, said in facts.items()}
    type(arranged).objects.filter(pk=arranged.pk).update(is_private_time_offered=True, **began)

    assert refused_by(change(of(joan), words="What Bill said")) == "participant_words_before_the_day"


def test_the_rule_lets_nobody_answer_for_another(of, dana, danas_sign_in, joans_sign_in, ngozi):
    may = [bool(can_answer_invitation(user, of(dana))) for user in (danas_sign_in, joans_sign_in, ngozi.user)]

    assert may == [True, False, False]
