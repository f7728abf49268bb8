"""A change of something as it was when the page was opened, and what someone else saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from families.forms.fields import WritingForm
from families.models import Family, Person


class VersionedForm(WritingForm):
    """A change of something as it was when the page was opened; `row_version` says which it was."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def is_late(self, row: Family | Person) -> bool:
        """Whether someone else saved first. Then the form takes up the version now seen: saving again will do."""
        late = self.is_bound and self.data.get("row_version") != str(row.row_version)
        if late:
            self.data = {**cast("QueryDict", self.data).dict(), "row_version": str(row.row_version)}
        return late


def theirs(form: VersionedForm, present: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where what stands there now differs from what was typed: each field's label and what it says now."""
    shown = type(form).base_fields
    differing = []
    for name, value in present.items():
        field = form.fields.get(name)
        if field is None or name == "row_version" or not form[name].field.has_changed(value, form[name].data):
            continue
        differing.append((str(shown[name].label), _in_words(field, value)))
    return differing


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, list):
        return " ".join(str(part) for part in value if part)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return str(pgettext_lazy("an answer", "yes") if value else pgettext_lazy("an answer", "no"))
    return str(value or _("nothing"))
