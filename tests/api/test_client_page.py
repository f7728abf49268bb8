"""A system's page: what it asked for lately, from where it asks, its next secret, and where it is told of changes."""

from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oauth2_provider.models import Application

from accounts.models import User
from api.actions import Credentials, agree_to_next_secret, make_next_secret
from api.http import asks_from_there
from api.models import ApiClient, RefusedCall, WebhookMessage, WebhookPlace, WebhookSubscription
from api.queries.calls import places
from api.refusals import problem_of
from database.asker import acting_as
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, UserFactory
from tests.factories_api import token_of

FAMILIES = "/api/v1/families/"


@pytest.fixture
def alex(organisation):
    return UserFactory(name="Alex", roles=["administrator"])


@pytest.fixture
def noor(organisation):
    return UserFactory(name="Noor", roles=["administrator"])


def browser(user):
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


@pytest.fixture
def by_alex(alex):
    return browser(alex)


@pytest.fixture
def by_noor(noor):
    return browser(noor)


@pytest.fixture
def mosaic(alex, caller):
    return caller("families.read", "changes.read")


def page_of(signed_in, mosaic):
    return signed_in.get(reverse("administration:client", args=[mosaic.credentials.client.pk]))


def send(signed_in, name, pk, **said):
    return signed_in.post(reverse(f"administration:{name}", args=[pk]), said)


# --- What it asked for ------------------------------------------------------------------------------------------------


def test_the_page_says_what_was_answered_and_what_was_refused(by_alex, mosaic, family):
    mia = MembershipFactory(family=family).person
    mosaic.get(FAMILIES)
    mosaic.get(f"{FAMILIES}{family.pk}/")
    mosaic.get(f"/api/v1/people/{mia.pk}/")
    mosaic.get(FAMILIES, {"page_size": "0"})

    page = page_of(by_alex, mosaic)

    assert [(one.method, one.place) for one in page.context["answered"]] == [
        ("GET", "/api/v1/families/{id}/"),
        ("GET", FAMILIES),
    ]
    assert [(one.method, one.place, one.status, one.problem) for one in page.context["refused"]] == [
        ("GET", FAMILIES, 400, "size"),
        ("GET", "/api/v1/people/{id}/", 403, ""),
    ]
    assert not any(str(one.pk) in page.content.decode() for one in (mia, family))


def test_of_an_address_that_is_not_ours_nothing_is_kept(mosaic, alex):
    mosaic.get("/api/v1/Amina-Rowan-lives-at/")
    mosaic.get(f"{FAMILIES}Amina/")

    with acting_as(alex.asker):
        assert list(RefusedCall.objects.values_list("place", "status")) == [("", 404), ("", 404)]


def test_what_is_asked_too_often_is_not_noted(mosaic, monkeypatch):
    monkeypatch.setattr("api.http.CallerThrottle.most", 0)

    assert mosaic.get(FAMILIES).status_code == 429
    assert not RefusedCall.objects.exists()


def test_what_someone_who_works_here_is_refused_is_not_noted(client, worker):
    client.force_login(worker)

    assert client.get(FAMILIES, {"page_size": "0"}).status_code == 400
    assert not RefusedCall.objects.exists()


def test_every_endpoint_is_known_by_the_name_of_its_look():
    assert places()["api:person-network"] == ("GET", "/api/v1/people/{id}/network/")
    assert places()["api:webhook-again"] == ("POST", "/api/v1/webhooks/{id}/try-again/")


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"null", b'{"errors": [{}]}', b'{"errors": 1}'])
def test_an_answer_that_is_no_problem_names_none(content):
    assert problem_of(type("Answer", (), {"content": content})()) == ""


