"""Migrating an empty database in seconds and one in use without holding anyone up, and what follows every migrate."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger
from psycopg.errors import LockNotAvailable

WAITS_FOR = "200ms"
"""How long a migration waits for who reads a table. Whoever would read it next waits behind the migration."""
PAUSE = 1.0
"""Seconds that others have then, before it tries again."""
MOST_TRIES = 120


@contextmanager
def only_what_changes() -> Iterator[None]:
    """Add models and fields, constraints, indexes and triggers, without rendering every related model anew after each.

    A new model is pointed to by none, so it joins those that are rendered as it does when Django loads. A model whose fields change is
    rendered alone: what points to it goes on with the one of before, which has the same table and key, and nothing else is asked of it
    until Python looks (Django's `is_delayed`: it then renders all). The others change the options of one model and no field, so the
    rendered model may keep its place and take them in.
    """
    instead: list[tuple[type, str, object]] = [
        (ProjectState, "add_model", _add_model),
        (ProjectState, "reload_model", _reload_model),
        (ProjectState, "_append_option", _append_option),
        (ProjectState, "_remove_option", _remove_option),
        (AddTrigger, "state_forwards", _add_trigger),
        (RemoveTrigger, "state_forwards", _remove_trigger),
    ]
    former = [(owner, name, getattr(owner, name)) for owner, name, _ in instead]
    for owner, name, ours in instead:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for owner, name, theirs in former:
            setattr(owner, name, theirs)


def _add_model(state: ProjectState, added: ModelState) -> None:
    key = added.app_label, added.name_lower
    state.models[key] = added
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # rendered already
        state.apps.render_multiple([added])


def _reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT002  (Django’s)
    if "apps" in state.__dict__:  # rendered already
        state.is_delayed = True
        state._reload({(app_label, model_name)})  # type: ignore[attr-defined]


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
    _set_option(state, app_label, model_name, option, lambda there: [*there, added])


def _remove_option(state: ProjectState, app_label: str, model_name: str, option: str, removed: str) -> None:
    _set_option(state, app_label, model_name, option, lambda there: [one for one in there if one.name != removed])


def _set_option(
    state: ProjectState, app_label: str, model_name: str, option: str, change: Callable[[list[Any]], list[Any]]
) -> None:
    options = state.models[app_label, model_name].options
    options[option] = change(options.get(option, []))
    if "apps" in state.__dict__:  # rendered already
        setattr(state.apps.get_model(app_label, model_name)._meta, option, options[option])


def _add_trigger(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    _append_option(state, app_label, operation.model_name, "triggers", operation.trigger)


def _remove_trigger(operation: RemoveTrigger, app_label: str, state: ProjectState) -> None:
    _remove_option(state, app_label, operation.model_name, "triggers", operation.name)


def giving_way(connection: BaseDatabaseWrapper, step: Callable[[], None], say: Callable[[str], object]) -> None:
    """Do a step that changes tables, and again from where it was as long as someone reads one for longer than `WAITS_FOR`.

    A change of a table waits behind every reader and lets no new one through, so a long report would stop all reading (security.md §5,
    F10). Each migration is one transaction: what was given up is undone, and what was finished stays. Raises CommandError after
    `MOST_TRIES`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [WAITS_FOR])
    for number in range(MOST_TRIES):
        try:
            return step()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            if not number:
                say("A table is being read, and nobody is held up: trying again until it is free.")
            time.sleep(PAUSE)
    raise CommandError(
        "A table was read all the while: end the long report that does (pg_stat_activity), and migrate again. Nothing is half done."
    )


def refuse_half_way(connection: BaseDatabaseWrapper) -> None:
    """Refuse a database with only some of the migrations that one of ours replaces: Django would pass over what is missing."""
    applied = MigrationRecorder(connection).applied_migrations()
    for migration in MigrationLoader(None).disk_migrations.values():
        missing = [name for name in migration.replaces if name not in applied]
        if missing and len(missing) < len(migration.replaces):
            raise CommandError(
                f"This database is between two versions: {migration} stands for others, and of those {missing} are not there."
                " Migrate it with the version of before first, or begin anew with `make reset`."
            )


def finish(connection: BaseDatabaseWrapper) -> None:
    """Call each function `kith_sec.at_migrate_…` that a room has left there, while nobody can ask yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regproc::text FROM pg_proc"
            " WHERE pronamespace = 'kith_sec'::regnamespace AND proname ~ '^at_migrate_' ORDER BY 1"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT {name}()")  # a function's own name
