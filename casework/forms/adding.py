"""One thing more, said by someone of the family in their own name, or added by whoever works with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conversations import KINDS, LONGEST, EntryForm
from families.actions.records import EntryText
from families.forms.attachments import AttachingForm
from families.models import Entry, Person

NOT_EMPTY = _("Write something first.")


class OwnWordsForm(AttachingForm):
    """Someone of a family in their own words, with a photo, a drawing or a voice note if they like."""

    no_words = NOT_EMPTY
    body = forms.CharField(
        label=_("What do you want to say?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def entry(self, person: Person) -> EntryText:
        """What they say, as the action takes it."""
        said = self.cleaned_data
        return EntryText(Entry.Kind.SAID, said["body"], {"speaker": person}, attached=said["attached"])


class AddingForm(AttachingForm, EntryForm):
    """What a worker adds: something they write plainly, or one of the kinds of a conversation."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(Entry.Kind.NOTE.value, _("Something to add")), *KINDS],
        initial=Entry.Kind.NOTE,
    )
    body = forms.CharField(
        label=_("In words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    no_words = NOT_EMPTY
    sometimes = AttachingForm.sometimes | EntryForm.sometimes
    at = None  # type: ignore[assignment]  # nothing is marked here

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].help_text = _(
            "In the family, only they read it, and who reads for them. Without a choice everyone does who reads the conversation."
        )

    def entry(self, words: str = "") -> EntryText:
        """With what was attached to it."""
        return replace(super().entry(words), attached=self.cleaned_data["attached"])
