"""Going past every form and `full_clean`, to see what the database itself refuses, and by which name."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model


def refused_by(operation: Any) -> str:
    """The name of the constraint that refuses."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        operation()
    return refused.value.__cause__.diag.constraint_name


def again(row: Model, **changed: Any) -> None:
    """Write a second row that says the same, but for what is changed."""
    fields = [field for field in row._meta.concrete_fields if not (field.primary_key or field.generated)]
    said = {field.name: getattr(row, field.name) for field in fields}
    type(row)._base_manager.bulk_create([type(row)(**said | changed)])


def change(row: Model, **changed: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**changed)
