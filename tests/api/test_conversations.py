from datetime import date, timedelta

import pytest
from django.utils import timezone

from api.serializers.conversations import ConversationOfFamilyOutput, ConversationOutput
from casework.actions.conversations import log_conversation
from casework.actions.corrections import answer_correction, say_otherwise
from casework.actions.sign_offs import say_how_one_sees_it
from casework.models import Conversation
from database.asker import acting_as
from families.actions.keeping import restrict
from families.actions.records import EntryText
from families.models import Entry, Record
from families.periods import Period
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory, PractitionerFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

CONVERSATIONS = "/api/v1/conversations/"
LONG_AGO = Period(date(2010, 1, 1), date(2017, 6, 1))


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


@pytest.fixture
def conversation(family, mia, worker):
    entries = [
        EntryText(Entry.Kind.SAID, "I like it when Grandad picks me up", {"speaker": mia}, (mia,)),
        EntryText(Entry.Kind.REPORTED, "Late twice", {"source_name": "Miss Lake", "source_relationship": "teacher"}),
    ]
    return log_conversation(family=family, people=[mia], headline="At the park", entries=entries, by=worker)


def test_what_the_family_says_stands_beside_what_is_told(caller, conversation, mia):
    mias, quote = sign_in_of(mia), conversation.record.entries.get(kind="said")
    for entry, words in {None: "It was at home", quote: "I said Nan"}.items():
        say_otherwise(conversation=conversation, entry=entry, person=mia, statement=words, by=mias)

    system = caller("conversations.summary", "conversations.read")
    summary = system.get(CONVERSATIONS).json()["results"][0]
    whole = system.get(f"{CONVERSATIONS}{conversation.pk}/").json()

    beside = [[one["statement"] for one in about["statements"]] for about in (summary, whole, *whole["entries"])]
    assert beside == [["It was at home"], ["It was at home"], ["I said Nan"], []]
    assert misfits(ConversationOutput, whole) == []


def test_how_someone_sees_it_and_what_was_put_right_stand_with_the_words(
    caller, conversation, mia, worker, monkeypatch
):
    monkeypatch.setattr("database.clock.now", timezone.now)
    mias, quote = sign_in_of(mia), conversation.record.entries.get(kind="said")
    words = {"comment": "I said Nan", "entries": [quote.pk], "line_put_right": []}
    system = caller("conversations.read")
    system.get(f"{CONVERSATIONS}{conversation.pk}/")  # what nobody has opened is not signed
    with acting_as(mias.asker):
        say_how_one_sees_it(conversation=conversation, person=mia, stance="disagree", **words, by=mias)
    asked = say_otherwise(conversation=conversation, entry=quote, person=mia, statement="I said Nan", by=mias)
    before = system.get(f"{CONVERSATIONS}{conversation.pk}/").json()["sign_offs"]
    answer_correction(
        correction=asked, state="corrected", answer="Yes", new_words="I like it when Nan comes", by=worker
    )

    whole = system.get(f"{CONVERSATIONS}{conversation.pk}/").json()

    told = [
        (one["person"], one["stance"], one["comment"], one["is_last"], one["is_of_earlier_words"])
        for one in (*before, *whole["sign_offs"])
    ]
    assert told == [(str(mia.pk), "disagree", "I said Nan", True, is_earlier) for is_earlier in (False, True)]
    assert [entry["supersedes"] for entry in whole["entries"]] == [None, None, str(quote.pk)]
    assert misfits(ConversationOutput, whole) == []


