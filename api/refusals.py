"""That something which a system asked for was refused: noted for its page, after the request's own transaction is undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from api.models import RefusedCall
from api.queries.calls import described
from database import clock

MACHINE = "/api/v1/"
LONGEST = {"place": 200, "problem": 100, "method": 10}


def note_refused_calls(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Where it asks too often, nothing is noted: the answer says so, and notes would make it worse."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and request.path.startswith(MACHINE):
            user = request.user
            is_told = response.status_code != HTTPStatus.TOO_MANY_REQUESTS
            if isinstance(user, User) and user.kind == User.Kind.CLIENT and is_told:
                _note(request, response, user)
        return response

    return middleware


def _note(request: HttpRequest, response: HttpResponse, user: User) -> None:
    said = {
        "place": place_of(request),
        "problem": problem_of(response),
        "method": request.method or "",
    }
    with transaction.atomic():
        RefusedCall(
            organisation=user.organisation,
            caller=user,
            at=clock.now(),
            status=response.status_code,
            **{name: value[: LONGEST[name]] for name, value in said.items()},
        ).save(force_insert=True)


def place_of(request: HttpRequest) -> str:
    """The address as it is described; of one that is not ours, nothing: whoever made it up may have put anything there."""
    found = request.resolver_match
    return described(found.route) if found and found.view_name != "api:nothing" else ""


def problem_of(response: HttpResponse) -> str:
    """The name of the rule that refused it: the problem's own, or that of the first thing that is wrong with the body."""
    try:
        said = json.loads(response.content)
        code = said.get("code") or next((one["code"] for one in said.get("errors", ())), "")
    except (ValueError, AttributeError, KeyError, TypeError):
        return ""
    return str(code)


def forget_refused_calls() -> int:
    """Forget, in every organisation, what was refused more than seven days ago. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.forget_refused_calls()")
        return int(cursor.fetchone()[0])
