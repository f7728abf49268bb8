"""People who sign in as people do, and what they need for it."""

import pytest
from django.urls import reverse

from tests.conftest import make


@pytest.fixture
def dana(organisation):
    """A family member, who has no password."""
    return make.UserFactory(kind="family", roles=[], name="Dana", email="dana@home.test")


@pytest.fixture
def alex(organisation):
    return make.UserFactory(name="Alex", email="alex@leeds.test", roles=["administrator"])


@pytest.fixture
def priya(organisation):
    return make.UserFactory(name="Priya", email="priya@leeds.test")


@pytest.fixture
def asked_for_two_steps(organisation, priya):
    organisation.requires_second_step = True
    organisation.save()


@pytest.fixture
def sign_in(client):
    """Write an e-mail address and a password into the form."""

    def write(email, password="", **more):
        said = {"login": email, "password": password or "correct horse battery", **more}
        return client.post(reverse("account_login"), said)

    return write
