from django.db import migrations

# A note says the version that the row has now. Else it could name a later one, and an undo would take away what someone has changed.
# It fires after kith_take_back (by its name), which has looked at the table and the import.
NOTED = """
CREATE FUNCTION kith_sec.noted_as_it_is() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  is_so boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND organisation_id = $2 AND row_version = $3)', NEW.table)
    INTO is_so USING NEW.row, NEW.organisation_id, NEW.version;
  IF NOT is_so THEN
    RAISE EXCEPTION 'not as it is' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.noted_as_it_is() FROM PUBLIC;
CREATE TRIGGER kith_take_back_version BEFORE INSERT ON families_importedrow
  FOR EACH ROW EXECUTE FUNCTION kith_sec.noted_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0013_protect_people_import")]
    operations = [migrations.RunSQL(NOTED, "DROP FUNCTION kith_sec.noted_as_it_is() CASCADE")]
