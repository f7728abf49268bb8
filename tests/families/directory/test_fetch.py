"""A directory is fetched from where it may be, and from nowhere else (security.md §7, 65)."""

import json
import socket
from http.client import HTTPException

import pytest

from accounts import outside
from families.directory import fetch

OUTSIDE = "93.184.216.34"
URL = "https://directory.example.org/services"


@pytest.fixture(autouse=True)
def may_ask(settings):
    settings.KITH_DIRECTORY_HOSTS = ["directory.example.org"]


@pytest.fixture
def looked_up(monkeypatch):
    """What the host’s name is said to be."""

    def set_to(*addresses):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
        monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *said, **more: [] if "flags" in more else found)

    set_to(OUTSIDE)
    return set_to


class Answer:
    """An answer of a server that is not there."""

    def __init__(self, body, status=200):
        self.body, self.status = body, status

    def read(self, most):
        return self.body[:most]


@pytest.fixture
def answers(monkeypatch, looked_up):
    """What the server says; and what it was asked."""
    asked = []

    def say(*bodies, status=200):
        waiting = [Answer(body if isinstance(body, bytes) else json.dumps(body).encode(), status) for body in bodies]
        monkeypatch.setattr(outside.To, "request", lambda self, method, path, **said: asked.append((self.found, path)))
        monkeypatch.setattr(outside.To, "getresponse", lambda self: waiting.pop(0))
        return asked

    return say


@pytest.mark.parametrize(
    "url",
    [
        "http://directory.example.org/services",
        "https://directory.example.org:8443/services",
        "https://directory.example.org:bad/",
        "https://user:pass@directory.example.org/",
        "https://directory.example.org/a b",
        "https://directory.example.org/\r\nHost: x",
        "https://other.example.org/services",
        "https://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "file:///etc/passwd",
        "ftp://directory.example.org/",
        "https://",
    ],
)
def test_no_other_address_is_asked(url, monkeypatch):
    as_number = outside._as_number
    monkeypatch.setattr(outside, "_as_number", lambda host: as_number(host) if host[0] in "1:" else [])
    monkeypatch.setattr(outside, "addresses", lambda *said: pytest.fail("asked"))

    with pytest.raises(fetch.NotFetched):
        fetch.page(url)


def test_no_host_is_asked_by_default(settings):
    settings.KITH_DIRECTORY_HOSTS = []

    with pytest.raises(fetch.NotFetched, match="KITH_DIRECTORY_HOSTS"):
        fetch.page(URL)


@pytest.mark.parametrize(
    "inside",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.1.2.3", "100.64.0.1"),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "224.0.0.1"),
    ],
)
def test_a_host_that_leads_inside_is_not_asked(looked_up, inside, monkeypatch):
    monkeypatch.setattr(outside.socket, "create_connection", lambda *said: pytest.fail("connected"))
    looked_up(OUTSIDE, inside)

    with pytest.raises(fetch.NotFetched, match="inside our own network"):
        fetch.page(URL)


def test_it_connects_to_the_address_that_was_looked_at(looked_up, monkeypatch):
    went = []

    def connect(address, timeout):
        went.append(address)
        raise OSError

    monkeypatch.setattr(outside.socket, "create_connection", connect)

    with pytest.raises(fetch.NotFetched, match="did not answer"):
        fetch.page(URL)
    assert went == [(OUTSIDE, 443)]


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500])
def test_no_redirect_is_followed(answers, status):
    asked = answers({}, status=status)

    with pytest.raises(fetch.NotFetched, match=f"answered with {status}"):
        fetch.page(URL)
    assert len(asked) == 1


def test_an_answer_that_is_too_long_is_not_read(answers, monkeypatch):
    monkeypatch.setattr(fetch, "MOST_BYTES", 10)
    answers(b"x" * 11)

    with pytest.raises(fetch.NotFetched, match="too long"):
        fetch.page(URL)


@pytest.mark.parametrize("body", [b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_said(answers, body):
    answers(body)

    with pytest.raises(fetch.NotFetched, match="no JSON"):
        fetch.page(URL)


def test_a_server_that_speaks_nonsense_is_said(looked_up, monkeypatch):
    def refuse(self, *said, **more):
        raise HTTPException

    monkeypatch.setattr(outside.To, "request", refuse)

    with pytest.raises(fetch.NotFetched, match="did not answer"):
        fetch.page(URL)


def test_a_name_that_is_not_known_is_said(monkeypatch):
    def unknown(*said, **more):
        raise socket.gaierror

    monkeypatch.setattr(outside.socket, "getaddrinfo", unknown)

    with pytest.raises(fetch.NotFetched, match="is not known"):
        fetch.page(URL)


def test_each_page_of_a_directory_is_asked_for(answers):
    asked = answers({"total_pages": 3}, {"n": 2}, {"n": 3})

    assert fetch.pages(f"{URL}?full=true&page=1") == [{"total_pages": 3}, {"n": 2}, {"n": 3}]
    assert [path for _address, path in asked] == [
        "/services?full=true&page=1",
        "/services?full=true&page=2",
        "/services?full=true&page=3",
    ]


@pytest.mark.parametrize("total", [201, "many"])
def test_a_directory_without_end_is_not_read(answers, total):
    answers({"total_pages": total})

    with pytest.raises(fetch.NotFetched, match="too many pages"):
        fetch.pages(URL)
