"""Arun, who writes figures, and a page as someone sees it."""

import pytest

from tests.conftest import make


@pytest.fixture
def arun(organisation):
    return make.UserFactory(name="Arun", roles=["analyst"])


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
