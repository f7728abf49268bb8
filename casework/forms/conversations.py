"""The quick note: who and one line; all the rest if it helps (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import PeoplePicker, SharingForm, moment
from casework.marking import Marked, NotInTheText, Part, cut, lines_as_here
from casework.models import Conversation
from casework.models.conversations import PLACES
from families.actions.records import EntryText
from families.models import Entry, Person

NEEDS_PERSON = {Entry.Kind.SAID, Entry.Kind.CHILD_VIEW}
OTHERS_WORDS = {Entry.Kind.SAID, Entry.Kind.CHILD_VIEW, Entry.Kind.REPORTED}
"""What others said stands as they said it: nobody is told of other words for it (domain.md §3.7)."""
KINDS = [(kind.value, kind.label) for kind in Entry.Kind if kind != Entry.Kind.NOTE]
LONGEST = 40_000
TYPED = ("body", "because", "source_name")
"""What makes a row worth keeping in a draft."""
SPARE_ENTRIES = 3
MOST_ENTRIES = 60
ROW_NUMBERS = {str(number) for number in range(MOST_ENTRIES)}


NOT_SEEN, SEEN_WITH_OTHERS, SEEN_ALONE = "no", "with_others", "alone"


class ConversationForm(SharingForm):
    """`remarks`: what there is to say about its words, by field."""

    remarks: Mapping[str, Sequence[Any]] = {}
    field_order = ("people", "headline", "note", "happened_at", "place_kind", "purpose", "seen", "others")
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
    note = forms.CharField(
        label=_("What did you talk about?"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("As it comes. Whoever reads the conversation reads it."),
    )
    happened_at = moment(_("When"), required=False, help_text=_("Leave empty for now."))
    place_kind = forms.ChoiceField(label=_("Where"), required=False, choices=[("", _("Not said")), *PLACES])
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=[("", _("Not said")), *Conversation.Purpose.choices]
    )
    seen = forms.ChoiceField(
        label=_("Was the child seen?"),
        required=False,
        choices=[
            ("", _("Not said")),
            (SEEN_ALONE, _("Yes, and alone for a while")),
            (SEEN_WITH_OTHERS, _("Yes, with others there")),
            (NOT_SEEN, _("No")),
        ],
        help_text=_("The council’s own system asks it of each visit that the law requires."),
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

    def clean_note(self) -> str:
        return lines_as_here(self.cleaned_data["note"])

    def clean_place_kind(self) -> str:
        return str(self.cleaned_data["place_kind"] or "")

    def clean_purpose(self) -> str:
        return str(self.cleaned_data["purpose"] or "")

    def clean_others(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["others"].split(",") if name.strip()]

    def clean(self) -> dict[str, Any]:
        """Whether the child was seen, and alone, as the record has it: two answers, of which nobody need give either."""
        cleaned = super().clean()
        if seen := cleaned.pop("seen", ""):
            cleaned |= {"is_child_seen": seen != NOT_SEEN, "is_child_seen_alone": seen == SEEN_ALONE}
        return cleaned


class EntryForm(PlainForm):
    """One thing said, seen, told, thought, hoped or decided. An empty row is no entry.

    `at`: where its words stand in the note, when it was marked there.
    """

    template_name = "casework/entry_row.html"
    remarks: Mapping[str, Sequence[Any]] = {}

    sometimes = frozenset({"kind", "body", "person", "because", "source_name", "how_told"})
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, initial=Entry.Kind.SAID, required=False)
    body = forms.CharField(
        label=_("In words"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3})
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

    at = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        return lines_as_here(self.cleaned_data["body"])

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

    def entry(self, words: str = "") -> EntryText:
        """The entry as the action takes it, of a row that is not empty; `words` are those of the note, where it was marked there."""
        said = self.cleaned_data
        kind, person = Entry.Kind(said["kind"] or Entry.Kind.CONTEXT), said["person"]
        fields: dict[str, Any] = {name: said[name] for name in ("because", "source_name", "how_told") if name in said}
        if kind in NEEDS_PERSON:
            fields["speaker"] = person
        whose = (person,) if person and kind not in NEEDS_PERSON else ()
        return EntryText(kind=kind, body=words or said["body"], fields=fields, whose=whose)


_EntryFormSet = forms.formset_factory(EntryForm, extra=SPARE_ENTRIES, max_num=MOST_ENTRIES, absolute_max=MOST_ENTRIES)


def entry_rows(said: QueryDict | None, *, people: Any, initial: Sequence[Mapping[str, Any]]) -> Any:
    """The rows of entries: as they were sent, or as they begin.

    What was sent stands for itself: a row that says what its draft says is no empty row, for which Django would take it.
    """
    begins = initial if said is None else None
    return _EntryFormSet(said, prefix="entries", initial=begins, form_kwargs={"people": people})


def entries_of(form: ConversationForm, formset: Any) -> list[EntryText] | None:
    """What was written, in its order: the note, cut where something in it was marked, then what stands in rows of its own.

    None when any of it is not right, with what is wrong beside its field.
    """
    if not (form.is_valid() and formset.is_valid()):
        return None
    rows = {number: row.cleaned_data for number, row in enumerate(formset) if row.cleaned_data.get("body")}
    marked = [Marked(number, said["body"], said["at"]) for number, said in rows.items() if said["at"] is not None]
    try:
        parts = cut(form.cleaned_data.pop("note"), marked)
    except NotInTheText as gone:
        formset[gone.row].add_error("body", NOT_IN_THE_TEXT)
        return None
    in_the_note = [_entry_of(part, formset) for part in parts]
    return in_the_note + [formset[number].entry() for number, said in rows.items() if said["at"] is None]


NOT_IN_THE_TEXT = _(
    "You marked this in what you talked about, and it is not there word for word any more. "
    "Write the same words there, or empty this."
)


def _entry_of(part: Part, formset: Any) -> EntryText:
    if part.row is None:
        return EntryText(kind=Entry.Kind.NOTE, body=part.text)
    entry: EntryText = formset[part.row].entry(part.text)
    return entry


def own_words(said: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What someone wrote in their own words, by the name of its box; and what others said, which may stand in the note too."""
    texts = {name: str(said.get(name) or "")[:LONGEST] for name in ("headline", "note")}
    others = []
    for number in sorted(ROW_NUMBERS, key=int):
        row = {name: str(said.get(f"entries-{number}-{name}") or "")[:LONGEST] for name in ("kind", "body", "because")}
        if row["kind"] in OTHERS_WORDS:
            others.append(lines_as_here(row["body"]).strip())
        else:
            texts |= {f"entries-{number}-{name}": row[name] for name in ("body", "because") if row[name]}
    return texts | {"note": lines_as_here(texts["note"])}, others


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
    return note, [row for _number, row in sorted(rows.items()) if any(row.get(name) for name in TYPED)]
