"""What a device may keep of what is written without a signal, and who can read it again (docs/adr/0030)."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse

from accounts import offline
from accounts.actions.organisation import keep_on_devices
from accounts.models import Organisation, OrganisationChange
from database.asker import acting_as
from tests.conftest import make
from tests.factories_families import sign_in_of

TODAY = 20_000


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("accounts.offline.today", lambda: TODAY)
    monkeypatch.setattr("accounts.views.offline.today", lambda: TODAY)


def whole(text):
    return int.from_bytes(base64.urlsafe_b64decode(text + "="))


def test_what_locks_is_opened_by_the_key_of_its_day_alone(client, worker):
    client.force_login(worker)

    said = client.get(reverse("accounts:kept-here")).json()

    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(said["lock"]))
    key = ec.derive_private_key(whole(said["keys"][str(TODAY)]["d"]), ec.SECP256R1())
    assert key.public_key().public_numbers() == point.public_numbers()
    assert len({one["d"] for one in said["keys"].values()}) == 7


def test_after_a_week_nobody_opens_it(client, worker):
    client.force_login(worker)

    said = client.get(reverse("accounts:kept-here")).json()

    assert [int(day) for day in said["keys"]] == [*range(TODAY - 6, TODAY + 1)]


def test_each_has_keys_of_their_own(worker, outsider):
    assert offline.lock_of(worker, TODAY) != offline.lock_of(outsider, TODAY)


def test_keys_are_kept_by_no_browser_and_given_to_nobody_else(client, worker):
    assert client.get(reverse("accounts:kept-here")).status_code == 302
    client.force_login(worker)

    assert "no-store" in client.get(reverse("accounts:kept-here"))["Cache-Control"]


def keeps(client):
    return re.search(r'data-keeps="(\w+)"', client.get("/", follow=True).content.decode())[1]


def test_an_organisation_switches_it_off_for_the_next_page(client, worker):
    alex = make.PractitionerFactory(user__name="Alex", user__roles=["administrator"]).user
    client.force_login(worker)
    assert keeps(client) == "yes"

    client.force_login(alex)
    client.post(reverse("accounts:on-devices"), {})

    client.force_login(worker)
    assert keeps(client) == "no"
    assert client.get(reverse("accounts:kept-here")).json()["lock"] is None


def test_what_is_there_by_then_can_still_be_brought_home(client, worker, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(keeps_on_devices=False)
    client.force_login(worker)

    assert len(client.get(reverse("accounts:kept-here")).json()["keys"]) == 7


def test_only_an_administrator_says_so(client, worker, organisation):
    client.force_login(worker)

    assert client.post(reverse("accounts:on-devices"), {}).status_code == 403
    assert Organisation.objects.get(pk=organisation.pk).keeps_on_devices


def test_who_switched_it_off_and_when_stays(organisation):
    alex = make.UserFactory(name="Alex", roles=["administrator"])
    with acting_as(alex.asker):
        keep_on_devices(keeps_on_devices=False, by=alex)
        last = OrganisationChange.objects.order_by("pk").last()

    assert (last.asked_by, last.action, last.keeps_on_devices) == (alex.pk, "keep_on_devices", False)


@pytest.mark.parametrize(("is_own", "said"), [(True, "yes"), (False, "no")])
def test_a_family_s_device_keeps_it_only_if_nobody_else_uses_it(client, family, is_own, said):
    dana = make.MembershipFactory(family=family, person__known_as="Dana").person
    client.force_login(sign_in_of(dana))
    session = client.session
    session["kith_own_device"] = is_own
    session.save()

    assert keeps(client) == said


def test_signing_out_empties_the_browser(client, worker):
    client.force_login(worker)

    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.post(reverse("account_logout"))


def test_the_page_without_a_signal_is_the_same_for_everyone(client, worker, family):
    nobody = client.get(reverse("accounts:offline")).content
    client.force_login(worker)

    assert client.get(reverse("accounts:offline")).content == nobody
    assert b"data-who" not in nobody


def test_the_worker_is_another_when_what_it_keeps_is_another(client, db, monkeypatch):
    answer = client.get(reverse("accounts:worker"))
    assert (answer["Service-Worker-Allowed"], answer["Content-Type"]) == ("/", "text/javascript; charset=utf-8")

    monkeypatch.setattr("accounts.views.offline.KEPT_BY_THE_WORKER", ("kith.css",))

    assert client.get(reverse("accounts:worker")).content != answer.content
