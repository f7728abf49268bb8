"""What one wrote oneself, to be put right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conversations import LONGEST
from casework.models import Conversation
from casework.queries.mending import Mending
from families.forms.fields import WritingForm
from families.models import Entry

LINE, BODY, BECAUSE, VERSION = "headline", "body", "because", "version"


class MendingForm(WritingForm):
    """The line, if one wrote it, and one's own entries: of each its words, and why where it is what one thinks.

    The version of each row goes along, so that a second window doesn't write over the first unseen.
    """

    def __init__(self, *args: Any, mending: Mending, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mending = mending
        if mending.wrote_line:
            self._add_version(mending.conversation)
            self.fields[LINE] = forms.CharField(
                label=_("In one line"), max_length=140, initial=mending.conversation.headline
            )
        for entry in mending.entries:
            self._add_version(entry)
            self._add_words(entry)

    def _add_words(self, entry: Entry) -> None:
        self.fields[_named(BODY, entry.pk)] = forms.CharField(
            label=_whose(entry), max_length=LONGEST, initial=entry.body, widget=forms.Textarea(attrs={"rows": 5})
        )
        if entry.because:
            self.fields[_named(BECAUSE, entry.pk)] = forms.CharField(
                label=_("Because"), max_length=4_000, initial=entry.because, widget=forms.Textarea(attrs={"rows": 2})
            )

    def _add_version(self, row: Conversation | Entry) -> None:
        name = _named(VERSION, row.pk)
        self.fields[name] = forms.IntegerField(initial=row.row_version, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """What it says now, as the action takes it."""
        versions = (name for name in self.cleaned_data if name.startswith(VERSION))
        return {
            "headline": self.cleaned_data.get(LINE, self.mending.conversation.headline),
            "words": {entry.pk: self._words(entry) for entry in self.mending.entries},
            "versions": {UUID(name.removeprefix(f"{VERSION}-")): self.cleaned_data[name] for name in versions},
        }

    def _words(self, entry: Entry) -> dict[str, str]:
        named = {name: _named(name, entry.pk) for name in (BODY, BECAUSE)}
        return {name: self.cleaned_data[field] for name, field in named.items() if field in self.cleaned_data}


def _named(name: str, row: UUID) -> str:
    return f"{name}-{row}"


def _whose(entry: Entry) -> str:
    kind = entry.get_kind_display()
    return f"{kind}: {entry.speaker.known_as}" if entry.speaker else kind
