"""From when the law asks for an offer, and why one was not made: fields are named as the action's parameters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.writing import PlainForm, to_choose
from casework.forms.fields import OnePicker, day, words
from casework.models import DutyExemption, MeetingDuty
from families.models import Practitioner


class MeetingDutyForm(PlainForm):
    sometimes = frozenset({"in_force_from"})
    nation = forms.ChoiceField(label=_("Of which nation’s law?"), choices=to_choose(Organisation.Nation.choices))
    stands = forms.ChoiceField(label=_("What holds here?"), choices=MeetingDuty.Stands, widget=forms.RadioSelect)
    in_force_from = day(_("From which day?"), required=False, help_text=_("Only if the law asks for it from a day on."))
    where_said = forms.CharField(
        label=_("Where does it say so?"),
        max_length=300,
        help_text=_("The commencement regulations, or who advised you and when."),
    )


class ExemptionForm(PlainForm):
    stage = forms.ChoiceField(label=_("What was decided?"), choices=DutyExemption.Stage, widget=forms.RadioSelect)
    reason = words(
        _("Why would it not be best for the child?"),
        required=True,
        help_text=_(
            "What could happen, to whom, and what was thought of instead. The family does not read this here: tell them "
            "yourself why there is no meeting, unless that would put someone at risk."
        ),
        error_messages={"required": _("Say why it would not be best for the child.")},
    )
    decided_by = forms.ModelChoiceField(
        Practitioner.objects.none(),
        label=_("Which manager decided?"),
        widget=OnePicker,
        empty_label=None,
        error_messages={"required": _("A manager decides this: choose who did.")},
    )
    decided_on = day(_("When was it decided?"))

    def __init__(self, *args: Any, deciders: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_by"].queryset = deciders  # type: ignore[attr-defined]


class ExemptionEndForm(PlainForm):
    ended_on = day(_("From when does it no longer hold?"))


class CensusForm(PlainForm):
    """From which day to which, both counted, and for which council."""

    since = day(_("From"))
    until = day(_("To"))
    council = forms.RegexField(
        r"^[0-9]{3}$",
        label=_("The council’s number"),
        help_text=_("Three digits, as the Department for Education has it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": _("Three digits, such as 383.")},
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day can’t be before the first."))
        return cleaned
