"""Who comes alongside a family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import to_choose
from families.forms.fields import PeriodForm
from families.models import Involvement, Practitioner


class InvolvementForm(PeriodForm):
    more = ("start_reason", "until")
    practitioner = forms.ModelChoiceField(Practitioner.objects.none(), label=_("Who?"), empty_label=_("Choose"))
    role = forms.ChoiceField(label=_("As what?"), choices=to_choose(Involvement.Role.choices))
    start_reason = forms.CharField(label=_("Why now?"), max_length=200, required=False)
    field_order = ("practitioner", "role", "since")

    def __init__(self, *args: Any, practitioners: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].queryset = practitioners  # type: ignore[attr-defined]
        self.fields["since"].required, self.fields["since"].help_text = True, ""
