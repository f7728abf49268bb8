from django.db import migrations

# What stands in these tables is read by whoever can send SQL of their own: so no key of a session stands there, only its hash
# (accounts/sessions.py). The sessions of before end: their keys stood here, and in backups.
HASHED = """
DELETE FROM usersessions_usersession;
DELETE FROM django_session;
ALTER TABLE django_session ADD CONSTRAINT kith_session_key_hashed CHECK (session_key ~ '^[0-9a-f]{40}$');
ALTER TABLE usersessions_usersession ADD CONSTRAINT kith_session_key_hashed CHECK (session_key ~ '^[0-9a-f]{40}$');
"""
AS_BEFORE = """
ALTER TABLE django_session DROP CONSTRAINT kith_session_key_hashed;
ALTER TABLE usersessions_usersession DROP CONSTRAINT kith_session_key_hashed;
DELETE FROM usersessions_usersession;
DELETE FROM django_session;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0018_written_in_its_own_organisation"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [migrations.RunSQL(HASHED, AS_BEFORE)]
