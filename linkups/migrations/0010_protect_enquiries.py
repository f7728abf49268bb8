"""An enquiry is deleted for good when nothing comes of it: by whoever lets it go, or 180 days after they met (docs/linkups.md).

The application deletes nothing by itself: these two functions do, and neither touches what was taken up into a family.
"""

from django.db import migrations

from database.operations import Protect

FORGET = """
CREATE FUNCTION kith_sec.forget_enquiries() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM linkups_familyenquiry enquiry USING accounts_organisation organisation
    WHERE organisation.id = enquiry.organisation_id AND enquiry.family_id IS NULL
      AND enquiry.met_on <= (now() AT TIME ZONE organisation.time_zone)::date - 180 RETURNING 1)
  SELECT count(*) FROM gone;
$$;
CREATE FUNCTION kith_sec.let_go_enquiry(enquiry uuid) RETURNS boolean LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM linkups_familyenquiry WHERE id = enquiry AND organisation_id = kith_sec.organisation() AND family_id IS NULL
      AND EXISTS (
        SELECT FROM accounts_user asks WHERE asks.id = kith_sec.person() AND asks.kind = 'staff' AND asks.is_active
          AND asks.roles && ARRAY['family_coach', 'coach_supervisor']::varchar[]) RETURNING 1)
  SELECT EXISTS (SELECT FROM gone);
$$;
REVOKE ALL ON FUNCTION kith_sec.forget_enquiries(), kith_sec.let_go_enquiry(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.forget_enquiries(), kith_sec.let_go_enquiry(uuid) TO kith_app;
"""
AS_BEFORE = """
DROP FUNCTION kith_sec.let_go_enquiry(uuid);
DROP FUNCTION kith_sec.forget_enquiries();
"""


class Migration(migrations.Migration):
    dependencies = [("linkups", "0009_enquiries_that_delete_themselves")]
    operations = [
        Protect("FamilyEnquiry"),
        migrations.RunSQL(FORGET, AS_BEFORE),
    ]
