"""What an administrator says of another system."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from api.scopes import Scope
from families.models import Practitioner


class ClientForm(PlainForm):
    """Which system, what for, and how far."""

    name = forms.CharField(
        label=_("What is the system called?"),
        max_length=200,
        help_text=_("Families read it in “Who has looked”: choose a name that tells nobody where someone is."),
    )
    purpose = forms.CharField(label=_("What is it let in for?"), max_length=200)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what it may do: at least one of these.")},
    )
    practitioner = forms.ModelChoiceField(
        Practitioner.objects.none(),
        label=_("Who leads the work with families that it begins?"),
        required=False,
        empty_label=_("Nobody: it says so each time, or begins none"),
    )

    def __init__(self, data: Any = None, *, practitioners: QuerySet[Practitioner]) -> None:
        super().__init__(data)
        self.fields["practitioner"].queryset = practitioners  # type: ignore[attr-defined]
