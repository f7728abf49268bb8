"""History by triggers: every write of a tracked table leaves a row that says what it was, when, in which action and by whom."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from pghistory import trigger
from pghistory.models import Event

M = TypeVar("M", bound=models.Model)


class HistoryEvent(Event):
    """One state of one row. `asked_by` comes from the signed asker, so that no context can pretend to be another."""

    pgh_id = models.BigAutoField(primary_key=True)
    asked_by = models.UUIDField(null=True, db_default=models.Func(function="kith_sec.person_or_none"))

    class Meta:
        abstract = True


class OfAllAtOnce(trigger.Event):
    """The trigger of `InsertedAtOnce`."""

    def get_func(self, model: Any) -> Any:
        # The library asks for a table of contexts that we do without, and leaves it to a default to ask for each row who asks.
        said = _BY_STATEMENT.search(super().get_func(model).func)  # type: ignore[no-untyped-call]
        if said is None:
            raise NotImplementedError("The library writes the history of a statement in another way now.")
        asker = "(SELECT kith_sec.person_or_none())"
        told = f"SELECT {said['values']}, {asker} FROM new_values"  # noqa: S608  (our own names)
        written: Any = pgtrigger.Func  # untyped
        return written(f'INSERT INTO {said["into"]} ({said["columns"]}, "asked_by") {told}; RETURN NULL;')


_BY_STATEMENT = re.compile(
    r'INSERT INTO (?P<into>"\w+") \((?P<columns>[^)]*)\) SELECT (?P<values>.*) FROM \( SELECT new_values\.\* FROM'
)


class InsertedAtOnce(pghistory.InsertEvent):
    """One history row for each row that a statement inserted, all by one statement: who asks is looked at once, and not for each.

    For tables into which an import writes many at once (docs/performance.md).
    """

    def add_event_trigger(self, event_model: Any) -> None:
        untyped: Any = OfAllAtOnce
        at_once = untyped(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            level=pgtrigger.Statement,
        )
        pgtrigger.register(at_once)(event_model.pgh_tracked_model)


def tracked(model: type[M]) -> type[M]:
    """Keep the history of a model, but not of what the database computes from other columns, nor of what it names as secret."""
    return _tracked(model, pghistory.InsertEvent())


def tracked_at_once(model: type[M]) -> type[M]:
    """The same for a table into which many rows are written by one statement."""
    return _tracked(model, InsertedAtOnce())


def _tracked(model: type[M], inserted: pghistory.InsertEvent) -> type[M]:
    secret = getattr(model, "kept_out_of_history", ())
    left_out = [field.name for field in model._meta.local_fields if field.generated or field.name in secret]
    events = inserted, pghistory.UpdateEvent(), pghistory.DeleteEvent()
    track: Callable[[type[M]], type[M]] = pghistory.track(
        *events, exclude=left_out, model_name=f"{model.__name__}Event"
    )
    return track(model)
