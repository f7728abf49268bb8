"""What a plan needs of services, and the photo of what the family wrote."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import day, words
from casework.models import PlanResource
from families.forms.pictures import PictureForm
from families.forms.versions import VersionedForm


class ResourceForm(PlainForm):
    sometimes = frozenset({"amount_gbp"})
    what = forms.CharField(label=_("What does the plan need?"), max_length=500, widget=forms.TextInput())
    from_whom = forms.CharField(label=_("Of whom was it asked?"), max_length=200, widget=forms.TextInput())
    amount_gbp = forms.DecimalField(
        label=_("How much, in pounds?"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={"invalid": _("Write an amount, such as 120 or 49.50.")},
    )
    asked_on = day(_("When was it asked?"))
    answer_by = day(_("By when is there an answer?"), help_text=_("Five working days is what the family may expect."))


class ResourceAnswerForm(VersionedForm):
    sometimes = frozenset({"decided_by", "decided_on", "reason"})
    state = forms.ChoiceField(label=_("What did they say?"), choices=PlanResource.State, widget=forms.RadioSelect)
    decided_by = forms.CharField(label=_("Who decided?"), max_length=200, required=False, widget=forms.TextInput())
    decided_on = day(_("When?"), required=False)
    reason = words(
        _("Why not, or why not all of it?"),
        max_length=2_000,
        help_text=_("In words that the family can use. It reads them."),
    )


class PlanPhotoForm(PictureForm):
    alt_text = words(
        _("What can be read in it?"),
        required=True,
        max_length=2_000,
        help_text=_("For who can’t see it. Those who have the plan read it beside the photo."),
    )
