"""`id__any=ArraySubquery(…)`: equal to one of a set that the database makes once for the statement.

`IN (SELECT …)` is joined, and row by row when it stands beside an OR; `= ANY (ARRAY(SELECT …))` is a constant to the plan, so
that an index serves it (measured: 1 to 3 orders of magnitude on who may see what).
"""

from typing import Any

from django.db.models import Lookup, UUIDField
from django.db.models.sql.compiler import SQLCompiler


@UUIDField.register_lookup
class EqualsAny(Lookup):
    lookup_name = "any"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY ({right})", (*left_params, *right_params)
