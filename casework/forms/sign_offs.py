"""How someone sees what was written about them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import SignOff
from families.forms.fields import WritingForm


class SignOffForm(WritingForm):
    """Nothing is chosen beforehand, and each choice is as good as another."""

    stance = forms.ChoiceField(
        label=_("How do you see it?"),
        choices=SignOff.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or go back: you need not say anything.")},
    )
    comment = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only if you like. If you see some of it differently, say what."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
