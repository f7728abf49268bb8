"""Fetching a directory from where it stands, and from nowhere else (security.md §7, 65).

Only from a host that whoever runs Kith has named in `KITH_DIRECTORY_HOSTS`, and as `accounts.outside` asks: by HTTPS, of a machine of
the open internet.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import outside
from accounts.outside import Asking, NotAsked

SECONDS = 20
MOST_BYTES = 20_000_000
MOST_PAGES = 200


class NotFetched(ValueError):
    """It was not asked for, or did not answer as a directory does; the sentence says why."""


def pages(url: str) -> list[Any]:
    """All pages of a list of services, from its first."""
    first = page(url)
    total = first.get("total_pages", 1) if isinstance(first, dict) else 1
    if not isinstance(total, int) or total > MOST_PAGES:
        raise NotFetched(_("It has too many pages: %(most)d at most.") % {"most": MOST_PAGES})
    return [first, *(page(_with_page(url, number)) for number in range(2, total + 1))]


def page(url: str) -> Any:
    """What stands at one address."""
    try:
        at = outside.allowed(url)
        body = _ask(at)
    except NotAsked as error:
        raise NotFetched(str(error)) from error
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotFetched(_("What %(host)s answered is no JSON.") % {"host": at.hostname}) from error


def _ask(at: SplitResult) -> bytes:
    if at.hostname not in settings.KITH_DIRECTORY_HOSTS:
        raise NotFetched(_("Kith may not ask this host yet. Whoever runs it adds it to KITH_DIRECTORY_HOSTS."))
    answer = outside.ask(at, Asking(SECONDS, MOST_BYTES, headers={"Accept": "application/json"}))
    if answer.status != 200:
        raise NotFetched(_("%(host)s answered with %(status)d.") % {"host": at.hostname, "status": answer.status})
    if len(answer.body) > MOST_BYTES:
        raise NotFetched(_("What %(host)s answered is too long.") % {"host": at.hostname})
    return answer.body


def _with_page(url: str, number: int) -> str:
    at = urlsplit(url)
    said = [pair for pair in parse_qsl(at.query) if pair[0] != "page"]
    return at._replace(query=urlencode([*said, ("page", str(number))])).geturl()
