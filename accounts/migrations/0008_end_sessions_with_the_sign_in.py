from django.db import migrations

# Whoever ends a sign-in, and however: its sessions end in the same moment (ASVS 7.4.2).
END = """
CREATE FUNCTION kith_sec.end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM django_session WHERE session_key IN (
    SELECT session_key FROM usersessions_usersession WHERE user_id = NEW.id);
  DELETE FROM usersessions_usersession WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.end_sessions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.end_sessions() TO kith_app;
CREATE TRIGGER kith_end_sessions AFTER UPDATE OF is_active ON accounts_user
  FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION kith_sec.end_sessions();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_second_step_and_single_sign_on"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            END, "DROP TRIGGER kith_end_sessions ON accounts_user; DROP FUNCTION kith_sec.end_sessions()"
        )
    ]
