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

# The table is oauth2_provider's, and read before anyone is known: a secret changes only while its system stands still, by
# whoever says so of themselves. Then its sign-in opens by another's yes (hold_client, api_client_takes_two).
HOLD_SECRET = """
CREATE FUNCTION kith_sec.hold_client_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT FROM api_apiclient c JOIN accounts_user u ON u.id = c.user_id
    WHERE c.application_id = NEW.id AND c.secret_set_by_id = kith_sec.person() AND c.agreed_by_id IS NULL
      AND c.stopped_at IS NULL AND NOT u.is_active) THEN
    RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_client_secret() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_client_secret() TO kith_app;
CREATE TRIGGER kith_hold_client_secret BEFORE UPDATE ON oauth2_provider_application
  FOR EACH ROW WHEN ((OLD.client_secret, OLD.client_id, OLD.user_id) IS DISTINCT FROM (NEW.client_secret, NEW.client_id, NEW.user_id))
  EXECUTE FUNCTION kith_sec.hold_client_secret();
"""

LET_SECRET_GO = (
    "DROP TRIGGER kith_hold_client_secret ON oauth2_provider_application; DROP FUNCTION kith_sec.hold_client_secret()"
)


class Migration(migrations.Migration):
    replaces = [
        ("api", "0002_protect"),
        ("api", "0004_protect_let_in_by_two"),
        ("api", "0005_another_secret_by_two"),
    ]
    dependencies = [("api", "0001_clients"), ("accounts", "0004_held_by_triggers")]
    operations = [
        Protect("ApiClient"),
        Protect("ApiClientEvent", by_triggers=True),
        migrations.RunSQL(HOLD, "DROP TRIGGER user_client_held ON accounts_user; DROP FUNCTION kith_sec.hold_client()"),
        migrations.RunSQL(HOLD_SECRET, LET_SECRET_GO),
    ]
