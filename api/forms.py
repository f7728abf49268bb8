"""What an administrator says of another system."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from api.models import WebhookSubscription
from api.scopes import Scope
from database import clock
from families.models import Practitioner

MOST_NETWORKS = 50


class Networks(forms.CharField):
    """Addresses of machines or of networks, one to a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=3_000, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        try:
            networks = sorted({str(ipaddress.ip_network(line)) for line in lines if line})
        except ValueError as error:
            raise forms.ValidationError(
                _("Write addresses such as 192.0.2.17 or 192.0.2.0/24, each on a line of its own.")
            ) from error
        if len(networks) > MOST_NETWORKS:
            raise forms.ValidationError(_("Write fifty at most: one network stands for all addresses in it."))
        return networks

    def validate(self, value: Any) -> None:
        """Each line was looked at already."""

    def run_validators(self, value: Any) -> None:
        """Likewise."""


class AddressesForm(PlainForm):
    """From where a system may ask."""

    addresses = Networks(
        label=_("From which addresses may it ask?"),
        required=False,
        help_text=_(
            "One to a line, such as 192.0.2.17 or 192.0.2.0/24. Leave it empty, and it may ask from everywhere."
        ),
    )


class WebhookForm(PlainForm):
    """Where a system is told of what."""

    url = forms.CharField(
        label=_("At which address is it told?"),
        max_length=400,
        help_text=_("It begins with https:// and stands on the open internet. A first message goes there at once."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Of what is it told?"),
        choices=WebhookSubscription.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is told that one of them changed, and which, and nothing of what stands there."),
        error_messages={"required": _("Say of what it is told: at least one of these.")},
    )

    def __init__(self, data: Any = None, *, kinds: Collection[str]) -> None:
        super().__init__(data)
        told = [(kind, label) for kind, label in WebhookSubscription.Kind.choices if kind in kinds]
        self.fields["kinds"].choices = told  # type: ignore[attr-defined]


class SendSinceForm(PlainForm):
    """From which day on to tell a system again."""

    day = forms.DateField(
        label=_("Since which day is it told again?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        help_text=_("Kith knows for thirty days what it told when."),
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("That day is still to come: choose today or one before."))
        return day


class ClientForm(PlainForm):
    """Which system, what for, and how far."""

    name = forms.CharField(
        label=_("What is the system called?"),
        max_length=200,
        help_text=_("Families read it in “Who has looked”: choose a name that tells nobody where someone is."),
    )
    purpose = forms.CharField(label=_("What is it let in for?"), max_length=200)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what it may do: at least one of these.")},
    )
    practitioner = forms.ModelChoiceField(
        Practitioner.objects.none(),
        label=_("Who leads the work with families that it begins?"),
        required=False,
        empty_label=_("Nobody: it says so each time, or begins none"),
    )

    addresses = Networks(
        label=_("From which addresses does it ask?"),
        required=False,
        help_text=_(
            "One to a line, such as 192.0.2.17 or 192.0.2.0/24. Leave it empty, and it may ask from everywhere."
        ),
    )

    def __init__(self, data: Any = None, *, practitioners: QuerySet[Practitioner]) -> None:
        super().__init__(data)
        self.fields["practitioner"].queryset = practitioners  # type: ignore[attr-defined]
