"""Amina and her grandmother Joan, of family Rowan, and a browser in which their worker is signed in."""

from typing import Any

import pytest


def _in(family: Any, **member: Any) -> Any:
    from tests.factories import MembershipFactory  # noqa: PLC0415  (its models need the environment that the tests prepare)

    return MembershipFactory(family=family, **member).person


@pytest.fixture
def signed_in(client: Any, worker: Any) -> Any:
    client.force_login(worker)
    return client


@pytest.fixture
def amina(family: Any) -> Any:
    return _in(family, person__known_as="Amina")


@pytest.fixture
def joan(family: Any) -> Any:
    return _in(family, person__known_as="Joan", role="relative")
