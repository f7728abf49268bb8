"""The second step: asked for, set up, led to."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from tests.signing_in import numbers_of, set_up_app


def test_the_app_is_asked_after_the_password(client, priya, sign_in):
    secret = set_up_app(priya)

    first = sign_in(priya.email)
    assert (first.url, "_auth_user_id" in client.session) == (reverse("mfa_authenticate"), False)
    second = client.post(first.url, {"code": numbers_of(secret)})

    assert (second.url, client.session["_auth_user_id"]) == ("/", str(priya.pk))


def test_the_session_is_a_new_one_after_the_second_step(client, priya, sign_in):
    secret = set_up_app(priya)
    sign_in(priya.email)
    between = client.cookies["sessionid"].value

    client.post(reverse("mfa_authenticate"), {"code": numbers_of(secret)})

    assert client.cookies["sessionid"].value != between


def test_numbers_work_once(client, priya, sign_in):
    secret = set_up_app(priya)
    sign_in(priya.email)
    numbers = numbers_of(secret)
    client.post(reverse("mfa_authenticate"), {"code": numbers})
    client.logout()
    sign_in(priya.email)

    response = client.post(reverse("mfa_authenticate"), {"code": numbers})

    assert "That code doesn’t fit." in response.content.decode()


def test_a_code_for_emergencies_works_once(client, priya, sign_in):
    set_up_app(priya)
    code = RecoveryCodes.activate(priya).get_unused_codes()[0]
    sign_in(priya.email)

    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == "/"
    client.logout()
    sign_in(priya.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_numbers_are_not_guessed(client, priya, sign_in):
    secret = set_up_app(priya)
    sign_in(priya.email)
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000001"})

    response = client.post(reverse("mfa_authenticate"), {"code": numbers_of(secret)})

    assert "That was tried too often." in response.content.decode()


def test_the_secret_of_the_app_is_not_readable_in_the_database(priya):
    secret = set_up_app(priya)

    assert secret not in str(Authenticator.objects.get(user=priya).data)


@pytest.mark.parametrize("path", ["/today/", "/families/", "/accounts/devices/"])
def test_who_owes_a_second_step_is_led_to_it(client, asked_for_two_steps, priya, path):
    client.force_login(priya)

    response = client.get(path)

    assert (response.status_code, response.url) == (302, reverse("mfa_index"))


def test_the_api_tells_a_session_without_a_second_step(client, asked_for_two_steps, priya):
    client.force_login(priya)

    response = client.get("/api/v1/families/")

    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")


def test_who_has_set_it_up_goes_on(client, asked_for_two_steps, priya):
    set_up_app(priya)
    client.force_login(priya)

    assert client.get("/today/").status_code == 200


def test_codes_for_emergencies_alone_are_no_second_step(client, asked_for_two_steps, priya):
    RecoveryCodes.activate(priya)
    client.force_login(priya)

    assert client.get("/today/").url == reverse("mfa_index")


def test_it_can_be_set_up_by_who_is_led_to_it(client, asked_for_two_steps, priya, sign_in):
    sign_in(priya.email)

    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("mfa_activate_totp"), follow=True).status_code == 200


def test_families_are_not_asked(client, asked_for_two_steps, dana):
    client.force_login(dana)

    assert client.get("/our-page/").status_code == 200


def test_the_last_one_stays_where_it_is_asked_for(client, asked_for_two_steps, priya, sign_in):
    secret = set_up_app(priya)
    sign_in(priya.email)
    client.post(reverse("mfa_authenticate"), {"code": numbers_of(secret)})
    client.post(reverse("account_reauthenticate"), {"password": "correct horse battery"})

    response = client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=priya, type="totp").exists()
    assert "set another one up before" in response.content.decode()


def test_an_administrator_asks_for_it(client, alex, organisation):
    client.force_login(alex)

    client.post(reverse("accounts:signing-in"), {"requires_second_step": "on"})

    organisation.refresh_from_db()
    assert organisation.requires_second_step


def test_nobody_else_does(client, priya):
    client.force_login(priya)

    assert client.post(reverse("accounts:signing-in"), {"requires_second_step": "on"}).status_code == 403
