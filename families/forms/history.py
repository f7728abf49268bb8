"""The day to look back to."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.writing import PlainForm
from database import clock


class OnForm(PlainForm):
    on = forms.DateField(
        label=gettext_lazy("As it was on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Say which day."), "invalid": gettext_lazy("That is not a day.")},
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on
