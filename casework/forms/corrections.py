"""“That’s not how it was”, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import CorrectionRequest
from families.forms.fields import WritingForm

K, S = CorrectionRequest.Kind, CorrectionRequest.State


class NotHowItWasForm(WritingForm):
    """Only their own words are needed."""

    more = ("kind", "should_say")

    statement = forms.CharField(
        label=_("How was it?"),
        help_text=_("In your own words, as long or as short as you like."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say how it was, in your own words.")},
    )
    kind = forms.ChoiceField(label=_("What is not right?"), choices=K.choices, widget=forms.RadioSelect, required=False)
    should_say = forms.CharField(
        label=_("What should it say instead?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class AnswerForm(WritingForm):
    """What was found. To look into it needs no words; each other answer says why."""

    sometimes = frozenset({"answer", "new_words"})

    state = forms.ChoiceField(
        label=_("What will you do?"),
        choices=[
            (S.LOOKING, _("I am looking into it")),
            (S.CORRECTED, _("Put it right")),
            (S.STATEMENT_ATTACHED, _("Leave both: we see it differently")),
            (S.NOT_CHANGED, _("Not change it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you will do.")},
    )
    new_words = forms.CharField(
        label=_("What does it say now?"),
        help_text=_("Only if you put it right. What was written before stays readable beside it."),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    answer = forms.CharField(
        label=_("Your answer, and why"),
        help_text=_("They read it, and so does everyone who reads the conversation."),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, is_looked_into: bool, may_put_right: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = {*([S.LOOKING] if is_looked_into else []), *([] if may_put_right else [S.CORRECTED])}
        field = self.fields["state"]
        field.choices = [one for one in field.choices if one[0] not in gone]  # type: ignore[attr-defined]
        if not may_put_right:
            del self.fields["new_words"]

    def clean(self) -> dict[str, Any]:
        """What each answer needs, beside the box where it is missing."""
        cleaned = super().clean() or {}
        state = cleaned.get("state")
        if state and state != S.LOOKING and not cleaned.get("answer"):
            self.add_error("answer", _("Say why: they read your answer."))
        if state == S.CORRECTED and not cleaned.get("new_words") and "new_words" not in self.errors:
            self.add_error("new_words", _("Write what it says now."))
        if state and state != S.CORRECTED and cleaned.get("new_words"):
            self.add_error("new_words", _("Only what is put right has new words. Choose that, or leave this empty."))
        return cleaned
