"""Looking back in two numbers, and a family's answer in one tap (domain.md §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import words
from casework.models import FeltWith, WindowCheck
from casework.models.window_checks import LEAST, MOST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _number(label: StrPromise, help_text: StrPromise) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    return forms.IntegerField(label=label, help_text=help_text, min_value=LEAST, max_value=MOST, widget=widget)


class LookBackForm(PlainForm):
    """Which of the four it was is not asked: it comes of the two numbers."""

    sometimes = frozenset({"note"})
    about = forms.ChoiceField(
        label=_("What do you look back on?"), choices=WindowCheck.About.choices, widget=forms.RadioSelect
    )
    support = _number(_("How much support was there, from 0 to 10?"), _("Listening, warmth, help, believing in them."))
    challenge = _number(
        _("How much honesty was there, from 0 to 10?"),
        _("Saying what is expected, what is not right, and what follows."),
    )
    note = words(_("What goes through your mind?"), rows=4)
    visibility = forms.ChoiceField(
        label=_("Who reads it?"), choices=WindowCheck.Visibility.choices, widget=forms.RadioSelect
    )


class FeltForm(PlainForm):
    answer = forms.ChoiceField(
        label=_("Did it feel done to you, for you or with you, or not at all?"),
        choices=FeltWith.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. You can choose not to say.")},
    )
