"""What is put right supersedes visibly: a new entry in its place, and the old words readable below it (domain.md §8.3, INV-32)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.errors import DomainError
from accounts.models import Organisation
from casework.actions.adding import add_to_conversation
from casework.actions.conversations import log_conversation
from casework.actions.corrections import answer_correction, say_otherwise
from casework.models import CorrectionRequest
from casework.queries.adding import waiting_for_family
from casework.queries.conversations import conversation_page
from casework.queries.pages import going_well
from casework.rules.corrections import can_put_right
from database.asker import Asker, acting_as
from families.actions.records import EntryText
from families.models import Entry, EntryPerson
from tests.casework.refusals import change, refused_by
from tests.factories_families import sign_in_of

KIND = Entry.Kind
OLD, NEW = "Three bags by the door", "Two bags by the door"
CORRECTED = CorrectionRequest.State.CORRECTED


@pytest.fixture
def talk(family, dana, amina, worker):
    entries = [
        EntryText(KIND.SEEN, OLD, whose=(dana,)),
        EntryText(KIND.SAID, "I was there", {"speaker": amina}),
        EntryText(KIND.PROFESSIONAL_VIEW, "It is hard", {"because": "She said so"}),
        EntryText(KIND.STRENGTH, "Sid cooks"),
    ]
    return log_conversation(family=family, people=[dana, amina], headline="At the table", entries=entries, by=worker)


@pytest.fixture
def entry(talk):
    return lambda kind: talk.record.entries.filter(kind=kind, supersedes=None).get()


@pytest.fixture
def say(talk, dana, danas_sign_in):
    def said(entry, statement="It was two"):
        return say_otherwise(conversation=talk, entry=entry, person=dana, statement=statement, by=danas_sign_in)

    return said


def put_right(correction, by, words=NEW):
    return answer_correction(correction=correction, state=CORRECTED, answer="I looked", new_words=words, by=by)


def superseding(was, **more):
    stays = {"kind": was.kind, "speaker": was.speaker, "author": was.author, "because": was.because}
    facts = {
        "record": was.record,
        "body": NEW,
        "position": 90,
        "added_on": date(2026, 3, 16),
        "supersedes": was,
    } | stays
    return Entry(organisation=was.organisation, **{"created_by": was.author} | facts | more)


def test_it_is_an_entry_of_the_same_kind_about_the_same_people(say, entry, manager, worker, dana):
    put_right(say(entry("seen")), manager)

    new = Entry.objects.get(body=NEW)
    assert (new.supersedes, new.kind, new.author, new.created_by) == (entry("seen"), "seen", worker, manager)
    assert [one.person for one in new.people.all()] == [dana]


def test_everyone_reads_the_new_words_in_their_place_and_the_old_below(client, say, talk, entry, worker, danas_sign_in):
    put_right(say(entry("seen")), worker)

    for user in (worker, danas_sign_in):
        with acting_as(user.asker):
            read = [one.body for one in conversation_page(talk.pk, user).entries]
        client.force_login(user)
        shown = client.get(talk.get_absolute_url()).text
        assert read[:2] == [NEW, OLD]
        assert [f"{worker.name} put this right on 16 March 2026" in shown, "It said before:" in shown] == [True, True]


def test_what_supersedes_is_superseded_in_its_turn(say, talk, entry, worker):
    put_right(say(entry("seen")), worker)
    put_right(say(Entry.objects.get(body=NEW), "It was one"), worker, "One bag")

    assert [one.body for one in conversation_page(talk.pk, worker).entries][:3] == ["One bag", NEW, OLD]


def test_two_who_said_it_at_once_are_both_answered(say, talk, amina, entry, worker):
    was = entry("seen")
    hers, his = (
        say(was),
        say_otherwise(conversation=talk, entry=was, person=amina, statement="One", by=sign_in_of(amina)),
    )
    put_right(hers, worker)
    put_right(his, worker, "One bag")

    assert [one.body for one in conversation_page(talk.pk, worker).entries][:3] == ["One bag", NEW, OLD]


def test_the_family_is_told_that_something_was_put_right(say, entry, worker, danas_sign_in):
    put_right(say(entry("seen")), worker)

    with acting_as(danas_sign_in.asker):
        assert [one.text for one in waiting_for_family(danas_sign_in)] == [
            f"{worker.name} put something right: At the table"
        ]


def test_only_what_stands_goes_well(say, family, entry, worker):
    put_right(say(entry("strength")), worker, "Sid and Amina cook")

    assert [one.body for one in going_well(family, worker)] == ["Sid and Amina cook"]


@pytest.mark.parametrize("kind", ["professional_view", "said"])
def test_a_view_and_a_quote_are_theirs_alone(say, entry, manager, kind):
    said = say(entry(kind))
    rules = {
        "professional_view": "What someone thinks, only they themselves put right.",
        "said": "What someone said is put right only when they say so themselves.",
    }

    assert can_put_right(manager, said).refusal == rules[kind]
    with pytest.raises((DomainError, ValidationError), match=rules[kind]):
        put_right(said, manager)  # correction_of_a_quote_by_who_said_it


def test_what_someone_of_a_family_wrote_nobody_puts_right(talk, amina, dana, danas_sign_in, worker):
    with acting_as(danas_sign_in.asker):
        words = EntryText(KIND.SAID, "It was the bus", {"speaker": dana})
        own = add_to_conversation(conversation=talk, entry=words, by=danas_sign_in)

    refused = refused_by(superseding(own, created_by=worker, responds_to=None).save)
    assert refused == "entry_of_family_stays_theirs"


@pytest.mark.parametrize(
    ("kind", "broken", "rule"),
    [
        ("seen", {"kind": "note"}, "entry_put_right_in_its_words"),
        ("seen", {"body": OLD}, "entry_put_right_in_its_words"),
        ("seen", {"added_on": None}, "entry_put_right_has_a_day"),
        ("professional_view", {"created_by": None}, "entry_view_put_right_by_whose_it_is"),
    ],
)
def test_the_database_refuses_what_is_no_putting_right(entry, kind, broken, rule):
    assert refused_by(superseding(entry(kind), **broken).save) == rule


def test_a_quote_is_put_right_by_nobody_who_was_not_asked_to(entry, worker):
    words = superseding(entry("said"), body="I hit him")

    with acting_as(worker.asker):
        assert refused_by(words.save) == "entry_quote_put_right_by_who_said_it"


def test_it_stands_in_the_same_record(family, entry, dana, worker):
    other = log_conversation(family=family, people=[dana], headline="Later", by=worker)

    assert refused_by(superseding(entry("seen"), record=other.record).save) == "entry_put_right_within_its_record"


def test_it_is_about_the_same_people(entry, amina, worker):
    new = superseding(entry("seen"))

    def about_another():
        new.save()
        EntryPerson.objects.create(organisation=new.organisation, entry=new, person=amina, created_by=worker)
        connection.check_constraints()

    assert refused_by(about_another) == "entry_put_right_about_the_same"


def test_nobody_elsewhere_is_told_whether_an_entry_is_about_anyone(entry, worker):
    about_dana, about_nobody = entry("seen"), entry("strength")
    assert (about_dana.people.count(), about_nobody.people.count()) == (1, 0)
    elsewhere = Asker(uuid4(), Organisation.objects.create(name="York").pk, "staff")

    def told(one, other):
        with connection.cursor() as cursor:
            cursor.execute("SELECT kith_sec.is_about_the_same(%s, %s)", [one, other])
            return cursor.fetchone()[0]

    for asker in (elsewhere, None):
        with acting_as(asker):
            assert (
                told(uuid4(), about_dana.pk) == told(uuid4(), about_nobody.pk) == told(about_nobody.pk, about_dana.pk)
            )


def test_it_is_put_right_once(say, entry, worker):
    put_right(say(entry("seen")), worker)

    assert refused_by(superseding(entry("seen"), body="None").save) == "entry_put_right_once"


def test_neither_the_old_nor_the_new_words_are_mended(say, entry, worker):
    was = entry("seen")
    put_right(say(was), worker)

    with acting_as(worker.asker):
        refused = [refused_by(change(one, body="Else")) for one in (was, Entry.objects.get(body=NEW))]
    assert refused == ["entry_words_stay"] * 2


def test_an_answer_that_puts_right_has_its_entry(say, entry, worker):
    words = {"answer": "I looked", "new_words": NEW, "answered_by": worker, "answered_on": date(2026, 3, 16)}

    assert refused_by(change(say(entry("seen")), state=CORRECTED, **words)) == "correction_supersedes"


def test_what_is_not_so_is_said_of_what_stands(say, entry, worker):
    put_right(say(entry("seen")), worker)

    with pytest.raises(DomainError, match="put right since"):
        say(entry("seen"))  # correction_of_what_stands


def test_who_may_not_put_it_right_is_not_offered_to(client, say, entry, manager):
    client.force_login(manager)
    page = reverse("casework:correction-answer", args=[say(entry("professional_view")).pk])

    shown = client.get(page).text
    response = client.post(page, {"state": "corrected", "answer": "Yes", "new_words": NEW})

    assert "What someone thinks, only they themselves put right." in shown
    assert (response.status_code, Entry.objects.filter(body=NEW).count()) == (422, 0)
