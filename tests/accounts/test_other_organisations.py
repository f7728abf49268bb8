"""Whoever asks for one organisation finds no sign-in of another, however the question is put (docs/adr/0006-two-walls.md)."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from accounts.models import User
from accounts.queries import address_is_taken
from database.asker import acting_as
from tests.signing_in import set_up_app, someone_at_york


@pytest.fixture
def yvonne(organisation):
    """Someone of York, and all by which she signs in."""
    yvonne = someone_at_york(name="Yvonne", email="yvonne@york.test")
    with acting_as(yvonne.asker):
        hang_on(yvonne)
    return yvonne


def hang_on(user):
    """A row in each table of what someone signs in by."""
    set_up_app(user)
    EmailAddress.objects.create(user=user, email=user.email)
    SocialAccount.objects.create(user=user, provider="x", uid=user.email)
    UserSession.objects.create(user=user, session_key=user.pk.hex + "0" * 8, ip="127.0.0.1", user_agent="a browser")
    client = Application.objects.create(user=user, client_type="confidential", authorization_grant_type="x")
    AccessToken.objects.create(application=client, token=user.email, expires=timezone.now() + timedelta(hours=1))


HANGING = [EmailAddress, Authenticator, SocialAccount, UserSession, Application, AccessToken]


@pytest.mark.parametrize("model", HANGING, ids=lambda model: model.__name__)
def test_nobody_finds_what_someone_elsewhere_signs_in_by(worker, yvonne, model):
    hang_on(worker)

    with acting_as(worker.asker):
        assert model.objects.count() == 1
    with acting_as(None):
        assert model.objects.count() == 2


@pytest.mark.parametrize("model", [EmailAddress, UserSession], ids=lambda model: model.__name__)
def test_nobody_gives_someone_elsewhere_another_way_in(worker, yvonne, model):
    hang_on(worker)

    with acting_as(worker.asker), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        model.objects.update(user=yvonne)


def test_nobody_finds_a_sign_in_of_another_organisation(worker, yvonne):
    with acting_as(worker.asker):
        assert worker in User.objects.all()
        assert not User.objects.filter(email=yvonne.email).exists()
        assert User.objects.filter(pk=yvonne.pk).update(opened_until=timezone.now()) == 0


def test_an_asker_that_is_forged_finds_none(worker, yvonne):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kith.asker', 'x', true)")
        with pytest.raises(DatabaseError, match="forged asker"):
            cursor.execute("SELECT FROM accounts_user")


@pytest.mark.parametrize(("said", "is_taken"), [("Yvonne@York.test", True), ("nobody@york.test", False)])
def test_that_an_address_signs_in_elsewhere_is_all_that_is_told(worker, yvonne, said, is_taken):
    assert address_is_taken(said, but=worker) == is_taken
    with acting_as(yvonne.asker):
        assert not address_is_taken(said, but=yvonne)


def test_a_link_for_another_password_leads_on_whoever_is_signed_in(client, yvonne, worker):
    client.force_login(worker)

    client.post(reverse("account_reset_password"), {"email": yvonne.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    page = client.get(link, follow=True)

    assert "password1" in page.content.decode()
