"""The change stream. The application reads it; only the trigger of a protected table writes it."""

from django.db import migrations, models

from database.models import TransactionIdField

PROTECT = """
ALTER TABLE database_change ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON database_change AS RESTRICTIVE FOR ALL TO kith_app
  USING (organisation_id = (SELECT kith_sec.organisation()));
CREATE POLICY visible ON database_change FOR SELECT TO kith_app USING (true);
CREATE POLICY owner ON database_change FOR ALL TO kith_owner USING (true);
REVOKE ALL ON database_change FROM PUBLIC, kith_app;
GRANT SELECT ON database_change TO kith_app;
"""


class Migration(migrations.Migration):
    replaces = [("database", "0002_change")]
    dependencies = [("database", "0001_who_asks")]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("xid", TransactionIdField()),
                ("organisation_id", models.UUIDField()),
                ("table", models.TextField()),
                ("row", models.UUIDField()),
                (
                    "operation",
                    models.TextField(choices=[("insert", "Insert"), ("update", "Update"), ("delete", "Delete")]),
                ),
            ],
            options={"indexes": [models.Index(fields=["organisation_id", "seq"], name="change_of_organisation")]},
        ),
        migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
    ]
