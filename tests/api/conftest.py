import importlib
from contextlib import contextmanager

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

PREPARED = "SELECT"
"""What a statement is that the database has already planned: its text is not captured again."""


@pytest.fixture(autouse=True)
def nobody_called_yet():
    caches["process"].clear()


@pytest.fixture
def caller(organisation):
    """Makes a client with these scopes: `caller("people.read")`."""
    factories = importlib.import_module("tests.factories_api")

    def make(*scopes, **options):
        return factories.Caller(factories.credentials(*scopes, **options))

    return make


@pytest.fixture
def statements():
    """Holds the statements of a block to these, by their first words; the test's savepoint is a request's BEGIN and COMMIT.

    A reading may make its sets first, in a WITH.
    """

    @contextmanager
    def expected(*words):
        with CaptureQueriesContext(connection) as captured:
            yield
        seen = [(query["sql"] or PREPARED).split()[0].replace("WITH", "SELECT") for query in captured.captured_queries]
        assert [word for word in seen if word not in {"SAVEPOINT", "RELEASE"}] == list(words)

    return expected
