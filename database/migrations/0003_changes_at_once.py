"""The change stream takes in what one statement inserted at once; and of two keys that say the same, one is checked.

Django makes a foreign key by id alone, and `Protect` one with the organisation beside it, which holds all that the first one does: so
the first one goes, after each migrate, wherever both stand. To check it cost a tenth of an import (docs/performance.md).
"""

from django.db import migrations

AT_ONCE = """
CREATE OR REPLACE FUNCTION kith_sec.note_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_LEVEL = 'STATEMENT' THEN
    INSERT INTO database_change (xid, organisation_id, "table", "row", operation)
    SELECT pg_current_xact_id(), organisation_id, TG_TABLE_NAME, id, lower(TG_OP) FROM written;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO database_change (xid, organisation_id, "table", "row", operation)
    VALUES (pg_current_xact_id(), OLD.organisation_id, TG_TABLE_NAME, OLD.id, lower(TG_OP));
  ELSE
    INSERT INTO database_change (xid, organisation_id, "table", "row", operation)
    VALUES (pg_current_xact_id(), NEW.organisation_id, TG_TABLE_NAME, NEW.id, lower(TG_OP));
  END IF;
  RETURN NULL;
END $$;

DO $$ DECLARE
  one regclass;
BEGIN
  FOR one IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'kith_note_change' LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER kith_note_change AFTER UPDATE OR DELETE ON %s'
      ' FOR EACH ROW EXECUTE FUNCTION kith_sec.note_change()', one);
    EXECUTE format('CREATE OR REPLACE TRIGGER kith_note_new AFTER INSERT ON %s REFERENCING NEW TABLE AS written'
      ' FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.note_change()', one);
  END LOOP;
END $$;
"""

ONE_BY_ONE = """
CREATE OR REPLACE FUNCTION kith_sec.note_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  written record := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  INSERT INTO database_change (xid, organisation_id, "table", "row", operation)
  VALUES (pg_current_xact_id(), written.organisation_id, TG_TABLE_NAME, written.id, lower(TG_OP));
  RETURN NULL;
END $$;

DO $$ DECLARE
  one regclass;
BEGIN
  FOR one IN SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = 'kith_note_new' LOOP
    EXECUTE format('DROP TRIGGER kith_note_new ON %s', one);
    EXECUTE format('CREATE OR REPLACE TRIGGER kith_note_change AFTER INSERT OR UPDATE OR DELETE ON %s'
      ' FOR EACH ROW EXECUTE FUNCTION kith_sec.note_change()', one);
  END LOOP;
END $$;
"""

# It waits for nobody long: whoever reads a table meanwhile lets it fail, and the next migrate tries again.
ONE_KEY = """
CREATE FUNCTION kith_sec.at_migrate_one_key() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT alone.conrelid::regclass AS held_by, alone.conname FROM pg_constraint alone
    WHERE alone.contype = 'f' AND cardinality(alone.conkey) = 1 AND alone.conparentid = 0 AND EXISTS (
      SELECT FROM pg_constraint both_ JOIN pg_attribute whose
        ON whose.attrelid = both_.conrelid AND whose.attnum = both_.conkey[1] AND whose.attname = 'organisation_id' AND whose.attnotnull
      WHERE both_.contype = 'f' AND (both_.conrelid, both_.confrelid) = (alone.conrelid, alone.confrelid) AND both_.convalidated
        AND both_.conkey = both_.conkey[1] || alone.conkey AND both_.confkey = both_.confkey[1] || alone.confkey
        AND (both_.confdeltype, both_.confupdtype, both_.condeferrable, both_.condeferred)
          = (alone.confdeltype, alone.confupdtype, alone.condeferrable, alone.condeferred))
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.held_by, one.conname);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION kith_sec.at_migrate_one_key() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("database", "0002_changes")]
    operations = [
        migrations.RunSQL(AT_ONCE, ONE_BY_ONE),
        migrations.RunSQL(ONE_KEY, "DROP FUNCTION kith_sec.at_migrate_one_key()"),
    ]
