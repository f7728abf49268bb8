"""What an organisation is called, its places, and how people sign in there, as its administrator sets it."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, SingleSignOn, User
from accounts.writing import PlainForm


class SecondStepForm(PlainForm):
    requires_second_step = forms.BooleanField(
        label=_("Everyone who works here signs in in two steps"),
        required=False,
        help_text=_("Who has no second step yet sets one up before anything else, from their next page on."),
    )


class OnDevicesForm(PlainForm):
    keeps_on_devices = forms.BooleanField(
        label=_("Keep on the device what is written without a signal, until it can be sent"),
        required=False,
        help_text=_(
            "It is kept so that only its writer can read it, and only here; for three days at most, and gone when they sign out."
            " Without it, what is written while there is no signal lasts as long as the page stays open."
        ),
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

    def __init__(self, data: Any = None, *, present: SingleSignOn | None) -> None:
        names = ("issuer", "client_id", "asks_second_step")
        initial = {name: getattr(present, name) for name in names} if present else {}
        super().__init__(data, initial=initial)
        if present is None:
            self.fields["client_secret"].required = True
            self.fields["client_secret"].help_text = ""

    def clean_issuer(self) -> str:
        return str(self.cleaned_data["issuer"]).strip()


class OrganisationForm(PlainForm):
    """What people read above every page, whose bank holidays count, and the zone of its clocks."""

    name = forms.CharField(label=_("What is the organisation called?"), max_length=200)
    nation = forms.ChoiceField(
        label=_("In which nation is it?"),
        choices=Organisation.Nation,
        widget=forms.RadioSelect,
        help_text=_("Its bank holidays are left out where working days are counted."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Days and hours are shown in this zone to everyone who works here.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]


class WelcomeForm(PlainForm):
    """A password of one's own, twice so that it is the one that was meant."""

    password = forms.CharField(
        label=_("Choose a password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more: three words that nobody would guess are good."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        again = cleaned.pop("again", None)
        if again is not None and "password" in cleaned and cleaned["password"] != again:
            self.add_error("again", _("The two passwords are not the same. Write it again in both."))
        return cleaned
