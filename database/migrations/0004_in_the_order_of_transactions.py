"""The change stream is read in the order of transactions, of which none that still runs is passed by.

A dump that is loaded into another cluster brings numbers of transactions which that one has not come to yet. They are put before all
others at the next migrate, in the order in which they were written: else what is written there would seem to come before them.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

EARLIER_LIFE = """
CREATE FUNCTION kith_sec.at_migrate_changes_of_another_server() RETURNS void LANGUAGE sql
SET search_path = public, pg_temp AS $$
  UPDATE database_change SET xid = '3' WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())
$$;
REVOKE ALL ON FUNCTION kith_sec.at_migrate_changes_of_another_server() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    atomic = False  # on a table that everything writes to
    dependencies = [("database", "0003_changes_at_once")]
    operations = [
        AddIndexConcurrently(
            "Change", models.Index(fields=["organisation_id", "xid", "seq"], name="change_in_order")
        ),
        RemoveIndexConcurrently("Change", "change_of_organisation"),
        migrations.RunSQL(EARLIER_LIFE, "DROP FUNCTION kith_sec.at_migrate_changes_of_another_server()"),
    ]
