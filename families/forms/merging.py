"""Which of two is kept in each point on which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.dates import known_date
from families.models import Person
from families.words import value_words

ASKED: Mapping[str, tuple[str, ...]] = {
    "known_as": (),
    "given_name": (),
    "family_name": (),
    "pronouns": (),
    "gender": ("gender_words",),
    "date_of_birth": ("dob_precision", "expected_date"),
    "date_of_death": ("death_precision",),
    "languages": (),
    "interpreter_language": (),
    "communication_needs": (),
    "access_needs": (),
    "about_me": (),
    "home_locality": (),
}
"""What is asked where it differs, and what goes with it."""
EMPTY = {"", Person.Gender.NOT_RECORDED, Person.Sex.NOT_RECORDED, None}
DATES = {"date_of_birth": "dob_precision", "date_of_death": "death_precision"}
UNASKED = ("sex", "home_locality")
"""What is taken over where the one who is kept has none and nobody was asked."""
KEPT, MERGED = "kept", "merged"


class MergeForm(PlainForm):
    """How we know that they are one, and what holds of them now."""

    why = forms.CharField(
        label=_("How do you know that they are one person?"),
        max_length=400,
        help_text=_("Such as: they told you, or you saw a document."),
    )

    def __init__(self, *args: Any, kept: Person, merged: Person, reads_homes: bool, **kwargs: Any) -> None:
        """`reads_homes`: whether the asker may know where both live. Who may not is not asked of it, and it stays as it is."""
        super().__init__(*args, **kwargs)
        self.kept, self.merged = kept, merged
        for name, beside in ASKED.items():
            if name == "home_locality" and not reads_homes:
                continue
            values = [(_value(one, name), *(_value(one, other) for other in beside)) for one in (kept, merged)]
            if values[0] != values[1]:
                self.fields[name] = forms.ChoiceField(
                    label=_label(name),
                    choices=[(KEPT, _words(kept, name)), (MERGED, _words(merged, name))],
                    initial=MERGED if _is_empty(kept, name) else KEPT,
                    widget=forms.RadioSelect,
                )
        self.order_fields([*ASKED, "why"])

    def clean(self) -> dict[str, Any]:
        """`chosen`: what is changed of the one who is kept."""
        cleaned = super().clean() or {}
        taken = [name for name in ASKED if cleaned.pop(name, KEPT) == MERGED]
        taken += [name for name in UNASKED if name not in self.fields and _is_empty(self.kept, name)]
        if self.merged.record_class == Person.RecordClass.FAMILY_MEMBER:
            taken.append("record_class")
        columns = [_column(column) for name in taken for column in (name, *ASKED.get(name, ()))]
        return cleaned | {"chosen": {name: getattr(self.merged, name) for name in columns}}


def _column(name: str) -> str:
    """As it is stored: of a locality its id."""
    return Person._meta.get_field(name).attname  # type: ignore[union-attr]


def _value(person: Person, name: str) -> Any:
    """What counts as a difference: how well a day is known does not where there is none, but that someone died does."""
    if name == "death_precision" and person.date_of_death is None:
        return person.has_died
    date = {precision: day for day, precision in DATES.items()}.get(name)
    return None if date and getattr(person, date) is None else getattr(person, name)


def _is_empty(person: Person, name: str) -> bool:
    if name == "date_of_death":
        return not person.has_died
    value = getattr(person, name)
    return not value or value in EMPTY


def _label(name: str) -> Any:
    return capfirst(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _words(person: Person, name: str) -> str:
    """Its value as people read it, with whose it is where nothing is written."""
    if name in DATES and not _is_empty(person, name):
        return known_date(getattr(person, name), getattr(person, DATES[name]))
    field: Any = Person._meta.get_field(name)
    return value_words(field, getattr(person, name)) or str(_("Not recorded"))
