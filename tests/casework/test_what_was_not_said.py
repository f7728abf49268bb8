"""What nobody said of a conversation is not kept, and not shown: what it was for. Where it was says whose home is meant."""

import pytest
from django.urls import reverse

from casework.models import Conversation
from tests.casework.pages import at
from tests.factories import MembershipFactory
from tests.refusals import change, refused_by

ROWS = {"entries-TOTAL_FORMS": "1", "entries-INITIAL_FORMS": "0"}


@pytest.fixture
def written(client, family, worker):
    """What comes of a conversation that is written down with this said of it."""
    client.force_login(worker)
    amina = MembershipFactory(family=family, person__known_as="Amina").person

    def write(**said):
        address = client.post(at("conversation-new", family), {"people": [amina.pk], "headline": "Tea", **ROWS, **said})
        return Conversation.objects.get(), client.get(address.url).text

    return write


def test_what_a_conversation_was_for_is_said_by_nobody_but_who_was_there(written):
    conversation, page = written()

    assert (conversation.purpose, "Checking in" in page) == ("", False)


def test_what_was_said_of_it_is_shown(written):
    conversation, page = written(purpose="checking_in")

    assert (conversation.purpose, "· Checking in" in page) == ("checking_in", True)


@pytest.mark.parametrize(
    ("said", "kept", "words"),
    [
        ("", (None, None), ""),
        ("no", (False, False), "· The child was not seen"),
        ("with_others", (True, False), "· The child was seen"),
        ("alone", (True, True), "· The child was seen, alone for a while"),
    ],
)
def test_whether_the_child_was_seen_is_said_by_who_was_there(written, said, kept, words):
    conversation, page = written(seen=said)

    assert (conversation.is_child_seen, conversation.is_child_seen_alone) == kept
    assert ("The child was" in page, words in page) == (bool(said), True)


def test_whether_the_child_was_seen_stands_on_paper_too(client, written):
    conversation, _page = written(seen="alone")

    paper = client.get(reverse("casework:conversation-print", args=[conversation.pk])).text

    assert "The child was seen, alone for a while." in paper


def test_it_is_for_nothing_that_is_not_one_of_the_answers(written):
    conversation, _page = written()

    assert refused_by(lambda: change(conversation, purpose="a_chat"))


def test_a_home_says_whose_it_is(written):
    conversation, page = written(place_kind="their_home")

    assert (conversation.place_kind, "· The family’s home" in page) == ("their_home", True)


def test_the_form_asks_in_the_same_words(client, family, worker):
    client.force_login(worker)

    page = client.get(at("conversation-new", family)).text

    assert ["The family’s home" in page, "Their home" in page, "Our home" in page] == [True, False, False]
