"""A quality standard, and the months of which figures are told."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import day
from casework.models import QualityStandard
from families.forms.versions import ChangeForm


class StandardForm(PlainForm):
    code = forms.CharField(label=_("Number"), max_length=20)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    our_paraphrase = forms.CharField(
        label=_("What does it mean here?"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    shown_by = forms.MultipleChoiceField(
        label=_("What shows it?"),
        choices=QualityStandard.Shown,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "It is worked out from what is written down of each meeting. Leave all empty where nothing shows it."
        ),
    )
    valid_from = day(_("From"))


class StandardChangeForm(StandardForm, ChangeForm):
    """The same, of one that is there."""

    is_active = forms.BooleanField(label=_("In use"), required=False)


class MonthsForm(PlainForm):
    """Any day of the first month, and of the last."""

    since = day(_("From the month of"), required=False)
    until = day(_("To the month of"), required=False)
