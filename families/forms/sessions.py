"""When something nearby happens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import DayField, WritingForm
from families.models import AssetSession, Day

WEEKS = (
    ("", _("Choose")),
    ("1", _("the first")),
    ("2", _("the second")),
    ("3", _("the third")),
    ("4", _("the fourth")),
    ("-1", _("the last")),
)


class SessionForm(WritingForm):
    """When something happens."""

    HOW_OFTEN = (
        ("weekly", _("Every week")),
        ("fortnightly", _("Every other week")),
        ("monthly", _("Every month, on a day of the week")),
        ("once", _("Once, on a date")),
    )
    how_often = forms.ChoiceField(label=_("How often?"), choices=HOW_OFTEN, widget=forms.RadioSelect)
    byday = forms.MultipleChoiceField(
        label=_("On which days?"), choices=Day.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    week_of_month = forms.TypedChoiceField(
        label=_("In which week of the month, if it is every month?"),
        choices=WEEKS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    begins_on = DayField(label=_("On which date, if it is once? Or from when?"))
    opens_at = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes_at = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    attending = forms.ChoiceField(
        label=_("How does one take part?"),
        choices=AssetSession.Attending,
        initial=AssetSession.Attending.IN_PERSON,
    )
    # What an answer above asks for stands in sight: folded away, whoever chose it was only told so by a refusal.
    more = ("attending",)
    sometimes = frozenset({"byday", "week_of_month", "begins_on"})

    def clean(self) -> dict[str, Any]:
        """In the terms of the calendar standard; what does not fit together is said, and nothing is dropped."""
        cleaned = super().clean() or {}
        often = cleaned.pop("how_often", "")
        if often == "once" and not cleaned.get("begins_on"):
            self.add_error("begins_on", _("Say on which date."))
        if often in {"weekly", "fortnightly", "monthly"} and not cleaned.get("byday"):
            self.add_error("byday", _("Say on which day of the week."))
        if often == "once" and cleaned.get("byday"):
            self.add_error("byday", _("A date is enough: leave the days of the week empty."))
        if often == "monthly" and not cleaned.get("week_of_month"):
            self.add_error("week_of_month", _("Say in which week of the month."))
        if often != "monthly" and cleaned.get("week_of_month"):
            self.add_error("week_of_month", _("That is only for what happens every month."))
        cleaned["freq"] = {"once": "", "monthly": "monthly"}.get(often, "weekly")
        cleaned["interval"] = 2 if often == "fortnightly" else 1
        return cleaned
