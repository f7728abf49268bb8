"""Figures: one with what is known of it, or many that are pasted; and what would be if nothing changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.writing import PlainForm
from families.imports.told import NotReadable
from outcomes import frequencies
from outcomes.actions.forecasts import Expected
from outcomes.forms.measures import number
from outcomes.frequencies import NotAPeriod
from outcomes.imports.tables import KINDS, MOST_TEXT, lines_in
from outcomes.imports.told import NotAFigure, number_in
from outcomes.models import Forecast, Measure
from outcomes.queries.curves import Curve
from outcomes.queries.pasting import Pasted, look_at

MOST_AHEAD, MOST_ASKED = 60, 2_000_000_000


def whole(label: Any, **options: Any) -> forms.IntegerField:
    """How many people there are of something; it may be left out."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_ASKED, required=False, widget=widget, **options)


class FigureForm(PlainForm):
    """One figure of one period."""

    sometimes = frozenset({"value", "numerator", "denominator", "asked", "answered", "reason"})
    period = forms.CharField(
        label=_("Of which period?"), max_length=40, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    value = number(_("Figure"), required=False)
    numerator = number(_("Number"), required=False, help_text=_("Instead of the figure, if you have both parts of it."))
    denominator = number(_("Out of"), required=False)
    asked = whole(
        _("How many were asked?"),
        help_text=_("If it comes from asking people. It stands beside the figure wherever that does."),
    )
    answered = whole(_("How many of them answered?"))
    provisional = forms.BooleanField(label=_("It is not final yet"), required=False)
    note = forms.CharField(
        label=_("What happened then?"),
        max_length=500,
        required=False,
        help_text=_("It stands beside the curve, with a number. No names, of families and staff alike."),
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        max_length=500,
        required=False,
        help_text=_("If there is a figure for this period already. Both stay."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fields["period"].help_text = frequencies.how_to_write(measure.frequency)
        if not measure.is_part:
            del self.fields["numerator"], self.fields["denominator"]

    def clean(self) -> dict[str, Any]:
        """`span` instead of the period that was typed."""
        cleaned = super().clean() or {}
        typed = cleaned.pop("period", None)
        if typed:
            try:
                cleaned["span"] = frequencies.read(typed, self.measure.frequency)
            except NotAPeriod as error:
                self.add_error("period", str(error))
        parts = [cleaned.get("numerator"), cleaned.get("denominator")]
        has_parts, has_one = None not in parts, cleaned.get("value") is not None
        if not self.errors and has_parts == has_one:
            what = (
                _("Write the figure, or the number and what it is out of: one of the two.")
                if self.measure.is_part
                else _("Write the figure.")
            )
            self.add_error("value", what)
        asked, answered = cleaned.get("asked"), cleaned.get("answered")
        if (asked is None) != (answered is None) or (asked is not None and answered is not None and answered > asked):
            self.add_error("answered", _("Say how many were asked and how many answered: no more than were asked."))
        return cleaned


MOST_PROBLEMS = 20
LOOKED = "1"
"""Said by the page once it has shown what the lines are."""


class PasteForm(PlainForm):
    """Lines from a spreadsheet. They are looked at first; what is not right is said line by line, and the rest is kept."""

    sometimes = frozenset({"reason"})
    lines = forms.CharField(
        label=_("Paste your figures here"),
        max_length=MOST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Why do figures change that are there already?"),
        max_length=500,
        required=False,
        help_text=_("Only if some do. Both stay, the old one and the new."),
    )
    looked = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measure: Measure | None, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.user = measure, user
        self.pasted = Pasted([])
        if measure:
            self.fields[
                "lines"
            ].help_text = f"{_('One line for each period: the period, then the figure.')} {frequencies.how_to_write(measure.frequency)}"
        else:
            self.fields["lines"].help_text = _(
                "One line for each figure: the measure’s name, the period, then the figure."
            )

    def clean(self) -> dict[str, Any]:
        """`told`, those lines that are right; each other one is an error that names it."""
        cleaned = super().clean() or {}
        if self.data.get("looked", "") not in {"", LOOKED}:
            self.add_error(None, _("Look at the lines once more, then write them."))
        lines, reason = cleaned.pop("lines", ""), cleaned.get("reason", "")
        if "lines" in self.errors:
            return cleaned
        self.pasted = look_at(lines, measure=self.measure, reason=reason, user=self.user)
        for one in self.pasted.bad[:MOST_PROBLEMS]:
            self.add_error(
                "lines", _("Line %(number)d: %(problem)s") % {"number": one.line.number, "problem": one.problem}
            )
        if more := len(self.pasted.bad) - MOST_PROBLEMS:
            self._say_how_many_more(more)
        if not self.pasted.lines:
            self.add_error("lines", _("There is no figure in these lines."))
        cleaned.pop("looked", None)
        return cleaned | {"told": self.pasted.good}

    def _say_how_many_more(self, more: int) -> None:
        if more > 0:
            words = ngettext(
                "%(count)d line more is not right: see the table.",
                "%(count)d lines more are not right: see the table.",
                more,
            )
            self.add_error("lines", words % {"count": more})


class FiguresFileForm(PlainForm):
    """A table of figures. What it says goes into the box of pasted lines, and is looked at there."""

    file = forms.FileField(
        label=_("Or take a file"),
        help_text=_(
            "CSV or XLSX. Its first line says what stands in each column: period, figure, or number and out of; asked, answered,"
            " provisional and note if you like; and measure, where it is of several."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a file first."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Its `lines`."""
        file = (super().clean() or {}).get("file")
        if not file:
            return {}
        try:
            return {"lines": lines_in(file, file.name)}
        except NotReadable as error:
            self.add_error("file", str(error))
            return {}


class ForecastForm(PlainForm):
    """What would be if nothing changed: drawn on from the history, or by judgement."""

    sometimes = frozenset({"ahead", "expected"})
    since = forms.ChoiceField(label=_("The history goes from"))
    until = forms.ChoiceField(label=_("The history goes to"))
    method = forms.ChoiceField(label=_("How is it made?"), choices=Forecast.Method.choices, widget=forms.RadioSelect)
    ahead = forms.IntegerField(
        label=_("For how many periods is it drawn on?"), min_value=1, max_value=MOST_AHEAD, required=False
    )
    expected = forms.CharField(
        label=_("What do you expect?"),
        max_length=10_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "By judgement: one line for each period. The period; what you expect; if you like, at least; at most. A semicolon between them."
        ),
    )
    assumption_note = forms.CharField(
        label=_("Why do you expect this, if nothing changes?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, curve: Curve, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frequency = curve.measure.frequency
        periods = [("", _("Choose")), *((one.day.isoformat(), one.label) for one in curve.figures)]
        self.fields["since"].choices = periods  # type: ignore[attr-defined]
        self.fields["until"].choices = periods  # type: ignore[attr-defined]
        self.spans = {one.day.isoformat(): (one.point.period.lower, one.point.period.upper) for one in curve.figures}

    def clean(self) -> dict[str, Any]:
        """`history`, and what is `expected` of each period."""
        cleaned = super().clean() or {}
        since, until = self.spans.get(cleaned.pop("since", "")), self.spans.get(cleaned.pop("until", ""))
        if since and until:
            if until < since:
                self.add_error("until", _("The history ends after it begins."))
            cleaned["history"] = (since[0], until[1])
        typed, ahead, method = cleaned.pop("expected", ""), cleaned.pop("ahead", None), cleaned.get("method")
        if method == Forecast.Method.JUDGEMENT:
            cleaned["expected"] = self._expected(typed)
        elif method and not ahead and "ahead" not in self.errors:
            self.add_error("ahead", _("Say for how many periods it is drawn on."))
        return cleaned | {"ahead": ahead or 0}

    def _expected(self, typed: str) -> list[Expected]:
        expected = []
        for place, line in enumerate(typed.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                expected.append(self._one(line))
            except (NotAFigure, NotAPeriod) as error:
                self.add_error("expected", _("Line %(number)d: %(problem)s") % {"number": place, "problem": error})
        if not expected and "expected" not in self.errors:
            self.add_error("expected", _("Say what you expect of one period at least."))
        return expected

    def _one(self, line: str) -> Expected:
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
        if len(cells) == 1:
            cells = line.rsplit(None, 1)
        if len(cells) < 2:
            raise NotAFigure(_("Write the period and what you expect, a semicolon between them."))
        span = frequencies.read(cells[0], self.frequency)
        numbers = [number_in(cell) if cell else None for cell in cells[1:4]]
        if numbers[0] is None:
            raise NotAFigure(_("Write what you expect."))
        low, high = (numbers[1] if len(numbers) > 1 else None), (numbers[2] if len(numbers) > 2 else None)
        return Expected(span, numbers[0], low, high)
