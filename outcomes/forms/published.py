"""A file of official statistics, what is chosen of it, and which measure follows it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from outcomes.forms.measures import NOT_SAID
from outcomes.imports.published import NotPublished, Table, read
from outcomes.models import Measure, Result
from outcomes.queries.board import measures_of, results_of

LARGEST = 8_000_000


class PublishedFileForm(PlainForm):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_(
            "A CSV file of children’s social care statistics, as the Department for Education publishes it. At most 8 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a file first."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Its `name` and `content`."""
        file = (super().clean() or {}).get("file")
        if not file:
            return {}
        try:
            if file.size > LARGEST:
                raise NotPublished(_("This file is larger than 8 MB."))
            content = file.read().decode("utf-8-sig")
            if "\x00" in content:
                raise NotPublished(_("This file is no text."))
            read(content)
        except UnicodeDecodeError:
            self.add_error("file", _("This file is no text in UTF-8. Save it as CSV again, as it was published."))
            return {}
        except NotPublished as error:
            self.add_error("file", str(error))
            return {}
        return {"name": file.name, "content": content}


class ChooseForm(PlainForm):
    """A council, and one of the series of the file."""

    council = forms.ChoiceField(label=_("Which council?"))
    series = forms.ChoiceField(label=_("Which figures?"))

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.every = table.series()
        self.fields["council"].choices = [NOT_SAID, *((name, name) for name in table.councils())]  # type: ignore[attr-defined]
        names = ((str(place), one.name) for place, one in enumerate(self.every))
        self.fields["series"].choices = [NOT_SAID, *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("series"):
            cleaned["series"] = self.every[int(cleaned["series"])]
        return cleaned


class FollowForm(PlainForm):
    """Which measure is to follow the series: one that is there, or a new one."""

    sometimes = frozenset({"measure", "name", "result", "unit", "good"})
    measure: forms.ModelChoiceField[Measure] = forms.ModelChoiceField(
        label=_("Which measure are these figures of?"),
        queryset=None,
        required=False,
        empty_label=_("A new one, as follows"),
    )
    name = forms.CharField(label=_("What is measured?"), max_length=200, required=False)
    result: forms.ModelChoiceField[Result] = forms.ModelChoiceField(
        label=_("Of which result?"), queryset=None, required=False, empty_label=_("Choose")
    )
    unit = forms.ChoiceField(
        label=_("What are the figures?"), choices=[NOT_SAID, *Measure.Unit.choices], required=False
    )
    good = forms.ChoiceField(
        label=_("Which way is good?"), choices=Measure.Good.choices, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, table: Table, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frequency = table.frequency
        fitting = measures_of(user).filter(frequency=table.frequency, series=None)
        self.fields["measure"].queryset = fitting  # type: ignore[attr-defined]
        self.fields["result"].queryset = results_of(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The `measure`, or what is `new`."""
        cleaned = super().clean() or {}
        if cleaned.get("measure"):
            return {"measure": cleaned["measure"]}
        if self.errors:
            return cleaned
        for name, sentence in (
            ("name", _("Choose a measure, or say what is measured.")),
            ("result", _("Choose the result that it is of, or write a new one first.")),
            ("unit", _("Say what the figures are.")),
            ("good", _("Say which way is good.")),
        ):
            if not cleaned.get(name):
                self.add_error(name, sentence)
        told = {name: cleaned.get(name) for name in ("name", "result", "unit", "good")}
        decimals = 0 if told["unit"] == Measure.Unit.COUNT else 1
        return {"new": told | {"kind": Measure.Kind.INDICATOR, "frequency": self.frequency, "decimals": decimals}}
