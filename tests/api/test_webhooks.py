"""Webhooks: subscribed, tried, signed, in order, tried again, and ended with the right to be told (domain.md §11.3, §12.15)."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from accounts.models import AccessEvent
from api.delivering import AGAIN, Came, Held, _take, note_what_came, send_waiting
from api.models import WebhookMessage, WebhookPlace, WebhookSubscription
from api.serializers.webhooks import DeadLetterOutput, WebhookOutput
from casework.actions.conversations import log_conversation
from database import stream
from database.asker import acting_as
from families.actions.keeping import restrict
from tests.api.receiver import receiving
from tests.api.shapes import misfits
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, UserFactory

HOOKS = "/api/v1/webhooks/"
SCOPES = ("changes.read", "people.read", "families.read", "conversations.read")
KINDS = ["person", "family", "conversation"]


@pytest.fixture(autouse=True)
def as_committed(monkeypatch):
    """A test's rows are of a transaction that still runs; the tests with transactions of their own hold that these are waited for."""
    monkeypatch.setattr(stream, "AFTER", stream.AFTER.replace("AND xid < pg_snapshot_xmin(pg_current_snapshot())", ""))


@pytest.fixture
def receiver(settings):
    with receiving() as receiver:
        settings.KITH_WEBHOOK_HOSTS = [receiver.host]
        yield receiver


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(by):
        monkeypatch.setattr("database.clock.now", lambda: FROZEN + by)

    return move


@pytest.fixture
def system(caller):
    return caller(*SCOPES)


