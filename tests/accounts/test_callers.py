"""Whom a request comes from is read from the database each time: what ended a moment ago has ended."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.callers import SignIn, token_called
from accounts.sessions import SessionStore

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
    session = SessionStore("guessedguessedguessed")

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


def test_no_token_is_nobodys():
    assert token_called("") is None
