"""A POST counts once, however often it arrives under one Idempotency-Key (draft-ietf-httpapi-idempotency-key-header; security.md §4).

Its key is noted in the transaction of what it makes, so that there is never the one without the other. What was refused is not noted:
put right, it may come under the same key.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.db import OperationalError, connection
from django.http import HttpRequest
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable
from rest_framework import exceptions

from accounts.actions.sending import hold
from accounts.history import action
from accounts.models import User
from api.errors import Conflict
from api.models import SentOnce

HEADER = "Idempotency-Key"
LONGEST = 255
SHAPE = r"^[!-~]+$"


class KeyOfAnother(exceptions.APIException):
    """The key came with something else before."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "key_of_another_request"


class StillWritten(Conflict):
    """The same is being written at this moment, by a request that has not ended."""

    default_code = "being_carried_out"
    wait = 3
    """Seconds, as the answer's Retry-After says."""


@dataclass(frozen=True)
class Sent:
    """What came under a key; both as SHA-256, in hexadecimal."""

    key: str
    request: str


def sent_under_key(request: HttpRequest) -> Sent | None:
    """What this request says it is to count as; None where it names no key. A key that is none is a 400."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if len(key) > LONGEST or not re.fullmatch(SHAPE, key):
        raise exceptions.ParseError(
            _("An Idempotency-Key is 1 to %(most)s visible characters of ASCII, such as a UUID.") % {"most": LONGEST}
        )
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return Sent(hashlib.sha256(key.encode()).hexdigest(), hashlib.sha256(said).hexdigest())


def carried_out(sent: Sent, user: User) -> SentOnce | None:
    """What came under this key before, if it was carried out. A request with the same key that has not ended is waited for."""
    try:
        hold(sent.key, user)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillWritten(_("The same request is being carried out. Send it again in a moment.")) from error
        raise
    found = SentOnce.objects.visible_to(user).filter(key=sent.key).first()
    if found and found.request != sent.request:
        raise KeyOfAnother(_("This Idempotency-Key came with another request before. Give each request its own."))
    return found


@action
def note_sent_once(*, sent: Sent, made: UUID | None, by: User) -> SentOnce:
    """Note that what came under a key is carried out, and what it made."""
    noted = SentOnce(organisation=by.organisation, sent_by=by, key=sent.key, request=sent.request, made=made)
    noted.save(force_insert=True)
    return noted


def forget_sent_keys() -> int:
    """Forget, in every organisation, what was carried out more than seven days ago. How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.forget_sent_keys()")
        return int(cursor.fetchone()[0])
