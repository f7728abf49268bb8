"""Query strings: each list says what may stand in its own (security.md §7 A and B)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.fields import Id, Text

PAGE = 50
LARGEST_PAGE = 200
LARGEST_EXPANDED = 50
"""Rows of a page beside which stands whom they name."""


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE})
class PageSize(Text):
    """How many rows a page holds."""

    largest = LARGEST_PAGE
    default_error_messages = {"size": _("Ask for 1 to {largest}.")}

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        said = super().to_internal_value(data)
        if not (said.isascii() and said.isdecimal() and len(said) <= 3 and 1 <= int(said) <= self.largest):
            self.fail("size", largest=self.largest)
        return int(said)


class NoQuery(Input):
    """No parameter at all."""


class PageQuery(Input):
    """One page of a list, in the order in which its rows were written down."""

    cursor = Id(required=False, help_text="The `next_cursor` of the page before.")
    page_size = PageSize(
        required=False, default=PAGE, help_text=f"How many rows: 1 to {LARGEST_PAGE}, by default {PAGE}."
    )


class Names(Text):
    """Some of a few names, with commas between them."""

    known: tuple[str, ...] = ()
    default_error_messages = {"unknown": _("Give names with commas between them, of these: {known}.")}

    def to_internal_value(self, data: Any) -> tuple[str, ...]:  # type: ignore[override]
        said = tuple(dict.fromkeys(super().to_internal_value(data).split(",")))
        if not set(said) <= set(self.known):
            self.fail("unknown", known=", ".join(self.known))
        return said


def names_of(known: Iterable[str]) -> type[Names]:
    """A parameter that takes some of these names."""
    one = "|".join(known)
    shape = {"type": "string", "pattern": f"^({one})(,({one}))*$"}
    return extend_schema_field(shape)(type("Names", (Names,), {"known": tuple(known)}))


def chosen(query: type[Input], row: type[Output], expand: Collection[str]) -> type[Input]:
    """The query string of an answer of which one may choose `fields` and, where it names someone, `expand`."""
    declared: dict[str, Any] = {
        "fields": names_of(row._declared_fields)(
            required=False, help_text="Only these fields of each, with commas between them; and `id`. By default all."
        )
    }
    if expand:
        help_text = "Whom it names, or the families, as `expanded` beside it: each as in the list of its own, for its own scope."
        declared["expand"] = names_of(expand)(required=False, help_text=help_text)
    return type(f"{query.__name__}Of{row.__name__}", (query,), {**declared, "__doc__": query.__doc__})


def read_query(said: QueryDict, shape: type[Input]) -> dict[str, Any]:
    """The parameters of a query string, or 400: each is known, stands once and has a value that can be."""
    if not said and shape is NoQuery:
        return {}
    twice = [name for name, values in said.lists() if len(values) > 1]
    if twice:
        raise serializers.ValidationError({name: [_("Give this once.")] for name in twice})
    query = shape(data=said.dict())
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)
