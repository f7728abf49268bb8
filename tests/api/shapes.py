"""Whether a JSON value is what an output serializer says: the same names, and values of its kinds."""

from typing import Any

from rest_framework import serializers

KINDS: list[tuple[type[serializers.Field], type]] = [
    (serializers.BooleanField, bool),
    (serializers.IntegerField, int),
    (serializers.FloatField, float),
    (serializers.Field, str),
]


def misfits(shape: Any, said: Any, where: str = "") -> list[str]:
    """What does not fit, by its place; empty when all does."""
    field = shape() if isinstance(shape, type) else shape
    if said is None:
        return [] if field.allow_null else [f"{where} is null"]
    if isinstance(field, (serializers.ListSerializer, serializers.ListField)):
        return [
            wrong for position, one in enumerate(said) for wrong in misfits(field.child, one, f"{where}/{position}")
        ]
    if isinstance(field, serializers.Serializer):
        return _object(field, said, where)
    return _value(field, said, where)


def _object(field: serializers.Serializer, said: dict[str, Any], where: str) -> list[str]:
    wrong = [f"{where}/{name} stands on one side only" for name in set(field.fields) ^ set(said)]
    return wrong + [
        one
        for name, inner in field.fields.items()
        if name in said
        for one in misfits(inner, said[name], f"{where}/{name}")
    ]


def _value(field: serializers.Field, said: Any, where: str) -> list[str]:
    kind = next(kind for wanted, kind in KINDS if isinstance(field, wanted))
    if type(said) is not kind:
        return [f"{where} is {type(said).__name__}"]
    if not said and isinstance(field, serializers.CharField):
        return []
    try:
        field.run_validation(said)
    except serializers.ValidationError as error:
        return [f"{where}: {error.detail}"]
    return []
