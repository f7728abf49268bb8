"""Drawing a sample of stories by chance, and asking for one to be read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality, Team, User
from accounts.writing import to_choose
from database import clock
from families.forms.fields import DayField, WritingForm
from families.models import StorySample
from families.models.sampling import MOST_AT_ONCE, READ_FOR

FEW, USUALLY = 5, timedelta(days=14)


def _until() -> date:
    return clock.today() + USUALLY


class SampleFields(WritingForm):
    """Until when, and why: both are read by the family."""

    until = DayField(
        label=_("Until which day?"),
        help_text=_("30 days at most. You can end it at any time."),
        required=True,
        initial=_until,
    )
    why = forms.CharField(
        label=_("What do you want to learn?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Each family reads this. Name nobody, and nothing that belongs to one family alone."),
        error_messages={"required": _("Say what you want to learn: the family reads it.")},
    )

    def clean_until(self) -> date:
        """The day after the last on which it is read."""
        last: date = self.cleaned_data["until"]
        if last < clock.today():
            raise ValidationError(_("Give today, or a day that is still to come."))
        if last >= clock.today() + READ_FOR:
            raise ValidationError(_("A story is read for 30 days at most: give an earlier day."))
        return last + timedelta(days=1)


class DrawForm(SampleFields):
    """Where to draw from, and how many. The database draws: nobody chooses a family, and none is put before another."""

    drawn_from = forms.ChoiceField(label=_("Where do you draw from?"))
    how_many = forms.IntegerField(
        label=_("How many stories?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=FEW,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    field_order = ("drawn_from", "how_many", "until", "why")

    def __init__(self, *args: Any, localities: QuerySet[Locality], teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places: dict[str, Locality | Team] = {str(team.pk): team for team in teams}
        self._places |= {str(locality.pk): locality for locality in localities}
        groups: list[tuple[str, Any]] = [
            (str(_("Teams")), [(str(one.pk), str(one)) for one in teams]),
            (str(_("Places")), [(str(one.pk), str(one)) for one in localities]),
        ]
        self.fields["drawn_from"].choices = to_choose([group for group in groups if group[1]])  # type: ignore[attr-defined]

    def clean_drawn_from(self) -> Locality | Team:
        return self._places[self.cleaned_data["drawn_from"]]


class AskForm(SampleFields):
    """Whom one asks, and who wants it."""

    reader = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Whom do you ask?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose who reads it.")},
    )
    drawn_how = forms.ChoiceField(
        label=_("Who wants it to be read?"),
        choices=[one for one in StorySample.DrawnHow.choices if one[0] != StorySample.DrawnHow.CHANCE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who wants it to be read.")},
    )
    field_order = ("reader", "drawn_how", "until", "why")

    def __init__(self, *args: Any, readers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = readers  # type: ignore[attr-defined]
        self.fields["reader"].label_from_instance = _name  # type: ignore[attr-defined]


def _name(user: User) -> str:
    return user.name
