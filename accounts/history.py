"""What every write passes through: one transaction, the action's name in the history, and the database's refusals in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.errors import RuleBroken
from database.rules import broken_rule

_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in a transaction, a savepoint inside a request's, and note its name beside each row that it writes.

    An action that calls another is one act: the inner one adds no savepoint, and a refusal undoes both.
    """

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return function(*args, **kwargs)
        token = _inside.set(True)
        try:
            with pghistory.context(action=function.__name__), transaction.atomic():
                return function(*args, **kwargs)
        except IntegrityError as error:
            if rule := broken_rule(error):
                name, sentence = rule
                raise RuleBroken(sentence, name) from error
            raise
        finally:
            _inside.reset(token)

    return wrapped


@contextmanager
def bad_input() -> Iterator[None]:
    """Inside an action: a rule that the database refuses by here is one of what was typed, and not of the moment."""
    try:
        yield
    except IntegrityError as error:
        if rule := broken_rule(error):
            name, sentence = rule
            raise ValidationError(sentence, name) from error
        raise
