"""Fetching a directory from where it stands, and from nowhere else (security.md §7, 65).

Only by HTTPS, from a host that whoever runs Kith has named in `KITH_DIRECTORY_HOSTS`; its name is looked up once, every address must
be one of the open internet, and the connection goes to that address and no other. No redirect is followed.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 20
MOST_BYTES = 20_000_000
MOST_PAGES = 200
HTTPS = 443


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
    at = allowed(url)
    address = _address(str(at.hostname))
    try:
        body = _ask(at, address)
    except (OSError, HTTPException) as error:
        raise NotFetched(_("%(host)s did not answer.") % {"host": at.hostname}) from error
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotFetched(_("What %(host)s answered is no JSON.") % {"host": at.hostname}) from error


def allowed(url: str) -> SplitResult:
    """The address, if it may be asked."""
    try:
        at = urlsplit(url)
        port = at.port
    except ValueError as error:
        raise NotFetched(_("That is no address.")) from error
    if (
        at.scheme != "https"
        or port not in {None, HTTPS}
        or "@" in at.netloc
        or at.fragment
        or not url.isprintable()
        or " " in url
    ):
        raise NotFetched(_("Only https:// addresses are asked, without a port or a name in them."))
    if at.hostname not in settings.KITH_DIRECTORY_HOSTS:
        raise NotFetched(_("Kith may not ask this host yet. Whoever runs it adds it to KITH_DIRECTORY_HOSTS."))
    return at


def _address(host: str) -> str:
    """One address of the host; all of them are looked at, for one of them could be a door to the inside."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise NotFetched(_("%(host)s is not known.") % {"host": host}) from error
    if not found or not all(_is_outside(one) for one in found):
        raise NotFetched(_("%(host)s is inside our own network, so it was not asked.") % {"host": host})
    return found[0]


def _is_outside(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    embedded = [ip] if isinstance(ip, ipaddress.IPv4Address) else [ip, ip.ipv4_mapped, ip.sixtofour]
    return all(one.is_global and not one.is_multicast for one in embedded if one is not None)


class _To(HTTPSConnection):
    """To one address that was looked up, as the host whose certificate it must show."""

    def __init__(self, host: str, address: str) -> None:
        self.address, self.tls = address, ssl.create_default_context()
        super().__init__(host, HTTPS, timeout=SECONDS, context=self.tls)

    def connect(self) -> None:
        plain = socket.create_connection((self.address, HTTPS), SECONDS)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


def _ask(at: SplitResult, address: str) -> bytes:
    connection = _To(str(at.hostname), address)
    try:
        path = f"{at.path or '/'}?{at.query}" if at.query else at.path or "/"
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise NotFetched(_("%(host)s answered with %(status)d.") % {"host": at.hostname, "status": answer.status})
        body = answer.read(MOST_BYTES + 1)
    finally:
        connection.close()
    if len(body) > MOST_BYTES:
        raise NotFetched(_("What %(host)s answered is too long.") % {"host": at.hostname})
    return body


def _with_page(url: str, number: int) -> str:
    at = urlsplit(url)
    said = [pair for pair in parse_qsl(at.query) if pair[0] != "page"]
    return at._replace(query=urlencode([*said, ("page", str(number))])).geturl()
