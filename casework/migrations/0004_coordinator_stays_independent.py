from django.db import migrations


# INV-20, later: whoever coordinates an open conference stays out of the family's work. The lock is the one that the rule
# on conferences takes, so that allocating and involving at the same moment cannot pass each other.
STAY_INDEPENDENT = """
CREATE FUNCTION casework_coordinator_stays_independent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF upper_inf(NEW.period) OR upper(NEW.period) > (SELECT (now() AT TIME ZONE time_zone)::date FROM accounts_organisation WHERE id = NEW.organisation_id) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('coordinator ' || NEW.family_id, 0));
    IF EXISTS (
      SELECT FROM casework_conference conference
      WHERE conference.family_id = NEW.family_id AND conference.coordinator_id = NEW.practitioner_id
        AND conference.state NOT IN ('closed_reviewed', 'not_going_ahead')) THEN
      RAISE EXCEPTION 'not independent'
        USING ERRCODE = '23514', CONSTRAINT = 'involvement_coordinator_stays_independent';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER casework_coordinator_stays_independent BEFORE INSERT OR UPDATE ON families_involvement
  FOR EACH ROW WHEN (NEW.role IN ('lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection',
                                  'team_manager', 'decision_maker'))
  EXECUTE FUNCTION casework_coordinator_stays_independent();
"""
NO_MORE = """
DROP TRIGGER casework_coordinator_stays_independent ON families_involvement;
DROP FUNCTION casework_coordinator_stays_independent();
"""


class Migration(migrations.Migration):
    replaces = [
        ("casework", "0004_protect_conferences"),
        ("casework", "0010_days_where_the_organisation_is"),
    ]
    dependencies = [("casework", "0003_protect")]
    operations = [
        migrations.RunSQL(STAY_INDEPENDENT, NO_MORE),
    ]
