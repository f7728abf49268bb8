"""Going past every form and `full_clean`, to see what the database itself refuses, and by which name."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Model


def refused_by(operation: Any) -> str:
    """The name of the constraint that refuses."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        operation()
    return refused.value.__cause__.diag.constraint_name


def again(row: Model, **changed: Any) -> None:
    """Write a second row that says the same, but for what is changed; see `_said`."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)]
    says = {field.name: getattr(row, field.name) for field in fields}
    says |= {name: _said(row, value) for name, value in changed.items()}
    type(row)._base_manager.bulk_create([type(row)(**says)])


def _said(row: Model, value: Any) -> Any:
    """A new row where a factory stands; where another column is named, what that one says."""
    if isinstance(value, F):
        return getattr(row, value.name)
    return value() if isinstance(value, type) else value


def change(row: Model, **changed: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**changed)
