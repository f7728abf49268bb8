"""What every body and query string has in common: nothing unknown passes in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail


class Input(serializers.Serializer[Any]):
    """What a caller sends. An unknown field is refused by its name: a silent drop hides typos and attacks (security.md §7, 38)."""

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


class Output(serializers.Serializer[Any]):
    """What a caller gets. The database composes it; this says its shape, and a test holds the two together."""
