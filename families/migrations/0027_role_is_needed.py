"""Whoever works with a family keeps a role in which one does, until somebody else does. Held on the user, by a trigger of this room."""

from django.db import migrations

# After the rules of the user itself, by its name: why someone may not change roles at all is said first.
WITH_FAMILIES = "ARRAY['social_worker', 'family_coach', 'conference_coordinator', 'team_manager', 'coach_supervisor', 'quality_lead', 'safeguarding_lead', 'intake']::varchar[]"

HOLD = f"""
CREATE FUNCTION kith_sec.role_is_needed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM families_involvement held JOIN families_practitioner worker ON worker.id = held.practitioner_id
    WHERE worker.user_id = NEW.id AND (upper_inf(held.period) OR upper(held.period) > current_date)) THEN
    RAISE EXCEPTION 'works with families' USING ERRCODE = '23514', CONSTRAINT = 'role_is_needed';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.role_is_needed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.role_is_needed() TO kith_app;
CREATE TRIGGER role_is_needed BEFORE UPDATE OF roles ON accounts_user
  FOR EACH ROW WHEN (OLD.roles && {WITH_FAMILIES} AND NOT NEW.roles && {WITH_FAMILIES})
  EXECUTE FUNCTION kith_sec.role_is_needed();
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0026_goodbye_in_own_words")]
    operations = [
        migrations.RunSQL(HOLD, "DROP TRIGGER role_is_needed ON accounts_user; DROP FUNCTION kith_sec.role_is_needed()")
    ]
