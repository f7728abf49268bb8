"""What is measured (domain.md §7.1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from families.forms.fields import WritingForm, within_reach
from families.forms.versions import ChangeForm
from outcomes.models import Measure, Result, Service
from outcomes.queries.board import results_of, services_of

NOT_SAID = ("", _("Choose"))
BELONGS = ("result", "service", "quadrant")


def number(label: Any, **options: Any) -> forms.DecimalField:
    """A figure, 0 or more."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})
    return forms.DecimalField(label=label, max_digits=14, decimal_places=4, min_value=0, widget=widget, **options)


class ResultForm(PlainForm):
    name = forms.CharField(
        label=_("How should it be?"),
        max_length=200,
        help_text=_("In plain words, such as: children are safe, and loved."),
    )
    population_words = forms.CharField(
        label=_("For whom?"), max_length=200, help_text=_("A whole population, such as: all children under 18.")
    )
    place = forms.CharField(label=_("Where?"), max_length=200)


class ServiceForm(PlainForm):
    name = forms.CharField(label=_("What is the service called?"), max_length=200)


class MeasureForm(WritingForm):
    """A new measure. What is asked of a service is asked of nothing else."""

    more = (
        "definition",
        "numerator_definition",
        "denominator_definition",
        "owner",
        "decimals",
        "tolerance",
        "min_run",
        "wanted_value",
        "wanted_by",
    )
    sometimes = frozenset(BELONGS)
    name = forms.CharField(label=_("What is measured?"), max_length=200)
    kind = forms.ChoiceField(label=_("Whom is it about?"), choices=Measure.Kind.choices, widget=forms.RadioSelect)
    result: forms.ModelChoiceField[Result] = forms.ModelChoiceField(
        label=_("Of which result?"),
        queryset=None,
        required=False,
        empty_label=_("Choose"),
        help_text=_("Of a measure about everyone in a place."),
    )
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label=_("Of which service?"),
        queryset=None,
        required=False,
        empty_label=_("Choose"),
        help_text=_("Of a measure of what a service does."),
    )
    quadrant = forms.ChoiceField(
        label=_("What does it ask of the service?"), choices=[NOT_SAID, *Measure.Quadrant.choices], required=False
    )
    unit = forms.ChoiceField(label=_("What are the figures?"), choices=[NOT_SAID, *Measure.Unit.choices])
    good = forms.ChoiceField(label=_("Which way is good?"), choices=Measure.Good.choices, widget=forms.RadioSelect)
    frequency = forms.ChoiceField(
        label=_("How often is there a figure?"), choices=[NOT_SAID, *Measure.Frequency.choices]
    )
    is_obsession = forms.BooleanField(
        label=_("It is one of our obsessions"),
        required=False,
        help_text=_("It stands on the board that everyone sees first."),
    )
    source = forms.CharField(label=_("Where do the figures come from?"), max_length=1_000)
    definition = forms.CharField(
        label=_("What does it count, exactly?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    numerator_definition = forms.CharField(label=_("Who or what is counted?"), max_length=1_000, required=False)
    denominator_definition = forms.CharField(label=_("Out of what?"), max_length=1_000, required=False)
    owner = forms.CharField(
        label=_("Who answers for it?"),
        max_length=200,
        required=False,
        help_text=_("A partnership or a role. A service answers for its own families only."),
    )
    decimals = forms.IntegerField(
        label=_("How many decimal places are shown?"), min_value=0, max_value=3, initial=0, required=False
    )
    tolerance = number(
        _("How much is not worth speaking of?"),
        initial=0,
        required=False,
        help_text=_("So near to its forecast, a figure counts as being on it."),
    )
    min_run = forms.IntegerField(
        label=_("After how many periods do we say that it turned?"),
        min_value=2,
        max_value=12,
        initial=3,
        required=False,
    )
    wanted_value = number(_("Which figure do we want?"), required=False)
    wanted_by = forms.DateField(
        label=_("By when?"),
        required=False,
        validators=[within_reach],
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].queryset = results_of(user)  # type: ignore[attr-defined]
        self.fields["service"].queryset = services_of(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What belongs to the other kind is left out: it was asked for beside it."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Measure.Kind.INDICATOR:
            cleaned |= {"service": None, "quadrant": ""}
            if not cleaned.get("result"):
                self.add_error("result", _("Choose the result that it is of, or write a new one first."))
        elif kind == Measure.Kind.PERFORMANCE:
            cleaned |= {"result": None}
            for name in ("service", "quadrant"):
                if not cleaned.get(name):
                    self.add_error(name, _("Choose the service, and what the measure asks of it."))
        for name, usual in (("decimals", 0), ("tolerance", 0), ("min_run", 3)):
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = usual
        return cleaned


class ChangeMeasureForm(MeasureForm, ChangeForm):
    """The same; and whether it stays on the board."""

    active = forms.BooleanField(
        label=_("It stands on the board"), required=False, help_text=_("Its figures stay, whether it does or not.")
    )
