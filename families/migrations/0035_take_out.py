"""A fact that never was so is taken out by one function (docs/adr/0027): only a dated fact about people, only as it was read, and only by
someone who works here. Its history stays, and says who took it out."""

from django.db import migrations

TAKE_OUT = """
CREATE FUNCTION kith_sec.take_out(named text, fact uuid, known int) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
BEGIN
  IF named NOT IN (
    'families_parentage', 'families_partnership', 'families_siblinglink', 'families_parentalresponsibility',
    'families_residence', 'families_contactpoint', 'families_familymembership', 'families_personname',
    'families_externalidentifier') THEN
    RAISE EXCEPTION 'not a dated fact' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (
    SELECT FROM accounts_user
    WHERE id = kith_sec.person() AND organisation_id = kith_sec.organisation() AND kind = 'staff' AND is_active) THEN
    RAISE EXCEPTION 'not someone who works here' USING ERRCODE = '42501';
  END IF;
  EXECUTE format('DELETE FROM %I WHERE id = $1 AND organisation_id = kith_sec.organisation() AND row_version = $2', named)
    USING fact, known;
  GET DIAGNOSTICS gone = ROW_COUNT;
  IF gone = 0 THEN
    RAISE EXCEPTION 'changed since' USING ERRCODE = '23514', CONSTRAINT = 'taken_out_as_read';
  END IF;
END $$;
REVOKE ALL ON FUNCTION kith_sec.take_out(text, uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.take_out(text, uuid, int) TO kith_app;
"""

# Few facts are deleted, so that what was taken out of someone's record is found without reading the history of everyone.
NAMED = ["personname", "familymembership", "parentage", "partnership", "siblinglink", "parentalresponsibility"]
FOUND = "".join(
    f"CREATE INDEX {name}_taken_out ON families_{name}event (pgh_obj_id) WHERE pgh_label = 'delete';\n" for name in NAMED
)
UNFOUND = "".join(f"DROP INDEX {name}_taken_out;\n" for name in NAMED)


class Migration(migrations.Migration):
    dependencies = [("families", "0028_import_by_statements")]
    operations = [
        migrations.RunSQL(TAKE_OUT, "DROP FUNCTION kith_sec.take_out(text, uuid, int)"),
        migrations.RunSQL(FOUND, UNFOUND),
    ]
