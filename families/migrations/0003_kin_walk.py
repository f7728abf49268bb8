from django.db import migrations

# Whoever may be kin: breadth first over every recorded edge, one set at a time. It says only who is near, under the
# asker's own row-level security; which edges count for a viewer is decided by `visible_to` over what it returns.
KIN_WALK = """
CREATE FUNCTION kith_sec.kin_near(ego uuid, reach int, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  found uuid[] := ARRAY[ego];
  edge uuid[] := found;
BEGIN
  FOR step IN 1..reach LOOP
    SELECT array_agg(DISTINCT other) INTO edge FROM (
      SELECT parent_id AS other FROM families_parentage WHERE child_id = ANY (edge)
      UNION ALL SELECT child_id FROM families_parentage WHERE parent_id = ANY (edge)
      UNION ALL SELECT b_id FROM families_partnership WHERE a_id = ANY (edge)
      UNION ALL SELECT a_id FROM families_partnership WHERE b_id = ANY (edge)
      UNION ALL SELECT b_id FROM families_siblinglink WHERE a_id = ANY (edge)
      UNION ALL SELECT a_id FROM families_siblinglink WHERE b_id = ANY (edge)) next
    WHERE other <> ALL (found);
    EXIT WHEN edge IS NULL;
    found := found || edge;
    EXIT WHEN cardinality(found) >= most;
  END LOOP;
  RETURN QUERY SELECT unnest(found);
END $$;
REVOKE ALL ON FUNCTION kith_sec.kin_near(uuid, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.kin_near(uuid, int, int) TO kith_app;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0002_protect")]
    operations = [migrations.RunSQL(KIN_WALK, "DROP FUNCTION kith_sec.kin_near(uuid, int, int)")]