def test_that_what_the_caller_does_not_read_was_put_right_is_not_told(
    caller, family, mia, worker, manager, monkeypatch
):
    """Of a conversation that is open to it, an entry about someone who is restricted is not."""
    monkeypatch.setattr("database.clock.now", timezone.now)
    mias, sid = sign_in_of(mia), PersonFactory(known_as="Sid")
    entries = [EntryText(Entry.Kind.SEEN, "Sid shouted", whose=(sid,))]
    talk = log_conversation(family=family, people=[mia], headline="At the park", entries=entries, by=worker)
    about_sid, system = talk.record.entries.get(), caller("conversations.read")
    system.get(f"{CONVERSATIONS}{talk.pk}/")
    words = {"comment": "", "entries": [about_sid.pk], "line_put_right": []}
    with acting_as(mias.asker):
        say_how_one_sees_it(conversation=talk, person=mia, stance="agree", **words, by=mias)
    asked = say_otherwise(conversation=talk, entry=about_sid, person=mia, statement="He sang", by=mias)
    answer_correction(correction=asked, state="corrected", answer="Yes", new_words="Sid sang", by=worker)
    assert system.get(f"{CONVERSATIONS}{talk.pk}/").json()["sign_offs"][0]["is_of_earlier_words"]
    restrict(what=sid, ground="other", allowed=[], review_on=timezone.now().date() + timedelta(days=9), by=manager)

    whole = system.get(f"{CONVERSATIONS}{talk.pk}/").json()

    assert (whole["entries"], whole["sign_offs"][0]["is_of_earlier_words"]) == ([], False)


def body_for(family, *people, **more):
    return {"family": str(family.pk), "people": [str(one.pk) for one in people], "headline": "A talk", **more}


def test_one_summary_is_read_at_its_own_address(caller, conversation):
    system = caller("conversations.summary")

    answer = system.get(f"{CONVERSATIONS}{conversation.pk}/summary/")

    assert answer.json() == system.get(CONVERSATIONS).json()["results"][0]
    assert (
        caller("conversations.write", name="Other").get(f"{CONVERSATIONS}{conversation.pk}/summary/").status_code == 403
    )


def test_a_summary_holds_the_date_who_was_seen_and_the_headline(caller, conversation, family):
    answer = caller("conversations.summary").get(CONVERSATIONS).json()

    assert misfits(ConversationOfFamilyOutput, answer["results"][0]) == []
    assert answer["results"] == [
        {
            "id": str(conversation.pk),
            "family": str(family.pk),
            "happened_at": "2026-03-16T09:00:00+00:00",
            "purpose": "",
            "is_child_seen": None,
            "is_child_seen_alone": None,
            "headline": "At the park",
            "statements": [],
        }
    ]


def test_a_summary_is_no_way_to_the_whole(caller, conversation):
    answer = caller("conversations.summary").get(f"{CONVERSATIONS}{conversation.pk}/")

    assert (answer.status_code, answer.json()["detail"]) == (403, "This needs the scope conversations.read.")


def test_a_whole_conversation_fits_its_description(caller, conversation, mia):
    answer = caller("conversations.read").get(f"{CONVERSATIONS}{conversation.pk}/").json()

    assert misfits(ConversationOutput, answer) == []
    assert [entry["speaker"] for entry in answer["entries"]] == [str(mia.pk), None]


def test_what_nobody_said_it_was_for_is_empty(caller, conversation):
    answer = caller("conversations.read").get(f"{CONVERSATIONS}{conversation.pk}/").json()

    assert answer["purpose"] == ""


def test_who_told_us_stays_with_those_who_work_with_the_family(caller, client, conversation, worker):
    client.force_login(worker)

    told = [
        one.get(f"{CONVERSATIONS}{conversation.pk}/").json()["entries"][1]["source_name"]
        for one in (client, caller("conversations.read"))
    ]

    assert told == ["Miss Lake", ""]


@pytest.mark.parametrize("name", ["family", "person"])
def test_a_list_can_be_of_one_family_or_person(caller, conversation, family, mia, worker, name):
    other = MembershipFactory().person
    log_conversation(family=other.memberships.get().family, people=[other], headline="Elsewhere", by=worker)

    answer = (
        caller("conversations.summary").get(CONVERSATIONS, {name: {"family": family, "person": mia}[name].pk}).json()
    )

    assert [one["headline"] for one in answer["results"]] == ["At the park"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["", "{pk}/"])
