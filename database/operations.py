"""Migration operations that make a table safe: all of it or nothing, and repeatable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

POLICIES = ("organisation", "visible", "owner")
TRIGGERS = ("kith_touch", "kith_note_change", "kith_note_new", "kith_append_only", "kith_append_only_table")


class Protect(Operation):
    """Protect a table that has an `organisation`: grants, forced row-level security, composite keys, change and version triggers.

    Repeat it in the migration that adds a foreign key to the table; a guard test reads the catalogue and finds what was
    forgotten. `append_only` takes UPDATE away from everyone; `by_triggers` also takes INSERT from the application's own hand,
    which is how history stays true (design.md, decisions 7, 9 and 11). `keyless` is a table that nothing refers to and that refers
    by id alone.
    """

    reversible = True

    def __init__(
        self, model: str, *, append_only: bool = False, by_triggers: bool = False, own: str = "", keyless: bool = False
    ) -> None:
        self.model = model
        self.append_only = append_only or by_triggers
        self.by_triggers = by_triggers
        self.own = own
        self.keyless = keyless

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kept = {
            "append_only": self.append_only,
            "by_triggers": self.by_triggers,
            "own": self.own,
            "keyless": self.keyless,
        }
        return ("Protect", [self.model], {name: value for name, value in kept.items() if value})

    def describe(self) -> str:
        return f"Protect {self.model}"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            _run_deferred(schema_editor)
            for statement in self._statements(model, schema_editor):
                schema_editor.execute(statement, None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for statement in _undoing(model, schema_editor):
                schema_editor.execute(statement, None)

    def _statements(self, model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
        table = editor.quote_name(model._meta.db_table)
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
        yield from self._policies(table)
        yield f"REVOKE ALL ON {table} FROM PUBLIC, kith_app"
        yield f"GRANT {'SELECT, INSERT' if self.append_only else 'SELECT, INSERT, UPDATE'} ON {table} TO kith_app"
        yield from self._triggers(model, table)
        if not self.by_triggers:
            if not self.keyless:
                yield from _composite_keys(model, editor)
            yield from _choice_checks(model, editor)

    def _policies(self, table: str) -> Iterator[str]:
        mine = "organisation_id = (SELECT kith_sec.organisation())"
        write = "pg_trigger_depth() > 0" if self.by_triggers else self.own or "true"
        policies = {
            "organisation": f"AS RESTRICTIVE FOR ALL TO kith_app USING ({mine}) WITH CHECK ({mine})",
            "visible": f"FOR ALL TO kith_app USING (true) WITH CHECK ({write})",
            "owner": "FOR ALL TO kith_owner USING (true)",
        }
        for name, rule in policies.items():
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
            yield f"CREATE POLICY {name} ON {table} {rule}"

    def _triggers(self, model: type[models.Model], table: str) -> Iterator[str]:
        counted = not self.append_only and any(field.column == "row_version" for field in model._meta.local_fields)
        wanted = {
            "kith_touch": counted and "BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION kith_sec.touch()",
            "kith_note_change": counted
            and "AFTER UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION kith_sec.note_change()",
            "kith_note_new": counted
            and "AFTER INSERT ON {} REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.note_change()",
            "kith_append_only": self.append_only
            and "BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION kith_sec.refuse_change()",
            "kith_append_only_table": self.append_only
            and "BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.refuse_change()",
        }
        for name, rule in wanted.items():
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            if rule:
                yield f"CREATE TRIGGER {name} {rule.format(table)}"


def _run_deferred(editor: BaseDatabaseSchemaEditor) -> None:
    """Django's own foreign keys and indexes of this migration first: ours stand beside them."""
    later, editor.deferred_sql = editor.deferred_sql, []
    for statement in later:
        editor.execute(statement, None) if isinstance(statement, str) else editor.execute(statement)


def _composite_keys(model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
    """Keys that hold the organisation too: foreign-key and unique checks pass by row-level security (security.md §0, 6)."""
    primary = editor.quote_name(str(model._meta.pk.column))
    yield _constraint(model, editor, ["organisation_id", "id"], "_org", f"UNIQUE (organisation_id, {primary})")
    for field in model._meta.local_fields:
        target = field.related_model
        constrained = (
            isinstance(field, models.ForeignKey)
            and getattr(field, "db_constraint", True)
            and field.name != "organisation"
        )
        if not constrained or not isinstance(target, type):
            continue
        if any(other.name == "organisation" for other in target._meta.local_fields):
            there, key = (editor.quote_name(target._meta.db_table), editor.quote_name(str(target._meta.pk.column)))
            yield _constraint(
                model,
                editor,
                ["organisation_id", str(field.column)],
                "_fk_org",
                f"FOREIGN KEY (organisation_id, {editor.quote_name(str(field.column))}) REFERENCES {there} (organisation_id, {key})"
                " DEFERRABLE INITIALLY DEFERRED",
            )


def _choice_checks(model: type[models.Model], editor: Any) -> Iterator[str]:
    """A value is one of its choices in the database too; Django only asks its forms."""
    table = editor.quote_name(model._meta.db_table)
    for field in model._meta.local_fields:
        listed = getattr(field, "base_field", field)
        if not listed.choices:
            continue
        values = [str(value) for value, _label in listed.flatchoices] + (
            [""] if field.blank and listed is field else []
        )
        allowed = f"ARRAY[{', '.join(editor.quote_value(value) for value in values)}]::text[]"
        column = editor.quote_name(field.column)
        rule = f"{column}::text[] <@ {allowed}" if listed is not field else f"{column} = ANY ({allowed})"
        name = editor.quote_name(editor._create_index_name(model._meta.db_table, [field.column], suffix="_choice"))
        yield f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"
        yield f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"


def _constraint(model: type[models.Model], editor: Any, columns: list[str], suffix: str, rule: str) -> str:
    table = editor.quote_name(model._meta.db_table)
    name = editor._create_index_name(model._meta.db_table, columns, suffix=suffix)
    return f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = '{table}'::regclass AND conname = '{name}')
        THEN ALTER TABLE {table} ADD CONSTRAINT {editor.quote_name(name)} {rule}; END IF; END $$"""


def _undoing(model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
    table = editor.quote_name(model._meta.db_table)
    for name in TRIGGERS:
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    for name in POLICIES:
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
    yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY"
    yield f"REVOKE ALL ON {table} FROM kith_app"
    yield f"""DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
          WHERE (conrelid = '{table}'::regclass OR confrelid = '{table}'::regclass) AND conname ~ '_(org|choice)$' ORDER BY contype
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.owner, one.conname); END LOOP; END $$"""  # noqa: S608  (a table's own name)
