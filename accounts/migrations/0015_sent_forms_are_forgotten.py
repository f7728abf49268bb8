"""That a form was saved is forgotten after eight days: no device sends one again by then (docs/adr/0030).

When it was saved its own id says (UUID version 7). Before that it stays, whoever deletes: the database holds it as before.
"""

from django.db import migrations

FORGET = """
CREATE FUNCTION kith_sec.sent_before(since timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
  $$ SELECT (lpad(to_hex(floor(extract(epoch FROM since) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;
CREATE FUNCTION kith_sec.forget_sent_forms() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM accounts_sentform WHERE id < kith_sec.sent_before(now() - interval '8 days') RETURNING 1)
  SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION kith_sec.forget_sent_forms(), kith_sec.sent_before(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.forget_sent_forms() TO kith_app;

DROP TRIGGER kith_append_only ON accounts_sentform;
CREATE TRIGGER kith_append_only BEFORE UPDATE ON accounts_sentform FOR EACH ROW EXECUTE FUNCTION kith_sec.refuse_change();
CREATE TRIGGER kith_kept_eight_days BEFORE DELETE ON accounts_sentform FOR EACH ROW
  WHEN (OLD.id >= kith_sec.sent_before(now() - interval '8 days')) EXECUTE FUNCTION kith_sec.refuse_change();
"""
AS_BEFORE = """
DROP TRIGGER kith_kept_eight_days ON accounts_sentform;
DROP TRIGGER kith_append_only ON accounts_sentform;
CREATE TRIGGER kith_append_only BEFORE UPDATE OR DELETE ON accounts_sentform FOR EACH ROW EXECUTE FUNCTION kith_sec.refuse_change();
DROP FUNCTION kith_sec.forget_sent_forms();
DROP FUNCTION kith_sec.sent_before(timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_kept_on_devices"),
    ]

    operations = [
        migrations.RunSQL(FORGET, AS_BEFORE),
    ]
