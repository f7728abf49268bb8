"""What can be seen in a photo, or heard in a voice note, said anew."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.forms.versions import VersionedForm


class DescribingForm(WritingForm, VersionedForm):
    """The one sentence; what it said before stays beside it."""

    alt_text = forms.CharField(
        label=_("What can be seen in it, or what is said?"),
        max_length=500,
        help_text=_(
            "In a sentence, for who can’t see or hear it. What it says now stays beside it, as what it said before."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
