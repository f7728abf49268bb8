"""Signing in again over the page: the steps of sign-in may stand in a frame of our own pages, and nothing else may (ui.md, §4)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.middleware import POLICY

STEPS = ("/accounts/login/", "/accounts/2fa/", "/accounts/own-device/", "/accounts/back/", "/accounts/logout/")


def let_sign_in_stand_over_a_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Only when the browser itself says that it asks for a frame; on every other way these pages refuse one too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        over = request.headers.get("Sec-Fetch-Dest") == "iframe" and request.path.startswith(STEPS)
        request.is_over_a_page = over  # type: ignore[attr-defined]
        response = get_response(request)
        if over:
            response["X-Frame-Options"] = "SAMEORIGIN"
            ours = settings.CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            response[POLICY] = ours
        return response

    return middleware
