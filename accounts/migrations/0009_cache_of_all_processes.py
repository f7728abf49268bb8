from django.db import migrations

# What Django's database cache asks for (`createcachetable`): tries at signing in are counted here, for all processes together.
MAKE = """
CREATE TABLE kith_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX kith_cache_expires ON kith_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_end_sessions_with_the_sign_in")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE kith_cache")]