def test_by_sql_nobody_notes_another_s_or_takes_one_back(mosaic, caller, alex):
    mosaic.get(FAMILIES, {"page_size": "0"})
    other = caller("families.read", name="Other").credentials.client.user
    with acting_as(other.asker):
        assert not RefusedCall.objects.exists()
        assert not RefusedCall.objects.visible_to(other).exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            RefusedCall.objects.create(
                organisation=other.organisation, caller=mosaic.credentials.client.user, method="GET", status=400
            )
    with acting_as(mosaic.credentials.client.user.asker):
        for write in (
            lambda: RefusedCall.objects.update(status=200),
            lambda: RefusedCall.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
    with acting_as(alex.asker):
        assert str(RefusedCall.objects.visible_to(alex).get()) == f"400 GET {FAMILIES}"


@pytest.mark.parametrize(
    ("ago", "stays"), [(timedelta(days=7, minutes=1), False), (timedelta(days=7, minutes=-1), True)]
)
def test_a_refusal_is_forgotten_after_seven_days(mosaic, ago, stays):
    user = mosaic.credentials.client.user
    milliseconds = int((timezone.now() - ago).timestamp() * 1000)
    pk = UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62) | 1)
    with acting_as(user.asker):
        RefusedCall(pk=pk, organisation=user.organisation, caller=user, method="GET", status=400).save(
            force_insert=True
        )
    said = StringIO()

    call_command("forget_refused_calls", stdout=said)

    assert said.getvalue() == f"{0 if stays else 1} refusals forgotten.\n"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(by_alex, mosaic, django_assert_num_queries, count):
    client = mosaic.credentials.client
    for _each in range(count):
        mosaic.get(FAMILIES)
        mosaic.get(FAMILIES, {"page_size": "0"})
        send(by_alex, "webhook-add", client.pk, url="https://mosaic.example.org/", kinds=["family"])
    WebhookMessage.objects.update(state="dead", settled_at=FROZEN, reason="mosaic.example.org did not answer.")
    page_of(by_alex, mosaic)

    with django_assert_num_queries(9):
        page = page_of(by_alex, mosaic)

    assert [len(page.context[name]) for name in ("answered", "refused", "webhooks", "letters")] == [count] * 4


# --- From where it asks -----------------------------------------------------------------------------------------------


def ask(mosaic, **meta):
    return Client(headers={"Authorization": f"Bearer {mosaic.token}"}).get(FAMILIES, **meta)


def test_from_another_address_it_is_refused(by_alex, mosaic):
    send(by_alex, "client-addresses", mosaic.credentials.client.pk, addresses="192.0.2.0/24\n\n2001:db8::7")

    assert ask(mosaic, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert ask(mosaic, REMOTE_ADDR="2001:db8::7").status_code == 200
    assert ask(mosaic, REMOTE_ADDR="::ffff:192.0.2.9").status_code == 200
    refused = ask(mosaic, REMOTE_ADDR="198.51.100.1")
    assert (refused.status_code, "may not ask from this address" in refused.json()["detail"]) == (403, True)


def test_what_a_caller_says_of_itself_counts_only_behind_a_proxy_that_is_trusted(by_alex, mosaic, settings):
    send(by_alex, "client-addresses", mosaic.credentials.client.pk, addresses="192.0.2.9")
    forwarded = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.9"}

    assert ask(mosaic, **forwarded).status_code == 403
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    assert ask(mosaic, **forwarded).status_code == 200
    # What stands before the proxy's own word is the caller's.
    assert ask(mosaic, **(forwarded | {"HTTP_X_FORWARDED_FOR": "192.0.2.9, 198.51.100.1"})).status_code == 403


@pytest.mark.parametrize("address", ["", "nonsense", "192.0.2.9:80"])
def test_an_address_that_is_none_is_not_one_of_those(address):
    assert not asks_from_there(User(asks_from=["192.0.2.9/32"]), address)


def test_it_is_asked_for_with_the_addresses(by_alex):
    said = {"name": "Mosaic", "purpose": "Mirror families", "scopes": ["families.read"], "addresses": "192.0.2.9"}
    by_alex.post(reverse("administration:client-add"), said)

    client = ApiClient.objects.select_related("user").get()
    assert (client.addresses, client.user.asks_from) == (["192.0.2.9/32"], ["192.0.2.9/32"])


@pytest.mark.parametrize("said", ["mosaic.example.org", "192.0.2.9/8", "192.0.2", "x\n192.0.2.9", "1.2.3.4\n" * 51])
def test_what_is_no_address_is_refused_in_words_and_stays_in_the_box(by_alex, mosaic, said):
    if said.count("\n") > 50:
        said = "\n".join(f"192.0.2.{number}" for number in range(51))
    page = send(by_alex, "client-addresses", mosaic.credentials.client.pk, addresses=said)

    assert page.status_code == 422
    assert page.context["form"]["addresses"].value() == said


def test_from_fewer_addresses_at_once_and_from_more_by_two(by_alex, by_noor, mosaic):
    pk = mosaic.credentials.client.pk
    send(by_alex, "client-addresses", pk, addresses="192.0.2.0/24")
    assert send(by_noor, "client-addresses", pk, addresses="192.0.2.8/29").status_code == 302

    for wider in ("192.0.2.0/24", "192.0.2.8/29\n198.51.100.1", ""):
        page = send(by_alex, "client-addresses", pk, addresses=wider)
        assert "From more addresses takes two" in page.content.decode()

    send(by_alex, "client-secret", pk)
    assert "takes two" in send(by_noor, "client-addresses", pk, addresses="").content.decode()
    assert send(by_alex, "client-addresses", pk, addresses="").status_code == 302
    send(by_noor, "client-agree", pk)
    assert ApiClient.objects.get(pk=pk).addresses == []


@pytest.mark.parametrize("addresses", [["nonsense"], ["192.0.2.9/8"], ["192.0.2.9"] * 51])
def test_the_database_takes_addresses_alone(mosaic, alex, addresses):
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="api_client_from_networks"), transaction.atomic():
        ApiClient.objects.update(addresses=addresses)


