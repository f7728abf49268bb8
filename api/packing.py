"""Answers to other systems are packed for who can unpack them (RFC 9110 §8.4.1): a long list takes a tenth of the way.

Pages are not: what a visitor sends can stand there beside a secret, and how well it packs would tell it (BREACH). Whoever calls with a
token sends no one else's words along.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = (
    "application/json",
    "application/problem+json",
    "application/vnd.kith.chosen+json",
    "application/x-ndjson",
    "text/csv",
)


class PackForSystems(GZipMiddleware):
    """gzip, for a token and for JSON and tables alone. An ETag becomes a weak one then, which If-Match takes too."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_for_system = getattr(request, "auth", None) is not None
        if not is_for_system or not response.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
