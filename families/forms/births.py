"""Who was born together; and brothers or sisters of whom nobody knows who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import EndForm, WritingForm, known_day
from families.forms.kinship import EdgeForm, HowKnownForm
from families.forms.versions import VersionedForm
from families.models import MultipleBirth, Person, UnknownSiblings, Visibility

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


class UnknownSiblingsForm(HowKnownForm):
    """How we know that someone has brothers or sisters, not known who."""

    more = ("confidence", "visibility")
    since, until = None, None  # type: ignore[assignment]

    def __init__(self, *args: Any, about: Person, may_restrict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.offer_their_word()
        if may_restrict:
            everyone = (Visibility.NORMAL, _("Everyone who sees %(name)s") % {"name": about.known_as})
            lead = (Visibility.RESTRICTED, _("Only the lead worker"))
            self.fields["visibility"].choices = [everyone, lead]  # type: ignore[attr-defined]
        else:
            del self.fields["visibility"]


class NowKnownForm(EndForm):
    """Since when brothers or sisters are known: today, unless another day is said."""

    def __init__(self, *args: Any, fact: UnknownSiblings, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        self.fields["on"].label = _("Since when are they known, or is it known that there are none?")
        self.fields["on"].help_text = ""
        if self.period.upper is None:
            self.initial["on"] = known_day(clock.today())
