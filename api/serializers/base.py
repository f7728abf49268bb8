"""What every body and query string has in common: nothing unknown passes in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class Inputs(serializers.ListSerializer[Any]):
    """Several of what a caller sends."""

    default_error_messages = {
        "not_a_list": gettext_lazy("Give a list, in square brackets."),
        "max_length": gettext_lazy("Give no more than {max_length}."),
    }


class Input(serializers.Serializer[Any]):
    """What a caller sends. An unknown field is refused by its name: a silent drop hides typos and attacks (security.md §7, 38)."""

    default_error_messages = {
        "required": gettext_lazy("This is missing: give it."),
        "null": gettext_lazy("Give a value: null is none."),
        "invalid": gettext_lazy("Give an object, in curly brackets."),
    }

    class Meta:
        list_serializer_class = Inputs

    def to_internal_value(self, data: Any) -> Any:
        errors: dict[str, Any] = {}
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            errors = {str(name): [ErrorDetail(_("There is no such field."), "unknown")] for name in unknown}
        try:
            said = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**error.detail, **errors}) from error
        if errors:
            raise serializers.ValidationError(errors)
        return said


class Changes(Input):
    """What a caller changes: what is left out stays as it is."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Something has to change."""
        if not attrs:
            raise serializers.ValidationError(_("Say what changes: one field at least."))
        return attrs


class Output(serializers.Serializer[Any]):
    """What a caller gets. The database composes it; this says its shape, and a test holds the two together."""