def test_by_sql_where_a_system_asks_from_is_what_its_page_says(mosaic, alex):
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="not as its page says"), transaction.atomic():
        User.objects.filter(kind="client").update(asks_from=["192.0.2.9/32"])


# --- Its next secret --------------------------------------------------------------------------------------------------


def next_secret(signed_in, mosaic):
    held = mosaic.credentials
    page = signed_in.get(send(signed_in, "client-next-secret", held.client.pk).url)
    return Credentials(held.client, held.client_id, page.context["secret"])


def gets_in(held):
    return "access_token" in token_of(held)


def test_the_next_secret_counts_from_the_second_yes_and_the_former_one_for_a_week(
    by_alex, by_noor, mosaic, monkeypatch
):
    made = next_secret(by_alex, mosaic)
    before = gets_in(mosaic.credentials), gets_in(made)
    waiting = by_noor.get("/administration/").content.decode()
    send(by_noor, "client-next-secret-agree", mosaic.credentials.client.pk)
    after = gets_in(mosaic.credentials), gets_in(made)
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=7))

    assert (before, after) == ((True, False), (True, True))
    assert (gets_in(mosaic.credentials), gets_in(made)) == (False, True)
    assert "Another system: Mosaic" in waiting
    assert mosaic.get(FAMILIES).status_code == 200  # no token ended by it


def test_whoever_made_the_next_secret_does_not_agree_to_it(by_alex, mosaic, alex):
    next_secret(by_alex, mosaic)

    page = page_of(by_alex, mosaic).content.decode()

    assert "You made this secret: another administrator agrees to it." in page
    assert send(by_alex, "client-next-secret-agree", mosaic.credentials.client.pk).status_code == 403
    with acting_as(alex.asker), pytest.raises(Exception, match="takes two"), transaction.atomic():
        agree_to_next_secret(client=mosaic.credentials.client, by=alex)


def test_by_sql_no_secret_is_taken_up_by_one_alone(by_alex, mosaic, alex):
    next_secret(by_alex, mosaic)
    waiting = ApiClient.objects.get()
    mine = {"former_secret": "mine", "former_until": FROZEN}
    now = {"next_secret": "", "next_secret_by": None, "next_secret_at": None}
    with acting_as(alex.asker):
        for write in (
            lambda: Application.objects.update(client_secret=waiting.next_secret),
            lambda: ApiClient.objects.update(**mine),
            lambda: ApiClient.objects.update(**now, secret_set_by=alex, agreed_by=alex, agreed_at=FROZEN),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                write()


def test_by_sql_a_next_secret_is_made_in_one_s_own_name(mosaic, alex, noor):
    facts = {"next_secret": "mine", "next_secret_by": noor, "next_secret_at": FROZEN}
    with acting_as(alex.asker), pytest.raises(IntegrityError, match="name of another"), transaction.atomic():
        ApiClient.objects.update(**facts)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"next_secret": "x"}, "api_client_next_secret_by_someone"),
        ({"next_secret_at": FROZEN}, "api_client_next_secret_by_someone"),
        ({"former_secret": "x"}, "api_client_former_secret_runs_out"),
        ({"former_until": FROZEN}, "api_client_former_secret_runs_out"),
    ],
)
def test_a_secret_beside_the_present_one_is_whole(mosaic, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ApiClient.objects.update(**change)


def test_another_secret_at_once_and_stopping_end_those_beside_it(by_alex, by_noor, mosaic):
    pk = mosaic.credentials.client.pk
    first = next_secret(by_alex, mosaic)
    send(by_noor, "client-next-secret-agree", pk)
    next_secret(by_alex, mosaic)

    send(by_alex, "client-secret", pk)
    send(by_noor, "client-agree", pk)

    client = ApiClient.objects.get(pk=pk)
    assert (client.next_secret, client.former_secret) == ("", "")
    assert (gets_in(mosaic.credentials), gets_in(first)) == (False, False)


def test_a_stopped_one_gets_in_by_no_secret(by_alex, by_noor, mosaic):
    made = next_secret(by_alex, mosaic)
    send(by_noor, "client-next-secret-agree", mosaic.credentials.client.pk)

    send(by_alex, "client-stop", mosaic.credentials.client.pk)

    assert (gets_in(mosaic.credentials), gets_in(made)) == (False, False)
    assert mosaic.get(FAMILIES).status_code == 401


def test_where_it_waits_or_none_waits_it_is_said(by_alex, by_noor, mosaic, noor):
    client = mosaic.credentials.client
    with acting_as(noor.asker), pytest.raises(Exception, match="No other secret waits"):
        agree_to_next_secret(client=client, by=noor)
    send(by_alex, "client-secret", client.pk)

    page = by_alex.post(reverse("administration:client-next-secret", args=[client.pk]), follow=True)

    assert "This system waits for a second yes" in page.content.decode()


def test_no_secret_stands_in_the_history(by_alex, mosaic, alex):
    next_secret(by_alex, mosaic)

    fields = {field.name for field in ApiClient.pgh_event_model._meta.get_fields()}
    assert {"next_secret", "former_secret"} & fields == set()
    with acting_as(alex.asker):
        assert make_next_secret(client=mosaic.credentials.client, by=alex).client_secret


# --- Where it is told -------------------------------------------------------------------------------------------------


@pytest.fixture
def told(by_alex, mosaic):
    send(by_alex, "webhook-add", mosaic.credentials.client.pk, url="https://mosaic.example.org/", kinds=["family"])
    return WebhookSubscription.objects.get()


def test_an_administrator_says_where_it_is_told_and_sees_its_secret_once(by_alex, mosaic, told):
    page = page_of(by_alex, mosaic)
    again = page_of(by_alex, mosaic)

    assert page.context["message_secret"].startswith("whsec_")
    assert again.context["message_secret"] == ""
    assert "nothing is told yet: a first message waits to be answered" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"url": "http://mosaic.example.org/"}, "Only https:// addresses are asked"),
        ({"url": "https://10.0.0.1/"}, "inside our own network"),
        ({"kinds": []}, "Say of what it is told"),
        ({"kinds": ["person"]}, "Choose one of the answers that are there."),
    ],
)
def test_what_can_not_be_is_said_and_stays_in_the_box(by_alex, mosaic, said, sentence):
    said = {"url": "https://mosaic.example.org/", "kinds": ["family"]} | said
    page = send(by_alex, "webhook-add", mosaic.credentials.client.pk, **said)

    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert page.context["form"]["url"].value() == said["url"]


