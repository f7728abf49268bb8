"""An alert: what someone must know, how we know, and until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import day, words
from casework.models import Alert


class AlertForm(PlainForm):
    sometimes = frozenset({"discussed_on"})

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose")), *Alert.Kind.choices],
        error_messages={"required": _("Choose what it is about.")},
    )
    text = words(
        _("What must someone know before they knock?"),
        rows=2,
        max_length=500,
        required=True,
        error_messages={"required": _("Say what someone must know before they knock.")},
    )
    evidence = words(
        _("How do we know?"),
        rows=3,
        required=True,
        help_text=_("What was seen, said or decided, and where it is written down."),
        error_messages={"required": _("Say how we know: an alert needs evidence.")},
    )
    discussed = forms.ChoiceField(
        label=_("Have you talked about it with them?"), choices=Alert.Discussed, widget=forms.RadioSelect
    )
    discussed_on = day(_("When did you talk about it?"), required=False)
    starts = day(_("From"), required=False, help_text=_("Leave empty for today."))
    review_on = day(_("Look again on"), help_text=_("Within 12 months."))

    def clean(self) -> dict[str, Any]:
        """A talk has a day; where there was none, there is none."""
        cleaned = super().clean() or {}
        has_day = cleaned.get("discussed_on") or "discussed_on" in self.errors
        if cleaned.get("discussed") == Alert.Discussed.YES and not has_day:
            self.add_error("discussed_on", _("Say when you talked about it with them."))
        if cleaned.get("discussed") == Alert.Discussed.NO_UNSAFE:
            cleaned["discussed_on"] = None
        return cleaned


class SureForm(PlainForm):
    """To be sure is enough."""


class ReviewForm(PlainForm):
    review_on = day(_("It still holds: look again on"), help_text=_("Within 12 months."))
