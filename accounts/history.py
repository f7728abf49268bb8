"""What every write passes through: one transaction, the action's name in the history, and the database's refusals in words."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from database.rules import broken_rule

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in a transaction (a savepoint inside another) and note its name beside each row that it writes."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with pghistory.context(action=function.__name__), transaction.atomic():
                return function(*args, **kwargs)
        except IntegrityError as error:
            if rule := broken_rule(error):
                name, sentence = rule
                raise RuleBroken(sentence, name) from error
            raise

    return wrapped