def subscribe(system, receiver, kinds=KINDS, **more):
    answer = system.send(HOOKS, {"url": receiver.url, "kinds": kinds, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def worked(system, hook):
    """What a worker does for this subscription."""
    send_waiting(system.credentials.client.organisation, hook["id"])


@pytest.fixture
def hook(system, receiver):
    """A subscription whose first message was answered."""
    made = subscribe(system, receiver)
    worked(system, made)
    return made


def standing(system, hook):
    return system.get(f"{HOOKS}{hook['id']}/").json()


def messages(hook, **of):
    return WebhookMessage.objects.filter(subscription=hook["id"], **of).exclude(kind="test")


def test_a_subscription_is_as_described_and_shows_its_secret_once(system, receiver):
    made = subscribe(system, receiver)

    assert misfits(WebhookOutput, made) == []
    assert (made["state"], made["secret"][:6]) == ("unverified", "whsec_")
    assert standing(system, made) == made | {"secret": None}
    assert system.get(HOOKS).json()["results"] == [made | {"secret": None}]


def test_a_first_signed_message_is_answered_before_it_counts(system, receiver):
    made = subscribe(system, receiver)
    before = standing(system, made)["state"]

    worked(system, made)

    (test,) = receiver.came
    assert (before, standing(system, made)["state"]) == ("unverified", "active")
    cursor = test.said["data"]["cursor"]
    assert test.said == {"type": "webhook.test", "data": {"kind": "test", "id": made["id"], "cursor": cursor}}
    assert system.get("/api/v1/changes/", {"since": cursor}).status_code == 200  # where it begins
    assert test.is_signed_with(made["secret"])


def test_before_it_was_answered_nothing_else_goes_there(system, receiver, family, at):
    receiver.answer = lambda came: 500
    made = subscribe(system, receiver)
    MembershipFactory(family=family)
    worked(system, made)
    at(AGAIN[0])
    worked(system, made)

    assert [one.said["type"] for one in receiver.came] == ["webhook.test"] * 2
    assert standing(system, made)["state"] == "unverified"


def test_what_changes_before_the_test_is_answered_is_not_lost(system, receiver, family):
    made = subscribe(system, receiver)
    mia = MembershipFactory(family=family).person
    worked(system, made)

    assert str(mia.pk) in [one.said["data"]["id"] for one in receiver.told]


def test_what_changed_is_told_in_order_and_holds_no_word_of_it(system, receiver, hook, family, worker):
    mia = MembershipFactory(family=family, person__known_as="Mia").person
    talk = log_conversation(family=family, people=[mia], headline="At the park", by=worker)

    worked(system, hook)

    assert [(one.said["type"], one.said["data"]["id"]) for one in receiver.told] == [
        ("person.changed", str(mia.pk)),
        ("family.changed", str(family.pk)),
        ("conversation.changed", str(talk.pk)),
    ]
    assert all(set(one.said) == {"type", "data"} for one in receiver.told)
    assert all(set(one.said["data"]) == {"kind", "id", "cursor"} for one in receiver.told)
    assert all(one.is_signed_with(hook["secret"]) for one in receiver.came)


def test_the_cursor_of_a_message_leads_to_what_follows_it(system, receiver, hook, family):
    mia = MembershipFactory(family=family).person
    worked(system, hook)
    first, last = receiver.told

    def after(message):
        found = system.get("/api/v1/changes/", {"since": message.said["data"]["cursor"]}).json()["results"]
        return [one["id"] for one in found]

    assert first.said["data"]["id"] == str(mia.pk)
    assert str(family.pk) in after(first)  # both stand in one row: neither is passed by
    assert after(last) == []


def test_only_the_kinds_that_were_asked_for_are_told(system, receiver, family):
    hook = subscribe(system, receiver, kinds=["family"])
    worked(system, hook)
    MembershipFactory(family=family)
    worked(system, hook)

    assert {one.said["data"]["kind"] for one in receiver.told} == {"family"}


def test_whom_it_tells_of_stands_in_the_access_log(system, receiver, hook, family):
    mia = MembershipFactory(family=family).person
    worked(system, hook)

    told = AccessEvent.objects.filter(what="api:webhook-message")
    assert {tuple(one.people + one.families) for one in told} == {(mia.pk,), (family.pk,)}
    assert {one.user_id for one in told} == {system.credentials.client.user_id}


def test_what_was_restricted_meanwhile_is_not_sent(system, receiver, hook, family, manager):
    receiver.answer = lambda came: 503
    mia = MembershipFactory(family=family).person
    worked(system, hook)
    receiver.came.clear()
    receiver.answer = lambda came: 204
    restrict(what=mia, ground="other", allowed=[], review_on=timezone.now().date() + timedelta(days=9), by=manager)
    WebhookMessage.objects.waiting().update(next_at=FROZEN)

    worked(system, hook)

    assert messages(hook, kind="person", what="changed").get().state == "withheld"
    assert ("person.changed", str(mia.pk)) not in [(one.said["type"], one.said["data"]["id"]) for one in receiver.told]


def test_it_goes_again_after_these_times_and_then_no_more(system, receiver, hook, family, at):
    receiver.answer = lambda came: 500
    MembershipFactory(family=family)
    worked(system, hook)
    moved, tries = timedelta(), []
    for wait in AGAIN:
        at(moved + wait - timedelta(seconds=1))
        worked(system, hook)
        early = len(receiver.told)
        at(moved := moved + wait)
        worked(system, hook)
        tries.append((early, len(receiver.told)))

    assert [wait.total_seconds() / 60 for wait in AGAIN] == [1, 5, 30, 120, 720]
    assert tries == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]
    first = receiver.told[0]
    assert {(one.id, one.body) for one in receiver.told} == {(first.id, first.body)}
    dead = messages(hook, state="dead").get()
    assert (str(dead.pk), dead.attempts, dead.reason) == (first.id, 6, "127.0.0.1 answered with 500.")


def dead(system, receiver, hook, family, at):
    """A message of which all attempts failed; the receiver takes messages again from then on."""
    MembershipFactory(family=family)
    receiver.answer = lambda came: 500
    moved = timedelta()
    for wait in (timedelta(), *AGAIN):
        at(moved := moved + wait)
        worked(system, hook)
    receiver.answer = lambda came: 204
    receiver.came.clear()


def test_after_one_that_did_not_arrive_the_others_follow(system, receiver, hook, family, at):
    dead(system, receiver, hook, family, at)

    worked(system, hook)

    assert [one.said["type"] for one in receiver.told] == ["family.changed"]


def test_a_dead_letter_is_told_with_its_reason_and_can_be_sent_again(system, receiver, hook, family, at):
    dead(system, receiver, hook, family, at)
    (letter,) = system.get(f"{HOOKS}{hook['id']}/dead-letters/").json()["results"]

    answer = system.send(f"{HOOKS}{hook['id']}/try-again/", {"message": letter["id"]})
    worked(system, hook)

    assert misfits(DeadLetterOutput, letter) == []
    assert (letter["reason"], letter["attempts"]) == ("127.0.0.1 answered with 500.", 6)
    assert answer.status_code == 201
    assert receiver.told[0].id == letter["id"]
    assert standing(system, hook)["dead_letters"] == 0


def test_all_dead_letters_are_sent_again_at_once(system, receiver, hook, family, at):
    dead(system, receiver, hook, family, at)

    system.send(f"{HOOKS}{hook['id']}/try-again/", {})
    worked(system, hook)

    assert [one.said["type"] for one in receiver.told] == ["person.changed", "family.changed"]


def test_replay_sends_again_what_was_told_since_under_the_same_ids(system, receiver, hook, family):
    cursor = system.get("/api/v1/changes/", {"since": "now"}).json()["next_cursor"]
    MembershipFactory(family=family)
    worked(system, hook)
    before = [(one.id, one.body) for one in receiver.told]
    receiver.came.clear()

    assert system.send(f"{HOOKS}{hook['id']}/replay/", {"since": cursor}).status_code == 201
    worked(system, hook)

    assert [(one.id, one.body) for one in receiver.told] == before


def test_replay_from_a_later_place_passes_by_what_waits(system, receiver, hook, family, at):
    receiver.answer = lambda came: 500
    MembershipFactory(family=family)
    worked(system, hook)
    receiver.answer, cursor = lambda came: 204, system.get("/api/v1/changes/").json()["next_cursor"]
    receiver.came.clear()

    system.send(f"{HOOKS}{hook['id']}/replay/", {"since": cursor})
    worked(system, hook)

    assert receiver.came == []
    assert set(messages(hook).values_list("state", flat=True)) == {"set_aside"}


def test_one_begins_from_a_cursor_of_the_feed(system, receiver, family):
    cursor = system.get("/api/v1/changes/", {"since": "now"}).json()["next_cursor"]
    mia = MembershipFactory(family=family).person
    hook = subscribe(system, receiver, since=cursor)
    worked(system, hook)

    assert str(mia.pk) in [one.said["data"]["id"] for one in receiver.told]


def test_with_another_secret_both_sign_for_a_day(system, receiver, hook, family, at):
    other = system.send(f"{HOOKS}{hook['id']}/secret/", {}).json()["secret"]
    MembershipFactory(family=family)
    worked(system, hook)
    both = receiver.told[-1]
    at(timedelta(hours=24))
    MembershipFactory(family=family)
    worked(system, hook)

    assert (both.is_signed_with(hook["secret"]), both.is_signed_with(other), len(both.signatures)) == (True, True, 2)
    assert [receiver.told[-1].is_signed_with(one) for one in (hook["secret"], other)] == [False, True]


def test_a_secret_that_can_not_be_read_any_more_sends_nothing(system, receiver, hook, family, settings):
    settings.SECRET_KEY = "another"  # noqa: S105
    MembershipFactory(family=family)
    worked(system, hook)

    assert receiver.told == []
    assert "give it another one" in messages(hook, attempts=1).get().reason


def test_no_redirect_is_followed(system, receiver, hook, family):
    receiver.answer, receiver.location = lambda came: 307, f"http://{receiver.host}/elsewhere"
    MembershipFactory(family=family)
    worked(system, hook)

    assert len(receiver.told) == 1
    assert messages(hook, attempts=1).get().reason == "127.0.0.1 answered with 307."


def test_one_that_says_it_is_gone_is_told_nothing_more(system, receiver, hook, family):
    receiver.answer = lambda came: 410
    MembershipFactory(family=family)
    worked(system, hook)

    assert (standing(system, hook)["state"], standing(system, hook)["ended_why"]) == ("ended", "gone")
    assert not messages(hook, state="waiting").exists()


def test_an_ended_one_is_told_nothing_and_can_not_go_on(system, receiver, hook, family):
    assert system.send(f"{HOOKS}{hook['id']}/end/", {}).json()["state"] == "ended"
    MembershipFactory(family=family)
    worked(system, hook)

    assert receiver.told == []
    for step, said in (("secret", {}), ("replay", {"since": "x"}), ("try-again", {}), ("end", {})):
        assert system.send(f"{HOOKS}{hook['id']}/{step}/", said).status_code in {400, 409}


def test_with_the_client_it_ends_at_once(system, receiver, hook, family, client):
    alex = UserFactory(name="Alex", roles=["administrator"])
    MembershipFactory(family=family)
    client.force_login(alex)
    client.post(f"/administration/systems/{system.credentials.client.pk}/stop/")
    worked(system, hook)

    ended = WebhookSubscription.objects.get(pk=hook["id"])
    assert (receiver.told, ended.ended_why) == ([], "stopped")


@pytest.mark.parametrize(
    ("left", "why"), [(["people.read", "families.read"], "scope"), (["changes.read", "conferences.read"], "scope")]
)
def test_without_its_scope_it_ends_at_once(system, receiver, hook, family, left, why):
    system.credentials.client.scopes = left
    system.credentials.client.save(update_fields=["scopes"])
    MembershipFactory(family=family)
    worked(system, hook)

    assert (receiver.told, WebhookSubscription.objects.get(pk=hook["id"]).ended_why) == ([], why)


def test_with_one_scope_less_it_is_told_of_the_others(system, receiver, hook, family):
    system.credentials.client.scopes = ["changes.read", "families.read"]
    system.credentials.client.save(update_fields=["scopes"])
    MembershipFactory(family=family)
    worked(system, hook)

    assert [one.said["type"] for one in receiver.told] == ["family.changed"]


def test_while_its_sign_in_waits_for_a_second_yes_what_changed_waits_too(system, receiver, hook, family):
    user = system.credentials.client.user
    user.is_active = False
    user.save(update_fields=["is_active"])
    MembershipFactory(family=family)
    worked(system, hook)
    waiting = list(receiver.told)
    user.is_active = True
    user.save(update_fields=["is_active"])
    worked(system, hook)

    assert (waiting, len(receiver.told)) == ([], 2)


def test_after_a_restore_it_ends_and_says_so(system, receiver, hook, family, monkeypatch):
    monkeypatch.setattr(stream, "server", lambda: 1)
    MembershipFactory(family=family)
    worked(system, hook)

    assert (receiver.told, standing(system, hook)["ended_why"]) == ([], "restored")


def test_what_someone_else_sends_is_left_to_them(system, receiver, hook, family, at):
    MembershipFactory(family=family)
    WebhookPlace.objects.filter(subscription=hook["id"]).update(
        claim=hook["id"], claimed_until=FROZEN + timedelta(seconds=60)
    )
    worked(system, hook)
    held = len(receiver.told)
    at(timedelta(seconds=60))
    worked(system, hook)

    assert (held, len(receiver.told)) == (0, 2)


def test_one_that_was_set_aside_while_it_went_stays_so(system, receiver, hook, family):
    MembershipFactory(family=family)
    held = _take(UUID(hook["id"]), system.credentials.client.user)
    held = held if isinstance(held, Held) else _take(UUID(hook["id"]), system.credentials.client.user)
    WebhookMessage.objects.waiting().order_by().update(state="set_aside", settled_at=FROZEN)

    note_what_came(held=held, came=Came(), by=system.credentials.client.user)

    assert set(messages(hook).values_list("state", flat=True)) == {"set_aside"}


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"url": "http://mosaic.example.org/"}, "/url"),
        ({"url": "https://user@mosaic.example.org/"}, "/url"),
        ({"url": "https://mosaic.example.org:8443/"}, "/url"),
        ({"url": "https://169.254.169.254/latest"}, "/url"),
        ({"url": "https://0x7f.1/"}, "/url"),
        ({"url": "https://[::ffff:127.0.0.1]/"}, "/url"),
        ({"kinds": []}, "/kinds"),
        ({"kinds": ["link_up"]}, "/kinds"),
        ({"kinds": ["secrets"]}, "/kinds/0"),
        ({"since": "x"}, "/since"),
        ({"state": "active"}, "/state"),
    ],
)
def test_what_can_not_be_is_refused_in_words(system, receiver, said, pointer):
    answer = system.send(HOOKS, {"url": "https://mosaic.example.org/", "kinds": ["person"], **said})

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (400, [pointer])
    assert not WebhookSubscription.objects.exists()