def test_reading_is_the_token_and_the_answer_which_notes_itself(
    caller, conversation, family, mia, worker, statements, count, what
):
    for _number in range(count):
        log_conversation(family=family, people=[mia], headline="Again", by=worker)
    mosaic = caller("conversations.read")

    with statements("SELECT", "SELECT"):
        assert mosaic.get(CONVERSATIONS + what.format(pk=conversation.pk)).status_code == 200


def test_logging_a_conversation(caller, family, mia):
    observer = PractitionerFactory()
    entries = [
        {"kind": "said", "body": "Mornings are calmer", "speaker": str(mia.pk)},
        {"kind": "seen", "body": "Fridge full", "observer": str(observer.pk)},
        {"kind": "strength", "body": "Rang school herself", "whose": [str(mia.pk)], "what_they_did": "rang"},
    ]
    mosaic = caller("conversations.write")

    answer = mosaic.send(
        CONVERSATIONS, body_for(family, mia, happened_at="2026-03-16T08:30:00+00:00", entries=entries, others=["Gran"])
    )

    assert (answer.status_code, misfits(ConversationOutput, answer.json())) == (201, [])
    conversation = Conversation.objects.get()
    assert conversation.record.author == mosaic.credentials.client.user
    assert list(conversation.record.share_states.values_list("person", "state")) == [(mia.pk, "shared")]


def test_said_needs_a_speaker(caller, family, mia):
    answer = caller("conversations.write").send(
        CONVERSATIONS, body_for(family, mia, entries=[{"kind": "said", "body": "Hello"}])
    )

    assert answer.status_code == 400
    assert [error["code"] for error in answer.json()["errors"]] == ["entry_said_needs_speaker"]
    assert not Record.objects.exists()


def test_a_conversation_is_about_no_one_of_another_family(caller, family, mia):
    stranger = MembershipFactory(family=FamilyFactory()).person

    answer = caller("conversations.write").send(
        CONVERSATIONS,
        body_for(family, mia, stranger, entries=[{"kind": "said", "body": "Hello", "speaker": str(stranger.pk)}]),
    )

    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/people/1", "not_in_family"),
        ("/entries/0/speaker", "not_in_family"),
    ]


def test_a_father_who_lives_elsewhere_may_be_named_as_on_the_page(caller, family, mia):
    rob = MembershipFactory(family=family, period=LONG_AGO, person__known_as="Rob").person
    ResponsibilityFactory(holder=rob, child=mia)
    said = {"kind": "said", "body": "She slept at mine", "speaker": str(rob.pk)}

    answer = caller("conversations.write").send(CONVERSATIONS, body_for(family, mia, rob, entries=[said]))

    assert answer.status_code == 201, answer.json()
    assert {one["known_as"] for one in answer.json()["people"]} == {"Mia", "Rob"}


@pytest.mark.parametrize(
    "who",
    [
        {"period": Period(date(2010, 1, 1), date(2017, 6, 1))},
        {"person__date_of_death": date(2022, 3, 1)},
        {"person__death_precision": "unknown"},
    ],
    ids=str,
)
def test_who_left_or_has_died_was_not_there(caller, family, mia, who):
    late = MembershipFactory(family=family, **who).person

    answer = caller("conversations.write").send(CONVERSATIONS, body_for(family, mia, late))

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/people/1"]


def test_a_conversation_has_happened(caller, family, mia):
    answer = caller("conversations.write").send(
        CONVERSATIONS, body_for(family, mia, happened_at="2026-03-17T09:00:00Z")
    )

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/happened_at"]
    assert not Record.objects.exists()


def test_the_hour_that_happens_twice_needs_its_offset(caller, family, mia):
    answer = caller("conversations.write").send(CONVERSATIONS, body_for(family, mia, happened_at="2025-10-26T01:30:00"))

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/happened_at"]


def test_staff_whose_work_ended_read_and_do_not_write(client, worker, family, mia):
    worker.practitioner.involvements.update(period=("2026-01-01", "2026-03-10"))
    client.force_login(worker)

    answer = client.post(CONVERSATIONS, body_for(family, mia), content_type="application/json")

    assert answer.status_code == 403
