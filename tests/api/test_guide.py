"""What docs/api.md shows for verifying a webhook is run as it stands there."""

import re
import time
from pathlib import Path

import pytest

from api.models import WebhookMessage
from api.signing import PREFIX, body_of, headers, new_secret

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def is_from_kith():
    (shown,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    names = {}
    exec(shown, names)  # noqa: S102  (our own guide)
    return names["is_from_kith"]


@pytest.fixture
def message():
    return WebhookMessage(kind="person", what="changed", record="01970000-0000-7000-8000-000000000000", cursor="gAAA")


def sent(message, *secrets, at=None):
    body = body_of(message)
    return headers(message, body, secrets, int(at or time.time())), body


def test_it_knows_what_comes_from_kith(is_from_kith, message):
    secret = new_secret()

    assert secret.startswith(PREFIX)
    assert is_from_kith(*sent(message, secret), secret)


def test_while_the_secret_changes_both_are_known(is_from_kith, message):
    former, new = new_secret(), new_secret()
    came = sent(message, new, former)

    assert is_from_kith(*came, former)
    assert is_from_kith(*came, new)
    assert not is_from_kith(*came, new_secret())


@pytest.mark.parametrize("name", ["webhook-id", "webhook-signature"])
def test_what_was_changed_on_the_way_is_not_known(is_from_kith, message, name):
    secret = new_secret()
    said, body = sent(message, secret)

    assert not is_from_kith(said, body.replace(b"changed", b"gone"), secret)
    assert not is_from_kith(said | {name: f"{said[name][:-2]}xx"}, body, secret)


def test_what_someone_kept_is_refused(is_from_kith, message):
    secret = new_secret()

    assert not is_from_kith(*sent(message, secret, at=time.time() - 301), secret)
    assert not is_from_kith(*sent(message, secret, at=time.time() + 301), secret)


def test_the_body_in_the_guide_is_the_body_that_goes(message):
    shown = re.search(r'^{"type": "person.changed".*$', GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert (
        shown[0].replace(" ", "").replace("0197…", str(message.record)).replace("…", "gAAA")
        == body_of(message).decode()
    )


def test_a_signature_is_that_of_standard_webhooks():
    """By the example of the specification."""
    message = WebhookMessage(pk="msg_p5jXN8AQM9LWM0D4loKWxJek")
    signed = headers(message, b'{"test": 2432232314}', ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], 1614265330)

    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
