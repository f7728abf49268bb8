"""Letting an advocate in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.forms.fields import NameField
from families.models import Agency


class AdvocateForm(PlainForm):
    """Who they are, how they sign in, and for whom they work."""

    name = NameField(label=_("What are they called?"), help_text=_("Families choose them by this name."))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("They sign in with six numbers that are sent there. Be sure that only they read it."),
        error_messages={"invalid": _("Write the whole address, such as name@charity.org.uk.")},
    )
    works_for = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("For whom do they work?"),
        empty_label=_("Choose a body"),
        help_text=_("Voluntary, community and faith bodies stand here. Add one under “Bodies beside us”."),
        error_messages={"required": _("Choose for whom they work.")},
    )

    def __init__(self, data: Any = None, *, bodies: QuerySet[Agency]) -> None:
        super().__init__(data)
        self.fields["works_for"].queryset = bodies  # type: ignore[attr-defined]
