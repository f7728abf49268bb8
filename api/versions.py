"""A change says what it goes out from: If-Match, with the ETag of what was read (RFC 9110 §13.1.1, RFC 6585 §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions

from accounts.errors import ChangedMeanwhile
from accounts.models import Protected
from api.http import ApiRequest

HEADER = "If-Match"
WHATEVER = "*"
ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
"""Weak too: whoever packs an answer on its way makes the ETag weak, and it names the same version."""
SEVERAL = re.compile(rf"{ETAG.pattern}(?:\s*,\s*{ETAG.pattern})*")
VERSION = re.compile(r'"row_version" : (\d+)')
"""As the database writes it into the finished JSON of a row; in a text the quotation marks are escaped."""


class NotSaidFromWhat(exceptions.APIException):
    """A change without If-Match: it could overwrite what its caller has not read."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "if_match_missing"


class ChangedSince(exceptions.APIException):
    """What is to be changed is at another `version` than the caller has read."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "changed_since"

    def __init__(self, version: int) -> None:
        super().__init__(
            _("It has changed since you read it. Read it again, and send your change with the ETag that it has then.")
        )
        self.version = version


def etag_of(told: str) -> str:
    """The ETag of a row as JSON; empty where it has no version."""
    found = VERSION.search(told)
    return f'"{found[1]}"' if found else ""


@contextmanager
def going_out_from(row: Protected, request: ApiRequest) -> Iterator[int]:
    """The version that a change goes out from, once If-Match names it; 428 without it, 412 where the row is at another one.

    Whoever saves at the same moment is told too: the action compares again, with the row held.
    """
    said = request.headers.get(HEADER, "").strip()
    if not said:
        raise NotSaidFromWhat(
            _("Say what your change goes out from: If-Match, with the ETag that came with what you read.")
        )
    if said != WHATEVER and not SEVERAL.fullmatch(said):
        raise exceptions.ParseError(_('If-Match holds the ETag that came with what you read, such as "3".'))
    if said != WHATEVER and str(row.row_version) not in ETAG.findall(said):
        raise ChangedSince(row.row_version)
    try:
        yield row.row_version
    except ChangedMeanwhile as error:
        row.refresh_from_db(fields=["row_version"])
        raise ChangedSince(row.row_version) from error


def parameter() -> dict[str, Any]:
    """If-Match, as the API's description tells of it."""
    return {
        "in": "header",
        "name": HEADER,
        "required": True,
        "schema": {"type": "string", "pattern": rf"^(\*|{SEVERAL.pattern})$"},
        "description": "The ETag that came with what you read. Without it a change is refused with 428; once it has changed, with 412.",
        "examples": {"version": {"value": '"3"'}},
    }


def header() -> dict[str, Any]:
    """ETag, as the API's description tells of it."""
    return {
        "ETag": {
            "schema": {"type": "string"},
            "description": "The version of this row, for If-Match when you change it.",
        }
    }
