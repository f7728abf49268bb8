"""How people sign in at an organisation, as its administrator sets it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SingleSignOn
from accounts.writing import PlainForm


class SecondStepForm(PlainForm):
    requires_second_step = forms.BooleanField(
        label=_("Everyone who works here signs in in two steps"),
        required=False,
        help_text=_("Who has no second step yet sets one up before anything else, from their next page on."),
    )


class SingleSignOnForm(PlainForm):
    """The organisation’s own OpenID provider. The secret is written once and never shown again."""

    issuer = forms.CharField(
        label=_("Issuer"),
        max_length=400,
        help_text=_("The address that your provider says of itself, such as https://login.example.org/our-council."),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=200)
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave it empty to keep the one that is set."),
    )
    asks_second_step = forms.BooleanField(label=_("It asks for a second step itself"), required=False)
    is_on = forms.BooleanField(label=_("People sign in with it"), required=False)

    def __init__(self, data: Any = None, *, present: SingleSignOn | None) -> None:
        names = ("issuer", "client_id", "asks_second_step", "is_on")
        initial = {name: getattr(present, name) for name in names} if present else {"is_on": True}
        super().__init__(data, initial=initial)
        if present is None:
            self.fields["client_secret"].required = True
            self.fields["client_secret"].help_text = ""

    def clean_issuer(self) -> str:
        return str(self.cleaned_data["issuer"]).strip()
