"""Why something that is closed is opened; and what whoever looks at it afterwards finds."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import DayField, NameField, WritingForm
from families.models import EmergencyAccess

AT_LEAST = 20
SAY_WHAT_HAPPENED = _("Say what happened, in at least 20 characters.")


class GlassForm(WritingForm):
    reason_code = forms.ChoiceField(
        label=_("Why do you open it?"),
        choices=EmergencyAccess.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you open it.")},
    )
    reason_text = forms.CharField(
        label=_("What happened?"),
        max_length=4_000,
        min_length=AT_LEAST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 characters. Whoever looks at this afterwards reads it."),
        error_messages={"required": SAY_WHAT_HAPPENED, "min_length": SAY_WHAT_HAPPENED},
    )


class EmergencyForm(GlassForm):
    """Of whom a caller speaks: their name and birthday, just as they are written down."""

    name = NameField(label=_("What is someone of the family called?"))
    born = DayField(label=_("When were they born?"), required=True)
    field_order = ("name", "born")


class ReviewForm(WritingForm):
    finding = forms.ChoiceField(
        label=_("What do you find?"),
        choices=EmergencyAccess.Finding,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you find.")},
    )
    told_words = forms.CharField(
        label=_("What will they read about it?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Why it was opened, in words that the person it is about understands. Name nobody whom this could put at risk."
        ),
        error_messages={"required": _("Write why it was opened, for whom it is about.")},
    )
    told_on = DayField(
        label=_("From which day?"),
        help_text=_("Leave it empty for today. If that is not safe yet, a later day: within 90 days."),
    )

    def clean_told_on(self) -> date:
        on: date = self.cleaned_data["told_on"] or clock.today()
        if on < clock.today():
            raise ValidationError(_("That day is over: give today, or a day that is still to come."))
        return on
