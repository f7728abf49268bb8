import importlib

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_called_yet():
    cache.clear()


@pytest.fixture
def caller(organisation):
    """Makes a client with these scopes: `caller("people.read")`."""
    factories = importlib.import_module("tests.factories_api")

    def make(*scopes, **options):
        return factories.Caller(factories.credentials(*scopes, **options))

    return make
