"""What Kith is to count by itself, and as of which day it is looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from database import clock
from families.forms.fields import within_reach
from outcomes.forms.measures import NOT_SAID
from outcomes.models import Measure, Service
from outcomes.queries.board import services_of
from outcomes.queries.counting import not_followed


def day(label: Any, **options: Any) -> forms.DateField:
    """A day in the calendar."""
    widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(label=label, validators=[within_reach], widget=widget, **options)


class CountedForm(PlainForm):
    """Which of the definitions, for which service, how often and since when."""

    query = forms.ChoiceField(label=_("What is to be counted?"))
    service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label=_("Which service answers for it?"), queryset=None, empty_label=_("Choose")
    )
    name = forms.CharField(
        label=_("What is it called on the board?"),
        max_length=200,
        required=False,
        help_text=_("As its definition is called, unless you write something else."),
    )
    frequency = forms.ChoiceField(
        label=_("How often is there a figure?"),
        choices=[NOT_SAID, *Measure.Frequency.choices],
        help_text=_("Choose the longer one where few families are counted: of 1 to 5 no figure is told."),
    )
    since = day(
        _("From which day on?"), help_text=_("Only what was written in Kith is counted: not before you began with it.")
    )
    is_obsession = forms.BooleanField(
        label=_("It is one of our obsessions"),
        required=False,
        help_text=_("It stands on the board that everyone sees first."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queries = {one.key: one for one in not_followed(user)}
        choices = [NOT_SAID, *((key, one.name) for key, one in self.queries.items())]
        self.fields["query"].choices = choices  # type: ignore[attr-defined]
        self.fields["service"].queryset = services_of(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """With the name of its definition, where none was written."""
        cleaned = super().clean() or {}
        if not cleaned.get("name") and (query := self.queries.get(cleaned.get("query", ""))):
            cleaned["name"] = str(query.name)
        return cleaned


class AsOfForm(PlainForm):
    """A day, in the address of the page."""

    as_of = day(_("As it was known on the evening of"), required=False)

    def clean_as_of(self) -> Any:
        """Not one that is still to come."""
        on = self.cleaned_data.get("as_of")
        if on and on > clock.today():
            raise forms.ValidationError(_("That day is still to come."))
        return on
