import psycopg
import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation, ValidationError
from django.db import OperationalError, connection
from django.http import Http404
from django.test import Client, RequestFactory
from psycopg.errors import AdminShutdown, DiskFull, LockNotAvailable, QueryCanceled
from psycopg_pool import PoolTimeout
from rest_framework import exceptions

from accounts.errors import ChangedMeanwhile
from api.errors import bad_request, problem_response, server_error


def problem(exc):
    response = problem_response(exc, {})
    return response.status_code, response.data


@pytest.mark.parametrize(
    ("exc", "status", "detail"),
    [
        (ChangedMeanwhile("Someone else saved."), 409, "Someone else saved."),
        (PermissionDenied("Only coordinators."), 403, "Only coordinators."),
        (Http404(), 404, "Not found."),
        (exceptions.MethodNotAllowed("PUT"), 405, 'Method "PUT" not allowed.'),
        (SuspiciousOperation("secret"), 400, "The request can’t be read."),
    ],
)
def test_one_shape_for_all(exc, status, detail):
    code, data = problem(exc)

    assert code == status
    assert (data["status"], data["detail"], data["type"]) == (status, detail, f"/api/problems/#{status}")


def test_a_conflict_has_a_code():
    assert problem(ChangedMeanwhile("…"))[1]["code"] == "changed_meanwhile"


def test_a_bug_is_not_dressed_up():
    assert problem_response(RuntimeError(), {}) is None


def test_errors_of_the_domain_point_to_their_fields():
    exc = ValidationError({"people": ["Pick someone."], "__all__": [ValidationError("Not so.", code="not_so")]})

    assert problem(exc)[1]["errors"] == [
        {"pointer": "/people", "code": "invalid", "detail": "Pick someone."},
        {"pointer": "", "code": "not_so", "detail": "Not so."},
    ]


def test_a_pointer_is_escaped():
    exc = exceptions.ValidationError({"a/b": {"c~d": ["No."]}})

    assert problem(exc)[1]["errors"][0]["pointer"] == "/a~1b/c~0d"


def test_errors_end_somewhere():
    exc = exceptions.ValidationError({str(number): ["No."] for number in range(1000)})

    assert len(problem(exc)[1]["errors"]) == 100


@pytest.mark.parametrize(("path", "kind"), [("/api/v1/x/", "application/problem+json"), ("/families/", "text/html")])
def test_a_bug_answers_in_the_shape_of_its_address(db, path, kind):
    request = RequestFactory().get(path)

    answers = [server_error(request), bad_request(request, BadRequest())]

    assert [answer.status_code for answer in answers] == [500, 400]
    assert {answer["Content-Type"].partition(";")[0] for answer in answers} == {kind}


def test_a_bug_in_an_endpoint_is_a_problem_and_tells_nothing(caller, family, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr("api.queries.documents.Reading.page", broken)

    answer = caller("families.read").get("/api/v1/families/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    "error",
    [PoolTimeout(), QueryCanceled(), LockNotAvailable(), AdminShutdown(), DiskFull(), psycopg.OperationalError()],
)
@pytest.mark.parametrize(("path", "kind"), [("/api/v1/x/", "application/problem+json"), ("/families/", "text/html")])
def test_a_database_that_is_away_is_said_and_when_to_come_again(error, path, kind):
    request = RequestFactory().get(path)
    try:
        with connection.wrap_database_errors:
            raise error
    except OperationalError:
        answer = server_error(request)

    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"].partition(";")[0]) == (503, "3", kind)
    assert "othing was saved" in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        ({"people": []}, "/people", "Give at least 1."),
        ({"people": "Dana"}, "/people", "Give a list, in square brackets."),
        ({"headline": 5}, "/headline", "Give a text, in quotation marks."),
        ({"headline": " "}, "/headline", "Write something: this can’t be empty."),
        ({"headline": "x" * 141}, "/headline", "Write no more than 140 characters."),
        ({"headline": None}, "/headline", "Give a value: null is none."),
        ({}, "/headline", "This is missing: give it."),
        ({"entries": [5]}, "/entries/0", "Give an object, in curly brackets."),
        ({"entries": 5}, "/entries", "Give a list, in square brackets."),
    ],
)
def test_each_refusal_says_what_to_send(caller, family, body, pointer, sentence):
    answer = caller("conversations.write").send("/api/v1/conversations/", body)

    assert (pointer, sentence) in [(error["pointer"], error["detail"]) for error in answer.json()["errors"]]


def test_without_a_token_one_is_told_to_send_one(organisation):
    answer = Client().get("/api/v1/families/")

    assert (answer.status_code, answer["WWW-Authenticate"].partition(" ")[0]) == (401, "Bearer")
    assert answer.json()["detail"].startswith("Send a token that counts")
