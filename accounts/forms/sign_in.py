"""The forms of signing in where ours differ from allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm, ResetPasswordForm
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm

DEVICES = (("own", _("Yes, only I use it")), ("shared", _("No, or I’m not sure")))


LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("The new password again"),
}


class PlainLabels:
    """Fields with a label of ours above them and nothing grey inside, which goes away as soon as one types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)


class SignInForm(PlainLabels, LoginForm):  # type: ignore[misc]
    """E-mail and password. The way to a new password stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class StaffPasswordForm(PlainLabels, ResetPasswordForm):  # type: ignore[misc]
    """A new password, for those who have one: families sign in without (domain.md §10.7)."""

    users: list[User]

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.kind == User.Kind.STAFF and user.is_reached_by(email)]
        if not self.users:
            _write_to_nobody("password_reset_key", {"password_reset_url": ""})
        return email


class ChangePasswordForm(PlainLabels, allauth.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(PlainLabels, allauth.SetPasswordForm):  # type: ignore[misc]
    pass


class StillYouForm(PlainLabels, allauth.ReauthenticateForm):  # type: ignore[misc]
    """One's password again, before what changes how one signs in."""


class NewPasswordForm(PlainLabels, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """By the link of a message."""


class FamilyCodeForm(PlainLabels, RequestLoginCodeForm):  # type: ignore[misc]
    """A code by e-mail, for family members; who works here has a password and a second step."""

    _user: User | None

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if self._user is not None and self._user.kind != User.Kind.FAMILY:
            self._user = None
        if self._user is None:
            _write_to_nobody("login_code", {"code": "000000"})
        return email


class CodeForm(PlainLabels, ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six numbers of the message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six numbers")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


def _write_to_nobody(name: str, said: dict[str, str]) -> None:
    """Make a message and let it go: the same work as for an address that is known (security.md §7, 82)."""
    for part in ("subject", "message"):
        render_to_string(f"account/email/{name}_{part}.txt", said)


class OwnDeviceForm(PlainForm):
    """Whether others use this phone or computer too (domain.md §8.8, *safe-device question*)."""

    device = forms.ChoiceField(
        label=_("Is this a phone or computer that only you use?"),
        choices=DEVICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. If you aren’t sure, choose “No”.")},
    )

    @property
    def is_own(self) -> bool:
        return bool(self.cleaned_data["device"] == "own")
