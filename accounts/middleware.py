"""Between the web server and a view: hostile bytes stay out, who asks is known, and nothing of a family stays in a cache."""

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from accounts.actions.access import looked_at
from accounts.callers import token_called
from accounts.models import AccessEvent, User
from database.asker import acting_as

POLICY = "Content-Security-Policy"
EXPLAINED_BY_DJANGO = {HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR}
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
MACHINES = {User.Kind.CLIENT, User.Kind.SYSTEM}
GetResponse = Callable[[HttpRequest], HttpResponse]


def refuse_hostile_input(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL or a broken character in the address, 413 to a body that no form of ours sends (security.md §7)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _too_large(request):
            return _refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That was too much to send at once."))
        if not _clean_address(request):
            return _refusal(request, HTTPStatus.BAD_REQUEST, _("The address holds characters that can’t be read."))
        return get_response(request)

    return middleware


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    larger = (most for address, most in settings.LARGER_BODIES.items() if re.search(address, request.path))
    return not length.isdecimal() or int(length) > next(larger, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


def _clean_address(request: HttpRequest) -> bool:
    said = [request.path, *(text for pair in request.GET.lists() for text in (pair[0], *pair[1]))]
    return not any("\x00" in text or "\ufffd" in text for text in said)


def _refusal(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail, "errors": []}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    return render(request, "400.html", {"detail": detail}, status=status)


def limit_contents(get_response: GetResponse) -> GetResponse:
    """What a page may load, and that it stands in no frame: the same for all answers but one that says its own (security.md §7)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in EXPLAINED_BY_DJANGO):  # those pages bring their own styles
            response.headers.setdefault(POLICY, settings.CONTENT_SECURITY_POLICY)
        return response

    return middleware


def enter_as_asker(get_response: GetResponse) -> GetResponse:
    """Tell the database who asks, for as long as the request lasts (design.md §3a)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _read_bearer(request)
        user = request.user
        if not isinstance(user, User):
            with acting_as(None):
                return get_response(request)
        request.user = getattr(user, "_wrapped", user)  # asked a hundred times in a request: not through the lazy one
        with acting_as(user.asker), timezone.override(user.organisation.time_zone):
            return get_response(request)

    return middleware


def note_refusals(get_response: GetResponse) -> GetResponse:
    """Write down who tried in vain to reach which record, after the request's own transaction is undone (design.md §3a).

    It asks nothing about the id: one that is blocked and one that never was cost the same, and read the same.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REFUSED and isinstance(request.user, User):
            _note_refusal(request, request.user)
        return response

    return middleware


def _note_refusal(request: HttpRequest, user: User) -> None:
    found = request.resolver_match
    tried = [value for value in found.kwargs.values() if isinstance(value, UUID)] if found else []
    if found and tried:
        with transaction.atomic():
            for one in tried:
                looked_at(kind=AccessEvent.Kind.DENIED, what=found.view_name, record=one, by=user)


def _read_bearer(request: HttpRequest) -> None:
    """Under /api/ a bearer token stands for its client's service user, and a wrong one for nobody, whatever the session says.

    On a page neither counts: a page knows no scopes.
    """
    if not request.path.startswith("/api/"):
        if getattr(request.user, "kind", "") in MACHINES:
            request.user = AnonymousUser()
        return
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return
    request.auth = found = token_called(token)  # type: ignore[attr-defined]
    request.user = found.user if found else AnonymousUser()


def say_how_a_page_opens(get_response: GetResponse) -> GetResponse:
    """An address that only a button opens says so in the house look; `/api/` answers for itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.path.startswith("/api/"):
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def keep_out_of_caches(get_response: GetResponse) -> GetResponse:
    """No page of someone signed in is kept by a browser: the next person at the same machine must not go back to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware
