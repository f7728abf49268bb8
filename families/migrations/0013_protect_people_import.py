from django.db import migrations

from database.operations import Protect

# Only a row that this very transaction has inserted, as its own history says, can be noted as one that an import wrote: so nothing
# that anyone else wrote can ever be taken away. It is taken away while the import is being undone, if nobody has changed it since;
# that it was there, and that it was taken back, stays in the history of its table. The application itself deletes nothing.
TAKE_BACK = """
CREATE FUNCTION kith_sec.take_back() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  import families_peopleimport;
  is_so boolean;
BEGIN
  SELECT * INTO import FROM families_peopleimport
    WHERE id = NEW.people_import_id AND organisation_id = kith_sec.organisation() AND created_by_id = kith_sec.person();
  IF NOT FOUND OR NEW.organisation_id <> import.organisation_id THEN
    RAISE EXCEPTION 'no import of one''s own' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF import.state <> 'running' OR NEW.taken_back_at IS NOT NULL OR NEW.left_because <> '' OR NEW.table NOT IN (
      'families_person', 'families_personname', 'families_familymembership', 'families_parentage', 'families_partnership',
      'families_siblinglink', 'families_externalidentifier', 'families_notsameperson', 'families_tobesettled') THEN
      RAISE EXCEPTION 'not of an import' USING ERRCODE = '42501';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE pgh_obj_id = $1 AND pgh_label = ''insert'' AND pgh_created_at = now()'
      ' AND organisation_id = $2)', NEW.table || 'event') INTO is_so USING NEW.row, NEW.organisation_id;
    IF NOT is_so THEN
      RAISE EXCEPTION 'not written now' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF import.state <> 'undoing' OR OLD.taken_back_at IS NOT NULL OR OLD.left_because <> ''
    OR (NEW.people_import_id, NEW.table, NEW.row, NEW.version, NEW.person)
      IS DISTINCT FROM (OLD.people_import_id, OLD.table, OLD.row, OLD.version, OLD.person) THEN
    RAISE EXCEPTION 'rewritten' USING ERRCODE = '42501';
  END IF;
  IF NEW.taken_back_at IS NOT NULL THEN
    EXECUTE format('WITH gone AS (DELETE FROM %I WHERE id = $1 AND organisation_id = $2 AND row_version = $3 RETURNING 1)'
      ' SELECT EXISTS (SELECT FROM gone)', OLD.table) INTO is_so USING OLD.row, OLD.organisation_id, OLD.version;
    IF NOT is_so THEN
      RAISE EXCEPTION 'changed since' USING ERRCODE = '23514', CONSTRAINT = 'imported_row_unchanged';
    END IF;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.take_back() FROM PUBLIC;
CREATE TRIGGER kith_take_back BEFORE INSERT OR UPDATE ON families_importedrow
  FOR EACH ROW EXECUTE FUNCTION kith_sec.take_back();
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0012_people_import")]
    operations = [
        Protect("PeopleImport"),
        Protect("ImportedRow"),
        migrations.RunSQL(TAKE_BACK, "DROP FUNCTION kith_sec.take_back() CASCADE"),
    ]
