"""What no one can forget: the database's own catalogue, read as the application's role (security.md §2.4)."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from accounts.models import Protected
from database import grants

pytestmark = pytest.mark.django_db

OURS = "relnamespace IN ('public'::regnamespace, 'kith_sec'::regnamespace)"
IS_PROTECTED = """c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
    SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = '*'
      AND p.polroles = ARRAY['kith_app'::regrole::oid]
      AND pg_get_expr(p.polqual, c.oid) = '(organisation_id = ( SELECT kith_sec.organisation() AS organisation))')"""
PART = "c.relispartition"
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rows(statement: str, *parameters: Any) -> list[Any]:
    """The rows of a question to the catalogue; only the values when there is one column."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return [row[0] if len(row) == 1 else row for row in cursor.fetchall()]


def tables(condition: str = "true") -> set[str]:
    return set(rows(f"SELECT relname FROM pg_class c WHERE {OURS} AND relkind IN ('r', 'p') AND ({condition})"))


def open_to_the_application() -> str:
    return " OR ".join(f"has_table_privilege('kith_app', c.oid, '{privilege}')" for privilege in PRIVILEGES)


def tables_of(models_: Any) -> set[str]:
    return {model._meta.db_table for model in models_}


def has_organisation(model: type[models.Model]) -> bool:
    return any(field.name == "organisation" for field in model._meta.local_fields)


OPEN = {apps.get_model(name) for name in grants.OPEN_MODELS}
PROTECTED = [model for model in apps.get_models() if has_organisation(model) and model not in OPEN]
RECORDED = [model for model in PROTECTED if issubclass(model, Protected)]
APPEND_ONLY = [
    apps.get_model("api.RefusedCall"),
    apps.get_model("api.SentOnce"),
    *(
        apps.get_model(f"accounts.{name}")
        for name in ("AccessEvent", "AccessSeal", "OrganisationChange", "SentForm", "SingleSignOnChange", "UserChange")
    ),
]
EVENTS = [model for model in PROTECTED if any(field.name == "pgh_id" for field in model._meta.local_fields)]


def test_every_table_is_protected_or_on_the_list():
    reachable = tables(f"({open_to_the_application()}) AND NOT ({IS_PROTECTED})")

    assert reachable == {name for name, _grants in grants.open_tables()} & tables()


def test_open_tables_have_the_grants_of_the_list_and_no_more():
    listed = {name: set(said.split(", ")) for name, said in grants.open_tables()}

    assert {name: privileges_on(name) for name in listed} == listed


def test_what_hangs_on_a_sign_in_is_closed_to_other_organisations():
    """Such a table is open only while nobody is known; a later version of a library may bring another one."""
    policy = "NOT p.polpermissive AND p.polcmd = '*' AND p.polroles = ARRAY['kith_app'::regrole::oid]"
    names = [name for name, _grants in grants.open_tables()]
    hanging = rows(
        """
        WITH RECURSIVE hanging AS (
          SELECT 'accounts_user'::regclass::oid AS one
          UNION SELECT conrelid FROM pg_constraint JOIN hanging ON confrelid = one
          WHERE contype = 'f' AND conrelid::regclass::text = ANY (%s))
        SELECT one FROM hanging""",
        names,
    )

    closed = rows(f"""
        SELECT polrelid FROM pg_policy p JOIN pg_class c ON c.oid = polrelid WHERE relrowsecurity AND relforcerowsecurity
        AND {policy} AND pg_get_expr(polqual, polrelid) LIKE '%organisation_or_none()%'""")

    assert len(hanging) == 13
    assert set(hanging) == set(closed)


def privileges_on(table: str) -> set[str]:
    return {name for name in PRIVILEGES if rows("SELECT has_table_privilege(%s, %s)", table, name) == [True]}


def test_every_model_of_an_organisation_is_protected():
    assert tables_of(PROTECTED) - tables(IS_PROTECTED) == set()


def test_protected_tables_let_the_application_read_and_write_only():
    allowed = {"SELECT", "INSERT", "UPDATE"}

    assert {model._meta.db_table: privileges_on(model._meta.db_table) - allowed for model in PROTECTED} == {
        model._meta.db_table: set() for model in PROTECTED
    }


def test_the_parts_of_a_table_are_guarded_and_reached_through_the_whole_alone():
    parts = tables(PART)

    assert {"accounts_accessevent_other"} < parts
    assert parts - tables(IS_PROTECTED) == set()
    assert tables(f"{PART} AND ({open_to_the_application()})") == set()


def test_protected_tables_belong_to_the_owner():
    assert rows(f"SELECT DISTINCT relowner::regrole::text FROM pg_class c WHERE {OURS}") == ["kith_owner"]


def test_the_application_owns_nothing():
    found = rows("""
        SELECT classid::regclass, objid FROM pg_shdepend
        WHERE refobjid = 'kith_app'::regrole AND deptype = 'o' AND dbid IN (0, (
          SELECT oid FROM pg_database WHERE datname = current_database()))""")

    assert found == []


@pytest.mark.parametrize("role", ["kith_app", "kith_migrate", "kith_owner"])
def test_no_role_of_ours_passes_by_the_policies(role):
    attributes = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"

    assert rows(f"SELECT {attributes} FROM pg_roles WHERE rolname = %s", role) == [(False,) * 5]


