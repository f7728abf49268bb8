"""What the database says when it refuses, and a row of a link-up for it to refuse."""

import pytest
from django.db import IntegrityError


def broken(refused: pytest.ExceptionInfo[IntegrityError]) -> str:
    """The name of the constraint that refused."""
    return refused.value.__cause__.diag.constraint_name


def a_row_of(model, of, **fields):
    return model.objects.create(organisation=of.organisation, **fields)
