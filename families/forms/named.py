"""Whom a form names by what can be chosen in it."""

from __future__ import annotations

from uuid import UUID

from django import forms

from families.models import Person


def people_offered(*shown: forms.BaseForm) -> set[UUID]:
    """Everyone who can be chosen in these forms, for the access log. The page then shows what was read here: no query more.

    A field that offers people in a way of its own says whom in `people`.
    """
    offered: set[UUID] = set()
    for form in shown:
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is Person:
                # `iter`, since a list asks how many there are first, which would be one query more.
                field.widget.choices = choices = list(iter(field.choices))
                offered |= {key.value for key, _label in choices if key}
            else:
                offered |= {person.pk for person in getattr(field, "people", ())}
    return offered
