"""What a system signs in with becomes another by two, also while it goes on; and where it asks from is what its own page says."""

from django.db import migrations

from database.operations import Protect


BEFORE = """
CREATE OR REPLACE FUNCTION kith_sec.hold_client_secret() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
# Beside a secret of a system that stands still: the one that waits, by another administrator than who made it; the former one is kept.
BESIDE = """
CREATE OR REPLACE FUNCTION kith_sec.hold_client_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT FROM api_apiclient c JOIN accounts_user u ON u.id = c.user_id
    WHERE c.application_id = NEW.id AND c.secret_set_by_id = kith_sec.person() AND c.agreed_by_id IS NULL
      AND c.stopped_at IS NULL AND NOT u.is_active) AND NOT EXISTS (
    SELECT FROM api_apiclient c JOIN accounts_user a ON a.id = kith_sec.person()
    WHERE c.application_id = NEW.id AND c.next_secret <> '' AND c.next_secret = NEW.client_secret AND c.next_secret_by_id <> a.id
      AND c.former_secret = OLD.client_secret AND c.stopped_at IS NULL
      AND a.kind = 'staff' AND a.is_active AND 'administrator' = ANY (a.roles)
      AND (NEW.client_id, NEW.user_id) IS NOT DISTINCT FROM (OLD.client_id, OLD.user_id)) THEN
    RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';
  END IF;
  RETURN NEW;
END $$;
"""
ASKS_FROM = """
CREATE FUNCTION kith_sec.hold_asks_from() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
  IF NOT EXISTS (SELECT FROM api_apiclient WHERE user_id = NEW.id AND addresses = NEW.asks_from) THEN
    RAISE EXCEPTION 'not as its page says' USING ERRCODE = '23514', CONSTRAINT = 'api_client_stays_as_it_was';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_asks_from() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_asks_from() TO kith_app;
CREATE TRIGGER user_asks_from_held BEFORE UPDATE ON accounts_user
  FOR EACH ROW WHEN (NEW.asks_from IS DISTINCT FROM OLD.asks_from) EXECUTE FUNCTION kith_sec.hold_asks_from();
CREATE FUNCTION kith_sec.are_networks(said text[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  PERFORM said::cidr[];
  RETURN true;
EXCEPTION WHEN invalid_text_representation THEN RETURN false;
END $$;
REVOKE ALL ON FUNCTION kith_sec.are_networks(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.are_networks(text[]) TO kith_app;
ALTER TABLE api_apiclient ADD CONSTRAINT api_client_from_networks
  CHECK (cardinality(addresses) <= 50 AND array_position(addresses, NULL) IS NULL AND kith_sec.are_networks(addresses));
"""
ASK_FROM_ANYWHERE = """
ALTER TABLE api_apiclient DROP CONSTRAINT api_client_from_networks;
DROP TRIGGER user_asks_from_held ON accounts_user;
DROP FUNCTION kith_sec.hold_asks_from();
DROP FUNCTION kith_sec.are_networks(text[]);
"""
# One's own calls, noted by oneself; nobody makes another's.
OWN = """
CREATE POLICY own ON api_refusedcall AS RESTRICTIVE FOR INSERT TO kith_app WITH CHECK (caller_id = (SELECT kith_sec.person()));
CREATE POLICY seen ON api_refusedcall AS RESTRICTIVE FOR SELECT TO kith_app USING (
  caller_id = (SELECT kith_sec.person()) OR (SELECT (kith_sec.asker())[3] = 'system')
  OR EXISTS (SELECT FROM accounts_user WHERE id = (SELECT kith_sec.person()) AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)));
"""
FORGET = """
CREATE FUNCTION kith_sec.forget_refused_calls() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM api_refusedcall WHERE id < kith_sec.sent_before(now() - interval '7 days') RETURNING 1)
  SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION kith_sec.forget_refused_calls() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.forget_refused_calls() TO kith_app;

DROP TRIGGER kith_append_only ON api_refusedcall;
CREATE TRIGGER kith_append_only BEFORE UPDATE ON api_refusedcall FOR EACH ROW EXECUTE FUNCTION kith_sec.refuse_change();
CREATE TRIGGER kith_kept_seven_days BEFORE DELETE ON api_refusedcall FOR EACH ROW
  WHEN (OLD.id >= kith_sec.sent_before(now() - interval '7 days')) EXECUTE FUNCTION kith_sec.refuse_change();
"""
KEPT = """
DROP TRIGGER kith_kept_seven_days ON api_refusedcall;
DROP TRIGGER kith_append_only ON api_refusedcall;
CREATE TRIGGER kith_append_only BEFORE UPDATE OR DELETE ON api_refusedcall FOR EACH ROW EXECUTE FUNCTION kith_sec.refuse_change();
DROP FUNCTION kith_sec.forget_refused_calls();
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0009_another_secret_and_fewer_addresses")]
    operations = [
        Protect("ApiClient"),
        Protect("ApiClientEvent", by_triggers=True),
        Protect("RefusedCall", append_only=True),
        migrations.RunSQL(BESIDE, BEFORE),
        migrations.RunSQL(ASKS_FROM, ASK_FROM_ANYWHERE),
        migrations.RunSQL(OWN, "DROP POLICY own ON api_refusedcall; DROP POLICY seen ON api_refusedcall"),
        migrations.RunSQL(FORGET, KEPT),
    ]
