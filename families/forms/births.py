"""Who was born together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import WritingForm
from families.forms.kinship import EdgeForm
from families.forms.versions import VersionedForm
from families.models import MultipleBirth

MISTAKE = "mistake"


class BornTogetherForm(EdgeForm):
    """Which brother or sister someone was born together with."""

    more = ("confidence", "visibility")
    since, until = None, None  # type: ignore[assignment]
    identical = forms.ChoiceField(
        label=_("Are they identical?"),
        choices=MultipleBirth.Identical,
        initial=MultipleBirth.Identical.UNKNOWN,
        widget=forms.RadioSelect,
    )


class CorrectBornTogetherForm(WritingForm, VersionedForm):
    """What is known by now: whether they are identical, or that they were not born together."""

    identical = forms.ChoiceField(
        label=_("What is right?"),
        choices=[
            *MultipleBirth.Identical.choices,
            (MISTAKE, _("They were not born together: that was a mistake")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, birth: MultipleBirth, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(identical=birth.identical, row_version=birth.row_version)

    def clean_identical(self) -> str | None:
        said: str = self.cleaned_data["identical"]
        return None if said == MISTAKE else said
