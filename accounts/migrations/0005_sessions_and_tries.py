from django.db import migrations


# What stands in these tables is read by whoever can send SQL of their own: so no key of a session stands there, only its hash
# (accounts/sessions.py).
HASHED = """
ALTER TABLE django_session ADD CONSTRAINT kith_session_key_hashed CHECK (session_key ~ '^[0-9a-f]{40}$');
ALTER TABLE usersessions_usersession ADD CONSTRAINT kith_session_key_hashed CHECK (session_key ~ '^[0-9a-f]{40}$');
"""
AS_BEFORE = """
ALTER TABLE django_session DROP CONSTRAINT kith_session_key_hashed;
ALTER TABLE usersessions_usersession DROP CONSTRAINT kith_session_key_hashed;
"""

# What Django's database cache asks for (`createcachetable`): tries at signing in are counted here, for all processes together.
CACHE = """
CREATE TABLE kith_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX kith_cache_expires ON kith_cache (expires);
"""


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0009_cache_of_all_processes"),
        ("accounts", "0019_sessions_by_a_hash"),
    ]
    dependencies = [
        ("accounts", "0004_held_by_triggers"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(HASHED, AS_BEFORE),
        migrations.RunSQL(CACHE, "DROP TABLE kith_cache"),
    ]
