"""What a developer of another system reads first. Public: nothing of a family is in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView

PROBLEMS = [
    (
        400,
        _("Bad request"),
        _("The body or the query string is not as described. Each entry of errors points to what to mend."),
    ),
    (401, _("Unauthorized"), _("Send a token: Authorization: Bearer … A token lasts an hour; then ask for a new one.")),
    (403, _("Forbidden"), _("The token lacks a scope, or the rules say no; the detail says which.")),
    (404, _("Not found"), _("It is not there, or you may not see it. Which of the two is never said.")),
    (405, _("Method not allowed"), _("This address answers other methods: the Allow header lists them.")),
    (406, _("Not acceptable"), _("The API answers in JSON. Accept application/json.")),
    (
        409,
        _("Conflict"),
        _("The request is well formed, but a rule refuses it now. The code names the rule, the detail explains it."),
    ),
    (
        412,
        _("Precondition failed"),
        _("It has changed since you read it: row_version and the ETag say what it is now. Read it again."),
    ),
    (413, _("Content too large"), _("A body holds at most a million bytes.")),
    (415, _("Unsupported media type"), _("Send application/json in UTF-8.")),
    (
        422,
        _("Unprocessable content"),
        _("The Idempotency-Key came with another request before. Give each request a key of its own."),
    ),
    (
        428,
        _("Precondition required"),
        _("A change says what it goes out from: If-Match, with the ETag that came with what you read."),
    ),
    (429, _("Too many requests"), _("Wait as many seconds as the Retry-After header says.")),
    (500, _("Internal server error"), _("A fault of ours. Nothing was saved; try again later.")),
    (
        503,
        _("Service unavailable"),
        _(
            "With Retry-After: nothing was saved, send it again then. Without: what was sent may or may not be kept. Look first, or send "
            "it again under the same Idempotency-Key."
        ),
    ),
]

DESCRIPTION = Path(__file__).parents[1] / "openapi.yaml"


@login_not_required
@require_safe
def interactive(request: HttpRequest) -> HttpResponse:
    """The endpoints, to read and to try."""
    return render(request, "api/docs.html")


@login_not_required
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, as it is committed."""
    return HttpResponse(_description(), content_type="application/yaml")


@login_not_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """What each kind of problem means, and what to do."""
    return render(request, "api/problems.html", {"problems": PROBLEMS})


@cache
def _description() -> str:
    return DESCRIPTION.read_text()


@extend_schema(exclude=True)
class Nothing(APIView):
    """Any other address below /api/."""

    authentication_classes = []
    permission_classes = []
    throttle_classes = []

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise exceptions.NotFound(_("There is nothing at this address. Addresses here end in a slash."))
