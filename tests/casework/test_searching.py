"""Looking for words in what was said and written: what is found, by whom, and what stays kept."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions.anew import put_right_anew
from casework.actions.confidence import write_in_confidence
from casework.actions.conversations import log_conversation
from casework.actions.corrections import say_otherwise
from casework.actions.mending import mend_conversation
from casework.models import WrittenWords
from casework.queries.searching import conversations_that_say
from database.asker import acting_as
from families.actions.keeping import restrict
from families.actions.records import EntryText
from families.models import Entry, Restriction, ShareState
from tests.casework.pages import at
from tests.casework.test_story import MONDAY, talk, words
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory
from tests.factories_families import share, sign_in_of

EVERYWHERE, OF_FAMILY = "/conversations/search/", "family-conversation-search"


def found(user, text, **more):
    return words(conversations_that_say(text, user, **more))


def find(client, user, text, page=EVERYWHERE):
    client.force_login(user)
    return client.post(page, {"q": text}, follow=True)


@pytest.fixture
def moment(monkeypatch):
    """The database asks its own clock, so that nobody chooses when they wrote."""
    monkeypatch.setattr("database.clock.now", timezone.now)


@pytest.fixture
def boxing(family, amina, dana, worker):
    """Amina said one thing, her school told another, and what Priya thinks is about Dana."""
    entries = [
        EntryText(Entry.Kind.SAID, "I’m walking to the boxing club on Fridays", {"speaker": amina}, (amina,)),
        EntryText(Entry.Kind.REPORTED, "She was late twice", {"source_name": "Miss Lake"}, (amina,)),
        EntryText(Entry.Kind.PROFESSIONAL_VIEW, "It is hard", {"because": "They both yawned"}, (dana,)),
        EntryText(Entry.Kind.STRENGTH, "Asks for help", {"what_they_did": "Telephoned Joan"}, (dana,)),
    ]
    people = [dana, amina]
    return log_conversation(family=family, people=people, headline="The way home", entries=entries, by=worker)


ALL = ["boxing", "BOXING", "walk", "walked", "club boxing", '"boxing club"', "boxing -swimming", "bóxing", "home"]


@pytest.mark.parametrize("text", [*ALL, "yawning", "telephoned", "x" * 200 + " OR boxing"])
def test_words_are_found_whatever_their_case_ends_order_and_accents(boxing, worker, text):
    assert found(worker, text) == ["The way home"]


@pytest.mark.parametrize(
    "text", ["swimming", '"club boxing"', "boxing -club", "boxing late", "the", '"', "-", "& | ! ( <->"]
)
def test_other_words_find_nothing(boxing, worker, text):
    assert found(worker, text) == []


@pytest.mark.parametrize(
    "text", ["-" * 200, "- " * 100, "–" * 40, "-!" * 100, "-<" * 100, "-\u200b" * 100, "-\u3000" * 100]
)
def test_no_row_of_dashes_is_an_error(client, boxing, worker, text):
    """PostgreSQL fails where more than thirty wait for their word."""
    answer = find(client, worker, text)

    assert (answer.status_code, answer.context["lines"].rows) == (200, [])


def test_after_a_row_of_dashes_the_word_is_left_out(boxing, worker):
    assert (found(worker, "club --boxing"), found(worker, "club --swimming")) == ([], ["The way home"])


def test_the_latest_stands_first_and_pages_follow_each_other(family, worker, monkeypatch):
    monkeypatch.setattr("casework.queries.searching.SHOWN", 2)
    for days in range(3):
        talk(family, MONDAY - timedelta(days), f"Boxing {days}")

    first = conversations_that_say("boxing", worker)
    second = conversations_that_say("boxing", worker, after=first.next)

    assert (words(first), words(second), second.next) == (["Boxing 0", "Boxing 1"], ["Boxing 2"], "")


def test_on_a_familys_page_what_is_theirs_is_found(boxing, worker, family):
    other = FamilyFactory(name="Okafor")
    InvolvementFactory(family=other, practitioner=worker.practitioner, role="lead_worker")
    talk(other, MONDAY, "Boxing")

    assert found(worker, "boxing", family=family) == ["The way home"]
    assert sorted(found(worker, "boxing")) == ["Boxing", "The way home"]


def test_who_does_not_work_with_them_finds_nothing(boxing):
    assert found(PractitionerFactory().user, "boxing") == []


def test_a_family_member_finds_what_was_shared_with_them(boxing, family, joan):
    share(talk(family, MONDAY, "Boxing with Joan").record, joan)

    assert found(sign_in_of(joan), "boxing") == ["Boxing with Joan"]


def test_nothing_is_found_by_an_entry_that_its_reader_does_not_read(dana, family, joan, worker):
    """Dana reads the conversation, and of it nothing that is about Joan alone."""
    told = EntryText(Entry.Kind.STRENGTH, "Rang the landlord", {}, (joan,))
    log_conversation(family=family, people=[dana, joan], headline="On the phone", entries=[told], by=worker)

    danas = sign_in_of(dana)
    assert (found(danas, "phone"), found(danas, "landlord")) == (["On the phone"], [])
    assert found(worker, "landlord") == ["On the phone"]


def test_what_a_child_keeps_is_found_by_nobody(family, amina, worker):
    aminas = sign_in_of(amina)
    with acting_as(aminas.asker):
        write_in_confidence(child=amina, words="I hate boxing", readers=[worker], by=aminas)

    assert ShareState.objects.filter(state="child_only").exists()
    assert (found(worker, "boxing"), found(aminas, "boxing")) == ([], [])


def test_what_is_restricted_is_found_by_those_named_alone(boxing, family, worker, manager):
    restrict(
        what=boxing.record,
        ground=Restriction.Ground.choices[0][0],
        allowed=[],
        review_on=MONDAY + timedelta(30),
        by=worker,
    )

    assert (found(worker, "boxing"), found(manager, "boxing")) == (["The way home"], [])


def test_what_was_put_right_is_found_in_its_new_words_alone(boxing, dana, worker, manager):
    entry = boxing.record.entries.get(kind="professional_view")
    with acting_as(manager.asker), patch("database.clock.now", timezone.now):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:conversation", record=boxing.record_id, by=manager)
    put_right_anew(entry=entry, body="It is easier", because="They laughed", by=worker)

    assert [found(worker, text) for text in ("yawned", "laughed")] == [[], ["The way home"]]


@pytest.mark.usefixtures("moment")
def test_what_is_mended_is_found_as_it_says_now(boxing, worker):
    entry = boxing.record.entries.get(kind="strength")
    with acting_as(worker.asker):
        mend_conversation(
            conversation=boxing,
            headline="The way to school",
            words={entry.pk: {"body": "Asked a neighbour"}},
            versions={},
            by=worker,
        )

    said = [found(worker, text) for text in ("home", "school", "help", "neighbour")]
    assert said == [[], ["The way to school"], [], ["The way to school"]]


def test_each_entry_and_line_has_its_words_once(boxing):
    entries = set(boxing.record.entries.values_list("pk", flat=True))

    assert set(WrittenWords.objects.values_list("pk", flat=True)) == entries | {boxing.pk}


WRITES = [
    "INSERT INTO casework_writtenwords SELECT * FROM casework_writtenwords",
    "UPDATE casework_writtenwords SET is_line = true",
    "DELETE FROM casework_writtenwords",
]


@pytest.mark.parametrize("statement", WRITES)
def test_nobody_but_the_triggers_writes_it(boxing, statement):
    refused = pytest.raises(DatabaseError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# The pages


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_takes_the_same_queries_however_many(client, family, amina, worker, rows, django_assert_num_queries):
    said = [EntryText(Entry.Kind.SAID, "Boxing", {"speaker": amina}, (amina,))]
    for _ in range(rows):
        log_conversation(family=family, people=[amina], headline="At home", entries=said, by=worker)
    find(client, worker, "boxing")

    with django_assert_num_queries(14):
        response = client.get(EVERYWHERE)

    assert response.text.count(">At home</a>") == rows


def test_the_words_stand_in_no_address_and_not_readable_in_the_session(client, boxing, worker, family):
    page = at(OF_FAMILY, family)
    response = find(client, worker, "boxing", page)

    assert response.redirect_chain == [(page, 302)]
    assert "boxing" not in str(dict(client.session))
    assert "The way home" in response.text
    assert 'value="boxing"' in response.text


def test_what_was_asked_on_one_page_is_not_asked_on_another(client, boxing, worker, family):
    find(client, worker, "boxing", at(OF_FAMILY, family))

    assert "boxing" not in client.get(EVERYWHERE).text


def test_nor_by_whoever_signs_in_after(client, boxing, worker, manager):
    find(client, worker, "boxing")
    session = dict(client.session)
    client.force_login(manager)
    kept = client.session
    kept["kith_words_asked"] = session["kith_words_asked"]
    kept.save()

    assert "boxing" not in client.get(EVERYWHERE).text


def test_each_showing_notes_whom_it_showed(client, boxing, worker, family, amina, dana):
    find(client, worker, "boxing")

    event = AccessEvent.objects.get(kind="search")
    assert (event.what, event.families, set(event.people)) == (
        "casework:conversation-search",
        [family.pk],
        {amina.pk, dana.pk},
    )


def test_a_search_that_finds_nothing_says_what_to_do_and_keeps_the_words(client, boxing, worker):
    shown = find(client, worker, "swimming")

    assert "Try fewer words" in shown.text
    assert 'value="swimming"' in shown.text


def test_an_empty_search_says_what_to_type(client, worker):
    shown = find(client, worker, " ")

    assert shown.status_code == 422
    assert "Type a word that was said or written." in shown.text


def test_what_someone_says_was_not_so_stands_beside_what_is_found(client, boxing, dana, worker):
    view = boxing.record.entries.get(kind="professional_view")
    say_otherwise(conversation=boxing, entry=view, person=dana, statement="I slept well", by=sign_in_of(dana))

    shown = find(client, worker, "boxing").text

    assert shown.index("It is hard") < shown.index("I slept well")


def test_the_family_finds_it_on_its_own_page(client, family, dana):
    share(talk(family, MONDAY, "Boxing with Dana").record, dana)

    shown = find(client, sign_in_of(dana), "boxing")

    assert "Boxing with Dana" in shown.text


def test_another_familys_page_is_not_there(client, worker):
    assert find(client, worker, "boxing", at(OF_FAMILY, FamilyFactory())).status_code == 404


def test_a_cursor_that_is_none_is_refused(client, boxing, worker):
    find(client, worker, "boxing")

    assert client.get(EVERYWHERE, {"after": "x"}).status_code == 400


def test_a_page_of_many_families_says_whose_each_is(client, boxing, worker, family):
    MembershipFactory(family=family)

    assert family.name in find(client, worker, "boxing").text.split('id="main"')[1]
