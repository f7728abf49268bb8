"""A request under an Idempotency-Key counts once (security.md §4, draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from threading import Barrier, Event
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.actions.sending import hold
from accounts.models import AccessEvent
from api.models import SentOnce
from api.once import Sent, forget_sent_keys, note_sent_once
from casework.models import Conversation
from database.asker import acting_as
from families.actions.keeping import restrict
from families.models import FamilyMembership
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_api import Caller, credentials

CONVERSATIONS = "/api/v1/conversations/"
MANY = 8
KEY = {"HTTP_IDEMPOTENCY_KEY": "visit-4711"}


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


@pytest.fixture
def note(family, mia):
    return {"family": str(family.pk), "people": [str(mia.pk)], "headline": "At the park"}


@pytest.fixture
def system(caller, worker):
    return caller("conversations.write", "conversations.read", practitioner=worker.practitioner)


def noted_of(system):
    with acting_as(system.credentials.client.user.asker):
        return SentOnce.objects.count()


def test_what_comes_three_times_is_one_record(system, note):
    answers = [system.send(CONVERSATIONS, note, **KEY) for _time in range(3)]

    assert {(one.status_code, one["Location"], one.content) for one in answers} == {
        (201, answers[0]["Location"], answers[0].content)
    }
    assert (Conversation.objects.count(), noted_of(system)) == (1, 1)


def test_each_answer_is_noted_in_the_access_log(system, note, mia):
    for _time in range(2):
        system.send(CONVERSATIONS, note, **KEY)

    told = AccessEvent.objects.filter(kind="api", people__contains=[mia.pk])
    assert list(told.values_list("what", flat=True)) == ["api:conversation-create"] * 2


def test_without_a_key_each_counts(system, note):
    for _time in range(2):
        system.send(CONVERSATIONS, note)

    assert (Conversation.objects.count(), noted_of(system)) == (2, 0)


def test_a_key_with_another_body_is_refused_and_nothing_is_written(system, note):
    system.send(CONVERSATIONS, note, **KEY)

    answer = system.send(CONVERSATIONS, note | {"headline": "At the zoo"}, **KEY)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "came with another request" in answer.json()["detail"]
    assert Conversation.objects.count() == 1


def test_a_key_at_another_address_is_refused(caller, worker, family, mia, note):
    system = caller("conversations.write", "conversations.read", "people.write", practitioner=worker.practitioner)
    system.send(CONVERSATIONS, note, **KEY)

    said = {"family": str(family.pk), "known_as": "Tom", "role": "child"}
    assert system.send("/api/v1/people/", said, **KEY).status_code == 422


def test_what_was_refused_may_be_put_right_under_the_same_key(system, note):
    assert system.send(CONVERSATIONS, note | {"people": []}, **KEY).status_code == 400

    assert system.send(CONVERSATIONS, note, **KEY).status_code == 201
    assert Conversation.objects.count() == 1


def test_a_key_is_one_s_own(caller, worker, note):
    for name in ("Mosaic", "Liquidlogic"):
        system = caller("conversations.write", "conversations.read", name=name, practitioner=worker.practitioner)
        assert system.send(CONVERSATIONS, note, **KEY).status_code == 201

    assert Conversation.objects.count() == 2


def test_what_a_scope_no_longer_covers_is_not_told_again(system, caller, worker, note):
    system.send(CONVERSATIONS, note, **KEY)
    system.credentials.client.application.accesstoken_set.update(scope="conversations.read")

    assert system.send(CONVERSATIONS, note, **KEY).status_code == 403


def test_it_is_told_again_only_to_who_may_read_it(system, note, manager):
    made = system.send(CONVERSATIONS, note, **KEY).json()["id"]
    tomorrow = timezone.now().date() + timedelta(days=1)
    restrict(what=Conversation.objects.get(pk=made).record, ground="other", allowed=[], review_on=tomorrow, by=manager)

    assert system.send(CONVERSATIONS, note, **KEY).status_code == 404
    assert Conversation.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", "ü", "x" * 256, "a b", "a\tb"])
def test_a_key_that_is_none_is_refused_in_words(system, note, key):
    answer = system.send(CONVERSATIONS, note, HTTP_IDEMPOTENCY_KEY=key)

    assert answer.status_code == 400
    assert "visible characters" in answer.json()["detail"]
    assert not Conversation.objects.exists()


def test_where_nothing_is_written_a_key_says_nothing(caller, note):
    system = caller("conversations.read")

    answers = [system.send(f"{CONVERSATIONS}search/", {"words": "park"}, **KEY).status_code for _time in range(2)]

    assert (answers, noted_of(system)) == ([200, 200], 0)


def test_what_has_no_address_of_its_own_counts_once_too(caller, family, worker):
    tom = MembershipFactory(person__known_as="Tom").person
    system = caller("families.write", "families.read", practitioner=worker.practitioner)
    said = {"person": str(tom.pk), "role": "child", "since": None}

    answers = [system.send(f"/api/v1/families/{family.pk}/members/", said, **KEY) for _time in range(2)]

    assert [one.status_code for one in answers] == [201, 201], answers[0].content
    assert answers[0].json() == answers[1].json()
    assert FamilyMembership.objects.filter(family=family, person=tom).count() == 1


def test_nothing_of_the_request_is_kept(system, note):
    system.send(CONVERSATIONS, note, **KEY)

    with acting_as(system.credentials.client.user.asker):
        kept = SentOnce.objects.get()
    assert {len(kept.key), len(kept.request)} == {64}
    assert "4711" not in f"{kept.key}{kept.request}"


def test_who_works_here_may_name_a_key_too(client, worker, note):
    client.force_login(worker)

    for _time in range(2):
        answer = client.post(CONVERSATIONS, note, content_type="application/json", **KEY)
        assert answer.status_code == 201

    assert Conversation.objects.count() == 1


@pytest.fixture
def in_earnest(organisation, caller):
    """As `system` and `note`, committed."""
    with transaction.atomic():
        involved = InvolvementFactory(role="lead_worker")
        child = MembershipFactory(family=involved.family).person
        scopes = "conversations.write", "conversations.read"
        held = credentials(*scopes, practitioner=involved.practitioner)
    return Caller(held), {"family": str(involved.family.pk), "people": [str(child.pk)], "headline": "At the park"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_carried_out(in_earnest):
    system, note = in_earnest
    together = Barrier(MANY)

    def send(_number):
        together.wait()
        try:
            answer = Caller(system.credentials, system.token).send(CONVERSATIONS, note, **KEY)
            return answer.status_code, answer.json()["id"]
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        answers = set(pool.map(send, range(MANY)))

    assert [status for status, _made in answers] == [201]
    with transaction.atomic():
        assert Conversation.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_comes_while_it_is_carried_out_is_told_to_wait(in_earnest):
    system, note = in_earnest
    key = hashlib.sha256(KEY["HTTP_IDEMPOTENCY_KEY"].encode()).hexdigest()
    held, answered = Event(), Event()

    def write_meanwhile():
        with transaction.atomic():
            hold(key, system.credentials.client.user)
            held.set()
            answered.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        meanwhile = pool.submit(write_meanwhile)
        held.wait(30)
        answer = system.send(CONVERSATIONS, note, **KEY)
        answered.set()
        meanwhile.result()

    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (409, "3", "being_carried_out")


def test_the_database_takes_a_key_once(worker):
    sent = Sent("k" * 64, "r" * 64)
    with acting_as(worker.asker):
        note_sent_once(sent=sent, made=uuid4(), by=worker)

        with pytest.raises(IntegrityError, match="sent_key_once"), transaction.atomic():
            SentOnce.objects.create(organisation=worker.organisation, sent_by=worker, key=sent.key, request="x")


def test_by_sql_nobody_notes_another_s_reads_it_or_takes_it_back(worker, outsider):
    sent = Sent("k" * 64, "r" * 64)
    with acting_as(worker.asker):
        note_sent_once(sent=sent, made=None, by=worker)
        for write in (
            lambda: SentOnce.objects.update(request="x"),
            lambda: SentOnce.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()

    with acting_as(outsider.asker):
        assert not SentOnce.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            note_sent_once(sent=Sent("j" * 64, "r" * 64), made=None, by=worker)


@pytest.mark.parametrize(
    ("ago", "stays"), [(timedelta(days=7, minutes=1), False), (timedelta(days=7, minutes=-1), True)]
)
def test_a_key_is_forgotten_after_seven_days(worker, ago, stays):
    milliseconds = int((timezone.now() - ago).timestamp() * 1000)
    pk = UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62) | 1)
    with acting_as(worker.asker):
        SentOnce(pk=pk, organisation=worker.organisation, sent_by=worker, key="k", request="r").save(force_insert=True)
    said = StringIO()

    call_command("forget_sent_keys", stdout=said)

    assert said.getvalue() == f"{0 if stays else 1} keys forgotten.\n"
    with acting_as(worker.asker):
        assert SentOnce.objects.exists() is stays
    assert forget_sent_keys() == 0
