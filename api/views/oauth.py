"""How another system signs in: OAuth 2.0 client credentials (RFC 6749 §4.4), and how it gives a token back (RFC 7009).

Errors in the OAuth exchange itself have the shape that RFC 6749 §5.2 prescribes and every client library expects; all else
(a wrong method, a wrong content type, too many attempts) is a problem like everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import cast

from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.views import View
from drf_spectacular.utils import extend_schema
from oauth2_provider.views import RevokeTokenView, TokenView
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from rest_framework.views import APIView

from api.http import CallerThrottle

UNREADABLE = {"\x00", "\ufffd"}


def form_of(request: Request) -> dict[str, str]:
    """What was sent, as names and values."""
    return dict(cast("Mapping[str, str]", request.data).items())


class SignInThrottle(CallerThrottle):
    """Guessing a secret is slow here, by place and by client."""

    most = 60

    def caller(self, request: Request) -> str:
        return f"{self.get_ident(request)} {str(form_of(request).get('client_id', ''))[:100]}"


class OAuthEndpoint(APIView):
    authentication_classes = []
    permission_classes = []
    parser_classes = [FormParser]
    throttle_classes = [SignInThrottle]

    def refusal(self, form: dict[str, str]) -> JsonResponse | None:
        """What the library would stumble over: letters that are none."""
        if any(UNREADABLE & set(name + value) for name, value in form.items()):
            return _oauth_error("invalid_request")
        return None


def _oauth_error(code: str) -> JsonResponse:
    return JsonResponse({"error": code}, status=HTTPStatus.BAD_REQUEST)


def _by_library(view: type[View], request: Request) -> HttpResponseBase:
    return view.as_view()(request._request)


@extend_schema(exclude=True)
class Token(OAuthEndpoint):
    def post(self, request: Request) -> HttpResponseBase:
        """A token for an hour, for a client's id and secret."""
        if refusal := self.refusal(form_of(request)):
            return refusal
        if form_of(request).get("grant_type") != "client_credentials":
            return _oauth_error("unsupported_grant_type")
        return _by_library(TokenView, request)


@extend_schema(exclude=True)
class Revoke(OAuthEndpoint):
    def post(self, request: Request) -> HttpResponseBase:
        """End a token before its time."""
        return self.refusal(form_of(request)) or _by_library(RevokeTokenView, request)
