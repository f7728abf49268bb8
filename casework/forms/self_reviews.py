"""Looking back on one's own plan (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.forms.fields import words
from casework.models import MyHope
from families.forms.versions import ChangeForm

TEXTS = ("keep_doing", "stop", "start")
"""In their order. None has the name of the button that keeps a draft (`families.forms.drafts.KEEP`)."""


class LookingBackForm(ChangeForm):
    """How each hope is going, from 0 to 10; what to keep, stop and start; with whom to talk. Nothing of it has to be said."""

    keep_doing = words(_("What do I want to keep doing?"))
    stop = words(_("What do I want to stop?"))
    start = words(_("What do I want to start?"))
    talk_to = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Whom would I like to talk with?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "They are told that you would like to talk. What you wrote they read only if they may read your plan."
        ),
    )

    def __init__(self, *args: Any, hopes: Sequence[MyHope], workers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hopes = {f"hope_{hope.pk}": hope for hope in hopes}
        for name, hope in self.hopes.items():
            self.fields[name] = forms.TypedChoiceField(
                label=hope.words,
                choices=[("", _("I would rather not say")), *((str(value), str(value)) for value in range(11))],
                coerce=int,
                empty_value=None,
                required=False,
                help_text=_("0 is at its worst, 10 is as it should be."),
            )
        self.fields["talk_to"].queryset = workers  # type: ignore[attr-defined]
        if not workers:
            del self.fields["talk_to"]
        self.order_fields([*self.hopes, *TEXTS, "talk_to"])
        self.sometimes = frozenset(self.fields)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """As the action takes it: the numbers by the hopes that they are about."""
        cleaned = super().clean() or {}
        cleaned["keep"] = cleaned.pop("keep_doing", "")
        said = {hope: cleaned.pop(name, None) for name, hope in self.hopes.items()}
        cleaned["answers"] = {hope: value for hope, value in said.items() if value is not None}
        return cleaned
