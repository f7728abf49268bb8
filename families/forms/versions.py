"""Forms that change what someone else may be changing at the same moment."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.writing import PlainForm

Differing = list[tuple[str, str]]


class VersionedForm(PlainForm):
    """A change of something as it was when the page was opened; `row_version` says which it was.

    `initial` is what stands there now, its version with it.
    """

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def catch_up(self) -> Differing:
        """When someone else saved first, take up their version, so that saving again will do, and say where theirs differs."""
        name, present = self.add_prefix("row_version"), self.initial
        if not self.is_bound or self.data.get(name) == str(present.get("row_version")):
            return []
        typed = copy(self.data)
        cast("dict[str, str]", typed)[name] = str(present.get("row_version", ""))
        self.data = typed
        return _theirs(self, present)


class ChangeForm(VersionedForm):
    """A change that is never saved without saying what was seen."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def caught_up(form: forms.Form) -> Differing:
    """The same for any form; empty for one that changes nothing of anyone's."""
    return form.catch_up() if isinstance(form, VersionedForm) else []


def _theirs(form: forms.Form, present: Mapping[str, Any]) -> Differing:
    """Where what stands there now differs from what was typed: each field's label and what it says now."""
    differing = []
    for name, value in present.items():
        field = form.fields.get(name)
        if field is None or name == "row_version" or not form[name].field.has_changed(value, form[name].data):
            continue
        shown = type(form).base_fields.get(name, field)
        differing.append((str(shown.label), _in_words(field, value)))
    return differing


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        said: dict[Any, Any] = dict(flatten_choices(field.choices))  # type: ignore[arg-type]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(said.get(one, one)) for one in chosen if one) or str(_("nothing"))
    if isinstance(value, list):
        return " ".join(str(part) for part in value if part)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return str(pgettext_lazy("an answer", "yes") if value else pgettext_lazy("an answer", "no"))
    return str(value or _("nothing"))
