"""Asking a machine on the open internet, and none inside (security.md §7, 65 and 66).

Only by HTTPS. A host's name is looked up once, every address that it has must be one of the open internet, and the connection goes to
one of those and to no other: what the name leads to a moment later changes nothing. No redirect is followed, and nothing is unpacked.
All of it, from looking up the name to the last byte, has so many seconds.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from threading import Thread, Timer
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

HTTPS = 443


class NotAsked(ValueError):
    """It was not asked for, or did not answer; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How something is asked: for how long, how much of the answer is read, and which hosts may stand inside all the same."""

    seconds: float
    most_bytes: int
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    near: Collection[str] = ()
    """`host:port` of what runs beside Kith, for tests and development: they are asked where they are, without TLS too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the status, and the body up to one byte more than was to be read."""

    status: int
    body: bytes


def allowed(url: str, near: Collection[str] = ()) -> SplitResult:
    """The address, if it is one that may be asked; what its host leads to is looked at when it is asked."""
    try:
        at = urlsplit(url)
        port = at.port
    except ValueError as error:
        raise NotAsked(_("That is no address.")) from error
    if not at.hostname or "@" in at.netloc or at.fragment or not (url.isascii() and url.isprintable()) or " " in url:
        raise NotAsked(_("Only https:// addresses are asked, without a port or a name in them."))
    if _is_near(at, near):
        return at
    if at.scheme != "https" or port not in {None, HTTPS}:
        raise NotAsked(_("Only https:// addresses are asked, without a port or a name in them."))
    if not all(_is_outside(one) for one in _as_number(at.hostname)):
        raise NotAsked(_inside(at.hostname))
    return at


def ask(at: SplitResult, asking: Asking) -> Answer:
    """Ask an allowed address."""
    host, until = str(at.hostname), time.monotonic() + asking.seconds
    connection = To(at, addresses(at, asking.seconds, asking.near), until)
    try:
        path = f"{at.path or '/'}?{at.query}" if at.query else at.path or "/"
        connection.request(asking.method, path, body=asking.body, headers=dict(asking.headers))
        said = connection.getresponse()
        answer = Answer(said.status, said.read(asking.most_bytes + 1))
        connection.refuse_if_cut()
        return answer
    except ssl.SSLCertVerificationError as error:
        raise NotAsked(_("%(host)s shows no certificate of its name that we trust.") % {"host": host}) from error
    except (OSError, HTTPException) as error:
        if isinstance(error, TimeoutError) or connection.is_cut:
            raise NotAsked(_("%(host)s did not answer in time.") % {"host": host}) from error
        raise NotAsked(_("%(host)s did not answer.") % {"host": host}) from error
    finally:
        connection.end()


def addresses(at: SplitResult, seconds: float, near: Collection[str] = ()) -> list[str]:
    """The addresses of a host; all of them are looked at, for one of them could be a door to the inside."""
    host = str(at.hostname)
    try:
        found = _looked_up(host, _port(at), seconds)
    except TimeoutError as error:
        raise NotAsked(_("%(host)s did not answer in time.") % {"host": host}) from error
    except (OSError, UnicodeError) as error:
        raise NotAsked(_("%(host)s is not known.") % {"host": host}) from error
    if not found or not (_is_near(at, near) or all(_is_outside(one) for one in found)):
        raise NotAsked(_inside(host))
    return list(dict.fromkeys(found))


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """What the system knows of a name; it takes no time limit itself, so it is asked aside and waited for no longer than this."""
    told: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def look_up() -> None:
        try:
            told.put([str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            told.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(found, Exception):
        raise found
    return found


class To(HTTPConnection):
    """To one of the addresses that were looked at, as the host whose certificate it must show; cut off when its time is over."""

    def __init__(self, at: SplitResult, found: list[str], until: float) -> None:
        self.found, self.until = found, until
        self.tls = ssl.create_default_context() if at.scheme == "https" else None
        super().__init__(str(at.hostname), _port(at))
        self.default_port = HTTPS if self.tls else self.default_port
        self.held: socket.socket | None = None
        self.is_cut = False
        self._cut = Timer(0, self._end)
        self._cut.daemon = True

    def connect(self) -> None:
        plain = self._first_that_answers()
        self.sock = (
            self.tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False) if self.tls else plain
        )
        self.held = self.sock  # the library lets go of it while the answer is still read
        # A timeout of the socket counts from one byte to the next: it would let a slow one go on for ever.
        self._cut.interval = self._left()
        self._cut.start()
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()

    def refuse_if_cut(self) -> None:
        """What was cut off may look like an answer that has ended."""
        if self.is_cut:
            raise TimeoutError

    def end(self) -> None:
        self._cut.cancel()
        self.close()

    def _first_that_answers(self) -> socket.socket:
        failed = OSError()
        for address in self.found:
            try:
                return socket.create_connection((address, self.port), self._left())
            except OSError as error:
                failed = error
        raise failed

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _end(self) -> None:
        self.is_cut = True
        if self.held:
            with suppress(OSError):  # it may be closed already
                socket.socket.shutdown(self.held, socket.SHUT_RDWR)  # past TLS: its own would wait for the other side


def _port(at: SplitResult) -> int:
    return at.port or (HTTPS if at.scheme == "https" else 80)


def _is_near(at: SplitResult, near: Collection[str]) -> bool:
    return at.scheme in {"http", "https"} and f"{at.hostname}:{_port(at)}" in near


def _as_number(host: str) -> list[str]:
    """The address that a host is, where it is written as one, in whatever way (`0x7f.1`); nothing is looked up for it."""
    try:
        found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []
    return [str(one[4][0]) for one in found]


def _is_outside(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return _is_open(ip)
    # An older address within a newer one leads where the older one does.
    return not ip.is_site_local and all(_is_open(one) for one in (ip, ip.ipv4_mapped, ip.sixtofour) if one is not None)


def _is_open(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _inside(host: str) -> str:
    return _("%(host)s is inside our own network, so it was not asked.") % {"host": host}
