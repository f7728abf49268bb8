"""Whom a form names by what can be chosen in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from families.models import Person


def people_offered(*shown: forms.BaseForm) -> set[UUID]:
    """Everyone who can be chosen in these forms, for the access log.

    A field that offers people in a way of its own says whom in `people`.
    """
    offered: set[UUID] = set()
    for form in shown:
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                offered |= _read_once(field)
            else:
                offered |= {person.pk for person in getattr(field, "people", ())}
    return offered


def _read_once(field: forms.ModelChoiceField[Any]) -> set[UUID]:
    """The people of a field's choices. The page then shows what was read here, so that it costs no query more."""
    if field.queryset is None or field.queryset.model is not Person:
        return set()
    choices: Any = field.choices
    # By `iter`: a list asks how many there are first, which would be one query more.
    field.widget.choices = read = list(iter(choices))
    return {key.value for key, _label in read if key}
