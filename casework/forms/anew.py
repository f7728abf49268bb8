"""What one wrote oneself, in other words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.models import Entry


class AnewForm(WritingForm):
    """Its words, as they stand now; and why, where it is what one thinks."""

    body = forms.CharField(
        label=_("What does it say now?"),
        help_text=_("What you wrote before stays readable below it, with the day on which you put it right."),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    because = forms.CharField(label=_("Because"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"body": entry.body, "because": entry.because, **self.initial}
        if entry.kind != Entry.Kind.PROFESSIONAL_VIEW:
            del self.fields["because"]
