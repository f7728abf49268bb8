"""The forms by which a browser brings what a device signed. Anyone may send anything: what is no passkey is refused, and never an error."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DOES_NOT_FIT = _("That passkey doesn’t fit. Try again, or choose another way.")
NOT_READABLE = (
    AttributeError,
    InvalidSignature,
    LookupError,
    RecursionError,
    struct.error,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
)
"""What the parsers raise that allauth hands the answer of a browser to."""
OF_THE_ANSWER = {"incorrect_code", "invalid"}


@contextmanager
def _refused() -> Iterator[None]:
    """Say one sentence, whatever does not fit."""
    try:
        yield
    except ValidationError as refusal:
        if getattr(refusal, "code", "") not in OF_THE_ANSWER:
            raise
        raise ValidationError(DOES_NOT_FIT, code="incorrect_code") from refusal
    except NOT_READABLE as broken:
        raise ValidationError(DOES_NOT_FIT, code="incorrect_code") from broken


class AnswerField(forms.JSONField):
    """What the device answered, as JSON."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, error_messages={"required": DOES_NOT_FIT})

    def to_python(self, value: Any) -> Any:
        with _refused():
            return super().to_python(value)


class SecondStepByPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        with _refused():
            return super().clean_credential()


class SignInByPasskeyForm(SecondStepByPasskeyForm, LoginWebAuthnForm):  # type: ignore[misc]
    reauthenticated = LoginWebAuthnForm.reauthenticated
    passwordless = LoginWebAuthnForm.passwordless


class AgainByPasskeyForm(SecondStepByPasskeyForm, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    reauthenticated = ReauthenticateWebAuthnForm.reauthenticated
    passwordless = ReauthenticateWebAuthnForm.passwordless


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every key here is a passkey: it is found without an address, and the device asks who holds it."""

    credential = AnswerField()
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call this device")
        self.fields["name"].max_length = 60

    def clean(self) -> dict[str, Any]:
        with _refused():
            return dict(super().clean())
