"""Why something matters in the story."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.forms.versions import VersionedForm


class SignificanceForm(WritingForm, VersionedForm):
    """An empty box takes the mark off."""

    sometimes = frozenset({"significant_reason"})
    significant_reason = forms.CharField(
        label=_("Why does it matter in the story?"),
        max_length=200,
        required=False,
        help_text=_(
            "In a sentence, which everyone reads who reads this. Good things matter too. Empty it to take the mark off."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
