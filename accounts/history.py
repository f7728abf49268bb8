"""What every write passes through: one transaction, the action's name in the history, and the database's refusals in words."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.errors import RuleBroken
from database import prepared
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
            with transaction.atomic(), act(function.__name__):
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
def act(name: str) -> Iterator[None]:
    """Name what is done until the end of this, for the history that triggers write; undone with the transaction around it.

    The library would say it anew before each statement, and could not before one that is kept (database/prepared.py).
    """
    _tell_history(str(uuid4()), json.dumps({"action": name}))
    yield
    _tell_history("", "")


_TELL = "SELECT set_config('pghistory.context_id', $1, true), set_config('pghistory.context_metadata', $2, true)"


def _tell_history(context: str, about: str) -> None:
    prepared.write(_TELL, [context, about])


_SAY_WHY = """SELECT set_config('pghistory.context_metadata', (
  coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')::jsonb || jsonb_build_object('reason', %s::text)
)::text, true)"""


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Inside an action: say why, beside its name, until the end of this."""
    with connection.cursor() as cursor:
        cursor.execute(_SAY_WHY, [reason])
        yield
        cursor.execute(_SAY_WHY, [""])


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
