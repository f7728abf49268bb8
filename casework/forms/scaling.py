"""One scale, and where one person puts it, as the form of a conversation asks for them (domain.md §3.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.actions.scaling import WORDS, AnswerGiven
from casework.models import ScalingAnswer
from casework.models.scaling import FACES
from families.models import Person, Practitioner

ME = "me"
FACES_UNDER = 12
"""Whoever is younger is shown the faces first; everyone finds both."""
RATHER_NOT, FACE = "not", "face-"
NUMBERS = [(str(number), str(number)) for number in range(11)]
FACE_WORDS = (_("Not good at all"), _("Not so good"), _("In between"), _("Good"), _("As good as it gets"))
BY_FACE = [(f"{FACE}{number}", words) for number, words in enumerate(FACE_WORDS, start=1)]


class PlaceOnScale(forms.RadioSelect):
    """Eleven numbers, five faces, or rather not: one answer. `faces_first` says which of them stands open."""

    template_name = "django/forms/widgets/place_on_scale.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, several, _index in context["widget"]["optgroups"] for option in several]
        context["numbers"] = [one for one in options if str(one["value"]).isdecimal()]
        context["faces"] = [one for one in options if str(one["value"]).startswith(FACE)]
        context["others"] = [one for one in options if one["value"] == RATHER_NOT]
        context["by_face"] = any(one["selected"] for one in context["faces"])
        context["by_number"] = any(one["selected"] for one in context["numbers"])
        return context


class ScaleForm(PlainForm):
    """A new scale, in the words of those who are asked."""

    sometimes = frozenset({"about", "zero_means", "ten_means"})
    about = forms.CharField(label=_("What is it about?"), max_length=200, required=False)
    zero_means = forms.CharField(
        label=_("What is 0, in their words?"), max_length=200, required=False, help_text=_("How it is at its worst.")
    )
    ten_means = forms.CharField(
        label=_("What is 10, in their words?"), max_length=200, required=False, help_text=_("How it should be.")
    )
    child_zero = forms.CharField(label=_("And 0 as a child says it"), max_length=200, required=False)
    child_ten = forms.CharField(label=_("And 10 as a child says it"), max_length=200, required=False)

    @property
    def is_filled_in(self) -> bool:
        """Whether a new scale was written, whole or not."""
        return any(str(self[name].value() or "").strip() for name in WORDS)

    def clean(self) -> dict[str, Any]:
        """Once it is begun it says what it is about and what both its ends are; to a child both or neither."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in WORDS):
            return cleaned
        needs = {
            "about": _("Say what the scale is about."),
            "zero_means": _("Say what 0 means to them, in their words."),
            "ten_means": _("Say what 10 means to them, in their words."),
        }
        for name, sentence in needs.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        ends = [bool(cleaned.get(name)) for name in ("child_zero", "child_ten")]
        if any(ends) and not all(ends):
            self.add_error(
                "child_ten" if ends[0] else "child_zero", _("Say both ends as a child says them, or neither.")
            )
        return cleaned


class AnswerForm(PlainForm):
    """Where one person puts it. An empty row is no answer."""

    template_name = "casework/scale_row.html"
    sometimes = frozenset({"value", "and_a_half", "why_not_lower", "what_plus_one"})
    value = forms.ChoiceField(
        choices=[*NUMBERS, *BY_FACE, (RATHER_NOT, _("Would rather not say"))], required=False, widget=PlaceOnScale
    )
    and_a_half = forms.BooleanField(label=_("and a half"), required=False)
    why_not_lower = forms.CharField(
        label=_("What makes it that, and not lower?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    what_plus_one = forms.CharField(
        label=_("What would one step up look like?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The next small step: theirs first."),
    )

    def __init__(
        self, *args: Any, who: Person | Practitioner | str, ends: tuple[str, str], key: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.who, self.key = who, key
        is_me = isinstance(who, Practitioner) or who == ME
        name = who if isinstance(who, str) else str(who)
        where = _("Where would you put it?") if is_me else format_lazy(_("Where does {name} put it?"), name=name)
        self.fields["value"].label = where
        self.fields["value"].widget.attrs |= {"low": ends[0], "high": ends[1], "faces_first": shows_faces_first(who)}

    @property
    def is_filled_in(self) -> bool:
        """Whether anything was chosen or written in this row."""
        return any(self[name].value() for name in self.fields)

    @property
    def has_more(self) -> bool:
        """Whether what is folded away says something, or was refused."""
        return any(self[name].value() or name in self.errors for name in self.fields if name != "value")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value, has_half = cleaned.get("value"), cleaned.get("and_a_half")
        if has_half and value and (not value.isdecimal() or value == "10"):
            self.add_error("and_a_half", _("A half goes with a number from 0 to 9."))
        if not value and "value" not in self.errors and any(cleaned.get(name) for name in self.fields):
            self.add_error("value", _("Choose a number or a face, or that they would rather not say."))
        return cleaned

    def answer(self, who: Person | Practitioner) -> AnswerGiven | None:
        """As the action takes it; None for an empty row."""
        said = self.cleaned_data
        if not (value := said["value"]):
            return None
        by_face = value.startswith(FACE)
        reasons = {name: said[name] for name in ("why_not_lower", "what_plus_one")}
        shown_as = ScalingAnswer.ShownAs.FACES if by_face else ScalingAnswer.ShownAs.NUMBERS
        if value == RATHER_NOT:
            return AnswerGiven(who, None, shown_as, **reasons)
        number = FACES[int(value.removeprefix(FACE)) - 1] if by_face else Decimal(value)
        return AnswerGiven(who, number + (Decimal("0.5") if said["and_a_half"] else 0), shown_as, **reasons)


def shows_faces_first(who: Person | Practitioner | str) -> bool:
    """To a young child."""
    return isinstance(who, Person) and who.age is not None and who.age < FACES_UNDER
