"""Passwords that are known to be stolen: an offline list always (settings.py), and a range service where one is named."""

import hashlib
import logging
import string
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SECONDS = 2
PREFIX = 5
LONGEST = 200_000
"""Bytes of an answer: a range has under a thousand lines of forty."""
TRIMMINGS = string.digits + string.punctuation + string.whitespace
log = logging.getLogger(__name__)


class CommonOnes(CommonPasswordValidator):
    """Django's list of common passwords, also with the numbers and signs before and after that make one look longer."""

    def validate(self, password: str, user: object = None) -> None:
        core = password.lower().strip(TRIMMINGS)
        if not core:
            raise ValidationError(
                _("This password is made only of numbers and signs. Add words."), code="password_too_common"
            )
        super().validate(password)
        super().validate(core)


class NotAmongStolenOnes:
    """Asks a k-anonymity service (https://haveibeenpwned.com/API/v3#PwnedPasswords) by the first 5 of 40 characters of a hash.

    The password stays here. A service that is slow, away or wrong stops nobody: the offline list has been asked before it.
    """

    def validate(self, password: str, user: object = None) -> None:
        if settings.KITH_PASSWORD_RANGES and _is_stolen(password):
            raise ValidationError(
                _(
                    "This password is on a list of stolen ones. Choose another: three or four words that make no sentence."
                ),
                code="password_stolen",
            )

    def get_help_text(self) -> str:
        return _("It must not be on a list of stolen passwords.")


def _is_stolen(password: str) -> bool:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    try:
        lines = _range(digest[:PREFIX]).splitlines()
    except (OSError, HTTPException, ValueError) as error:  # away, slow, or not what it says it is
        log.warning("The password range service did not answer: %s", type(error).__name__)
        return False
    counts = dict(line.strip().upper().split(":", 1) for line in lines if ":" in line)
    return counts.get(digest[PREFIX:], "0") != "0"  # a padded answer holds lines with a count of 0


def _range(prefix: str) -> str:
    address = f"{settings.KITH_PASSWORD_RANGES}{prefix}"
    asked = Request(address, headers={"Add-Padding": "true", "User-Agent": "Kith"})  # noqa: S310  (an address of the settings)
    with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
        return str(answer.read(LONGEST).decode("ascii"))
