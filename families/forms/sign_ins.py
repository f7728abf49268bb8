"""Inviting someone of a family to sign in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import DayField, WritingForm
from families.models import ContactPoint, Invitation


class InvitationForm(WritingForm):
    """To which safe address, and how it is known that it is them."""

    contact_point = forms.ModelChoiceField(
        ContactPoint.objects.none(),
        label=_("Where is a message safe?"),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_(
            "Only addresses that are written down as safe for e-mail, by themselves or by who works with them."
        ),
        error_messages={"required": _("Choose the address.")},
    )
    checked_how = forms.ChoiceField(
        label=_("How do you know that it is them?"),
        choices=Invitation.Checked,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you know.")},
    )
    checked_words = forms.CharField(
        label=_("In your words"), max_length=400, required=False, help_text=_("What you saw, or who was sure.")
    )
    checked_on = DayField(label=_("When was that?"), required=True)

    def __init__(self, data: Any = None, *, addresses: QuerySet[ContactPoint]) -> None:
        super().__init__(data, initial={"checked_on": clock.today()})
        self.fields["contact_point"].queryset = addresses  # type: ignore[attr-defined]
        self.fields["contact_point"].label_from_instance = lambda point: point.value  # type: ignore[attr-defined]

    def clean_checked_on(self) -> date:
        on: date = self.cleaned_data["checked_on"]
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on
