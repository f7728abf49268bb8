"""One thing more, said by someone of the family in their own name, or added by whoever works with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conversations import KINDS, LONGEST, EntryForm
from families.actions.records import EntryText
from families.forms.fields import WritingForm
from families.models import Entry, Person

NOT_EMPTY = _("Write something first.")


class OwnWordsForm(WritingForm):
    """Someone of a family in their own words."""

    body = forms.CharField(
        label=_("What do you want to say?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": NOT_EMPTY},
    )

    def entry(self, person: Person) -> EntryText:
        """What they say, as the action takes it."""
        return EntryText(Entry.Kind.SAID, self.cleaned_data["body"], {"speaker": person})


class AddingForm(EntryForm):
    """What a worker adds: something they write plainly, or one of the kinds of a conversation."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(Entry.Kind.NOTE.value, _("Something to add")), *KINDS],
        initial=Entry.Kind.NOTE,
    )
    body = forms.CharField(
        label=_("In words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": NOT_EMPTY},
    )
    at = None  # type: ignore[assignment]  # nothing is marked here

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].help_text = _(
            "In the family, only they read it, and who reads for them. Without a choice everyone does who reads the conversation."
        )
