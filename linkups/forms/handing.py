"""The number by which a phone that was handed over is taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm


def _number(label: Any, **kwargs: Any) -> forms.RegexField:
    """Typed on the keys for numbers; never filled in again by the page."""
    return forms.RegexField(
        r"^[0-9]{4,8}$",
        label=label,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Type four to eight digits.")},
        **kwargs,
    )


class HandOverForm(PlainForm):
    pin = _number(
        _("A number that only you know"),
        help_text=_("Four to eight digits. It opens the rest again when you have the phone back."),
    )


class TakeBackForm(PlainForm):
    pin = _number(_("The number you chose"))