def dead(told):
    WebhookMessage.objects.filter(subscription=told).update(
        state="dead", settled_at=FROZEN, attempts=6, reason="mosaic.example.org did not answer."
    )


def test_what_did_not_arrive_is_shown_with_its_reason_and_goes_again(by_alex, mosaic, told):
    dead(told)
    before = page_of(by_alex, mosaic).content.decode()

    send(by_alex, "webhook-again", told.pk)

    assert "mosaic.example.org did not answer." in before
    assert WebhookMessage.objects.get().state == "waiting"


def test_it_is_told_again_from_a_day_on(by_alex, mosaic, told):
    place = {"subscription": told, "organisation": told.organisation, "kind": "family", "record": told.pk}
    first = WebhookMessage.objects.get()
    for seq, days in ((1, 3), (2, 1)):
        WebhookMessage.objects.create(
            **place, xid=first.xid + 9, seq=seq, made_at=FROZEN - timedelta(days=days), state="sent", settled_at=FROZEN
        )

    send(by_alex, "webhook-since", told.pk, day="2026-03-15")

    came_to = WebhookPlace.objects.get()
    assert (came_to.xid, came_to.seq) == (first.xid + 9, 1)
    assert send(by_alex, "webhook-since", told.pk, day="2026-03-17").status_code == 422


def test_from_before_the_beginning_it_is_told_all(by_alex, told):
    first = WebhookMessage.objects.get()

    send(by_alex, "webhook-since", told.pk, day="2020-01-01")

    assert WebhookPlace.objects.get().xid == first.xid


def test_another_secret_for_its_messages_and_the_end(by_alex, mosaic, told):
    page_of(by_alex, mosaic)
    send(by_alex, "webhook-secret", told.pk)
    shown = page_of(by_alex, mosaic).context["message_secret"]
    send(by_alex, "webhook-end", told.pk)
    too_late = by_alex.post(reverse("administration:webhook-secret", args=[told.pk]), follow=True).content.decode()

    assert shown.startswith("whsec_")
    assert "This has ended: begin another." in too_late
    assert "ended on Monday 16 March 2026: it was ended" in too_late


def test_who_may_not_be_told_is_not_offered_it(by_alex, caller):
    page = page_of(by_alex, caller("families.read"))

    assert (page.context["can_be_told"], "Where it is told of changes" in page.content.decode()) == (False, False)


def test_who_works_with_families_finds_no_such_page(worker, told):
    signed_in = browser(worker)

    assert send(signed_in, "webhook-end", told.pk).status_code == 404
    assert send(signed_in, "webhook-add", told.client_id, url="https://a.org/", kinds=["family"]).status_code == 404
