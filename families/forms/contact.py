"""Where people live, and how to reach them safely (domain.md §8.6)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import to_choose
from families.forms.fields import PeriodForm, WritingForm
from families.imports.census import UPN
from families.models import Address, ContactPoint, ExternalIdentifier, Residence
from families.models.addresses import UPRN_HERE_ONLY, UPRN_IN_DIGITS
from families.models.contact_rules import BY_NUMBER, FITS
from families.models.countries import COUNTRIES, HERE

Scheme = ExternalIdentifier.Scheme
OF_THE_ADDRESS = {"lines", "postcode", "uprn", "country"}
UPRN_DIGITS = 12
HOW_THEY_LIVE = _("How do they live there?")


class ResidenceForm(PeriodForm):
    """A home: one that someone near lives in already, or another."""

    more = ("is_main", "uprn", "country", "since", "until")
    sometimes = frozenset({"address", "lines"})
    address = forms.ModelChoiceField(
        Address.objects.none(), label=_("The same home as someone near?"), required=False, empty_label=_("Another home")
    )
    lines = forms.CharField(
        label=_("Address"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    uprn = forms.CharField(
        label=_("UPRN"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("The number that the council’s list of addresses has for it: up to twelve digits."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=[("", _("Not said")), *COUNTRIES], required=False)
    is_confidential = forms.BooleanField(
        label=_("This address is confidential"),
        required=False,
        help_text=_("A refuge is, even if you don’t tick it."),
    )
    kind = forms.ChoiceField(label=HOW_THEY_LIVE, choices=to_choose(Residence.Kind.choices))
    is_main = forms.BooleanField(label=_("This is their main home"), required=False, initial=True)
    field_order = (
        "address",
        "lines",
        "postcode",
        "kind",
        "is_confidential",
        "is_main",
        "since",
        "until",
        "country",
        "uprn",
    )

    def __init__(self, *args: Any, addresses: QuerySet[Address], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].queryset = addresses  # type: ignore[attr-defined]
        if not addresses:
            del self.fields["address"]

    def names_a_known_address(self) -> bool:
        """Whether someone near lives there already."""
        return bool(self.is_bound and self.is_valid() and self.cleaned_data.get("address"))

    def clean(self) -> dict[str, Any]:
        """Either an address that is written down, or a new one."""
        cleaned = super().clean()
        if cleaned.get("address"):
            if cleaned.get("lines"):
                self.add_error("lines", _("Choose a home that is written down, or write another: not both."))
            if cleaned.get("uprn"):
                self.add_error("uprn", _("This is of another home. Take it out, or write that address."))
            return {name: value for name, value in cleaned.items() if name not in OF_THE_ADDRESS}
        if not cleaned.get("lines") and "lines" not in self.errors:
            self.add_error("lines", _("Write the address."))
        cleaned.pop("address", None)
        if cleaned.get("uprn") and cleaned.get("country") not in {"", HERE}:
            self.add_error("uprn", UPRN_HERE_ONLY)
        return cleaned

    def clean_uprn(self) -> str:
        """However it is spaced, and without the noughts that some lists put before it."""
        uprn = "".join(self.cleaned_data["uprn"].split())
        if uprn and not (uprn.isascii() and uprn.isdecimal() and len(uprn) <= UPRN_DIGITS):
            raise ValidationError(UPRN_IN_DIGITS)
        return uprn


Kind, SafeWay = ContactPoint.Kind, ContactPoint.SafeWay
NOT_BY_A_NUMBER = _("By a number one calls, texts or leaves a message. Write an e-mail or a home down by itself.")
DOES_NOT_FIT: Mapping[str, str | Promise] = {
    **dict.fromkeys((Kind.MOBILE, Kind.PHONE), NOT_BY_A_NUMBER),
    Kind.EMAIL: _("By an e-mail address one sends e-mail. Write a number or a home down by itself."),
}
STANDS = _("{way} (this doesn’t fit here: take it away, and write that way down by itself)")
LEAST_DIGITS = 6
NOT_A_NUMBER = _("Write a number of at least six digits. What is no number is “Another way”.")
NOT_AN_EMAIL = _("Write the whole e-mail address, such as name@example.org.")


class SafeWays(WritingForm):
    """How it is safe to reach someone in one way."""

    safe_to = forms.MultipleChoiceField(
        label=_("What is safe?"),
        choices=SafeWay.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask them. Leave it empty if you don’t know."),
    )
    is_confidential = forms.BooleanField(label=_("This is confidential"), required=False)
    safe_times = forms.CharField(label=_("Safe times"), max_length=200, required=False)
    is_shared_device = forms.BooleanField(label=_("Others use this phone or computer too"), required=False)
    code_word = forms.CharField(
        label=_("A word to say first"),
        max_length=60,
        required=False,
        help_text=_("Theirs, if they like one: so that they know who it is, and can say that it is not a good moment."),
    )
    field_order: tuple[str, ...] = ("safe_to", "is_confidential", "safe_times", "is_shared_device", "code_word")

    def offer_what_fits(self, point: ContactPoint) -> None:
        """Of what is written down already, its kind is known: nothing else is offered, but for what stands there and does not fit. That
        stays until someone takes it away.
        """
        ways: Any = self.fields["safe_to"]
        fits = FITS[point.kind]
        ways.choices = [
            (way, label if way in fits else format_lazy(STANDS, way=label))
            for way, label in SafeWay.choices
            if way in fits or way in point.safe_to
        ]
        if point.kind in DOES_NOT_FIT:
            ways.error_messages["invalid_choice"] = DOES_NOT_FIT[point.kind]


class NewWay(WritingForm):
    """A way to reach someone: what it is, how it is written, and what can be done by it."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Number or address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number or the address.")},
    )

    def clean(self) -> dict[str, Any]:
        """No more is asked of a number than that someone could dial it."""
        cleaned = super().clean() or {}
        kind, value = cleaned.get("kind", Kind.OTHER), str(cleaned.get("value", ""))
        if value and FITS[kind] == BY_NUMBER and sum(character.isdigit() for character in value) < LEAST_DIGITS:
            self.add_error("value", NOT_A_NUMBER)
        elif value and kind == Kind.EMAIL and not is_email(value):
            self.add_error("value", NOT_AN_EMAIL)
        if not FITS[kind].issuperset(cleaned.get("safe_to", ())):
            self.add_error("safe_to", str(DOES_NOT_FIT[kind]))
        return cleaned


