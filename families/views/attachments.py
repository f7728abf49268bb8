"""A photo, a drawing or a voice note itself: to whoever reads what it stands with, and as nothing else than it is."""

from __future__ import annotations

import re
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.middleware import POLICY
from accounts.models import AccessEvent
from families.models import Attachment

NOTHING_RUNS = "default-src 'none'; sandbox"
"""Opened as a page of its own, it loads nothing and runs nothing (security.md §7, 71)."""
ENDINGS = {"image/jpeg": "jpg", "audio/webm": "webm", "audio/mp4": "m4a", "audio/mpeg": "mp3"}
PART = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


def hears_itself(response: HttpResponse) -> HttpResponse:
    """A page on which one records: what was recorded is played there before it is sent."""
    response[POLICY] = f"{settings.CONTENT_SECURITY_POLICY}; media-src 'self' blob:"
    return response


@require_safe
def attachment(request: UserRequest, pk: UUID) -> HttpResponse:
    """Kept by no browser (`keep_out_of_caches`) and taken for nothing else (`nosniff`); a recording is played here, or kept as a file."""
    seen = Attachment.objects.visible_to(request.user).select_related("entry__record")
    found = get_object_or_404(seen, pk=pk)
    entry = found.entry

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:attachment",
        families=[entry.record.family_id] if entry.record.family_id else [],
        people=[entry.speaker_id] if entry.speaker_id else [],
        record=entry.record_id,
        by=request.user,
    )
    return _in_parts(request, bytes(found.content), content_type=found.mime, headers=_headers(found))


def _headers(found: Attachment) -> dict[str, str]:
    """Its name tells nobody's: it may be kept on a telephone that others hold."""
    name = f"{_('voice-note') if found.is_sound else _('picture')}.{ENDINGS[found.mime]}"
    place = "attachment" if found.is_sound else "inline"
    return {
        "Content-Disposition": f'{place}; filename="{name}"',
        POLICY: NOTHING_RUNS,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "bytes",
    }


def _in_parts(request: UserRequest, content: bytes, *, content_type: str, headers: dict[str, str]) -> HttpResponse:
    """All of it, or the part that a browser asks for: Safari plays nothing that it can't ask for in parts."""
    asked = PART.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return HttpResponse(content, content_type=content_type, headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    part = headers | {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
    return HttpResponse(
        content[first : last + 1], status=HTTPStatus.PARTIAL_CONTENT, content_type=content_type, headers=part
    )
