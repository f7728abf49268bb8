"""What a reader asks for of a story. It stands in the address, so it holds no words of anyone’s."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.queries.story_lines import Asked
from families.models import Person


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("That is not a day.")},
    )


class StoryForm(PlainForm):
    kind = forms.ChoiceField(label=_("What about?"), required=False)
    person = forms.ChoiceField(label=_("Whom about?"), required=False)
    since = _day_field(_("From which day?"))
    until = _day_field(_("To which day?"))
    good = forms.BooleanField(label=_("Good things only"), required=False)
    significant = forms.BooleanField(
        label=_("What mattered most only"),
        required=False,
        help_text=_("What someone marked so, what changed a life, and what was reached."),
    )
    safety = forms.BooleanField(label=_("Worries and alerts too"), required=False)

    def __init__(
        self, *args: Any, kinds: list[tuple[str, Any]], people: Sequence[Person], may_ask_safety: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]
        named = [(str(person.pk), person.known_as) for person in people]
        self.fields["person"].choices = [("", _("Everyone")), *named]  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]
        if not may_ask_safety:
            del self.fields["safety"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            raise ValidationError({"until": _("The last day comes after the first.")})
        return cleaned

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        asked = (said["kind"], said["good"], said.get("safety", False), said["since"], said["until"])
        return Asked(*asked, said["significant"])

    @property
    def whom(self) -> UUID | None:
        person = self.cleaned_data.get("person")
        return UUID(person) if person else None

    @property
    def in_words(self) -> str:
        """What was asked for, for paper: whoever reads that has no form before them."""
        said = self.cleaned_data
        chosen = [dict(self.fields[name].choices).get(said.get(name)) for name in ("kind", "person") if said.get(name)]  # type: ignore[attr-defined]
        ticked = [self.fields[name].label for name in ("good", "significant", "safety") if said.get(name)]
        days = [
            words % {"day": date_format(said[name], "j F Y")}
            for name, words in (("since", _("from %(day)s")), ("until", _("to %(day)s")))
            if said.get(name)
        ]
        return ", ".join(str(one) for one in (*chosen, *ticked, *days))

    @property
    def in_address(self) -> dict[str, str]:
        """What was asked for, as an address has it."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}
