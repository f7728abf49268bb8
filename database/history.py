"""History by triggers: every write of a tracked table leaves a row that says what it was, when, in which action and by whom."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models
from pghistory.models import Event

M = TypeVar("M", bound=models.Model)


class HistoryEvent(Event):
    """One state of one row. `asked_by` comes from the signed asker, so that no context can pretend to be another."""

    pgh_id = models.BigAutoField(primary_key=True)
    asked_by = models.UUIDField(null=True, db_default=models.Func(function="kith_sec.person_or_none"))

    class Meta:
        abstract = True


def tracked(model: type[M]) -> type[M]:
    """Keep the history of a model, but not of what the database computes from other columns, nor of what it names as secret."""
    secret = getattr(model, "kept_out_of_history", ())
    left_out = [field.name for field in model._meta.local_fields if field.generated or field.name in secret]
    events = pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    track: Callable[[type[M]], type[M]] = pghistory.track(
        *events, exclude=left_out, model_name=f"{model.__name__}Event"
    )
    return track(model)
