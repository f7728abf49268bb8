"""For which partner a link is, what for, until when, and what it shows (domain.md §7.5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from casework.forms.fields import day, words
from families.forms.versions import ChangeForm
from outcomes.models import Measure
from outcomes.queries.board import measures_of


class PartnerLinkForm(PlainForm):
    name = forms.CharField(
        label=_("For which partner?"), max_length=200, help_text=_("An organisation; nobody by name.")
    )
    purpose = words(_("What for?"), rows=2, required=True, max_length=600)
    until = day(_("Until which day?"), help_text=_("Two years at most. It can be ended on any day before."))
    measures: forms.ModelMultipleChoiceField[Measure] = forms.ModelMultipleChoiceField(
        label=_("What does it show?"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Figures and what they mean. Nothing of any person; numbers from 1 to 5 are kept back."),
        error_messages={"required": _("Choose one measure at the least.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].queryset = measures_of(user).filter(active=True)  # type: ignore[attr-defined]


class ChangePartnerLinkForm(PartnerLinkForm, ChangeForm):
    """The same of a link that is there."""
