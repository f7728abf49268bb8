from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm


class AddressForm(PlainForm):
    """By which address one wants to sign in."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write it as name@example.org.")},
    )
