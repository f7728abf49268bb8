"""What stands inside is asked by nothing that asks outside (security.md §7, 65 and 66)."""

import socket
import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from accounts import outside
from accounts.outside import Asking, NotAsked, allowed, ask

ASKING = Asking(seconds=0.6, most_bytes=100, method="POST", body=b"{}")
HOSTILE = [
    "http://mosaic.example.org/",
    "ftp://mosaic.example.org/",
    "file:///etc/passwd",
    "gopher://mosaic.example.org/",
    "javascript:alert(1)",
    "//mosaic.example.org/",
    "mosaic.example.org",
    "",
    "https://",
    "https:///path",
    "https://user@mosaic.example.org/",
    "https://user:pass@mosaic.example.org/",
    "https://mosaic.example.org@127.0.0.1/",
    "https://mosaic.example.org:22/",
    "https://mosaic.example.org:8443/",
    "https://mosaic.example.org:99999/",
    "https://mosaic.example.org/#part",
    "https://mosaic.example.org/a b",
    "https://mosaic.example.org/\r\nHost: x",
    "https://mosaic.example.org/\x00",
    "https://mosaiç.example.org/",
    "https://[::1",
]
INSIDE = [
    *("127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "0", "0.0.0.0"),  # noqa: S104
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1"),
    *("198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *(
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::a00:1]",
    ),
    *("[fe80::1]", "[fc00::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]", "[2002:7f00:1::]", "[2001::1]", "[2001:db8::1]"),
]


@pytest.mark.parametrize("url", HOSTILE)
def test_no_other_address_is_asked(url):
    with pytest.raises(NotAsked):
        allowed(url)


@pytest.mark.parametrize("host", INSIDE)
def test_no_number_of_the_inside_is_asked(host):
    with pytest.raises(NotAsked, match="inside our own network"):
        allowed(f"https://{host}/hooks")


@pytest.mark.parametrize("host", ["8.8.8.8", "mosaic.example.org", "[2a00:1450:4009:80b::200e]"])
def test_the_open_internet_is_asked(host):
    assert allowed(f"https://{host}/hooks?a=b").path == "/hooks"


def resolver(monkeypatch, *answers):
    """A name that leads elsewhere each time that it is looked up; how often it was."""
    asked, real = [], socket.getaddrinfo

    def look_up(host, port, **more):
        if "flags" in more or host[0].isdigit():
            return real(host, port, **more)
        found = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(outside.socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "inside", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:169.254.169.254"], ["fe80::1%eth0"]]
)
def test_a_name_that_leads_inside_is_not_asked(monkeypatch, inside):
    resolver(monkeypatch, inside)
    monkeypatch.setattr(outside.socket, "create_connection", lambda *said: pytest.fail("connected"))

    with pytest.raises(NotAsked, match="inside our own network"):
        ask(allowed("https://mosaic.example.org/"), ASKING)


def test_a_name_that_nobody_answers_for_holds_nothing_up(monkeypatch):
    """The look-up of the system knows no time limit: a name server that is silent would hold the worker for as long as it likes."""
    over = Event()
    monkeypatch.setattr(
        outside.socket, "getaddrinfo", lambda *said, **more: [] if "flags" in more else over.wait(60) and []
    )

    with pytest.raises(NotAsked, match="did not answer in time"):
        ask(allowed("https://mosaic.example.org/"), ASKING)
    over.set()


def test_a_name_that_leads_elsewhere_a_moment_later_changes_nothing(monkeypatch):
    """DNS rebinding: looked up once, and gone to what was looked at."""
    asked, went = resolver(monkeypatch, ["93.184.216.34"], ["127.0.0.1"]), []

    def connect(address, timeout):
        went.append(address)
        raise OSError

    monkeypatch.setattr(outside.socket, "create_connection", connect)

    with pytest.raises(NotAsked, match="did not answer"):
        ask(allowed("https://mosaic.example.org/"), ASKING)
    assert (len(asked), went) == (1, [("93.184.216.34", 443)])


def test_when_one_address_does_not_answer_the_next_is_tried(monkeypatch):
    went = []

    def connect(address, timeout):
        went.append(address[0])
        raise OSError

    resolver(monkeypatch, ["93.184.216.34", "93.184.216.35"])
    monkeypatch.setattr(outside.socket, "create_connection", connect)

    with pytest.raises(NotAsked):
        ask(allowed("https://mosaic.example.org/"), ASKING)
    assert went == ["93.184.216.34", "93.184.216.35"]


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".org"])
def test_a_name_that_can_not_be_is_not_known(host):
    with pytest.raises(NotAsked, match="is not known"):
        ask(allowed(f"https://{host}/"), ASKING)


@contextmanager
def server(*pieces, pause=0.0):
    """One that answers with these bytes, each after a pause; its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            held, _address = listening.accept()
            with held:
                held.recv(65_536)
                for piece in pieces:
                    time.sleep(pause)
                    held.sendall(piece)
                held.shutdown(socket.SHUT_WR)
                held.recv(65_536)
        except OSError:
            return

    serving = Thread(target=serve, daemon=True)
    serving.start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()
        serving.join(5)


def near(host):
    asking = Asking(ASKING.seconds, ASKING.most_bytes, method="POST", body=b"{}", near=[host])
    return ask(allowed(f"http://{host}/", [host]), asking)


OK = b"HTTP/1.1 200 OK\r\n"


def test_what_runs_beside_kith_is_asked_where_it_is_named():
    with server(OK, b"Content-Length: 2\r\n\r\nok") as host:
        answer = near(host)

    assert (answer.status, answer.body) == (200, b"ok")
    with pytest.raises(NotAsked):
        allowed(f"http://{host}/", ["127.0.0.1:1"])


def test_a_redirect_is_an_answer_like_any_other():
    with server(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n", b"Content-Length: 0\r\n\r\n") as host:
        assert near(host).status == 302


def test_of_a_body_without_end_no_more_is_read():
    with server(OK + b"\r\n", *[b"x" * 1000] * 50) as host:
        assert len(near(host).body) == 101


def test_nothing_is_unpacked():
    with server(OK, b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00") as host:
        assert near(host).body == b"\x1f\x8b\x08\x00"


@pytest.mark.parametrize(
    "slow",
    [
        [b"H"] * 40,
        [OK, *[b"X-Slow: yes\r\n"] * 40],
        [OK + b"Content-Length: 40\r\n\r\n", *[b"x"] * 40],
        [OK + b"Connection: close\r\nContent-Length: 40\r\n\r\n", *[b"x"] * 40],
        [b"HTTP/1.0 200 OK\r\n\r\n", *[b"x"] * 40],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 40,
    ],
)
def test_one_that_answers_by_single_bytes_is_cut_off(slow):
    began = time.monotonic()

    with server(*slow, pause=0.1) as host, pytest.raises(NotAsked, match="in time"):
        near(host)

    assert time.monotonic() - began < 1.5


def test_one_that_never_answers_is_cut_off():
    with server(b"", pause=1.2) as host, pytest.raises(NotAsked, match="in time"):
        near(host)


def test_one_that_does_not_finish_the_handshake_is_cut_off():
    with server(b"\x16", pause=0.5) as host, pytest.raises(NotAsked):
        ask(allowed(f"https://{host}/", [host]), Asking(0.8, 100, near=[host]))


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"", OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n"])
def test_one_that_speaks_nonsense_did_not_answer(said):
    with server(said) as host, pytest.raises(NotAsked, match="did not answer"):
        near(host)
