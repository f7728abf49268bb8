"""What a device may keep of what is written without a signal, and who can read it again (docs/adr/0030).

The device holds the half of a key that locks. The half that opens is made here, anew each time, for who is signed in: what lies on
a phone is read by nobody who only has the phone.
"""

from __future__ import annotations

import base64
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.session_life import OWN_DEVICE

DAY = 24 * 60 * 60
DAYS_OPENED = 7
"""The device forgets after 72 hours; what it could not forget, as it was never opened again, nobody opens after these."""
OTHERS_WAIT = "others_wait"
"""Said by the page that signs someone out: words of somebody else lie on the device."""
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of that curve: a private key is a number below it, and not 0."""


def on_this_device(request: HttpRequest) -> dict[str, Any]:
    """For every page: whether this device keeps what is written without a signal."""
    return {"keeps_here": keeps_here(request)}


def keeps_here(request: HttpRequest) -> bool:
    """Whether it does: where the organisation lets it, and never on a family member's device that others use too."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.organisation.keeps_on_devices:
        return False
    return user.kind == User.Kind.STAFF or (user.kind == User.Kind.FAMILY and bool(request.session.get(OWN_DEVICE)))


def leave_nothing(request: HttpRequest, answer: HttpResponse) -> None:
    """Let the device forget all that our pages keep on it, as someone signs out: but not what another wrote there and could not send."""
    if OTHERS_WAIT not in request.POST:
        answer["Clear-Site-Data"] = '"storage"'


def today() -> int:
    """The number of the day by which keys are called: days since 1970, in UTC."""
    return int(time.time()) // DAY


def lock_of(user: User, day: int) -> str:
    """What locks on that day, as WebCrypto reads it (a point of P-256, uncompressed, in base64)."""
    point = _key_of(user, day).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def keys_of(user: User) -> dict[int, dict[str, str]]:
    """What opens, by its day, of those days that may still be opened: JSON Web Keys (RFC 7517)."""
    return {day: _jwk(_key_of(user, day)) for day in range(today() - DAYS_OPENED + 1, today() + 1)}


def _key_of(user: User, day: int) -> ec.EllipticCurvePrivateKey:
    made = HKDF(algorithm=SHA256(), length=48, salt=None, info=f"kith kept on devices {user.pk} {day}".encode())
    number = int.from_bytes(made.derive(settings.SECRET_KEY.encode()))
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def _jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.private_numbers()
    point = numbers.public_numbers
    parts = {"x": point.x, "y": point.y, "d": numbers.private_value}
    said = {name: base64.urlsafe_b64encode(part.to_bytes(32)).rstrip(b"=").decode() for name, part in parts.items()}
    return {"kty": "EC", "crv": "P-256", **said}
