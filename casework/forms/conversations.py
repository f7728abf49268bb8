"""The quick note: who and one line; all the rest if it helps (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import PeoplePicker, SharingForm, moment
from casework.models import Conversation
from casework.models.conversations import PLACES
from families.actions.records import EntryText
from families.models import Entry, Person

NEEDS_PERSON = {Entry.Kind.SAID, Entry.Kind.CHILD_VIEW}
SPARE_ENTRIES = 3
MOST_ENTRIES = 60
ROW_NUMBERS = {str(number) for number in range(MOST_ENTRIES)}


class ConversationForm(SharingForm):
    field_order = ("people", "headline", "happened_at", "place_kind", "purpose", "others")
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who was there?"),
        widget=PeoplePicker,
        error_messages={"required": _("Pick at least one person who was there.")},
    )
    headline = forms.CharField(
        label=_("In one line, what was it about?"),
        max_length=140,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 140}),
        error_messages={"required": _("Say in one line what it was about.")},
    )
    happened_at = moment(_("When"), required=False, help_text=_("Leave empty for now."))
    place_kind = forms.ChoiceField(label=_("Where"), required=False, choices=[("", _("Not said")), *PLACES])
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=[("", _("Not said")), *Conversation.Purpose.choices]
    )
    others = forms.CharField(
        label=_("Someone else who was there"),
        required=False,
        max_length=200,
        help_text=_("A name or two, with commas."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]

    def clean_place_kind(self) -> str:
        return str(self.cleaned_data["place_kind"] or "")

    def clean_purpose(self) -> str:
        return str(self.cleaned_data["purpose"] or "")

    def clean_others(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["others"].split(",") if name.strip()]


class EntryForm(PlainForm):
    """One thing said, seen, told, thought, hoped or decided. An empty row is no entry."""

    sometimes = frozenset({"kind", "body", "person", "because", "source_name", "how_told"})
    kind = forms.ChoiceField(label=_("What is it?"), choices=Entry.Kind, initial=Entry.Kind.SAID, required=False)
    body = forms.CharField(
        label=_("In words"), max_length=40_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who said it, or whom is it about?"),
        required=False,
        empty_label=_("Not chosen"),
        help_text=_(
            "In the family, only they read it, and who reads for them. Without a choice everyone who was there does."
        ),
    )
    because = forms.CharField(label=_("Because (for your own view)"), max_length=4_000, required=False)
    source_name = forms.CharField(label=_("Who told you?"), max_length=200, required=False)
    how_told = forms.ChoiceField(
        label=_("How did the child tell it?"), choices=[("", _("Not said")), *Entry.HowTold.choices], required=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What each kind needs (domain.md §3.3, INV-30), said beside the field; the database holds the same."""
        cleaned = super().clean() or {}
        if not cleaned.get("body"):
            return cleaned
        kind = cleaned.get("kind")
        needs = {
            Entry.Kind.SAID: ("person", _("Say who said it.")),
            Entry.Kind.CHILD_VIEW: ("person", _("Say which child said it.")),
            Entry.Kind.PROFESSIONAL_VIEW: ("because", _("Say why you think so.")),
            Entry.Kind.REPORTED: ("source_name", _("Say who told you.")),
        }
        if kind in needs:
            field, sentence = needs[Entry.Kind(kind)]
            if not cleaned.get(field):
                self.add_error(field, sentence)
        if kind == Entry.Kind.CHILD_VIEW and not cleaned.get("how_told"):
            self.add_error("how_told", _("Say how the child told it."))
        return cleaned

    def entry(self) -> EntryText | None:
        """The entry as the action takes it; None for an empty row."""
        said = self.cleaned_data
        if not said.get("body"):
            return None
        kind, person = Entry.Kind(said["kind"] or Entry.Kind.CONTEXT), said["person"]
        fields: dict[str, Any] = {name: said[name] for name in ("because", "source_name", "how_told")}
        if kind in NEEDS_PERSON:
            fields["speaker"] = person
        whose = (person,) if person and kind not in NEEDS_PERSON else ()
        return EntryText(kind=kind, body=said["body"], fields=fields, whose=whose)


_EntryFormSet = forms.formset_factory(EntryForm, extra=SPARE_ENTRIES, max_num=MOST_ENTRIES, absolute_max=MOST_ENTRIES)


def entry_rows(said: QueryDict | None, *, people: Any, initial: Sequence[Mapping[str, Any]]) -> Any:
    """The rows of entries: as they were sent, or as they begin.

    What was sent stands for itself: a row that says what its draft says is no empty row, for which Django would take it.
    """
    begins = initial if said is None else None
    return _EntryFormSet(said, prefix="entries", initial=begins, form_kwargs={"people": people})


def entries_of(formset: Any) -> Iterator[EntryText]:
    """The entries that were written, in their order."""
    for form in formset:
        if (entry := form.entry()) is not None:
            yield entry


def initial_from_draft(body: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What a draft holds, as the initial values of the note and of its entry rows."""
    note = {name: value for name, value in body.items() if "-" not in name}
    note["happened_at"] = [body.get("happened_at_0", ""), body.get("happened_at_1", "")]
    rows: dict[int, dict[str, Any]] = {}
    for name, value in body.items():
        prefix, _dash, rest = name.partition("-")
        number, _dash, field = rest.partition("-")
        if prefix == "entries" and number in ROW_NUMBERS:
            rows.setdefault(int(number), {})[field] = value
    return note, [row for _number, row in sorted(rows.items()) if row.get("body")]
