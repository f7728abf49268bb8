"""Breaking a rule past every form, to see that the database keeps it."""

import pytest
from django.db import IntegrityError, transaction

from database.rules import broken_rule


def refused_by(operation) -> str:
    """The rule by which the database refuses, which must have a sentence for people."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        operation()
    name, sentence = broken_rule(caught.value)
    assert sentence
    return name


def change(row, **fields):
    return lambda: type(row).objects.filter(pk=row.pk).update(**fields)
