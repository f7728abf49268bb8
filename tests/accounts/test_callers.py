"""Whom a request comes from is read from the database each time: what ended a moment ago has ended."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from accounts.callers import Recognise, SignIn, token_called
from accounts.models import User
from accounts.sessions import SessionStore, StoredKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    session = SessionStore()
    session["said"] = "so"
    session.save()
    return session.session_key


def test_a_session_holds_what_was_kept(kept):
    assert SessionStore(kept)["said"] == "so"


def test_a_session_that_ran_out_holds_nothing(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert SessionStore(kept).load() == {}


def test_a_key_that_was_never_given_out_is_not_taken_on(kept):
    session = SessionStore(StoredKey("guessedguessedguessed"))

    assert session.load() == {}
    assert session.session_key is None


def test_who_signed_in_comes_with_their_organisation(worker, django_assert_num_queries):
    found = SignIn().get_user(worker.pk)

    with django_assert_num_queries(0):
        assert (found, found.organisation) == (worker, worker.organisation)


def test_who_was_stopped_is_signed_in_no_longer(worker):
    worker.is_active = False
    worker.save()

    assert SignIn().get_user(worker.pk) is None


def listed(session_key, user):
    """A row of the list of someone's own sign-ins."""
    UserSession.objects.create(user=user, session_key=session_key, ip="127.0.0.1", user_agent="a browser")


def opened_by(client, django_assert_num_queries, queries):
    """Who is recognised, by so many statements."""
    request = HttpRequest()
    request.session = SessionStore(client.session.session_key)
    Recognise(lambda _request: None).process_request(request)
    with django_assert_num_queries(queries):
        return request.user._wrapped if request.user.pk else None


def test_who_is_signed_in_comes_with_the_session(client, worker, django_assert_num_queries):
    client.force_login(worker)
    listed(client.session.session_key, worker)

    assert opened_by(client, django_assert_num_queries, 1) == worker


def test_a_session_says_itself_whose_it_is_whatever_the_list_says(client, worker, outsider, django_assert_num_queries):
    client.force_login(worker)
    listed(client.session.session_key, outsider)

    assert opened_by(client, django_assert_num_queries, 2) == worker


def test_a_session_of_who_was_stopped_opens_nothing(client, worker, django_assert_num_queries):
    client.force_login(worker)
    listed(client.session.session_key, worker)
    User.objects.filter(pk=worker.pk).update(is_active=False)

    assert opened_by(client, django_assert_num_queries, 1) is None


def test_no_token_is_nobodys():
    assert token_called("") is None
