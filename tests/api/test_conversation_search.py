"""Looking for words over the API: the conversations in which they stand, as the list tells them."""

from datetime import timedelta

import pytest

from accounts.models import AccessEvent
from api.serializers.conversations import ConversationOfFamilyOutput
from casework.actions.conversations import log_conversation
from families.actions.keeping import restrict
from families.actions.records import EntryText
from families.models import Entry, ShareState
from tests.api.shapes import misfits
from tests.casework.test_story import MONDAY, talk
from tests.factories import MembershipFactory

SEARCH = "/api/v1/conversations/search/"


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def boxing(family, amina, worker):
    said = EntryText(Entry.Kind.SAID, "The boxing club", {"speaker": amina}, (amina,))
    return log_conversation(family=family, people=[amina], headline="At home", entries=[said], by=worker)


@pytest.fixture
def look(caller):
    """What a system with this scope finds by these words."""

    def looked(words, scope="conversations.read"):
        return caller(scope).post(SEARCH, {"words": words}, content_type="application/json")

    return looked


def ids(answer):
    return [one["id"] for one in answer.json()["results"]]


@pytest.mark.parametrize("words", ["boxing", "HOME", "clubs boxing"])
def test_where_they_stand_is_told_as_in_the_list(look, boxing, words):
    answer = look(words)

    assert (answer.status_code, ids(answer)) == (200, [str(boxing.pk)])
    assert misfits(ConversationOfFamilyOutput, answer.json()["results"][0]) == []


@pytest.mark.parametrize("words", ["swimming", "the", "&", "- " * 100])
def test_other_words_find_nothing(look, boxing, words):
    assert look(words).json() == {"results": [], "next_cursor": None}


@pytest.mark.parametrize("words", ["", "   ", "x" * 201, None, 5, ["boxing"], "\u0000"])
def test_what_is_no_text_is_refused(look, words):
    answer = look(words)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_summary_alone_is_not_enough(look, boxing):
    assert look("boxing", "conversations.summary").status_code == 403


def test_what_was_written_last_stands_first_and_no_more_than_fifty(look, family):
    for number in range(51):
        talk(family, MONDAY - timedelta(number), f"Boxing {number}")

    told = [one["headline"] for one in look("boxing").json()["results"]]

    assert (told[0], told[-1], len(told)) == ("Boxing 50", "Boxing 1", 50)


def test_what_is_kept_from_it_shortens_no_list(look, family, worker, monkeypatch):
    """However much of what was written last is."""
    monkeypatch.setattr("casework.queries.searching.CANDIDATES", 3)
    talks = [talk(family, MONDAY, f"Boxing {number}") for number in range(4)]
    for kept in talks[1:]:
        ShareState.objects.create(
            organisation=family.organisation,
            record=kept.record,
            person=MembershipFactory(family=family).person,
            state="withheld",
            reason="third_party",
            decided_by=worker,
            decided_on=MONDAY,
            review_on=MONDAY + timedelta(30),
        )

    assert ids(look("boxing")) == [str(talks[0].pk)]


@pytest.mark.parametrize("state", [ShareState.State.WITHHELD, ShareState.State.CHILD_ONLY])
def test_what_is_kept_from_other_systems_is_found_by_none(look, boxing, state, amina):
    fields = {"reason": "third_party", "decided_by_id": boxing.record.author_id, "decided_on": MONDAY}
    fields["review_on"] = MONDAY + timedelta(30)
    ShareState.objects.filter(record=boxing.record).update(state=state, **fields)

    assert ids(look("boxing")) == []


def test_nor_what_is_restricted_or_of_someone_who_is(look, boxing, amina, worker):
    restrict(what=amina, ground="other", allowed=[], review_on=MONDAY + timedelta(30), by=worker)

    assert ids(look("boxing")) == []


def test_workers_ask_by_the_same_door(client, boxing, worker, outsider):
    found = []
    for user in (worker, outsider):
        client.force_login(user)
        found.append(ids(client.post(SEARCH, {"words": "boxing"}, content_type="application/json")))

    assert found == [[str(boxing.pk)], []]


def test_it_is_noted_whom_it_showed(look, boxing, family, amina):
    look("boxing")

    event = AccessEvent.objects.get(what="api:conversation-search")
    assert (event.families, event.people) == ([family.pk], [amina.pk])
