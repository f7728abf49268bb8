"""Fields that several forms share: days that are known in part, periods, and the choice of a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.dates import day_at_least
from families.forms.versions import VersionedForm
from families.models import Precision
from families.periods import Period

EARLIEST, LATEST = 1850, 2100
NOT_A_DATE = _("That is not a date in the calendar. Write it in numbers, such as 27 3 2015.")
NOT_A_YEAR_EITHER = _(
    "That is not a date in the calendar. Write it in numbers, such as 27 3 2015; the year alone will do."
)
CHECK_THE_YEAR = _("Check the year: write all four digits, such as 1986.")
PartialDate = tuple[date, Precision]


class DateParts(forms.MultiWidget):
    """Day, month and year, each in a box of its own."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self) -> None:
        parts = ((_("Day"), 2), (_("Month"), 2), (_("Year"), 4))
        super().__init__(
            [
                forms.TextInput(attrs={"label": label, "inputmode": "numeric", "class": f"govuk-input--width-{width}"})
                for label, width in parts
            ]
        )

    def decompress(self, value: date | PartialDate | None) -> list[int | str]:
        if value is None:
            return ["", "", ""]
        day, precision = value if isinstance(value, tuple) else (value, Precision.DAY)
        shown = {Precision.DAY: 3, Precision.MONTH: 2}.get(Precision(precision), 1)
        return [day.day if shown == 3 else "", day.month if shown >= 2 else "", day.year]


def known_day(day: date | None, precision: str = "") -> list[int | str] | None:
    """A day, or what is known of one, as its three boxes show it."""
    return DateParts().decompress((day, Precision(precision or Precision.DAY))) if day else None


class PartialDayField(forms.MultiValueField):
    """A date as far as it is known: the year, the month too, or the day. Gives `(date, precision)`."""

    not_a_date = NOT_A_YEAR_EITHER

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", DateParts())
        parts = [
            forms.CharField(required=False, max_length=10, error_messages={"max_length": self.not_a_date})
            for _part in "dmy"
        ]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> Any:
        if not any(data_list):
            if self.required:  # three boxes of spaces are as empty as three empty ones
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day, month, year = (_number(part, self.not_a_date) for part in data_list)
        if year is None or (day is not None and month is None):
            raise ValidationError(_("Give the year at least; the month and the day if you know them."))
        precision = Precision.YEAR if month is None else Precision.MONTH if day is None else Precision.DAY
        return _day(year, month if month is not None else 1, day if day is not None else 1, self.not_a_date), precision


class DayField(PartialDayField):
    """A whole date."""

    not_a_date = NOT_A_DATE

    def compress(self, data_list: Sequence[str]) -> date | None:
        if any(data_list) and not all(data_list):
            raise ValidationError(_("Give the day, the month and the year."))
        whole: PartialDate | None = super().compress(data_list)
        return whole[0] if whole else None


def _number(part: str, otherwise: Any) -> int | None:
    if not part:
        return None
    if not part.isdecimal():
        raise ValidationError(otherwise)
    return int(part)


def _day(year: int, month: int, day: int, otherwise: Any) -> date:
    try:
        whole = date(year, month, day)
    except ValueError as error:
        raise ValidationError(otherwise if EARLIEST <= year <= LATEST else CHECK_THE_YEAR) from error
    within_reach(whole)
    return whole


