"""What stands beside a choice, as the forms of a page know it: for whoever reads again what they sent, without the form before them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.urls import Resolver404, resolve
from django.utils.choices import flatten_choices

FORMS = ".forms"
Labels = Mapping[str, Mapping[str, str]]


def labels_at(path: str) -> Labels:
    """By the name of the field and the value that is sent: of the forms on which the page of this path stands. Nothing is asked of the
    database: whom or what of the record someone chose stays untold.
    """
    try:
        view = resolve(urlsplit(path).path).func
    except Resolver404:
        return {}
    found: dict[str, dict[str, str]] = {}
    for form in _forms_of(sys.modules[view.__module__]):
        for name, field in getattr(form, "base_fields", {}).items():  # Django’s own base has none
            for value, label in _choices(field):
                found.setdefault(name, {}).setdefault(str(value), str(label))
    return found


def _choices(field: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        said: list[tuple[Any, Any]] = list(flatten_choices(choices))
        yield from (one for one in said if one[0] != "")


def _forms_of(page: ModuleType) -> Iterator[Any]:
    """Those that stand where the page has its own from: their classes, or what makes them."""
    stand_in = {
        name
        for one in vars(page).values()
        if FORMS in (name := one.__name__ if isinstance(one, ModuleType) else str(getattr(one, "__module__", "")))
    }
    for name in sorted(stand_in & sys.modules.keys()):
        for one in vars(sys.modules[name]).values():
            if isinstance(one, type) and issubclass(one, forms.BaseForm):
                yield one
