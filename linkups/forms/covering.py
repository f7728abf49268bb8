"""Who covers while a coach is away; named as its action names it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.models import Practitioner
from linkups.forms.parts import DayField


class CoverForm(PlainForm):
    """No reason is asked: that somebody is away is enough."""

    coach = forms.ModelChoiceField(Practitioner.objects.none(), label=_("Who is away?"))
    cover = forms.ModelChoiceField(
        Practitioner.objects.none(),
        label=_("Who covers?"),
        help_text=_("The families read this name, and until when."),
    )
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), starts_today=False)

    def __init__(self, *args: Any, away: QuerySet[Practitioner], covers: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coach"].queryset = away  # type: ignore[attr-defined]
        self.fields["cover"].queryset = covers  # type: ignore[attr-defined]
