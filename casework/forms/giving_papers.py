"""Which paper of a family meeting was given, to whom, when and in what way (domain.md §2.3, 5, 7 and 12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.access import Decision
from accounts.writing import PlainForm
from casework.forms.fields import PeoplePicker, day
from casework.models import PaperCopy, Participant
from families.models import Person


class AskedField(forms.MultipleChoiceField):
    """Some of those who are asked; the cleaned value is they themselves."""

    widget = PeoplePicker

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.asked: dict[str, Participant] = {}

    def offer(self, asked: Sequence[Participant]) -> None:
        """Offer these."""
        self.asked = {str(one.pk): one for one in asked}
        self.choices = [(key, str(one)) for key, one in self.asked.items()]

    @property
    def people(self) -> list[Person]:
        """The people among them."""
        return [one.person for one in self.asked.values() if one.person]

    def clean(self, value: Any) -> Any:
        return [self.asked[key] for key in super().clean(value)]


class GivePaperForm(PlainForm):
    paper = forms.ChoiceField(label=_("Which paper?"), choices=PaperCopy.Paper, widget=forms.RadioSelect)
    people = AskedField(label=_("Who has it?"), error_messages={"required": _("Choose who has it.")})
    way = forms.ChoiceField(
        label=_("In what way?"),
        choices=PaperCopy.Way,
        widget=forms.RadioSelect,
        help_text=_(
            "By e-mail we write to them now: only that there is something to read on their own page, and only where "
            "that is safe for them. By post only where that is safe."
        ),
    )
    given_on = day(_("When?"))

    def __init__(
        self, *args: Any, asked: Sequence[Participant], may: Callable[[Participant, str], Decision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may = may
        self.fields["way"].choices = [(way.value, capfirst(way.label)) for way in PaperCopy.Way]  # type: ignore[attr-defined]
        self.fields["people"].offer(asked)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say of each who may not have this paper why, beside their name."""
        cleaned = super().clean() or {}
        for one in cleaned.get("people") or []:
            if "paper" in cleaned and not (may := self.may(one, cleaned["paper"])):
                self.add_error("people", f"{one}: {may.refusal}")
        return cleaned
