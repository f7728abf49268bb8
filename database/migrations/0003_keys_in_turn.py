from django.db import migrations

# Several keys at once, so that a new one can come while processes still sign with the old.
KEYS = r"""
ALTER TABLE kith_sec.key DROP COLUMN single, ADD COLUMN place smallint;
UPDATE kith_sec.key SET place = 0;
ALTER TABLE kith_sec.key ADD PRIMARY KEY (place);

CREATE OR REPLACE FUNCTION kith_sec.asker() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  token text := current_setting('kith.asker', true);
  part text[];
  said bytea;
BEGIN
  IF coalesce(token, '') = '' THEN RAISE EXCEPTION 'no asker' USING ERRCODE = '42501'; END IF;
  part := string_to_array(token, ':');
  said := convert_to(array_to_string(part[1:4], ':'), 'UTF8');
  IF cardinality(part) <> 5 OR NOT EXISTS (
    SELECT FROM kith_sec.key
    WHERE encode(sha256(key.outer_pad || sha256(key.inner_pad || said)), 'hex') = part[5])
  THEN RAISE EXCEPTION 'forged asker' USING ERRCODE = '42501'; END IF;
  IF abs(extract(epoch FROM now()) - part[4]::bigint) > 300 THEN
    RAISE EXCEPTION 'stale asker' USING ERRCODE = '42501'; END IF;
  RETURN part;
END $$;
"""
ONE_KEY = r"""
DELETE FROM kith_sec.key WHERE place > 0;
ALTER TABLE kith_sec.key DROP COLUMN place, ADD COLUMN single boolean PRIMARY KEY DEFAULT true CHECK (single);
"""


class Migration(migrations.Migration):
    dependencies = [("database", "0002_change")]
    operations = [migrations.RunSQL(KEYS, ONE_KEY)]
