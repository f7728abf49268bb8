"""Going past every form and `full_clean`, to see what the database itself refuses, and by which name."""

from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model

from database import bootstrap


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


def refused_past_triggers(*rows: Model) -> str:
    """What refuses when no trigger is asked: for a rule that stands behind one. It sees nothing of the test's own rows."""
    columns = [field for field in rows[0]._meta.concrete_fields if not field.generated]
    into = f"INSERT INTO {rows[0]._meta.db_table} ({', '.join(field.column for field in columns)}) VALUES "
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in columns]
    places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
    with bootstrap.connect(connection.settings_dict["HOST"], connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.IntegrityError) as refused:
            admin.execute(into + places, values)
    return refused.value.diag.constraint_name
