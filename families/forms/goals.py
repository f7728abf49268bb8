"""What a family wants to change, and where each of them says things stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import DayField, PeopleRadios, WritingForm
from families.models import Goal, Person

SCALE = [(str(number), str(number)) for number in range(11)]


class PeopleBoxes(forms.CheckboxSelectMultiple):
    template_name = "django/forms/widgets/people.html"


class Scale(forms.RadioSelect):
    template_name = "django/forms/widgets/scale.html"


class ScaleField(forms.TypedChoiceField):
    """A whole number from 0 to 10."""

    def __init__(self, *, low: Any, high: Any, **kwargs: Any) -> None:
        super().__init__(
            choices=SCALE, coerce=Decimal, empty_value=None, widget=Scale(attrs={"low": low, "high": high}), **kwargs
        )


class DatedForm(WritingForm):
    """Something said on a day, today unless another is given."""

    on = DayField(label=_("When did they say so?"), help_text=_("Leave it empty for today."))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on


class GoalForm(DatedForm):
    more = ("theme", "zero_means", "ten_means", "hoped", "small_sign", "on")
    words = forms.CharField(
        label=_("What do you want to change?"),
        max_length=200,
        help_text=_("In the family’s own words."),
        error_messages={"required": _("Write it in the family’s own words.")},
    )
    whose = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Whose goal is it?"),
        widget=PeopleBoxes,
        help_text=_("They can read it."),
        error_messages={"required": _("Say whose goal it is.")},
    )
    theme = forms.ChoiceField(label=_("What is it about?"), initial=Goal.Theme.OTHER)
    zero_means = forms.CharField(label=_("What would 0 be like?"), max_length=200, required=False)
    ten_means = forms.CharField(label=_("What would 10 be like?"), max_length=200, required=False)
    hoped = ScaleField(
        low=_("0 as bad as it gets"),
        high=_("10 as good as it gets"),
        label=_("Where do you hope to get to?"),
        required=False,
    )
    small_sign = forms.CharField(label=_("What small sign would show it is working?"), max_length=200, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], themes: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].queryset = people  # type: ignore[attr-defined]
        self.fields["theme"].choices = list(themes.items())  # type: ignore[attr-defined]


class GoalScoreForm(DatedForm):
    more = ("note", "on")
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who says so?"),
        widget=PeopleRadios,
        empty_label=None,
        error_messages={"required": _("Say who says so.")},
    )
    value = ScaleField(
        low=_("0 as bad as it gets"),
        high=_("10 as good as it gets"),
        label=_("Where are things now?"),
        error_messages={"required": _("Choose a number from 0 to 10.")},
    )
    note = forms.CharField(
        label=_("What makes it that?"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
