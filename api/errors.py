"""One shape for everything that goes wrong: RFC 9457 problem details."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.errors import DomainError
from api.versions import ChangedSince
from database.backend.base import CommitUncertain
from database.rules import rule_that_says

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 100
AWAY_SECONDS = 3


class Conflict(exceptions.APIException):
    """The request is right, the moment is wrong."""

    status_code = HTTPStatus.CONFLICT


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """What the framework answers when a view raises; None for a bug of ours, which is then a 500."""
    exc = _as_api_exception(exc)
    response = exception_handler(exc, context)
    if response is None:
        return None
    invalid = isinstance(exc, exceptions.ValidationError)
    detail = _("Check the fields below.") if invalid else _sentence(response.data)
    errors = list(pointers(exc.get_full_details()))[:MOST_ERRORS] if isinstance(exc, exceptions.ValidationError) else []
    response.data = problem(HTTPStatus(response.status_code), detail, errors)
    if isinstance(exc, Conflict):
        response.data["code"] = str(exc.get_codes())
    if isinstance(exc, ChangedSince):
        response.data["row_version"] = exc.version
        response["ETag"] = f'"{exc.version}"'
    response.content_type = CONTENT_TYPE
    return response


def problem(status: HTTPStatus, detail: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The body of an answer that says what went wrong. `type` leads to the page that explains it."""
    return {
        "type": f"{reverse('api:problems')}#{status.value}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "errors": errors or [],
    }


def _as_api_exception(exc: Exception) -> Exception:
    if isinstance(exc, DomainError):
        return Conflict(str(exc), exc.code)
    if isinstance(exc, ValidationError):
        return exceptions.ValidationError(_by_field(exc))
    if isinstance(exc, exceptions.NotAuthenticated):
        exc.detail = exceptions.ErrorDetail(
            _("Send a token that counts: “Authorization: Bearer …”. Ask for a new one at /api/oauth/token/."),
            exc.default_code,
        )
    if isinstance(exc, SuspiciousOperation):
        return exceptions.ParseError(_("The request can’t be read."))
    return exc


def _by_field(error: ValidationError) -> dict[str, list[exceptions.ErrorDetail]]:
    """Django's errors by field, each with the name of the rule behind it; `__all__` becomes the whole body."""
    fields = error.error_dict if hasattr(error, "error_dict") else {"__all__": error.error_list}
    return {"" if name == "__all__" else name: [_detail(one) for one in errors] for name, errors in fields.items()}


def _detail(error: ValidationError) -> exceptions.ErrorDetail:
    sentence = error.messages[0]
    return exceptions.ErrorDetail(sentence, rule_that_says(sentence) or error.code or "invalid")


def _sentence(data: Any) -> str:
    return str(data["detail"]) if isinstance(data, Mapping) and "detail" in data else str(data)


def pointers(details: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Each error with a JSON pointer (RFC 6901) to what it is about; "" is the whole body."""
    if isinstance(details, Mapping) and set(details) == {"message", "code"} and isinstance(details["message"], str):
        yield {"pointer": pointer, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            yield from pointers(inner, _below(pointer, name))
    else:
        for position, inner in enumerate(details):
            leaf = isinstance(inner, Mapping) and isinstance(inner.get("message"), str)
            yield from pointers(inner, pointer if leaf else f"{pointer}/{position}")


def _below(pointer: str, name: object) -> str:
    if name in {"", "non_field_errors"}:
        return pointer
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def refused_field(name: str, sentence: str) -> exceptions.ValidationError:
    """That one field of a body is not right, in a sentence."""
    return exceptions.ValidationError({name: [exceptions.ErrorDetail(sentence, "invalid")]})


def _answer(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse | None:
    if not request.path.startswith("/api/"):
        return None
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`: what Django refuses before any view."""
    return _answer(request, HTTPStatus.BAD_REQUEST, _("The request can’t be read.")) or defaults.bad_request(
        request, exception
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a bug of ours, a COMMIT that nobody can be sure of, or a database that is away; in the shape that is expected."""
    if isinstance(sys.exception(), CommitUncertain):
        return _uncertain(request)
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return _away(request)
    return _answer(
        request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. Nothing was saved; try again later.")
    ) or defaults.server_error(request)


def _uncertain(request: HttpRequest) -> HttpResponse:
    return _answer(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("What you sent may or may not be kept. Look before you send it again."),
    ) or render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def _away(request: HttpRequest) -> HttpResponse:
    """The database did not answer in time: too many ask at once, it was cut off, or it starts again. All of it was undone."""
    answer = _answer(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("Kith can’t answer at this moment. Nothing was saved: send it again in a moment."),
    ) or HttpResponse(render_to_string("503_away.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = str(AWAY_SECONDS)
    return answer
