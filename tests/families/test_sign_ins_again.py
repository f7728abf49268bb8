"""Whoever read an address that is no longer safe comes in no more, by nothing that was set up or begun there."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.actions.sessions import close_sign_in
from accounts.models import User
from database.asker import acting_as
from families.actions.contact import end_contact
from families.actions.sign_ins import accept_invitation, invite
from tests.conftest import FROZEN, make
from tests.factories_families import ContactPointFactory
from tests.signing_in import set_up_app

pytestmark = pytest.mark.django_db
CHECKED = {"checked_how": "we_have_met", "checked_on": FROZEN.date()}
OLD, NEW = "ours@home.test", "only-mine@refuge.test"


@pytest.fixture
def dana(family):
    return make.MembershipFactory(family=family, person__known_as="Dana", role="parent_carer").person


@pytest.fixture
def signs_in_at(dana, worker):
    """Invite Dana to an address, and take it up."""

    def take_up(address):
        point = ContactPointFactory(person=dana, kind="email", value=address, safe_to=["email"])
        invitation = invite(person=dana, contact_point=point, place="https://kith.test", by=worker, **CHECKED)
        with acting_as(invitation.user.asker):
            accept_invitation(invitation=invitation, by=invitation.user)
        return point

    return take_up


@pytest.fixture
def his():
    """The browser of whoever reads the old mailbox too."""
    return Client()


def ask_for_code(browser):
    browser.post(reverse("account_request_login_code"), {"email": OLD})
    return {"code": re.search(r"\d{6}", mail.outbox[-1].body)[0]}


def is_in(browser):
    browser.post(reverse("accounts:own-device"), {"device": "own"})
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize("kind", Authenticator.Type)
def test_what_was_set_up_at_an_address_ends_with_it(signs_in_at, worker, kind):
    old = signs_in_at(OLD)
    dana = User.objects.get(email=OLD)
    with acting_as(dana.asker):
        Authenticator.objects.create(user=dana, type=kind, data={"name": "His phone", "credential": {}})

    end_contact(fact=old, on=FROZEN.date(), by=worker)

    assert not Authenticator.objects.filter(user=dana).exists()


def test_a_code_that_went_to_the_former_address_opens_nothing(signs_in_at, his, worker):
    old = signs_in_at(OLD)
    code = ask_for_code(his)
    end_contact(fact=old, on=FROZEN.date(), by=worker)
    signs_in_at(NEW)

    response = his.post(reverse("account_confirm_login_code"), code)

    assert (response.url, is_in(his)) == (reverse("account_login"), False)


def test_who_stood_before_the_last_question_is_not_let_in_after(signs_in_at, his, worker):
    old = signs_in_at(OLD)
    assert his.post(reverse("account_confirm_login_code"), ask_for_code(his)).url == reverse("accounts:own-device")
    end_contact(fact=old, on=FROZEN.date(), by=worker)
    signs_in_at(NEW)

    assert not is_in(his)


def test_nobody_loses_a_second_step_by_one_administrator_alone(worker):
    """Who left and is brought back comes in as before: taking a second step away takes two."""
    alex = make.UserFactory(name="Alex", roles=["administrator"])
    with acting_as(worker.asker):
        set_up_app(worker)

    with acting_as(alex.asker):
        close_sign_in(user=worker, reason="She left.", by=alex)

    assert Authenticator.objects.filter(user=worker).exists()