def test_the_application_is_member_of_no_role():
    assert rows("SELECT roleid::regrole FROM pg_auth_members WHERE member = 'kith_app'::regrole") == []


def test_the_application_can_make_nothing():
    found = rows("""
        SELECT nspname FROM pg_namespace WHERE has_schema_privilege(nspname, 'CREATE')
        UNION ALL SELECT privilege FROM unnest(ARRAY['CREATE', 'TEMP']) AS privilege
        WHERE has_database_privilege(current_database(), privilege)""")

    assert found == []


def test_every_view_asks_as_its_reader():
    found = rows(f"""
        SELECT relname FROM pg_class c WHERE {OURS} AND relkind IN ('v', 'm')
        AND NOT coalesce(reloptions, '{{}}') && ARRAY['security_invoker=true', 'security_invoker=on']""")

    assert found == []


def test_functions_with_the_owners_rights_are_pinned_and_closed():
    found = rows("""
        SELECT proname, EXISTS (SELECT FROM unnest(proconfig) said WHERE said ~ '^search_path=.*pg_temp$'),
          has_function_privilege('public', p.oid, 'EXECUTE')
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE prosecdef AND nspname NOT IN ('pg_catalog', 'information_schema')""")

    assert ("asker", True, False) in found
    assert [name for name, is_pinned, is_public in found if is_public or not is_pinned] == []


def test_every_foreign_key_holds_the_organisation():
    """Such checks pass by row-level security: a key without the organisation could point into another council."""
    found = rows("""
        SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'organisation_id'
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attname = 'organisation_id'
        WHERE c.contype = 'f' AND NOT a.attnum = ANY (c.conkey) AND NOT EXISTS (
          SELECT FROM pg_constraint d WHERE d.contype = 'f' AND d.conrelid = c.conrelid AND d.confrelid = c.confrelid
            AND d.conkey @> c.conkey AND a.attnum = ANY (d.conkey) AND b.attnum = ANY (d.confkey))""")

    assert found == []


def test_no_foreign_key_is_checked_twice():
    """What holds with the organisation holds by id alone."""
    found = rows("""
        SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c JOIN pg_constraint d ON d.contype = 'f'
          AND (d.conrelid, d.confrelid) = (c.conrelid, c.confrelid) AND d.conkey @> c.conkey AND d.oid <> c.oid
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'organisation_id' AND NOT a.attnum = ANY (c.conkey)
        WHERE c.contype = 'f'""")

    assert found == []


@pytest.mark.parametrize("trigger", ["kith_touch", "kith_note_change", "kith_note_new"])
def test_every_record_counts_its_versions_and_tells_of_changes(trigger):
    assert tables_with_trigger(trigger) == tables_of(RECORDED)


@pytest.mark.parametrize("trigger", ["kith_append_only", "kith_append_only_table"])
def test_what_is_append_only_refuses_changes(trigger):
    assert tables_with_trigger(trigger) == tables_of([*EVENTS, *APPEND_ONLY]) | tables(PART)


def tables_with_trigger(name: str) -> set[str]:
    return set(rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s AND tgenabled = 'O'", name))


def test_every_record_has_a_history():
    """But drafts: they are their writer's alone, and every keystroke would be a state. And imports: what a file says is not kept; what
    it wrote has its history. Nor is there one of what someone does not want to be told; or of how they look back on their own work,
    which is gone once they throw it away. Nor of an enquiry that nothing came of: nothing is left of it."""
    without = {model.__name__ for model in RECORDED if not hasattr(model, "pgh_event_model")}
    assert without == {"Draft", "FamilyEnquiry", "ImportedRow", "LanguageTipIgnore", "PeopleImport", "WindowCheck"}


def test_every_trigger_of_a_model_is_there_and_on():
    wanted = {
        (model._meta.db_table, trigger.get_pgid(model))
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", ())
    }

    found = rows(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname ~ '^pgtrigger_' AND tgenabled = 'O'"
    )

    assert set(found) == wanted


def test_history_is_written_by_triggers_alone():
    by_triggers = rows("""
        SELECT polrelid::regclass::text FROM pg_policy
        WHERE polpermissive AND pg_get_expr(polwithcheck, polrelid) = '(pg_trigger_depth() > 0)'""")

    assert set(by_triggers) == tables_of(EVENTS)


def test_every_choice_is_checked_and_up_to_date():
    checked = {
        (table, column): set(re.findall(r"'((?:[^']|'')*)'::", definition))
        for table, column, definition in rows("""
            SELECT conrelid::regclass::text, attname, pg_get_constraintdef(c.oid) FROM pg_constraint c
            JOIN pg_attribute a ON attrelid = conrelid AND conkey = ARRAY[attnum]
            JOIN pg_class r ON r.oid = conrelid
            WHERE contype = 'c' AND conname ~ '_choice$' AND NOT r.relispartition""")
    }

    assert checked == choices()


def choices() -> dict[tuple[str, str], set[str]]:
    return {
        (model._meta.db_table, field.column): allowed(field)
        for model in PROTECTED
        if model not in EVENTS
        for field in model._meta.local_fields
        if getattr(field, "base_field", field).choices
    }


def allowed(field: Any) -> set[str]:
    listed = getattr(field, "base_field", field)
    return {str(value) for value, _label in listed.flatchoices} | ({""} if field.blank and listed is field else set())
