"""A photo, a drawing or a voice note in the quick note itself (domain.md §8.3, §11.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conversations import EntryForm
from families.actions.records import EntryText
from families.forms.attachments import AttachingForm
from families.models import Entry, Person


class ShownForm(AttachingForm, EntryForm):
    """What is shown with a conversation is one entry of it, and what can be seen in it are its words. Without a file it is none."""

    prefix = "shown"
    is_needed = False
    asked_beside = ("kind", "person", "how_told")
    body = because = source_name = at = None  # type: ignore[assignment]  # what can be seen is said once

    kind = forms.ChoiceField(
        label=_("Whose words or picture is it?"),
        choices=[
            (Entry.Kind.NOTE.value, _("Nobody’s in particular")),
            (Entry.Kind.SEEN.value, _("It shows what I saw")),
            (Entry.Kind.SAID.value, _("Someone said it, or made it")),
            (Entry.Kind.CHILD_VIEW.value, _("A child told it, or made it")),
        ],
        initial=Entry.Kind.NOTE,
        required=False,
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Whose is it, or whom does it show?"),
        required=False,
        empty_label=_("Not chosen"),
        help_text=_(
            "In the family, only they see it, and who reads for them. Without a choice everyone who was there does."
        ),
    )

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or Entry.Kind.NOTE)

    def beside_fields(self) -> list[forms.BoundField]:
        """What makes it theirs who are to see it."""
        return [self[name] for name in self.asked_beside]

    def attaching_is_open(self) -> bool:
        return super().attaching_is_open() or any(field.errors for field in self.beside_fields())

    def shown(self) -> list[EntryText]:
        """The entry as the action takes it, if there is one."""
        said = self.cleaned_data
        if not said["attached"]:
            return []
        return [replace(self.entry(said["attached"].alt_text), attached=said["attached"])]


def shown_in_draft(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft holds of it: all but the file."""
    before = f"{ShownForm.prefix}-"
    return {name.removeprefix(before): value for name, value in body.items() if name.startswith(before)}
