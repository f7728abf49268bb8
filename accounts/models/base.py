from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import connection, models
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE
from uuid_utils.compat import uuid7

from database import clock


class Protected(models.Model):
    """What every protected table has: whose it is, who made it and when, and a version that each change raises.

    The database sets `row_version` and `updated_at` (domain.md §11). Its migration must hold a `Protect` operation.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, db_index=False
    )
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check the fields, but not that each related row exists: the form offered it, and the composite key holds it."""
        related = {field.name for field in self._meta.local_fields if field.is_relation}
        super().clean_fields(exclude=related | set(exclude or ()))

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """All but the checks, which `validate_constraints` asks at once."""
        return [
            (model, [one for one in constraints if not isinstance(one, models.CheckConstraint)])
            for model, constraints in super().get_constraints()
        ]

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Ask all checks of the row in one statement; Django would ask each in a savepoint of its own."""
        errors: dict[str, list[Any]] = {}
        try:
            super().validate_constraints(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for check in self._broken_checks(set(exclude or ())):
            message = ValidationError(check.get_violation_error_message(), code=check.violation_error_code)
            errors.setdefault(NON_FIELD_ERRORS, []).append(message)
        if errors:
            raise ValidationError(errors)

    def _broken_checks(self, exclude: set[str]) -> Iterator[models.CheckConstraint]:
        # A statement without a table, as Django's own `Q.check` makes it.
        query, asked = Query(None), []
        for name, value in self._get_field_expression_map(meta=self._meta, exclude=exclude).items():  # type: ignore[attr-defined]
            query.add_annotation(value, name, select=False)
        for check in self._meta.constraints:
            if isinstance(check, models.CheckConstraint):
                holds = Coalesce(check.condition, models.Value(value=True), output_field=models.BooleanField())
                try:
                    query.add_annotation(holds, f"check_{check.name}")
                except FieldError:  # it speaks of a field that is excluded
                    continue
                asked.append(check)
        if asked:
            answers = query.get_compiler(connection=connection).execute_sql(SINGLE)
            yield from (check for check, answer in zip(asked, answers, strict=True) if not answer)