def within_reach(day: date) -> None:
    """Refuse a year that nobody in a record lives in: a slip of the hand (security.md §7, 28)."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(CHECK_THE_YEAR)


def seen(text: str) -> None:
    """Refuse a name of which nothing can be seen: only spaces, controls and invisible characters."""
    if text and all(unicodedata.category(character)[0] in "CZ" for character in text):
        raise ValidationError(_("Nothing can be seen of that name. Write it in letters."))


class NameField(forms.CharField):
    """What someone or some family is called."""

    default_validators = [seen]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)


class PeopleRadios(forms.RadioSelect):
    """People by their names, one of them to be chosen."""

    template_name = "django/forms/widgets/people.html"


class WritingForm(PlainForm):
    """A form for one fact. The fields named in `more` stand folded away: a fact is recorded without them."""

    more: tuple[str, ...] = ()

    def first_fields(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [field for field in self.visible_fields() if field.name not in self.more]

    def more_fields(self) -> list[forms.BoundField]:
        """What may be added."""
        return [field for field in self.visible_fields() if field.name in self.more]

    def more_is_wrong(self) -> bool:
        """Whether the folded part has to stand open: an error is of one of its fields, or may be of several."""
        return bool(self.non_field_errors()) or any(field.errors for field in self.more_fields())


PERIOD = ("since", "until")


class PeriodForm(WritingForm):
    """A fact with a beginning and an end, both of which may be unknown."""

    more: tuple[str, ...] = ("since", "until")
    since: PartialDayField = DayField(label=_("Since when?"), help_text=_("Leave it empty if you don’t know."))
    until: PartialDayField = DayField(
        label=_("Until when?"), help_text=_("Only if it is over: the first day on which it was no longer so.")
    )

    def clean(self) -> dict[str, Any]:
        """Fold the two days into the `period` that the action takes."""
        cleaned = super().clean() or {}
        since, until = cleaned.pop("since", None), cleaned.pop("until", None)
        if since and until and until <= since:
            self.add_error("until", _("The end must come after the beginning."))
        else:
            cleaned["period"] = Period(since, until)
        return cleaned


class PeriodAsKnownForm(PeriodForm):
    """A beginning and an end as far as they are known: the year alone will do."""

    since = PartialDayField(label=_("Since when?"), help_text=_("As far as you know: the year alone will do."))
    until = PartialDayField(
        label=_("Until when?"),
        help_text=_("Only if it is over: since when it was no longer so. The year alone will do."),
    )

    def clean(self) -> dict[str, Any]:
        """Part the two days from how well they are known."""
        said = self.cleaned_data
        (since, since_precision), (until, until_precision) = (said.get(name) or (None, "") for name in PERIOD)
        if since and until:
            until = day_at_least(since, until, until_precision)
        said.update(since=since, until=until)
        cleaned = super().clean()
        known = {"since_precision": since_precision, "until_precision": until_precision}
        return cleaned | known if "period" in cleaned else cleaned


def take_up(form: forms.Form, begun: Mapping[str, Any] | None) -> None:
    """Put what was kept of a form into its boxes. The version is the one that was read then, so that what someone else saved meanwhile
    is said before it is saved over.
    """
    if not begun or form.is_bound:
        return
    said = MultiValueDict({name: one if isinstance(one, list) else [one] for name, one in begun.items()})
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(said, MultiValueDict(), name)


class EndForm(WritingForm, VersionedForm):
    """On which day a fact stopped being so."""

    on: PartialDayField = DayField(
        label=_("Since when is it no longer so?"), help_text=_("The first day on which it was over."), required=True
    )

    def __init__(self, *args: Any, fact: Any, **kwargs: Any) -> None:
        """`fact` is any row with a `period`; one that has ended already shows the day."""
        self.period = fact.period
        super().__init__(*args, **kwargs)
        self.initial.update(on=known_day(self.period.upper), row_version=fact.row_version)

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and self.period.lower and on <= self.period.lower:
            raise ValidationError(_("The end must come after the beginning."))
        return on


class EndAsKnownForm(EndForm):
    """The same of what may have ended in some month or year. `until_precision` says how well that is known."""

    on = PartialDayField(
        label=_("Since when is it no longer so?"),
        help_text=_("As far as you know: the year alone will do."),
        required=True,
    )

    def __init__(self, *args: Any, fact: Any, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        self.initial["on"] = known_day(self.period.upper, fact.until_precision)

    def clean_on(self) -> date | None:
        on, precision = self.cleaned_data["on"] or (None, "")
        if on and self.period.lower:
            on = day_at_least(self.period.lower, on, precision)
        self.cleaned_data |= {"on": on, "until_precision": precision}
        return super().clean_on()


class EndWithReasonForm(EndForm):
    """The same, with how or why it ended. `reason` is the action's name for it."""

    def __init__(
        self, *args: Any, fact: Any, reason: str, label: Any, choices: type[TextChoices], **kwargs: Any
    ) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        self.initial[reason] = getattr(fact, reason)
        self.fields[reason] = forms.ChoiceField(label=label, choices=choices.choices, widget=forms.RadioSelect)
