"""The schema that knows who asks, and the triggers that every protected table gets."""

from django.db import migrations


ASKER = r"""
CREATE SCHEMA kith_sec;
-- Several keys at once, so that a new one can come while processes still sign with the old.
CREATE TABLE kith_sec.key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL, place smallint PRIMARY KEY);

-- 42501 and not 28000: Django's retry code takes class 28 for a lost connection.
CREATE FUNCTION kith_sec.asker() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
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

CREATE FUNCTION kith_sec.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS 'SELECT (kith_sec.asker())[1]::uuid';
CREATE FUNCTION kith_sec.organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS 'SELECT (kith_sec.asker())[2]::uuid';

-- For the history of what the owner's role does (a migration), where nobody asks.
CREATE FUNCTION kith_sec.person_or_none() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS
  $$ SELECT CASE WHEN coalesce(current_setting('kith.asker', true), '') <> '' THEN kith_sec.person() END $$;
"""

TRIGGERS = r"""
CREATE FUNCTION kith_sec.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.row_version := OLD.row_version + 1;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION kith_sec.note_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  written record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  INSERT INTO database_change (xid, organisation_id, "table", "row", operation)
  VALUES (pg_current_xact_id(), written.organisation_id, TG_TABLE_NAME, written.id, lower(TG_OP));
  RETURN NULL;
END $$;

CREATE FUNCTION kith_sec.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append only', TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA kith_sec FROM PUBLIC;
GRANT USAGE ON SCHEMA kith_sec TO kith_app;
GRANT EXECUTE ON FUNCTION kith_sec.asker(), kith_sec.person(), kith_sec.organisation(), kith_sec.person_or_none(), kith_sec.touch(),
  kith_sec.note_change(), kith_sec.refuse_change() TO kith_app;
"""

SEARCH_KEY = r"""
-- `unaccent` is only STABLE, because its dictionary could change; ours does not, and an index needs IMMUTABLE.
CREATE FUNCTION public.kith_search_key(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
  $$ SELECT public.unaccent('public.unaccent'::regdictionary, lower(normalize(
       regexp_replace(said, '[\u200B-\u200F\u2060\uFEFF\u00AD]', '', 'g'), NFKC))) $$;
"""


class Migration(migrations.Migration):
    replaces = [
        ("database", "0001_asker"),
        ("database", "0003_keys_in_turn"),
    ]
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(ASKER, "DROP SCHEMA kith_sec CASCADE"),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH_KEY, "DROP FUNCTION public.kith_search_key(text)"),
    ]
