"""What the database holds of webhooks, past every form."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from api.models import WebhookMessage, WebhookPlace, WebhookSubscription
from api.subscribing import Subscribed, end_subscription, subscribe
from database.asker import acting_as
from tests.conftest import FROZEN
from tests.factories import UserFactory
from tests.factories_api import credentials

URL = "https://mosaic.example.org/hooks"
FACTS = {"url": URL, "kinds": ["person"], "sealed_secret": "s"}


@pytest.fixture
def client_of(organisation):
    return credentials("changes.read", "people.read").client


@pytest.fixture
def made(client_of):
    return subscribe(client=client_of, url=URL, kinds=["person"], by=client_of.user)


@pytest.fixture
def hook(made) -> WebhookSubscription:
    return made.subscription


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"kinds": []}, "webhook_tells_of_something"),
        ({"kinds": ["secrets"]}, "kinds"),
        ({"ended_at": FROZEN}, "webhook_ended_for_a_reason"),
        ({"ended_why": "asked"}, "webhook_ended_for_a_reason"),
        ({"ended_at": FROZEN, "ended_why": "boredom"}, "ended_why"),
        ({"former_secret": "sealed"}, "webhook_former_secret_runs_out"),
        ({"former_until": FROZEN}, "webhook_former_secret_runs_out"),
    ],
)
def test_the_database_keeps_the_rules(client_of, change, name):
    facts = FACTS | change
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        WebhookSubscription.objects.create(organisation=client_of.organisation, client=client_of, **facts)


@pytest.mark.parametrize("url", ["ftp://a.org/", "https://user@a.org/", "https:///x", "https://a.org/a b", "a.org"])
def test_an_address_is_one(client_of, url):
    with pytest.raises(IntegrityError, match="webhook_has_an_address"), transaction.atomic():
        WebhookSubscription.objects.create(
            organisation=client_of.organisation, client=client_of, **FACTS | {"url": url}
        )


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (WebhookMessage, {"settled_at": FROZEN}, "webhook_message_settled_once"),
        (WebhookMessage, {"state": "sent"}, "webhook_message_settled_once"),
        (WebhookMessage, {"state": "lost"}, "state"),
        (WebhookPlace, {"claim": uuid4()}, "webhook_claim_runs_out"),
        (WebhookPlace, {"claimed_until": FROZEN}, "webhook_claim_runs_out"),
    ],
)
def test_what_goes_is_held_too(hook, model, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize(
    "change", [{"record": uuid4()}, {"kind": "person"}, {"cursor": "x"}, {"seq": 9}, {"what": "gone"}]
)
def test_a_message_stays_as_it_was_made(hook, change):
    with pytest.raises(IntegrityError, match="another message"), transaction.atomic():
        WebhookMessage.objects.update(**change)


def as_administrator(act):
    alex = UserFactory(name="Alex", roles=["administrator"])
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        act()


@pytest.mark.parametrize("change", [{"url": "https://elsewhere.example.org/"}, {"kinds": ["person", "family"]}])
def test_where_a_system_is_told_of_what_stays(hook, change):
    as_administrator(lambda: WebhookSubscription.objects.update(**change))


def test_what_has_ended_does_not_begin_again(hook, client_of):
    end_subscription(subscription=hook, by=client_of.user)

    as_administrator(lambda: WebhookSubscription.objects.update(ended_at=None, ended_why=""))


def test_it_counts_after_an_answer_and_not_before(hook):
    with pytest.raises(IntegrityError, match="not tried"), transaction.atomic():
        WebhookSubscription.objects.update(verified_at=FROZEN)


def test_by_sql_nobody_says_where_another_system_is_told(client_of, worker):
    with acting_as(worker.asker), pytest.raises(IntegrityError, match="of another"), transaction.atomic():
        subscribe.__wrapped__(client=client_of, url=URL, kinds=["person"], by=worker)


@pytest.mark.parametrize("scopes", [("people.read",), ("changes.read",)])
def test_who_may_not_be_told_is_not(organisation, scopes):
    other = credentials(*scopes, name="Other").client
    facts = FACTS | {"client": other}

    if "changes.read" not in scopes:
        with pytest.raises(IntegrityError, match="may not be told"), transaction.atomic():
            WebhookSubscription.objects.create(organisation=organisation, **facts)
    with pytest.raises(Exception, match="may not be told of these"):
        subscribe(client=other, url=URL, kinds=["person"], by=other.user)


def test_ten_addresses_are_enough(client_of):
    for _each in range(10):
        subscribe(client=client_of, url=URL, kinds=["person"], by=client_of.user)

    with pytest.raises(Exception, match="ten addresses at most"):
        subscribe(client=client_of, url=URL, kinds=["person"], by=client_of.user)


def test_another_system_s_are_not_there(hook):
    other = credentials("changes.read", "people.read", name="Other").client.user
    with acting_as(other.asker):
        for model in (WebhookSubscription, WebhookMessage, WebhookPlace):
            assert not model.objects.exists()
            assert not model.objects.visible_to(other).exists()


def test_its_own_and_the_administrator_s_are_there(hook, client_of):
    for user in (client_of.user, UserFactory(name="Alex", roles=["administrator"])):
        with acting_as(user.asker):
            for model in (WebhookSubscription, WebhookMessage, WebhookPlace):
                assert model.objects.visible_to(user).count() == 1


@pytest.mark.parametrize(
    ("ago", "stays"), [(timedelta(days=30, minutes=1), False), (timedelta(days=30, minutes=-1), True)]
)
def test_a_message_is_forgotten_thirty_days_after_it_was_settled(hook, ago, stays):
    WebhookMessage.objects.update(state="sent", settled_at=timezone.now() - ago)
    said = StringIO()

    call_command("forget_webhook_messages", stdout=said)

    assert said.getvalue() == f"{0 if stays else 1} messages forgotten.\n"
    assert WebhookMessage.objects.exists() is stays


def test_they_read_as_what_they_are(made: Subscribed):
    message, place = WebhookMessage.objects.get(), WebhookPlace.objects.get()

    assert (str(made.subscription), str(message), str(place)) == (URL, "webhook.test", f"{place.xid} {place.seq}")
    assert str(WebhookMessage(kind="person", what="merged")) == "person.merged"
