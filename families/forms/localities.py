"""What families of a place said, and its own words and lengths, line by line (domain.md §1.9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.forms.versions import VersionedForm
from families.models import OWN, ListKind, LocalityList, ScopingNote
from families.queries.localities import Words, usual_words

LONGEST = 200
NAMES_NOBODY = _("Nothing by which anyone could know a family: no names, no addresses, no numbers.")
ADDS = frozenset({ListKind.GOAL_THEMES, ListKind.PLACE_KINDS})
"""Families of a place may add lines of their own to these; the others ask the same everywhere."""
TAKES_OUT = frozenset(ListKind) - {ListKind.LENGTHS, ListKind.CHECKIN_QUESTIONS}
"""Lists of which a line can be left out."""
STAYS = {ListKind.CARD_SECTIONS: {"headline"}, ListKind.GOAL_THEMES: {"other"}, ListKind.PLACE_KINDS: {"other"}}
"""Lines that can be reworded, and not taken out; of the questions, all."""
KEY_AT_MOST = 12


class ScopingNoteForm(VersionedForm):
    what_families_said = forms.CharField(
        label=_("What did families say?"),
        max_length=4_000,
        help_text=NAMES_NOBODY,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    what_we_changed = forms.CharField(
        label=_("What did we change, or want to?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def note_said(note: ScopingNote | None) -> dict[str, Any]:
    """What a note says now; a new one begins at no version."""
    names = ("what_families_said", "what_we_changed", "row_version")
    return {name: getattr(note, name) for name in names} if note else {"row_version": 0}


class ListForm(VersionedForm):
    """A list of a place. What it says is `lines`, as the action takes them."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.ModelChoiceField(
        ScopingNote.objects.none(), label=_("What led to it?"), required=False, empty_label=_("Not said")
    )

    def __init__(self, *args: Any, kind: ListKind, words: Words, notes: QuerySet[ScopingNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["note"].queryset = notes  # type: ignore[attr-defined]
        for name, field in self.own_fields(words).items():
            self.fields[name] = field
            self.initial.setdefault(name, field.initial)
        self.sometimes = frozenset(self.fields) - {"note", "added"}  # type: ignore[misc]  # by its lines
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    def own_fields(self, words: Words) -> dict[str, forms.Field]:
        """The fields for the lines, with what they say now."""
        raise NotImplementedError

    def lines_said(self, cleaned: Mapping[str, Any]) -> Words:
        """The lines that were written."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kept: dict[str, Any] = {name: cleaned[name] for name in ("note", "row_version") if name in cleaned}
        return kept if self.errors else {**kept, "lines": self.lines_said(cleaned)}


class LengthsForm(ListForm):
    def own_fields(self, words: Words) -> dict[str, forms.Field]:
        weeks = ", ".join(str(number) for number in sorted(map(int, words)))
        return {
            "weeks": forms.CharField(
                label=_("How many weeks can a link-up last?"),
                max_length=LONGEST,
                initial=weeks,
                help_text=_("Whole weeks from 1 to 52, with commas between them, such as: 6, 12, 24."),
            )
        }

    def clean_weeks(self) -> str:
        said = re.split(r"[\s,;]+", self.cleaned_data["weeks"].strip(" ,;"))
        if not all(one.isascii() and one.isdecimal() and 1 <= int(one) <= 52 for one in said):
            raise ValidationError(_now("Write each length as whole weeks, from 1 to 52."))
        return ",".join(str(number) for number in sorted({int(one) for one in said}))

    def lines_said(self, cleaned: Mapping[str, Any]) -> Words:
        return dict.fromkeys(cleaned["weeks"].split(","), "")


class LinesForm(ListForm):
    """One field for each line, by its key; left empty, the line is taken out."""

    def own_fields(self, words: Words) -> dict[str, forms.Field]:
        usual = usual_words(self.kind)
        stays = set(usual) if self.kind == ListKind.CHECKIN_QUESTIONS else STAYS.get(self.kind, set())
        every = {
            **usual,
            **(dict.fromkeys(usual_words(ListKind.CARD_SECTIONS), "") if self.is_prompts else {}),
            **words,
        }
        fields: dict[str, forms.Field] = {
            key: self._field(key, usual.get(key, ""), words.get(key, ""), is_needed=key in stays)
            for key in self._order(every)
        }
        if self.kind in ADDS:
            fields["added"] = forms.CharField(
                label=_("Lines of your own"),
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("One on each line."),
            )
        return fields

    def clean_added(self) -> list[str]:
        added = [line.strip() for line in self.cleaned_data["added"].splitlines() if line.strip()]
        if any(len(line) > LONGEST for line in added):
            raise ValidationError(_now("Each line has words of its own, 200 characters at most."))
        return added

    @property
    def is_prompts(self) -> bool:
        return self.kind == ListKind.PROMPTS

    def _order(self, every: Words) -> list[str]:
        last = [key for key in every if key == "other"]
        return [*(key for key in every if key not in last), *last]

    def _field(self, key: str, usual: str, now: str, *, is_needed: bool) -> forms.Field:
        label = usual_words(ListKind.CARD_SECTIONS)[key] if self.is_prompts else usual or now
        return forms.CharField(label=label, max_length=LONGEST, required=is_needed, initial=now)

    def lines_said(self, cleaned: Mapping[str, Any]) -> Words:
        own = {name: cleaned[name] for name in self.fields if name not in {"note", "row_version", "added"}}
        said = {key: words for key, words in own.items() if words}
        for words in cleaned.get("added", []):
            said[_key_for(words, taken=set(own) | set(said))] = words
        return {key: said[key] for key in self._order(said)}


def _key_for(words: str, *, taken: set[str]) -> str:
    """A key for a line of their own, by which it is counted from then on, whatever it is reworded to."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:KEY_AT_MOST] or "line"
    key, number = f"{OWN}{stem}", 1
    while key in taken:
        number += 1
        key = f"{OWN}{stem}_{number}"
    return key


FORMS: Mapping[ListKind, type[ListForm]] = dict.fromkeys(ListKind, LinesForm) | {ListKind.LENGTHS: LengthsForm}


def initial_of(own: LocalityList | None, notes: QuerySet[ScopingNote]) -> dict[str, Any]:
    """What stands there now; what led to it is the last note, until it is said otherwise."""
    if own:
        return {"row_version": own.row_version, "note": own.note_id}
    first = notes.first()
    return {"row_version": 0, "note": first.pk if first else None}


class SignOffForm(PlainForm):
    agreed_with = forms.CharField(
        label=_("Which family partner said yes?"),
        max_length=LONGEST,
        help_text=_("As they want to be named. Families of this place read it."),
    )


class AskPartnersForm(PlainForm):
    """To ask is enough."""


class PartnerForm(PlainForm):
    email = forms.EmailField(label=_("With which e-mail do they sign in?"))
    named = forms.CharField(
        label=_("How do they want to be named?"),
        max_length=LONGEST,
        help_text=_("Families of this place read it beside what they say yes to. It need not be their name."),
    )


class YesForm(PlainForm):
    """The version of what a yes is said to."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
