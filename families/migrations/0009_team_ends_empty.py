"""A team ends when nobody is in it any more. Held on its own table, by a trigger of this room, where it is known who is in it."""

from django.db import migrations

HOLD = """
CREATE FUNCTION kith_sec.team_ends_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever moves somebody in at the same moment waits, or is waited for.
  PERFORM pg_advisory_xact_lock(hashtextextended('team ' || NEW.id, 0));
  IF EXISTS (SELECT FROM families_practitioner WHERE team_id = NEW.id) THEN
    RAISE EXCEPTION 'not empty' USING ERRCODE = '23514', CONSTRAINT = 'team_ends_empty';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.team_ends_empty() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.team_ends_empty() TO kith_app;
CREATE TRIGGER kith_team_ends_empty BEFORE UPDATE OF ended_on ON accounts_team
  FOR EACH ROW WHEN (NEW.ended_on IS NOT NULL AND OLD.ended_on IS NULL) EXECUTE FUNCTION kith_sec.team_ends_empty();
"""


class Migration(migrations.Migration):
    replaces = [("families", "0018_team_ends_empty")]
    dependencies = [("families", "0008_people_who_are_one")]
    operations = [
        migrations.RunSQL(
            HOLD, "DROP TRIGGER kith_team_ends_empty ON accounts_team; DROP FUNCTION kith_sec.team_ends_empty()"
        )
    ]
