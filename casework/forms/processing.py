"""Why the organisation may hold what it holds, for one thing that it does (domain.md §8.4)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm, to_choose
from casework.models import ProcessingBasis
from families.forms.versions import ChangeForm


class BasisForm(PlainForm):
    """The plain words are what families read; the articles are for whoever answers for data protection."""

    activity = forms.CharField(label=_("What do you do?"), max_length=200)
    plain_words = forms.CharField(
        label=_("Why may you hold what you hold for it?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In plain words: families read this. Write it as you would say it to a child of eleven."),
    )
    art6 = forms.ChoiceField(label=_("Under Article 6 of the UK GDPR"), choices=to_choose(ProcessingBasis.Art6.choices))
    art9 = forms.ChoiceField(
        label=_("Under Article 9, for what is more private"),
        choices=ProcessingBasis.Art9.choices,
        required=False,
        help_text=_("Health, ethnicity, faith and the like."),
    )
    dpa_condition = forms.CharField(
        label=_("Condition of the Data Protection Act 2018"), max_length=200, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class BasisChangeForm(BasisForm, ChangeForm):
    """The same, of one that is there."""

    is_active = forms.BooleanField(label=_("In use"), required=False)
