"""Introducing someone to what is nearby, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import DayField, WritingForm
from families.forms.versions import ChangeForm
from families.models import Family, Introduction, Person


class WhoField(forms.ChoiceField):
    """A family, or one of its people. `people` says whom it offers, for the access log."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Family | Person] = {}
        super().__init__(**kwargs)

    def offer(self, families: Sequence[Family]) -> None:
        """Each family, and those who are in it now (`members_now`)."""
        self.rows = {}  # of this form alone: a field is copied for each, and what it holds would be one for all
        choices: list[Any] = [("", _("Choose"))]
        for family in families:
            members = [membership.person for membership in family.members_now]  # type: ignore[attr-defined]
            whole = (str(family.pk), _("The whole family"))
            choices.append((family.name, [whole, *((str(one.pk), one.known_as) for one in members)]))
            self.rows |= {str(row.pk): row for row in (family, *members)}
        self.choices = choices

    @property
    def people(self) -> list[Person]:
        return [row for row in self.rows.values() if isinstance(row, Person)]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return self.rows[chosen]


class IntroduceForm(WritingForm):
    """Whom to introduce, and whether someone goes along."""

    who = WhoField(
        label=_("Who?"),
        error_messages={
            "required": _("Say whom you introduce."),
            "invalid_choice": _("Choose one of those who are there."),
        },
    )
    went_with = forms.BooleanField(
        label=_("Someone goes along, or went"),
        required=False,
        help_text=_("To go along the first time makes most of the difference."),
    )
    on = DayField(label=_("When?"), help_text=_("Leave it empty for today."))

    def __init__(self, *args: Any, families: Sequence[Family], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(families)  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on


class FollowUpForm(WritingForm, ChangeForm):
    """What came of it, and what they say."""

    outcome = forms.ChoiceField(label=_("What came of it?"), choices=Introduction.Outcome, widget=forms.RadioSelect)
    went_with = forms.BooleanField(label=_("Someone went along"), required=False)
    words = forms.CharField(
        label=_("In their own words"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As they said it. It can’t be changed afterwards."),
    )
    may_be_read = forms.BooleanField(
        label=_("They are happy for other families to read these words, without a name"), required=False
    )

    def __init__(self, *args: Any, introduction: Introduction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("outcome", "went_with", "words", "may_be_read", "row_version")
        self.initial.update({name: getattr(introduction, name) for name in names})
        self.has_words = bool(introduction.words)
        if self.has_words:  # what they said stays as they said it
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("may_be_read") and not (self.has_words or cleaned.get("words")):
            self.add_error("words", _("Write what they said, for others to read."))
        if cleaned.get("outcome") == Introduction.Outcome.DID_NOT_HAPPEN and cleaned.get("went_with"):
            self.add_error("went_with", _("If it did not happen, nobody went along."))
        return cleaned