def test_under_a_key_it_is_begun_once_and_its_secret_is_told_once(system, receiver):
    said = {"url": receiver.url, "kinds": ["person"]}
    first, again = (system.send(HOOKS, said, HTTP_IDEMPOTENCY_KEY="once").json() for _time in range(2))

    assert again == first | {"secret": None}
    assert WebhookSubscription.objects.count() == 1


def test_one_system_reads_and_changes_nothing_of_another_s(caller, system, hook):
    other = caller(*SCOPES, name="Other")

    assert other.get(HOOKS).json()["results"] == []
    assert other.get(f"{HOOKS}{hook['id']}/").status_code == 404
    assert other.send(f"{HOOKS}{hook['id']}/end/", {}).status_code == 404


def test_without_the_scope_and_as_someone_who_works_here_it_is_refused(caller, client, worker, receiver):
    said = {"url": receiver.url, "kinds": ["person"]}
    client.force_login(worker)

    assert caller("people.read").send(HOOKS, said).status_code == 403
    assert client.post(HOOKS, said, content_type="application/json").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_statements_are_as_many_however_many_there_are(system, receiver, rows, django_assert_num_queries):
    for _each in range(rows):
        subscribe(system, receiver)

    with django_assert_num_queries(4):
        assert len(system.get(HOOKS).json()["results"]) == rows


def test_no_secret_is_kept_as_it_is(system, hook):
    kept = WebhookSubscription.objects.get(pk=hook["id"])
    events = list(WebhookSubscription.pgh_event_model.objects.values())

    assert hook["secret"].removeprefix("whsec_") not in kept.sealed_secret
    assert "secret" not in json.dumps(events, default=str).replace("secret_set_at", "").replace(
        "change_webhook_secret", ""
    )


def test_nothing_is_asked_of_someone_else_s_rows(hook, outsider):
    with acting_as(outsider.asker):
        for model in (WebhookSubscription, WebhookMessage, WebhookPlace):
            assert not model.objects.exists()
