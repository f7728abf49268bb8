"""A system's sign-in opens when two have agreed. Held on the table of sign-ins by a trigger of this room, where clients are known."""

from django.db import migrations

from database.operations import Protect

HOLD = """
CREATE FUNCTION kith_sec.hold_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kith_owner' OR (TG_OP = 'UPDATE' AND OLD.is_active) OR (kith_sec.asker())[3] = 'system' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' OR NOT EXISTS (
    SELECT FROM api_apiclient WHERE user_id = NEW.id AND agreed_by_id = kith_sec.person() AND stopped_at IS NULL) THEN
    RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_client() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_client() TO kith_app;
CREATE TRIGGER user_client_held BEFORE INSERT OR UPDATE OF is_active ON accounts_user
  FOR EACH ROW WHEN (NEW.kind = 'client' AND NEW.is_active) EXECUTE FUNCTION kith_sec.hold_client();
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0003_let_in_by_two"), ("accounts", "0016_protect_what_takes_two")]
    operations = [
        Protect("ApiClient"),
        migrations.RunSQL(HOLD, "DROP TRIGGER user_client_held ON accounts_user; DROP FUNCTION kith_sec.hold_client()"),
    ]
