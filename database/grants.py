"""What the application's role may do with the tables that hold nothing of a family, and so may be read by nobody in particular.

They must be readable before anyone is known (sign-in, tokens) or are Django's own. A guard test refuses any other open table, and
sees that sign-ins and what hangs on them are closed to whoever asks for another organisation.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

ALL = "SELECT, INSERT, UPDATE, DELETE"
OPEN_APPS = {
    "auth": "SELECT",
    "contenttypes": "SELECT",
    "sessions": ALL,
    "account": ALL,
    "mfa": ALL,
    "socialaccount": ALL,
    "usersessions": ALL,
    "oauth2_provider": ALL,
    "procrastinate": ALL,  # jobs are taken up before it is known for whom; they hold ids and no words, and each asks for one organisation
}
OPEN_MODELS = {
    "accounts.Organisation": "SELECT, INSERT, UPDATE",
    "accounts.SingleSignOn": "SELECT, INSERT, UPDATE",
    "accounts.User": "SELECT, INSERT, UPDATE",
    "families.FieldOwner": "SELECT",
}

# pgtrigger lets a plain setting switch triggers off. Only the owner, in a migration, may do that here.
IGNORE_NOTHING = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT current_user = 'kith_owner'
     AND trigger_name = ANY (coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}')::text[]) $$
"""


def open_tables() -> Iterator[tuple[str, str]]:
    """Each open table with its grants."""
    for label, grants in OPEN_APPS.items():
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            yield model._meta.db_table, grants
    for name, grants in OPEN_MODELS.items():
        yield apps.get_model(name)._meta.db_table, grants
    yield "kith_cache", ALL  # what Django counts for sign-in: no model of anyone
    yield "django_migrations", "SELECT"


def apply(connection: BaseDatabaseWrapper) -> None:
    """Grant what stands above; as the owner, after every migrate."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "pghistory_context" in there:
            cursor.execute("REVOKE ALL ON pghistory_context FROM kith_app")
        cursor.execute(IGNORE_NOTHING)
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_app")
        for table, grants in open_tables():
            if table in there:
                cursor.execute(f"REVOKE ALL ON {connection.ops.quote_name(table)} FROM kith_app")
                cursor.execute(f"GRANT {grants} ON {connection.ops.quote_name(table)} TO kith_app")