def is_email(text: str) -> bool:
    with suppress(ValidationError):
        validate_email(text)
        return True
    return False


class SafeWaysForm(SafeWays, PeriodForm):
    """The same, since when and until when."""


class ContactPointForm(NewWay, SafeWaysForm):
    """A way to reach someone, and how that is safe."""

    more = ("safe_times", "is_shared_device", "code_word", "since", "until")
    field_order = ("kind", "value", "safe_to", "is_confidential")


class NumberForm(WritingForm):
    """What another system calls someone."""

    scheme = forms.ChoiceField(label=_("What is it?"), choices=Scheme, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Number"),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": _("Write the number.")},
    )

    def clean(self) -> dict[str, Any]:
        """An NHS number has a last digit that follows from the others; a pupil number a letter first."""
        cleaned = super().clean() or {}
        scheme, value = cleaned.get("scheme"), "".join(str(cleaned.get("value", "")).split())
        if scheme == Scheme.NHS_NUMBER and value and not is_nhs_number(value := value.replace("-", "")):
            self.add_error("value", _("That is not an NHS number: look at the ten digits again."))
        elif scheme in {Scheme.UPN, Scheme.FORMER_UPN} and value and not UPN.fullmatch(value := value.upper()):
            self.add_error("value", _("That is not a pupil number: a letter, and twelve digits after it."))
        elif value and scheme in {Scheme.NHS_NUMBER, Scheme.UPN, Scheme.FORMER_UPN}:
            cleaned["value"] = value
        return cleaned


def is_nhs_number(text: str) -> bool:
    """Ten digits, the last of which is right by modulus 11 (NHS Data Dictionary, *NHS number*)."""
    if not (text.isascii() and text.isdecimal() and len(text) == 10):
        return False
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(text[:9]))
    return (11 - weighed % 11) % 11 == int(text[9])
