"""Who comes alongside a family, who leaves, and how they say goodbye."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm, to_choose
from families.forms.fields import DayField, EndForm, PeriodForm, WritingForm, known_day
from families.forms.versions import VersionedForm
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


class GoodbyeFields(PlainForm):
    """How somebody parts from a family (domain.md §4.4)."""

    goodbye_kind = forms.ChoiceField(
        label=_("How do you say goodbye?"),
        choices=Involvement.Goodbye.choices,
        widget=forms.RadioSelect,
        help_text=_("The family reads this too. If it is still to come, it waits on Today."),
    )
    handover_on = DayField(
        label=_("When do you both meet the family?"), help_text=_("Only if whoever comes next is introduced.")
    )


class EndingFields(GoodbyeFields):
    end_reason = forms.ChoiceField(
        label=_("Why did it end?"),
        choices=Involvement.EndReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the people who work here read this."),
    )


class InvolvementEndForm(EndForm, EndingFields):
    more = ("handover_on",)
    field_order = ("on", "end_reason", "goodbye_kind", "handover_on")

    def __init__(self, *args: Any, fact: Involvement, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        self.initial.update(
            end_reason=fact.end_reason, goodbye_kind=fact.goodbye_kind, handover_on=known_day(fact.handover_on)
        )


class HandOverForm(WritingForm, EndingFields):
    """One ends and the next begins, in the same role and on the same day."""

    more = ("handover_on",)
    practitioner = forms.ModelChoiceField(
        Practitioner.objects.none(), label=_("Who comes next?"), empty_label=_("Choose")
    )
    on = DayField(label=_("From which day?"), required=True)
    field_order = ("practitioner", "on", "end_reason", "goodbye_kind", "handover_on")

    def __init__(self, *args: Any, practitioners: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practitioner"].queryset = practitioners  # type: ignore[attr-defined]
        self.fields["end_reason"].label = _("Why is it handed over?")


class GoodbyeForm(WritingForm, VersionedForm, GoodbyeFields):
    def __init__(self, *args: Any, fact: Involvement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            goodbye_kind=fact.goodbye_kind, handover_on=known_day(fact.handover_on), row_version=fact.row_version
        )
