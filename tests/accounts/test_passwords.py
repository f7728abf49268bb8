"""Passwords that are known to be stolen: a list always, a range service where one is named."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

STOLEN = "violet kettle november"
DIGEST = hashlib.sha1(STOLEN.encode()).hexdigest().upper()  # noqa: S324  (the service's own format)


class Ranges(HTTPServer):
    """A stand-in for the service: says `answer`, and notes what it was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.status, self.answer = [], 200, f"{DIGEST[5:]}:31\r\n{'0' * 35}:2"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer.encode("latin-1"))

    def log_message(self, *said):
        """Quiet."""


@pytest.fixture
def ranges(settings):
    with Ranges() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        settings.KITH_PASSWORD_RANGES = f"http://127.0.0.1:{server.server_port}/range/"
        yield server
        server.shutdown()
        thread.join()


def test_a_stolen_password_is_refused(ranges):
    with pytest.raises(ValidationError, match="stolen ones"):
        validate_password(STOLEN)


def test_the_service_hears_five_characters_of_a_hash(ranges):
    validate_password("another kettle of fish")

    assert [len(path.removeprefix("/range/")) for path in ranges.asked] == [5]


def test_a_padded_line_counts_nothing(ranges):
    ranges.answer = f"{DIGEST[5:]}:0"

    validate_password(STOLEN)


@pytest.mark.parametrize(("status", "answer"), [(500, ""), (200, "\xff\xfe"), (200, "<html>sorry</html>"), (404, "no")])
def test_a_service_that_fails_stops_nobody(ranges, status, answer):
    ranges.status, ranges.answer = status, answer

    validate_password(STOLEN)


def test_a_service_that_is_away_stops_nobody(settings):
    settings.KITH_PASSWORD_RANGES = "http://127.0.0.1:9/range/"  # noqa: S105  (an address)

    validate_password(STOLEN)


@pytest.mark.parametrize("password", ["password1234", "short", "123456789012", "Liverpool-2026"])
def test_the_list_is_asked_before_any_service(ranges, password):
    ranges.answer = ""

    with pytest.raises(ValidationError, match=r"too common|too short|only of numbers"):
        validate_password(password)


def test_no_service_is_asked_unless_it_is_named(ranges, settings):
    settings.KITH_PASSWORD_RANGES = ""

    validate_password(STOLEN)

    assert ranges.asked == []


def test_the_page_to_change_it_speaks_as_the_others_do(client, priya):
    client.force_login(priya)

    page = client.get(reverse("account_change_password")).content.decode()

    assert all(f">{label}</label>" in page for label in ("Your password now", "New password", "The new password again"))
